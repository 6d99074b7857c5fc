"""How the sigmoid linear unit is written: z σ(z), and σ(z) + a(1 − σ(z))."""

import numpy as np

from bpsim.core.activations.sigmoid import sigmoid
from bpsim.notation.formula import MINUS, PLUS, TIMES, Expr, Fenced, Fraction, Number, Symbol, row
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.activations.written import WrittenActivation


class WrittenSilu(WrittenActivation):
    """g(z) = z/(1 + e^−z), g′(z) = σ(z) + a(1 − σ(z)), σ being the sigmoid."""

    def value(self, z: Expr) -> Expr:
        """z/(1 + e^−z)."""
        return Fraction(z, row(s.ONE, PLUS, Symbol("e", sup="−z")))

    def slope(self, z: Expr, a: Expr) -> Expr:
        """σ(z) + a(1 − σ(z))."""
        share = s.function(Symbol("σ"), z)
        return row(share, PLUS, a, Fenced(row(s.ONE, MINUS, share)))

    def slope_numbers(self, z: float, a: float) -> Expr:
        """σ(z) and 1 − σ(z), each with digits of its own."""
        share, rest = (float(sigmoid(np.array([each]))[0]) for each in (z, -z))
        return row(Number(share), PLUS, Number(a, guarded=True), TIMES, Number(rest))
