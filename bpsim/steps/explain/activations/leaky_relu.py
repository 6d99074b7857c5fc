"""How the leaky rectified linear unit is written: z, or a share of it; 1, or that share."""

from bpsim.core.activations.leaky_relu import LeakyRelu
from bpsim.notation.formula import TIMES, Expr, Number, Words, row
from bpsim.steps.explain.activations.written import WrittenActivation, either


class WrittenLeakyRelu(WrittenActivation):
    """g(z) = z or slope · z, g′(z) = 1 or slope."""

    g: LeakyRelu

    def value(self, z: Expr) -> Expr:
        """The sum itself if z > 0, else 0.01 · z."""
        return either(z, z, row(Number(self.g.slope), TIMES, z))

    def slope(self, z: Expr, a: Expr) -> Expr:
        """1 if z > 0, else 0.01."""
        return either(Words("1"), z, Number(self.g.slope))

    def slope_numbers(self, z: float, a: float) -> Expr:
        """1 or 0.01."""
        return Number(1.0 if z > 0 else self.g.slope)
