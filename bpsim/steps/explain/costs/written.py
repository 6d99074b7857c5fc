"""How a cost is written: its terms, its mean over examples, its curve, and δ of the outputs."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array, frozen
from bpsim.core.costs.cost import Cost
from bpsim.core.costs.table import COSTS
from bpsim.notation.formula import (
    MINUS,
    TIMES,
    Expr,
    Fenced,
    Fraction,
    Number,
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

K = Symbol("K")


@dataclass(frozen=True)
class WrittenCost(ABC):
    """What is said of ``cost``; each cost has a class in a file of its own.

    ``sign`` is 1 in the course's convention, −1 in the lecture's, and ``values`` have that sign;
    ``k`` counts outputs from 1. ``leading_minus`` says that the course writes cost(i) with a minus
    in front, ``logarithmic`` that the cost grows without limit where h is the opposite of y.
    ``beside`` is that whose curve is laid beside this one's where every h is between 0 and 1.
    """

    cost: Cost
    label: ClassVar[str]
    leading_minus: ClassVar[bool] = False
    logarithmic: ClassVar[bool] = False
    beside: ClassVar[type[Cost]]
    difference: ClassVar[bool] = True
    """True if the error of an output is a − y, but for a factor."""

    @property
    def scaled(self) -> bool:
        """True if cost(i) is the mean over the outputs: everything is a K-th."""
        return self.cost.per_output

    @property
    def beside_key(self) -> str:
        """The cost whose curve is laid beside this one's, at the same scale."""
        return replace(COSTS[self.beside.name], per_output=self.scaled).key

    @property
    def growth(self) -> str:
        """How the cost grows with the distance of h from y, as the end of a sentence."""
        return tr("the closer it is to wrong, the steeper the cost")

    @property
    @abstractmethod
    def slope_remark(self) -> str:
        """Where g′ has gone in δ of an output, or why it is there, in a sentence or two."""

    @property
    def scale_remark(self) -> str:
        """Where the K below a δ comes from; empty where there is none."""
        if not self.scaled:
            return ""
        return tr(
            "The lecture takes the sum over the outputs, so that its δ is not "
            "divided by their number K."
        )

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

    def weight(self, body: Expr, sign: float) -> Expr:
        """What a term's value is multiplied by: with its minus where ``leading_minus`` has it."""
        part = Fraction(body, K) if self.scaled else body
        return row(Words("−"), part) if (sign > 0) == self.leading_minus else part

    def one_over_m(self, halved: bool = False) -> Fraction:
        """1/m, with K below where it is a mean over outputs too, and with 2 for a half."""
        below = [Symbol("m"), *([K] if self.scaled else [])]
        return Fraction(Number(1), row(*([Number(2)] if halved else []), *below))

    def a_Kth(self, body: Row, outputs: int | None = None) -> Row:
        """1/K of it, with the number where that is given; the same where it is no mean."""
        if not self.scaled:
            return body
        below = K if outputs is None else Number(outputs)
        return row(Fraction(Number(1), below), TIMES, Fenced(body))

    def counts(self, y: float) -> bool:
        """False where an output with the target ``y`` has no part of the cost."""
        return True

    # --- δ of the output layer: by default a − y ------------------------------------------------

    def a_factor(self, values: Values) -> float:
        """What a is multiplied by before y is subtracted."""
        return 1.0

    def error(self, values: Values, sign: float) -> Array:
        """What stands before the factor g′, or δ itself where there is none, of every output."""
        plain: Array = self.a_factor(values) * values.a[-1] - values.y
        out: Array = sign * plain / self.cost.share(len(values.y))
        return out

    def fenced(self, error: Row) -> Expr:
        """The error as a factor: in parentheses where it is a difference."""
        return Fenced(error) if self.difference and not self.scaled else error

    def error_of(self, a: Expr, y: Expr, sign: float) -> Row:
        """The error of one output from its a and y, in symbols: a − y, or y − a."""
        return row(a, MINUS, y) if sign > 0 else row(y, MINUS, a)

    def error_terms(self, values: Values, depth: int, sign: float, k: int) -> Terms:
        """What the error of output k is made of: a and −y."""
        factors = (sign * self.a_factor(values), -sign)
        weights = frozen(np.array(factors) / self.cost.share(len(values.y)))

        def parts(t: int) -> tuple[Expr, Expr]:
            factor = factors[t]
            shown: Expr = Words("+" if factor > 0 else "−") if abs(factor) == 1 else Number(factor)
            if self.scaled:
                shown = Fraction(Number(abs(factor)), K)
                shown = shown if factor > 0 else row(Words("−"), shown)
            return shown, s.a(depth, k) if t == 0 else s.y(k, len(values.y))

        return Terms(weights, frozen([values.a[-1][k - 1], values.y[k - 1]]), parts)

    def error_lines(self, values: Values, depth: int, sign: float, k: int) -> tuple[Row, Row]:
        """a_k − y_k (y_k − a_k in the lecture's signs) in symbols and in numbers, in colours."""
        factor, outputs = self.a_factor(values), len(values.y)
        a_symbol: Expr = s.a(depth, k)
        if factor != 1.0:
            a_symbol = row(Number(factor), TIMES, a_symbol)
        a_number = Number(factor * float(values.a[-1][k - 1]), guarded=sign < 0)
        y_number = Number(float(values.y[k - 1]), guarded=sign > 0)
        formula = Term(a_symbol, 0), MINUS, Term(s.y(k, outputs), 1)
        numbers = Term(a_number, 0), MINUS, Term(y_number, 1)
        if sign < 0:
            formula, numbers = formula[::-1], numbers[::-1]
        return self.a_Kth(row(*formula)), self.a_Kth(row(*numbers), outputs)

    def layer_error_lines(self, values: Values, depth: int, sign: float) -> tuple[Row, Row]:
        """The same for all outputs at once."""
        factor = self.a_factor(values)
        symbols: list[Expr] = [s.a(depth), MINUS, s.y(None, len(values.y))]
        numbers: list[Expr] = [s.vector(factor * values.a[-1]), MINUS, s.vector(values.y)]
        if factor != 1.0:
            symbols[0] = row(Number(factor), TIMES, s.a(depth))
        if sign < 0:
            symbols.reverse()
            numbers.reverse()
        return self.a_Kth(row(*symbols)), self.a_Kth(row(*numbers), len(values.y))

    def error_words(self, values: Values, sign: float) -> str:
        """What that is, in words: what "is" of δ goes before."""
        a, y = tr("its activation"), tr("the target")
        if self.a_factor(values) != 1.0:
            a += tr(" times the sum of the targets")
        words = tr("{a} minus {y}", a=a, y=y) if sign > 0 else tr("{y} minus {a}", y=y, a=a)
        return (
            tr("{words}, divided by the number of outputs", words=words) if self.scaled else words
        )

    def short_error_words(self, sign: float) -> str:
        """The same where a sentence has named δ already."""
        return tr("activation minus target") if sign > 0 else tr("target minus activation")


def squared(h: Expr, y: Expr) -> Expr:
    """(h − y)²."""
    return Scripted(Fenced(row(h, MINUS, y)), sup="2")


def log(of: Expr) -> Row:
    """log of a symbol, or of something longer in parentheses."""
    name = Symbol("log", style="upright")
    return row(name, Words(" "), of) if isinstance(of, Symbol) else row(name, Fenced(of))


def one_minus(of: Expr) -> Row:
    """1 − something."""
    return row(s.ONE, MINUS, of)
