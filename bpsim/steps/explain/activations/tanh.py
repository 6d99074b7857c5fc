"""How the hyperbolic tangent is written: tanh(z), and 1 − a²."""

import math

from bpsim.notation.formula import MINUS, TIMES, Expr, Number, Scripted, Symbol, row
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.activations.written import WrittenActivation

NEARLY_FLAT = 0.9


class WrittenTanh(WrittenActivation):
    """g(z) = tanh(z), g′(z) = 1 − a²."""

    def value(self, z: Expr) -> Expr:
        """tanh(z)."""
        return s.function(Symbol("tanh", style="upright"), z)

    def slope(self, z: Expr, a: Expr) -> Expr:
        """1 − a²."""
        return row(s.ONE, MINUS, Scripted(a, sup="2"))

    def slope_numbers(self, z: float, a: float) -> Expr:
        """1 − a², as (1 + a)(1 − a) where the digits shown would cancel."""
        if abs(a) < NEARLY_FLAT:
            return row(s.ONE, MINUS, Scripted(Number(a, guarded=True), sup="2"))
        e = math.exp(-2.0 * abs(z))
        return row(Number(1.0 + abs(a)), TIMES, Number(2.0 * e / (1.0 + e)))
