"""What an update did: every weight's change, and the weights that it moved most."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array, frozen
from bpsim.notation.formula import Symbol, Words, row
from bpsim.steps.explain import symbols as s
from bpsim.steps.places import EdgePlace
from bpsim.steps.step import Entry, Step

MOST_MOVED = 5


@dataclass(frozen=True, slots=True)
class Move:
    """One weight before and after."""

    place: EdgePlace
    old: float
    new: float

    @property
    def change(self) -> float:
        """new − old."""
        return self.new - self.old

    @property
    def symbol(self) -> Symbol:
        """Θ_ji^(l)."""
        return s.theta(*self.place)


def changes(step: Step) -> tuple[Array, ...]:
    """new − old of every weight at the step that updates them, one matrix for each Θ; else ()."""
    if step.before is None:
        return ()
    return weight_changes(step.before.weights, step.network.weights)


def weight_changes(old: Sequence[Array], new: Sequence[Array]) -> tuple[Array, ...]:
    """new − old, one matrix for each Θ."""
    with np.errstate(over="ignore", invalid="ignore"):
        return tuple(frozen(b - a) for a, b in zip(old, new, strict=True))


def moved_most(step: Step, count: int = MOST_MOVED) -> tuple[Move, ...]:
    """The weights that the update of ``step`` moved most, the largest change first.

    Fewer where fewer moved at all; none at a step that is no update.
    """
    if step.before is None:
        return ()
    return largest_moves(step.before.weights, step.network.weights, count)


def largest_moves(
    old: Sequence[Array], new: Sequence[Array], count: int = MOST_MOVED
) -> tuple[Move, ...]:
    """As :func:`moved_most`, from the weights of all layers before and after."""
    found: list[tuple[float, Move]] = []
    for layer, change in enumerate(weight_changes(old, new), start=1):
        size = np.abs(np.nan_to_num(change, nan=np.inf, posinf=np.inf, neginf=-np.inf)).ravel()
        first = min(count, size.size)
        for at in np.sort(np.argpartition(-size, first - 1)[:first]):
            j, i = divmod(int(at), change.shape[1])
            before, after = float(old[layer - 1][j, i]), float(new[layer - 1][j, i])
            if size[at]:
                found.append((float(size[at]), Move(EdgePlace(layer, j + 1, i), before, after)))
    found.sort(key=lambda pair: -pair[0])
    return tuple(move for _, move in found[:count])


def move_entry(move: Move) -> Entry:
    """One weight's way as an entry: old, new and change."""
    return Entry(
        str(move.place),
        (
            (row(move.symbol, Words(tr(" old"))), move.old),
            (row(move.symbol, Words(tr(" new"))), move.new),
            (row(Words(tr("change of ")), move.symbol), move.change),
        ),
    )
