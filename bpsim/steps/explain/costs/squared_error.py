"""How the squared error is written: ½ (h − y)²."""

from typing import ClassVar

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import frozen
from bpsim.core.costs.cost import Cost
from bpsim.core.costs.cross_entropy import CrossEntropy
from bpsim.notation.formula import Expr, Fraction, Number, Row, Words, row
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.costs.written import WrittenCost, squared
from bpsim.steps.step import Values
from bpsim.steps.terms import Terms

HALF = Fraction(Number(1), Number(2))


class WrittenSquaredError(WrittenCost):
    """½ (h_k − y_k)² for each output; its error is a − y, and δ has the factor g′."""

    label: ClassVar[str] = tr("squared error")
    beside: ClassVar[type[Cost]] = CrossEntropy

    @property
    def growth(self) -> str:
        """It grows with a square."""
        return tr("the cost grows with the square of that")

    @property
    def slope_remark(self) -> str:
        """It stays."""
        return tr(
            "With the squared error the factor g′ stays in δ of an output. "
            "With cross-entropy it cancels, and that is why the lecture’s "
            "formula has none."
        )

    def terms(self, values: Values, sign: float) -> Terms:
        """½ and (h_k − y_k)²."""
        outputs, error = len(values.y), values.a[-1] - values.y

        def names(t: int) -> tuple[Expr, Expr]:
            return self.weight(HALF, sign), squared(s.h(t + 1, outputs), s.y(t + 1, outputs))

        with np.errstate(over="ignore"):
            weights = np.full(outputs, sign * 0.5 / self.cost.share(outputs))
            return Terms(frozen(weights), frozen(error * error), names)

    def mean(self, y: Expr, h: Expr) -> tuple[Expr, Expr]:
        """1/2m, and (h − y)²."""
        return self.one_over_m(halved=True), squared(h, y)

    def curve(self, y: float, y_symbol: Expr, h: Expr, sign: float) -> Row:
        """½ (h − y)²."""
        return self.a_Kth(row(Words("½" if sign > 0 else "−½"), squared(h, y_symbol)))
