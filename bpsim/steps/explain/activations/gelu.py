"""How the Gaussian error linear unit is written: z Φ(z), and Φ(z) + z φ(z)."""

import numpy as np

from bpsim.base.words import tr
from bpsim.core.activations.normal import Phi, phi
from bpsim.notation.formula import PLUS, TIMES, Expr, Number, Symbol, row
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.activations.written import WrittenActivation

BIG, SMALL = Symbol("Φ"), Symbol("φ")
"""The share of a standard normal distribution below z, and its density there."""


class WrittenGelu(WrittenActivation):
    """g(z) = z Φ(z), g′(z) = Φ(z) + z φ(z)."""

    @property
    def article(self) -> str:
        """With what Φ is."""
        return tr("z times Φ(z), the share of a normal distribution below z")

    def value(self, z: Expr) -> Expr:
        """z · Φ(z), or z Φ(z)."""
        return row(z, TIMES, s.function(BIG, z))

    def slope(self, z: Expr, a: Expr) -> Expr:
        """Φ(z) + z · φ(z)."""
        return row(s.function(BIG, z), PLUS, z, TIMES, s.function(SMALL, z))

    def slope_numbers(self, z: float, a: float) -> Expr:
        """Φ and φ as numbers."""
        share, density = (float(each(np.array([z]))[0]) for each in (Phi, phi))
        return row(Number(share), PLUS, Number(z, guarded=True), TIMES, Number(density))
