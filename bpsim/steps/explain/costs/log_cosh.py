"""How log-cosh is written: log cosh(h − y), and tanh(a − y)."""

from typing import ClassVar

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array, frozen
from bpsim.core.costs.cost import Cost
from bpsim.core.costs.log_cosh import LogCosh
from bpsim.core.costs.squared_error import SquaredError
from bpsim.notation.formula import MINUS, Expr, Number, Row, Symbol, Term, Words, row
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.costs.written import WrittenCost, log
from bpsim.steps.step import Values
from bpsim.steps.terms import Terms

TANH = Symbol("tanh", style="upright")


def log_cosh(h: Expr, y: Expr) -> Row:
    """log(cosh(h − y))."""
    return log(s.function(Symbol("cosh", style="upright"), row(h, MINUS, y)))


class WrittenLogCosh(WrittenCost):
    """log cosh(h_k − y_k) for each output; its error is tanh(a − y), and δ has the factor g′."""

    cost: LogCosh
    label: ClassVar[str] = "log-cosh"
    beside: ClassVar[type[Cost]] = SquaredError

    @property
    def slope_remark(self) -> str:
        """It stays."""
        return tr(
            "With log-cosh the factor g′ stays in δ of an output, behind "
            "tanh(a − y). With cross-entropy it cancels, and that is why the "
            "lecture’s formula has none."
        )

    difference: ClassVar[bool] = False

    @property
    def growth(self) -> str:
        """From a square to a straight line."""
        return tr("the cost grows with the square of that, and where that is large in step with it")

    def terms(self, values: Values, sign: float) -> Terms:
        """1 and log cosh(h_k − y_k)."""
        outputs = len(values.y)

        def names(t: int) -> tuple[Expr, Expr]:
            value = log_cosh(s.h(t + 1, outputs), s.y(t + 1, outputs))
            return self.weight(s.ONE, sign), value

        weights = np.full(outputs, sign / self.cost.share(outputs))
        return Terms(frozen(weights), frozen(self.cost.value(values.a[-1], values.y)), names)

    @property
    def between(self) -> tuple[Expr, ...]:
        """1 · log cosh(h − y)."""
        return (Words(" · "),)

    def mean(self, y: Expr, h: Expr) -> tuple[Expr, Expr]:
        """1/m, and log cosh(h − y)."""
        return self.one_over_m(), log_cosh(h, y)

    def curve(self, y: float, y_symbol: Expr, h: Expr, sign: float) -> Expr:
        """log cosh(h − y)."""
        own = log_cosh(h, y_symbol)
        return self.a_Kth(own if sign > 0 else row(Words("−"), own))

    def error(self, values: Values, sign: float) -> Array:
        """tanh(a − y), a K-th of it where the cost is a mean."""
        return sign * self.cost.error(values.a[-1], values.y)

    def error_of(self, a: Expr, y: Expr, sign: float) -> Row:
        """tanh(a − y), or tanh(y − a)."""
        return s.function(TANH, super().error_of(a, y, sign))

    def error_terms(self, values: Values, depth: int, sign: float, k: int) -> Terms:
        """One term: tanh(a − y)."""
        outputs = len(values.y)
        size = np.tanh(sign * (values.a[-1][k - 1] - values.y[k - 1]))

        def names(t: int) -> tuple[Expr, Expr]:
            error = self.error_of(s.a(depth, k), s.y(k, outputs), sign)
            return self.weight(s.ONE, 1.0), error

        return Terms(frozen([1.0 / self.cost.share(outputs)]), frozen([size]), names)

    def error_lines(self, values: Values, depth: int, sign: float, k: int) -> tuple[Row, Row]:
        """The same in symbols and in numbers."""
        outputs = len(values.y)
        a, y = (float(each[k - 1]) for each in (values.a[-1], values.y))
        symbols = self.error_of(s.a(depth, k), s.y(k, outputs), sign)
        numbers = self.error_of(Number(a, guarded=sign < 0), Number(y, guarded=sign > 0), sign)
        return (
            self.a_Kth(row(Term(symbols, 0))),
            self.a_Kth(row(Term(numbers, 0)), outputs),
        )

    def layer_error_lines(self, values: Values, depth: int, sign: float) -> tuple[Row, Row]:
        """The same for all outputs at once."""
        symbols = self.error_of(s.a(depth), s.y(None, len(values.y)), sign)
        numbers = self.error_of(s.vector(values.a[-1]), s.vector(values.y), sign)
        return self.a_Kth(symbols), self.a_Kth(numbers, len(values.y))

    def error_words(self, values: Values, sign: float) -> str:
        """tanh before what it is of."""
        return tr("tanh of {values}", values=super().error_words(values, sign))

    def short_error_words(self, sign: float) -> str:
        """The same, short."""
        return tr("tanh of {sign}", sign=super().short_error_words(sign))
