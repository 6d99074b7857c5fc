"""A kept run: the costs of one training under a name, to be laid beside another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array, same_bits
from bpsim.core.errors import ModelError
from bpsim.core.network import Network
from bpsim.core.settings import TrainingSettings

COLOURS: Final = 6
"""So many colours are used for runs before one comes again; what lies beside J has the others."""
LONGEST_NAME: Final = 60
MOST_RUNS: Final = 200
MOST_NUMBERS: Final = 4_000_000
"""So many costs and starting weights may be kept together: what a file opens with in a second."""


@dataclass(frozen=True, eq=False)
class KeptRun:
    """One run under its name.

    ``costs`` is J of its iterations from 0 on, finite and read-only; ``start`` the network that it
    started from; ``settings`` those of its last iteration. ``colour`` is its number among the
    colours of terms and dashes, which stays its own. ``shown`` says whether it is to be drawn,
    ``diverged`` that the iteration after the last one could not be done, as its numbers are not
    finite. ``extras`` are keys of a file that this version does not know, by the object that they
    stood in ("" for the run's own, "training"). Raises ModelError.
    """

    name: str
    settings: TrainingSettings
    costs: Array
    start: Network
    colour: int = 0
    shown: bool = True
    diverged: bool = False
    extras: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.costs.ndim != 1 or not np.isfinite(self.costs).all():
            raise ModelError(tr("every cost must be finite"), "runs.costs")

    def same_as(self, other: "KeptRun") -> bool:
        """True if both did the same: equal start, settings and costs, whatever their names."""
        return (
            self.settings == other.settings
            and self.diverged == other.diverged
            and same_bits(self.costs, other.costs)
            and self.start == other.start
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, KeptRun):
            return NotImplemented
        return self.same_as(other) and (
            (self.name, self.colour, self.shown, self.extras)
            == (other.name, other.colour, other.shown, other.extras)
        )

    __hash__ = None  # type: ignore[assignment]  # compared by content, never a key


def starts_of(runs: Sequence[KeptRun]) -> tuple[Network, ...]:
    """The networks that the runs started from, each once, in the order of the runs."""
    found: list[Network] = []
    for run in runs:
        if not any(run.start == each for each in found):
            found.append(run.start)
    return tuple(found)


def numbers_in(runs: Sequence[KeptRun]) -> int:
    """How many numbers it takes to keep these runs: their costs, and the weights of each start."""
    weights = sum(theta.size for start in starts_of(runs) for theta in start.weights)
    return weights + sum(len(run.costs) for run in runs)
