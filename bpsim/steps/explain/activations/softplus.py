"""How softplus is written: log(1 + e^z), and the sigmoid 1/(1 + e^−z)."""

import math

from bpsim.notation.formula import PLUS, Expr, Fraction, Number, Symbol, row
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.activations.written import WrittenActivation

LARGEST = 700.0


class WrittenSoftplus(WrittenActivation):
    """g(z) = log(1 + e^z), g′(z) = 1/(1 + e^−z)."""

    def value(self, z: Expr) -> Expr:
        """log(1 + e^z)."""
        return s.function(Symbol("log", style="upright"), row(s.ONE, PLUS, Symbol("e", sup="z")))

    def slope(self, z: Expr, a: Expr) -> Expr:
        """1/(1 + e^−z)."""
        return Fraction(s.ONE, row(s.ONE, PLUS, Symbol("e", sup="−z")))

    def slope_numbers(self, z: float, a: float) -> Expr:
        """One over 1 and the number that e^−z is."""
        if z < -LARGEST:
            return Number(math.exp(z))
        return Fraction(s.ONE, row(s.ONE, PLUS, Number(math.exp(-z))))
