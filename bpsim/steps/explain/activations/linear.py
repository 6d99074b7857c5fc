"""How the identity is written: z, and 1."""

from bpsim.base.words import tr
from bpsim.notation.formula import Expr, Number
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.activations.written import WrittenActivation


class WrittenLinear(WrittenActivation):
    """g(z) = z, g′(z) = 1."""

    @property
    def article(self) -> str:
        """The identity."""
        return tr("the identity")

    def value(self, z: Expr) -> Expr:
        """z."""
        return z

    def slope(self, z: Expr, a: Expr) -> Expr:
        """1."""
        return s.ONE

    def slope_numbers(self, z: float, a: float) -> Expr:
        """1."""
        return Number(1.0)
