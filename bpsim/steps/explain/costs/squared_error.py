"""How the squared error is written: ½ (h − y)²."""

from typing import ClassVar

import numpy as np

from bpsim.core.arrays import frozen
from bpsim.notation.formula import Expr, Fraction, Number, Row, Symbol, Words, row
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.costs.written import WrittenCost, squared
from bpsim.steps.step import Values
from bpsim.steps.terms import Terms


class WrittenSquaredError(WrittenCost):
    """½ (h_k − y_k)² for each output; its error is a − y, and δ has the factor g′."""

    label: ClassVar[str] = "squared error"
    beside: ClassVar[str] = "cross-entropy"

    @property
    def growth(self) -> str:
        """It grows with a square."""
        return "the cost grows with the square of that"

    @property
    def slope_remark(self) -> str:
        """It stays."""
        return (
            "With the squared error the factor g′ stays in δ of an output. With cross-entropy it "
            "cancels, and that is why the lecture’s formula has none."
        )

    def terms(self, values: Values, sign: float) -> Terms:
        """½ and (h_k − y_k)²."""
        outputs, error = len(values.y), values.a[-1] - values.y

        def names(t: int) -> tuple[Expr, Expr]:
            half = Fraction(Number(1), Number(2))
            weight = half if sign > 0 else row(Words("−"), half)
            return weight, squared(s.h(t + 1, outputs), s.y(t + 1, outputs))

        with np.errstate(over="ignore"):
            return Terms(frozen(np.full(outputs, sign * 0.5)), frozen(error * error), names)

    def mean(self, y: Expr, h: Expr) -> tuple[Expr, Expr]:
        """1/2m, and (h − y)²."""
        return Fraction(Number(1), row(Number(2), Symbol("m"))), squared(h, y)

    def curve(self, y: float, y_symbol: Expr, h: Expr, sign: float) -> Row:
        """½ (h − y)²."""
        return row(Words("½" if sign > 0 else "−½"), squared(h, y_symbol))
