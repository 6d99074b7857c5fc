"""How the cross-entropy is written: −y log h − (1 − y) log(1 − h)."""

import numpy as np

from bpsim.base.words import tr
from bpsim.core.activations.softplus import softplus
from bpsim.core.arrays import frozen
from bpsim.notation.formula import MINUS, PLUS, Expr, Fenced, Symbol, Words, row
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.costs.logarithms import WrittenLogarithms, y_log
from bpsim.steps.explain.costs.written import log, one_minus
from bpsim.steps.step import Values
from bpsim.steps.terms import Terms


class WrittenCrossEntropy(WrittenLogarithms):
    """Two terms for each output; δ is a − y, as g′ cancels."""

    @property
    def cancelling(self) -> str:
        """Against the slope of the logarithms."""
        below = "K a(1 − a)" if self.scaled else "a(1 − a)"
        return tr(
            "With cross-entropy that factor cancels: ∂cost/∂a is (a − "
            "y)/({below}), and g′ is a(1 − a).",
            below=below,
        )

    def terms(self, values: Values, sign: float) -> Terms:
        """−y_k and log h_k, −(1 − y_k) and log(1 − h_k).

        log h is computed from z (−log(1 + e^−z), and −z − log(1 + …) for 1 − h), so that it stays
        finite when the unit saturates.
        """
        z, y, outputs = values.z[-1], values.y, len(values.y)

        def names(t: int) -> tuple[Expr, Expr]:
            k, rest = t // 2 + 1, t % 2
            y, h = s.y(k, outputs), s.h(k, outputs)
            if not rest:
                return self.weight(y, sign), log(h)
            return self.weight(Fenced(one_minus(y)), sign), log(one_minus(h))

        weights = -sign * np.column_stack([y, 1.0 - y]).ravel() / self.cost.share(outputs)
        logs = np.column_stack([-softplus(-z), -softplus(z)]).ravel()
        return Terms(frozen(weights), frozen(logs), names)

    def mean(self, y: Expr, h: Expr) -> tuple[Expr, Expr]:
        """1/m, and y log h + (1 − y) log(1 − h)."""
        word = Symbol("log", style="upright")
        right = y_log(y, h)
        wrong = row(Fenced(one_minus(y)), Words(" "), word, Fenced(one_minus(h)))
        return self.one_over_m(), row(Fenced(row(right, PLUS, wrong), "[", "]"))

    def curve(self, y: float, y_symbol: Expr, h: Expr, sign: float) -> Expr:
        """As much of it as there is for this y."""
        right, wrong = log(h), log(one_minus(h))
        parts: list[Expr] = []
        if y:
            parts.append(right if y == 1.0 else row(y_symbol, Words(" "), right))
        if y != 1.0:
            parts.append(wrong if y == 0.0 else row(Fenced(one_minus(y_symbol)), wrong))
        out: list[Expr] = [self.signed(parts[0], sign)]
        for part in parts[1:]:
            out += [PLUS if sign < 0 else MINUS, part]
        return self.a_Kth(row(*out))
