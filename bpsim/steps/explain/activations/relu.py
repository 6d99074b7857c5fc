"""How the rectified linear unit is written: max(0, z), and 1 or 0."""

from bpsim.notation.formula import Expr, Number, Symbol, Words, row
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.activations.written import WrittenActivation, either


class WrittenRelu(WrittenActivation):
    """g(z) = max(0, z), g′(z) = 1 or 0."""

    def value(self, z: Expr) -> Expr:
        """max(0, z)."""
        return s.function(Symbol("max", style="upright"), row(Words("0, "), z))

    def slope(self, z: Expr, a: Expr) -> Expr:
        """1 if z > 0, else 0."""
        return either(Words("1"), z, Words("0"))

    def slope_numbers(self, z: float, a: float) -> Expr:
        """1 or 0."""
        return Number(1.0 if z > 0 else 0.0)
