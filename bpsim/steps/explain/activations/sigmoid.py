"""How the sigmoid is written: 1/(1 + e^−z), and a(1 − a)."""

import numpy as np

from bpsim.notation.formula import MINUS, PLUS, TIMES, Expr, Fenced, Fraction, Number, Symbol, row
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.activations.written import WrittenActivation


class WrittenSigmoid(WrittenActivation):
    """g(z) = 1/(1 + e^−z), g′(z) = a(1 − a)."""

    @property
    def article(self) -> str:
        """The sigmoid."""
        return "the sigmoid"

    def value(self, z: Expr) -> Expr:
        """1/(1 + e^−z)."""
        return Fraction(s.ONE, row(s.ONE, PLUS, Symbol("e", sup="−z")))

    def slope(self, z: Expr, a: Expr) -> Expr:
        """a(1 − a)."""
        return row(a, Fenced(row(s.ONE, MINUS, a)))

    def slope_numbers(self, z: float, a: float) -> Expr:
        """a times 1 − a, the latter with digits of its own where a is nearly 1."""
        rest = float(self.g.value(np.array([-z]))[0])
        return row(Number(a), TIMES, Number(rest))
