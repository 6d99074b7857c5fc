"""How the cross-entropy of classes is written: −y log h, summed over the classes."""

from typing import ClassVar

import numpy as np

from bpsim.core.arrays import frozen
from bpsim.core.costs.cost import Cost
from bpsim.core.costs.squared_error import SquaredError
from bpsim.notation.formula import Expr, Symbol, Words, row
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.costs.written import WrittenCost, log
from bpsim.steps.step import Values
from bpsim.steps.terms import Terms


class WrittenCategoricalCrossEntropy(WrittenCost):
    """One term for each output; δ is a − y where the targets add up to 1, as g′ cancels."""

    label: ClassVar[str] = "cross-entropy"
    leading_minus: ClassVar[bool] = True
    logarithmic: ClassVar[bool] = True
    beside: ClassVar[type[Cost]] = SquaredError

    @property
    def slope_remark(self) -> str:
        """It cancels."""
        return (
            "The lecture thinks of the squared error here, whose δ has the factor g′. With softmax "
            "and cross-entropy the slopes of softmax cancel: what is left is a − y."
        )

    @property
    def between(self) -> tuple[Expr, ...]:
        """y log h."""
        return (Words(" "),)

    def terms(self, values: Values, sign: float) -> Terms:
        """−y_k and log h_k, the latter from z so that it stays finite."""
        outputs = len(values.y)
        log_h = -self.cost.own_per_unit(values.z[-1], values.a[-1], np.ones_like(values.y))

        def names(t: int) -> tuple[Expr, Expr]:
            return self.weight(s.y(t + 1, outputs), sign), log(s.h(t + 1, outputs))

        return Terms(frozen(-sign * values.y / self.cost.share(outputs)), frozen(log_h), names)

    def mean(self, y: Expr, h: Expr) -> tuple[Expr, Expr]:
        """1/m, and y log h."""
        word = Symbol("log", style="upright")
        return self.one_over_m(), row(y, Words(" "), word, Words(" "), h)

    def curve(self, y: float, y_symbol: Expr, h: Expr, sign: float) -> Expr:
        """−y log h; nothing for a class that is not the right one."""
        if not y:
            return Words("0")
        right = log(h) if y == 1.0 else row(y_symbol, Words(" "), log(h))
        return self.a_Kth(row(right) if sign < 0 else row(Words("−"), right))

    def counts(self, y: float) -> bool:
        """Only the right class has a part of its own."""
        return y != 0.0

    def a_factor(self, values: Values) -> float:
        """Σ y, which is 1 for one-hot targets."""
        return float(values.y.sum())
