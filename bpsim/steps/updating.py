"""What the method makes of D in one update: its memory before and after, and where it aims."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bpsim.core.arrays import Array, frozen
from bpsim.core.checkpoint import Checkpoint
from bpsim.core.methods.method import Method
from bpsim.core.settings import TrainingSettings

Matrices = tuple[Array, ...]


@dataclass(frozen=True)
class OneWeight:
    """The numbers of one weight's update; ``before`` and ``after`` are its memory by letters."""

    method: Method
    alpha: float
    updates: int
    old: float
    new: float
    D: float
    before: Mapping[str, float]
    after: Mapping[str, float]


@dataclass(frozen=True, eq=False)
class Updating:
    """One update, the ``updates``-th (from 1) of ``method``, signs as the convention has them.

    ``D``, ``aims`` (what α is multiplied by) and each memory have a matrix for each Θ; ``before``
    and ``after`` are by the letters of what is remembered. D of a weight that is not trained is 0.
    """

    method: Method
    alpha: float
    updates: int
    old: Matrices
    new: Matrices
    D: Matrices
    before: Mapping[str, Matrices]
    after: Mapping[str, Matrices]
    aims: Matrices

    @classmethod
    def of(
        cls, start: Checkpoint, end: Checkpoint, D: Matrices, settings: TrainingSettings,
        sign: float,
    ) -> "Updating":  # fmt: skip
        """The update from ``start`` to ``end``; D in the course's signs, ``sign`` is shown."""
        method = settings.method
        moved = [each.copy() for each in D]
        if not settings.train_biases:
            for each in moved:
                each[:, 0] = 0.0
        with np.errstate(over="ignore", invalid="ignore"):
            aims = [
                method.aim(slope, [each[n] for each in end.memory], end.updates)
                for n, slope in enumerate(moved)
            ]
        turns = {each.letter: sign if each.signed else 1.0 for each in method.remembers}

        def shown(memory: tuple[Matrices, ...]) -> dict[str, Matrices]:
            return {
                letter: tuple(frozen(turn * each) for each in matrices)
                for (letter, turn), matrices in zip(turns.items(), memory, strict=True)
            }

        return cls(
            method, settings.learning_rate, end.updates, start.weights, end.weights,
            tuple(frozen(sign * each) for each in moved), shown(start.memory), shown(end.memory),
            tuple(frozen(sign * each) for each in aims),
        )  # fmt: skip

    def weight(self, layer: int, to: int, frm: int) -> OneWeight:
        """The update of Θ_to,frm^(layer)."""

        def here(matrices: Matrices) -> float:
            return float(matrices[layer - 1][to - 1, frm])

        return OneWeight(
            self.method, self.alpha, self.updates, here(self.old), here(self.new), here(self.D),
            {letter: here(each) for letter, each in self.before.items()},
            {letter: here(each) for letter, each in self.after.items()},
        )  # fmt: skip
