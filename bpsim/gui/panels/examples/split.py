"""The rows of the examples' table: those trained with, and below them those held out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bpsim.core.arrays import Array
from bpsim.core.examples import Examples
from bpsim.core.held_out import moved
from bpsim.gui.panels.examples.edits import table

Change = Callable[[Examples, Sequence[int]], Examples]


@dataclass(frozen=True)
class Split:
    """A training set and what is held out beside it; rows count from 0 through both."""

    training: Examples
    held_out: Examples

    def __len__(self) -> int:
        return len(self.training) + len(self.held_out)

    def is_held_out(self, row: int) -> bool:
        """True for a row that is not trained with."""
        return row >= len(self.training)

    def parts(self, rows: Sequence[int]) -> tuple[list[int], list[int]]:
        """``rows`` as rows of the training set and as rows of what is held out."""
        m = len(self.training)
        return [row for row in rows if row < m], [row - m for row in rows if row >= m]

    def changed(self, rows: Sequence[int], change: Change) -> "Split":
        """``change`` done in either set to those of ``rows`` that are in it."""
        training, held_out = self.parts(rows)
        return Split(
            change(self.training, training) if training else self.training,
            change(self.held_out, held_out) if held_out else self.held_out,
        )

    def with_held_out(self, rows: Sequence[int]) -> "Split":
        """The training examples among ``rows`` moved below those held out already."""
        return Split(*moved(self.training, self.held_out, self.parts(rows)[0]))

    def with_taken_back(self, rows: Sequence[int]) -> "Split":
        """Those of ``rows`` that are held out moved to the end of the training set."""
        held_out, training = moved(self.held_out, self.training, self.parts(rows)[1])
        return Split(training, held_out)

    def cells(self, top: int, left: int, bottom: int, right: int) -> Array:
        """The numbers between two cells, ends included."""
        both = np.vstack([table(self.training), table(self.held_out)])
        return both[top : bottom + 1, left : right + 1]
