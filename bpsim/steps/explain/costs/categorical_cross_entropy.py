"""How the cross-entropy of classes is written: −y log h, summed over the classes."""

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import frozen
from bpsim.notation.formula import Expr, Words, row
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.costs.logarithms import WrittenLogarithms, y_log
from bpsim.steps.explain.costs.written import log
from bpsim.steps.step import Values
from bpsim.steps.terms import Terms


class WrittenCategoricalCrossEntropy(WrittenLogarithms):
    """One term for each output; δ is a − y where the targets add up to 1, as g′ cancels."""

    @property
    def cancelling(self) -> str:
        """Against the slopes of all outputs."""
        left = "(a − y)/K" if self.scaled else "a − y"
        return tr(
            "With softmax and cross-entropy the slopes of softmax cancel: what is left is {left}.",
            left=left,
        )

    def terms(self, values: Values, sign: float) -> Terms:
        """−y_k and log h_k, the latter from z so that it stays finite."""
        outputs = len(values.y)
        log_h = -self.cost.own_per_unit(values.z[-1], values.a[-1], np.ones_like(values.y))

        def names(t: int) -> tuple[Expr, Expr]:
            return self.weight(s.y(t + 1, outputs), sign), log(s.h(t + 1, outputs))

        return Terms(frozen(-sign * values.y / self.cost.share(outputs)), frozen(log_h), names)

    def mean(self, y: Expr, h: Expr) -> tuple[Expr, Expr]:
        """1/m, and y log h."""
        return self.one_over_m(), y_log(y, h)

    def curve(self, y: float, y_symbol: Expr, h: Expr, sign: float) -> Expr:
        """−y log h; nothing for a class that is not the right one."""
        if not y:
            return Words("0")
        right = log(h) if y == 1.0 else row(y_symbol, Words(" "), log(h))
        return self.a_Kth(self.signed(right, sign))

    def counts(self, y: float) -> bool:
        """Only the right class has a part of its own."""
        return y != 0.0

    def a_factor(self, values: Values) -> float:
        """Σ y, which is 1 for one-hot targets."""
        return float(values.y.sum())
