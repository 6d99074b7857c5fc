"""What the panel of predictions shows, as values: rows in any order, and their words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bpsim.core.arrays import Array
from bpsim.core.examples import Examples
from bpsim.core.predictions import NO_CLASS, Classes, Numbers, Predictions
from bpsim.notation.formula import number_text
from bpsim.notation.numerals import UNKNOWN

RIGHT, WRONG = "✓ right", "✗ wrong"


@dataclass(frozen=True, eq=False)
class Content:
    """The training set and what is held out beside it, with what is predicted for both.

    ``sign`` is what a cost is multiplied by before it is shown. Rows count from 0 through both.
    """

    training: Examples
    held_out: Examples
    trained: Predictions
    apart: Predictions
    classes: Classes | None
    sign: float = 1.0

    def __len__(self) -> int:
        return len(self.training) + len(self.held_out)

    @property
    def headings(self) -> tuple[str, ...]:
        """One for each column."""
        outputs = [f"h of {name}" for name in self.training.y_names]
        known = ("predicted", "target", "") if self.classes else ("target",)
        return ("example", *outputs, *known, "cost(i)")

    @cached_property
    def _h(self) -> Array:
        return np.vstack([self.trained.h, self.apart.h])

    @cached_property
    def _y(self) -> Array:
        return np.vstack([self.training.y, self.held_out.y])

    @cached_property
    def _both(self) -> tuple[Numbers, Numbers, Array]:
        """What was predicted, what is wanted, and the cost shown, for every row."""
        parts = (self.trained, self.apart)
        return (
            np.concatenate([each.predicted for each in parts]),
            np.concatenate([each.wanted for each in parts]),
            self.sign * np.concatenate([each.costs for each in parts]),
        )

    def text(self, row: int, column: int) -> str:
        """What stands in a cell."""
        outputs = len(self.training.y_names)
        predicted, wanted, costs = self._both
        if column == 0:
            m = len(self.training)
            return f"{row + 1:,}" if row < m else f"{row - m + 1:,} held out"
        if column <= outputs:
            return _number(float(self._h[row, column - 1]))
        if column == len(self.headings) - 1:
            return _number(float(costs[row]))
        if self.classes is None:
            return ", ".join(number_text(float(each)) for each in self._y[row])
        place = column - outputs - 1
        if place < 2:
            found = int((predicted, wanted)[place][row])
            return UNKNOWN if found == NO_CLASS else self.classes.names[found]
        return RIGHT if predicted[row] == wanted[row] else WRONG

    def is_held_out(self, row: int) -> bool:
        """True for a row that is not trained with."""
        return row >= len(self.training)

    def order(self, column: int, falling: bool) -> list[int]:
        """The rows sorted by a column; rows alike stay as they were."""
        outputs = len(self.training.y_names)
        predicted, wanted, costs = self._both
        keys: Array | Numbers
        if column == 0:
            keys = np.arange(len(self))
        elif column <= outputs:
            keys = self._h[:, column - 1]
        elif column == len(self.headings) - 1:
            keys = costs
        elif self.classes is None:
            keys = self._y[:, 0]
        else:
            place = column - outputs - 1
            keys = (predicted, wanted, (predicted == wanted).astype(np.int64))[place]
        found = np.argsort(-keys if falling else keys, kind="stable")
        return [int(n) for n in found]

    def summary(self, held_out: bool) -> str:
        """How many are right and the mean cost of either set, in one line; empty without rows."""
        part = self.apart if held_out else self.trained
        if not len(part):
            return ""
        name = "Held out" if held_out else "Training"
        cost = f"mean cost {_number(self.sign * part.mean_cost)}"
        if self.classes is None:
            return f"{name}: {cost}"
        right = int(part.right.sum())
        share = f"{100 * right / len(part):.1f}".removesuffix(".0")
        return f"{name}: {right:,} of {len(part):,} right ({share} %), {cost}"

    def confusion(self, held_out: bool) -> Numbers:
        """Rows are what is wanted, columns what is predicted; empty without classes."""
        part = self.apart if held_out else self.trained
        return part.confusion(0 if self.classes is None else len(self.classes.names))


def answer_words(h: Sequence[float], names: Sequence[str], classes: Classes | None) -> str:
    """What the network makes of one input: h of each output, and the class that this names."""
    numbers = ", ".join(
        f"h of {name} = {_number(value)}" for name, value in zip(names, h, strict=True)
    )
    if classes is None:
        return numbers
    found = int(classes.of_outputs(np.array([h]))[0])
    return numbers if found == NO_CLASS else f"{numbers}: predicted {classes.names[found]}"


def _number(value: float) -> str:
    return number_text(value) if np.isfinite(value) else "not finite"
