"""Examples, a training set or one held out: inputs x and targets y, one example a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array, frozen, same_bits
from bpsim.core.errors import ModelError


@dataclass(frozen=True, eq=False)
class Examples:
    """m examples: ``x`` of shape (m, s_1), ``y`` of shape (m, K), both read-only.

    The names label the inputs and the outputs on screen and in files. ``names`` are those of the
    examples themselves, one for each or none at all; nothing is computed with them. Without
    ``answered`` nobody knows the targets, each of which is NaN then: there is a forward pass and
    nothing more.
    """

    x: Array
    y: Array
    x_names: tuple[str, ...]
    y_names: tuple[str, ...]
    names: tuple[str, ...] = ()
    answered: bool = True

    @classmethod
    def of(
        cls,
        x: Any,
        y: Any,
        x_names: tuple[str, ...] = (),
        y_names: tuple[str, ...] = (),
        names: tuple[str, ...] = (),
    ) -> "Examples":
        """Build a training set; missing names become x1, x2, … and y (or y1, y2, …)."""
        inputs, targets = frozen(x), frozen(y)
        if inputs.ndim != 2 or targets.ndim != 2:
            raise ModelError(tr("x and y must be lists of rows"), "examples")
        return cls(
            inputs,
            targets,
            tuple(x_names) or default_names("x", inputs.shape[1]),
            tuple(y_names) or default_names("y", targets.shape[1]),
            tuple(names),
        )

    @classmethod
    def none(cls, inputs: int, outputs: int) -> "Examples":
        """An empty training set for a network with so many inputs and outputs."""
        return cls.of(np.empty((0, inputs)), np.empty((0, outputs)))

    def asked(self, x: Sequence[float]) -> "Examples":
        """One input under the same names, whose targets are not known."""
        y = np.full((1, self.y.shape[1]), np.nan)
        return Examples(frozen([x]), frozen(y), self.x_names, self.y_names, answered=False)

    def __post_init__(self) -> None:
        if len(self.x) != len(self.y):
            raise ModelError(
                tr("x has {x} examples but y has {y}", x=len(self.x), y=len(self.y)), "examples"
            )
        if self.names and len(self.names) != len(self.x):
            raise ModelError(
                tr(
                    "{x} names expected, but there are {names}",
                    x=len(self.x),
                    names=len(self.names),
                ),
                "examples.names",
            )
        for name, array, names in (("x", self.x, self.x_names), ("y", self.y, self.y_names)):
            if len(names) != array.shape[1]:
                raise ModelError(
                    tr(
                        "{array_shape} names expected, but there are {names}",
                        array_shape=array.shape[1],
                        names=len(names),
                    ),
                    f"examples.{name}_names",
                )
            if (self.answered or name == "x") and not np.isfinite(array).all():
                row, column = np.argwhere(~np.isfinite(array))[0]
                raise ModelError(
                    tr("every number must be finite"), f"examples.{name}[{row}][{column}]"
                )

    def beside(self, training: "Examples") -> "Examples":
        """These as the set held out beside ``training``: under its names, in its columns if empty.

        What has rows keeps its columns, even where they do not fit.
        """
        names = (training.x_names, training.y_names)
        if (self.x_names, self.y_names) == names:
            return self
        if not len(self):
            return Examples(frozen(training.x[:0]), frozen(training.y[:0]), *names)
        if (self.x.shape[1], self.y.shape[1]) != tuple(map(len, names)):
            return self
        return Examples(self.x, self.y, *names, self.names)

    def named(self, row: int) -> str:
        """The name of the example in ``row`` (from 0), empty where it has none."""
        return self.names[row] if self.names else ""

    def names_of(self, rows: Sequence[int]) -> tuple[str, ...]:
        """The names of ``rows`` (from 0), empty for rows beyond the last; () where none has one."""
        if not self.names:
            return ()
        return tuple(self.names[row] if row < len(self.names) else "" for row in rows)

    def followed_by(self, others: "Examples") -> "Examples":
        """These and ``others`` of the same columns as one set."""
        if not len(others):
            return self
        x, y = np.vstack([self.x, others.x]), np.vstack([self.y, others.y])
        names: tuple[str, ...] = ()
        if self.names or others.names:
            names = (self.names or ("",) * len(self)) + (others.names or ("",) * len(others))
        return Examples(frozen(x), frozen(y), self.x_names, self.y_names, names)

    def __len__(self) -> int:
        return len(self.x)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Examples):
            return NotImplemented
        return (
            same_bits(self.x, other.x)
            and same_bits(self.y, other.y)
            and self.x_names == other.x_names
            and self.y_names == other.y_names
            and self.names == other.names
        )

    __hash__ = None  # type: ignore[assignment]  # compared by content, never a key


def require_columns(examples: Examples, layers: Sequence[int], place: str) -> None:
    """Raise ModelError unless the rows have a number for each input and each output of ``layers``.

    ``place`` is where in a document the examples stand.
    """
    for name, array, units in (("x", examples.x, layers[0]), ("y", examples.y, layers[-1])):
        if array.shape[1] != units:
            raise ModelError(_wrong_width(name, units, array.shape[1]), f"{place}.{name}")


def _wrong_width(name: str, units: int, there: int) -> str:
    if name == "x":
        return tr(
            "{units} numbers per example expected, one for each input unit, but there are {there}",
            units=units,
            there=there,
        )
    return tr(
        "{units} numbers per example expected, one for each output unit, but there are {there}",
        units=units,
        there=there,
    )


def default_names(letter: str, count: int) -> tuple[str, ...]:
    """x1, x2, …; a single output is plain y."""
    if letter == "y" and count == 1:
        return ("y",)
    return tuple(f"{letter}{n}" for n in range(1, count + 1))
