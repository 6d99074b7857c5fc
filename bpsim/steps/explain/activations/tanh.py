"""How the hyperbolic tangent is written: tanh(z), and 1 − a²."""

import math

from bpsim.core.activations.tanh import Tanh
from bpsim.notation.formula import MINUS, TIMES, Expr, Fenced, Number, Scripted, Symbol, row
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.activations.written import WrittenActivation

NEARLY_FLAT = 0.9


class WrittenTanh(WrittenActivation):
    """g(z) = tanh(sz), g′(z) = s(1 − a²); s is 1 where it is not said."""

    g: Tanh

    def value(self, z: Expr) -> Expr:
        """tanh(z)."""
        return s.function(Symbol("tanh", style="upright"), row(*self._steep(), z))

    def slope(self, z: Expr, a: Expr) -> Expr:
        """1 − a²."""
        rest = row(s.ONE, MINUS, Scripted(a, sup="2"))
        return rest if self.g.usual else row(*self._steep(), Fenced(rest))

    def slope_numbers(self, z: float, a: float) -> Expr:
        """1 − a², as (1 + a)(1 − a) where the digits shown would cancel."""
        if abs(a) >= NEARLY_FLAT:
            e = math.exp(-2.0 * self.g.steepness * abs(z))
            rest = Number(2.0 * e / (1.0 + e))
            return row(*self._steep(), Number(1.0 + abs(a)), TIMES, rest)
        squared = Scripted(Number(a, guarded=True), sup="2")
        rest_row = row(s.ONE, MINUS, squared)
        return rest_row if self.g.usual else row(*self._steep(), Fenced(rest_row))

    def _steep(self) -> tuple[Expr, ...]:
        return () if self.g.usual else (Number(self.g.steepness), TIMES)
