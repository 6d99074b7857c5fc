"""What the panel of predictions shows, as values: rows in any order, and their words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bpsim.base.words import in_local_signs, listed, named, tr
from bpsim.core.arrays import Array
from bpsim.core.examples import Examples
from bpsim.core.predictions import NO_CLASS, Classes, Numbers, Predictions
from bpsim.notation.numerals import UNKNOWN, number_text

RIGHT, WRONG = tr("✓ right"), tr("✗ wrong")
HEADINGS = {
    "example": tr("example"),
    "predicted": tr("predicted"),
    "target": tr("target"),
    "": "",
    "cost(i)": "cost(i)",
}
"""The columns before those of the outputs."""


@dataclass(frozen=True, eq=False)
class PredictedExamples:
    """The training set and what is held out beside it, with what is predicted for both.

    ``sign`` is what a cost is multiplied by before it is shown. Rows count from 0 through both. In
    the row ``blank`` what has no value is there to be found out.
    """

    training: Examples
    held_out: Examples
    trained: Predictions
    apart: Predictions
    classes: Classes | None
    sign: float = 1.0
    blank: int | None = None

    def __len__(self) -> int:
        return len(self.training) + len(self.held_out)

    @property
    def headings(self) -> tuple[str, ...]:
        """One for each column: what matters most comes first, h of each output last."""
        return (
            *(HEADINGS[each] for each in self._first),
            *(tr("h of {name}", name=name) for name in self.training.y_names),
        )

    @property
    def _first(self) -> tuple[str, ...]:
        known = ("predicted", "target", "") if self.classes else ("target",)
        return ("example", *known, "cost(i)")

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
        predicted, wanted, costs = self._both
        number = _known if row == self.blank else _number
        if column >= len(self._first):
            return number(float(self._h[row, column - len(self._first)]))
        match self._first[column]:
            case "example":
                m = len(self.training)
                return (
                    in_local_signs(f"{row + 1:,}")
                    if row < m
                    else tr("{row:,} held out", row=row - m + 1)
                )
            case "cost(i)":
                return number(float(costs[row]))
            case "predicted":
                return self._named(int(predicted[row]))
            case "target" if self.classes is not None:
                return self._named(int(wanted[row]))
            case "target":
                return listed(number_text(float(each)) for each in self._y[row])
            case _ if row == self.blank and predicted[row] == NO_CLASS:
                return UNKNOWN
            case _:
                return RIGHT if predicted[row] == wanted[row] else WRONG

    def _named(self, found: int) -> str:
        return UNKNOWN if self.classes is None or found == NO_CLASS else self.classes.names[found]

    def is_held_out(self, row: int) -> bool:
        """True for a row that is not trained with."""
        return row >= len(self.training)

    def order(self, column: int, falling: bool) -> list[int]:
        """The rows sorted by a column; rows alike stay as they were."""
        predicted, wanted, costs = self._both
        keys: Array | Numbers
        if column >= len(self._first):
            keys = self._h[:, column - len(self._first)]
        else:
            keys = {
                "example": np.arange(len(self)),
                "predicted": predicted,
                "target": self._y[:, 0] if self.classes is None else wanted,
                "": (predicted == wanted).astype(np.int64),
                "cost(i)": costs,
            }[self._first[column]]
        found = np.argsort(-keys if falling else keys, kind="stable")
        return [int(n) for n in found]

    def summary(self, held_out: bool) -> str:
        """How many are right and the mean cost of either set, in one line; empty without rows."""
        part = self.apart if held_out else self.trained
        if not len(part):
            return ""
        name = tr("Held out") if held_out else tr("Training")
        number = _number if held_out or self.blank is None else _known
        cost = tr("mean cost {sign}", sign=number(self.sign * part.mean_cost))
        if self.classes is None:
            return named(name, cost)
        if not held_out and self.blank is not None and part.predicted[self.blank] == NO_CLASS:
            return tr(
                "{name}: {unknown} of {part:,} right, {cost}",
                name=name,
                unknown=UNKNOWN,
                part=len(part),
                cost=cost,
            )
        right = int(part.right.sum())
        share = in_local_signs(f"{100 * right / len(part):.1f}".removesuffix(".0"))
        return tr(
            "{name}: {right:,} of {part:,} right ({share}\u00a0%), {cost}",
            name=name,
            right=right,
            part=len(part),
            share=share,
            cost=cost,
        )

    def confusion(self, held_out: bool) -> Numbers:
        """Rows are what is wanted, columns what is predicted; empty without classes."""
        part = self.apart if held_out else self.trained
        return part.confusion(0 if self.classes is None else len(self.classes.names))


def answer_words(h: Sequence[float], names: Sequence[str], classes: Classes | None) -> str:
    """What the network makes of one input: h of each output, and the class that this names."""
    numbers = ", ".join(
        tr("h of {name} is {value}", name=name, value=_number(value))
        for name, value in zip(names, h, strict=True)
    )
    if classes is None:
        return numbers
    found = int(classes.of_outputs(np.array([h]))[0])
    return (
        numbers
        if found == NO_CLASS
        else tr("{numbers}: predicted {names}", numbers=numbers, names=classes.names[found])
    )


def _known(value: float) -> str:
    """A number of the row that has blanks."""
    return number_text(value) if np.isfinite(value) else UNKNOWN


def _number(value: float) -> str:
    return number_text(value) if np.isfinite(value) else tr("not finite")
