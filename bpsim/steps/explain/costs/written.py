"""How a cost is written: its terms, its mean over examples, its curve, and δ of the outputs."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from bpsim.core.arrays import Array, frozen
from bpsim.core.costs.cost import Cost
from bpsim.notation.formula import (
    MINUS,
    Expr,
    Fenced,
    Number,
    Operator,
    Row,
    Scripted,
    Symbol,
    Term,
    Words,
    row,
)
from bpsim.steps.explain import symbols as s
from bpsim.steps.step import Values
from bpsim.steps.terms import Terms


@dataclass(frozen=True)
class WrittenCost(ABC):
    """What is said of ``cost``; each cost has a class in a file of its own.

    ``sign`` is 1 in the course's convention, −1 in the lecture's, and ``values`` have that sign;
    ``k`` counts outputs from 1. ``leading_minus`` says that the course writes cost(i) with a minus
    in front, ``logarithmic`` that the cost grows without limit where h is the opposite of y.
    ``beside`` is the cost whose curve is laid beside this one's where every h is between 0 and 1.
    """

    cost: Cost
    label: ClassVar[str]
    leading_minus: ClassVar[bool] = False
    logarithmic: ClassVar[bool] = False
    beside: ClassVar[str]

    @property
    def growth(self) -> str:
        """How the cost grows with the distance of h from y, as the end of a sentence."""
        return "the closer it is to wrong, the steeper the cost"

    @property
    @abstractmethod
    def slope_remark(self) -> str:
        """Where g′ has gone in δ of an output, or why it is there, in a sentence or two."""

    # --- cost(i) and J ------------------------------------------------------------------------

    @abstractmethod
    def terms(self, values: Values, sign: float) -> Terms:
        """The parts of cost(i), which add up to it."""

    @property
    def between(self) -> tuple[Expr, ...]:
        """What stands between the weight of a term and its value."""
        return ()

    @abstractmethod
    def mean(self, y: Expr, h: Expr) -> tuple[Expr, Expr]:
        """The factor before the sums over examples and outputs in J, and what is summed.

        Without the sign, which ``leading_minus`` says.
        """

    @abstractmethod
    def curve(self, y: float, y_symbol: Expr, h: Expr, sign: float) -> Expr:
        """What an output with this ``y`` pays as a formula of h, as much as there is of it."""

    def at(self, k: int, z: Array, a: Array, y: Array) -> float:
        """What output ``k`` pays, in the course's sign."""
        return float(self.cost.per_unit(z, a, y)[k - 1])

    def counts(self, y: float) -> bool:
        """False where an output with the target ``y`` has no part of the cost."""
        return True

    # --- δ of the output layer: by default a − y ------------------------------------------------

    def a_factor(self, values: Values) -> float:
        """What a is multiplied by before y is subtracted."""
        return 1.0

    def error(self, values: Values, sign: float) -> Array:
        """What stands before the factor g′, or δ itself where there is none, of every output."""
        out: Array = sign * (self.a_factor(values) * values.a[-1] - values.y)
        return out

    def error_terms(self, values: Values, depth: int, sign: float, k: int) -> Terms:
        """What the error of output k is made of: a and −y."""
        weights = frozen([sign * self.a_factor(values), -sign])

        def parts(t: int) -> tuple[Expr, Expr]:
            weight = float(weights[t])
            shown: Expr = Words("+" if weight > 0 else "−") if abs(weight) == 1 else Number(weight)
            return shown, s.a(depth, k) if t == 0 else s.y(k, len(values.y))

        return Terms(weights, frozen([values.a[-1][k - 1], values.y[k - 1]]), parts)

    def error_lines(self, values: Values, depth: int, sign: float, k: int) -> tuple[Row, Row]:
        """a_k − y_k (y_k − a_k in the lecture's signs) in symbols and in numbers, in colours."""
        factor, outputs = self.a_factor(values), len(values.y)
        a_symbol: Expr = s.a(depth, k)
        if factor != 1.0:
            a_symbol = row(Number(factor), Operator("·"), a_symbol)
        a_number = s.number(factor * float(values.a[-1][k - 1]), guarded=sign < 0)
        y_number = s.number(float(values.y[k - 1]), guarded=sign > 0)
        formula = Term(a_symbol, 0), MINUS, Term(s.y(k, outputs), 1)
        numbers = Term(a_number, 0), MINUS, Term(y_number, 1)
        if sign > 0:
            return row(*formula), row(*numbers)
        return row(*formula[::-1]), row(*numbers[::-1])

    def layer_error_lines(self, values: Values, depth: int, sign: float) -> tuple[Row, Row]:
        """The same for all outputs at once."""
        factor = self.a_factor(values)
        symbols: list[Expr] = [s.a(depth), MINUS, s.y(None, len(values.y))]
        numbers: list[Expr] = [s.vector(factor * values.a[-1]), MINUS, s.vector(values.y)]
        if factor != 1.0:
            symbols[0] = row(Number(factor), Operator("·"), s.a(depth))
        if sign < 0:
            symbols.reverse()
            numbers.reverse()
        return row(*symbols), row(*numbers)

    def error_words(self, values: Values, sign: float) -> str:
        """What that is, in words: what "is" of δ goes before."""
        a, y = "its activation", "the target"
        if self.a_factor(values) != 1.0:
            a += " times the sum of the targets"
        return f"{a} minus {y}" if sign > 0 else f"{y} minus {a}"

    def short_error_words(self, sign: float) -> str:
        """The same where a sentence has named δ already."""
        return "activation minus target" if sign > 0 else "target minus activation"


def squared(h: Expr, y: Expr) -> Expr:
    """(h − y)²."""
    return Scripted(Fenced(row(h, MINUS, y)), sup="2")


def signed(body: Expr, sign: float) -> Expr:
    """The weight of a cost's term: with its minus in the course's convention."""
    return row(Words("−"), body) if sign > 0 else body


def log(of: Expr) -> Row:
    """log of a symbol, or of something longer in parentheses."""
    name = Symbol("log", style="upright")
    return row(name, Words(" "), of) if isinstance(of, Symbol) else row(name, Fenced(of))


def one_minus(of: Expr) -> Row:
    """1 − something."""
    return row(s.ONE, MINUS, of)


def softplus(z: Array) -> Array:
    """log(1 + e^z) without overflow."""
    out: Array = np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))
    return out
