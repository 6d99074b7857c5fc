"""How softmax is written: exp(z_j) over the sum of them all, and a(1 − a) for the own z."""

from typing import ClassVar

from bpsim.notation.formula import MINUS, TIMES, Expr, Fenced, Fraction, Number, Sum, Symbol, row
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.activations.written import WrittenActivation


class WrittenSoftmax(WrittenActivation):
    """a_j = exp(z_j) / Σ_k exp(z_k), ∂a_j/∂z_j = a_j(1 − a_j)."""

    symbol: ClassVar[Symbol] = Symbol("softmax", style="upright")

    def value(self, z: Expr) -> Expr:
        """exp(z) / Σ_k exp(z_k)."""
        exp = Symbol("exp", style="upright")
        every = z.sup if isinstance(z, Symbol) else ""
        return Fraction(s.function(exp, z), row(Sum("k"), s.function(exp, Symbol("z", "k", every))))

    def slope(self, z: Expr, a: Expr) -> Expr:
        """a(1 − a)."""
        return row(a, Fenced(row(s.ONE, MINUS, a)))

    def slope_numbers(self, z: float, a: float) -> Expr:
        """a times 1 − a."""
        return row(Number(a), TIMES, Number(1.0 - a))
