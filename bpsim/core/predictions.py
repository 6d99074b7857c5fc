"""What a network answers to every example: h, the class it names, and whether that is right."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bpsim.core.arrays import Array
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.propagation import example_costs, forward

Numbers = npt.NDArray[np.int64]
NO_CLASS = -1
"""Where h is no number, or targets are no classes."""


@dataclass(frozen=True)
class Classes:
    """How outputs stand for classes.

    With one output the class is 1 where h ≥ ``threshold``, else 0; with several it is the output
    with the largest h, from 0. ``names`` has one for each class.
    """

    names: tuple[str, ...]
    threshold: float | None = None

    def of_outputs(self, h: Array) -> Numbers:
        """The class that each row of ``h``, shape (m, K), names: shape (m,)."""
        if self.threshold is not None:
            found = (h[:, 0] >= self.threshold).astype(np.int64)
        else:
            found = np.argmax(np.where(np.isnan(h), -np.inf, h), axis=1)
        return np.where(np.isnan(h).any(axis=1), NO_CLASS, found)


def classes_of(sets: Sequence[Examples], names: tuple[str, ...] = ()) -> Classes | None:
    """The classes that the targets of all ``sets`` stand for; None where they are no classes.

    One target is one of two classes where it is 0 or 1, or −1 or 1; several are a class where one
    of them is 1 and all others are 0. ``names`` are those of the document, if it has any.
    """
    y = np.vstack([each.y for each in sets])
    if not len(y):
        return None
    if y.shape[1] == 1:
        for low, threshold in ((0, 0.5), (-1, 0.0)):
            if np.all((y == low) | (y == 1)):
                return Classes(names if len(names) == 2 else (str(low), "1"), threshold)
        return None
    one_hot = np.all((y == 0) | (y == 1)) and np.all(y.sum(axis=1) == 1)
    if not one_hot:
        return None
    return Classes(names if len(names) == y.shape[1] else sets[0].y_names)


@dataclass(frozen=True, eq=False)
class Predictions:
    """The answers to m examples.

    ``h`` has shape (m, K), ``costs`` (m,) is cost(i) with the course's sign. ``predicted`` and
    ``wanted`` are classes from 0, NO_CLASS where there is none.
    """

    h: Array
    costs: Array
    predicted: Numbers
    wanted: Numbers

    def __len__(self) -> int:
        return len(self.h)

    @property
    def right(self) -> npt.NDArray[np.bool_]:
        """True where the class predicted is the one wanted, shape (m,)."""
        found: npt.NDArray[np.bool_] = (self.predicted == self.wanted) & (self.wanted != NO_CLASS)
        return found

    @property
    def mean_cost(self) -> float:
        """The mean of cost(i), NaN without examples."""
        return float(self.costs.mean()) if len(self) else float("nan")

    def confusion(self, count: int) -> Numbers:
        """How often class i (row) was taken for class j (column), for ``count`` classes."""
        out = np.zeros((count, count), dtype=np.int64)
        known = (self.predicted != NO_CLASS) & (self.wanted != NO_CLASS)
        np.add.at(out, (self.wanted[known], self.predicted[known]), 1)
        return out


def predictions(
    network: Network, cost: str, examples: Examples, classes: Classes | None
) -> Predictions:
    """The answers of ``network`` to ``examples``. Overflow gives inf or NaN, not an exception."""
    passed = forward(network, examples.x)
    h = passed.a[-1]
    costs = example_costs(cost, passed, examples.y)
    none = np.full(len(h), NO_CLASS)
    if classes is None:
        return Predictions(h, costs, none, none)
    return Predictions(h, costs, classes.of_outputs(h), classes.of_outputs(examples.y))
