"""The terms of one weighted sum: made from arrays when asked for, never all at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bpsim.core.arrays import Array, frozen, same_bits
from bpsim.notation.formula import Expr, Row, to_text

MOST_SHOWN = 12
LARGEST_SHOWN = 9


@dataclass(frozen=True, slots=True)
class TermValue:
    """One product of a sum: ``weight`` × ``value`` = ``product``, each with its symbol."""

    weight_symbol: Expr
    value_symbol: Expr
    weight: float
    value: float
    product: float

    @property
    def symbol(self) -> Row:
        """Weight and value side by side, as written in the formula."""
        return Row((self.weight_symbol, self.value_symbol))

    def __str__(self) -> str:
        return to_text(self.symbol)


Symbols = Callable[[int], tuple[Expr, Expr]]


@dataclass(frozen=True, eq=False)
class Terms:
    """The terms of one sum, in order: ``weights`` · ``values`` elementwise, both of shape (n,).

    ``symbols(t)`` names the t-th weight and value. At most ``MOST_SHOWN`` terms are written out;
    of more, the ``LARGEST_SHOWN`` products of largest size are, in their order in the sum. The
    numbers of the terms in ``blank`` are not shown.
    """

    weights: Array
    values: Array
    symbols: Symbols
    blank: frozenset[int] = frozenset()

    @classmethod
    def none(cls) -> "Terms":
        """No terms at all: the step is no sum."""
        return NO_TERMS

    def __len__(self) -> int:
        return len(self.weights)

    def __getitem__(self, t: int) -> TermValue:
        weight, value = self.symbols(t)
        return TermValue(
            weight, value, float(self.weights[t]), float(self.values[t]), float(self.products[t])
        )

    def __iter__(self) -> Iterator[TermValue]:
        return (self[t] for t in range(len(self)))

    @cached_property
    def products(self) -> Array:
        """weight × value of each term, shape (n,)."""
        with np.errstate(over="ignore", invalid="ignore"):
            return frozen(self.weights * self.values)

    @cached_property
    def total(self) -> float:
        """The sum of the products."""
        with np.errstate(over="ignore", invalid="ignore"):
            return float(self.products.sum())

    def running(self, t: int) -> float:
        """The sum of the products up to the t-th, counted from 0, that one included."""
        with np.errstate(over="ignore", invalid="ignore"):
            return float(self.products[: t + 1].sum())

    @cached_property
    def shown(self) -> tuple[int, ...]:
        """The terms written out in a formula, ascending; a term's place here is its colour."""
        if len(self) <= MOST_SHOWN:
            return tuple(range(len(self)))
        size = np.abs(self.products)
        size[np.isnan(size)] = np.inf
        largest = np.argsort(-size, kind="stable")[:LARGEST_SHOWN]
        return tuple(sorted(int(t) for t in largest))

    @property
    def hidden(self) -> int:
        """How many terms the formula leaves to the table: the n of "and n more"."""
        return len(self) - len(self.shown)

    def colour(self, t: int) -> int | None:
        """The colour of the t-th term, counted from 0; None for one that is not written out."""
        return self.shown.index(t) if t in self.shown else None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Terms):
            return NotImplemented
        return (
            same_bits(self.weights, other.weights)
            and same_bits(self.values, other.values)
            and all(self.symbols(t) == other.symbols(t) for t in self.shown)
        )

    __hash__ = None  # type: ignore[assignment]  # compared by content, never a key


def _no_symbols(t: int) -> tuple[Expr, Expr]:
    raise IndexError(t)


NO_TERMS = Terms(frozen(np.empty(0)), frozen(np.empty(0)), _no_symbols)
