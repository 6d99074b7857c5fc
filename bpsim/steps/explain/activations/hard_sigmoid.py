"""How the hard sigmoid is written: a line cut off at 0 and 1, and its slope or 0."""

import math

from bpsim.base.words import tr
from bpsim.core.activations.hard_sigmoid import HardSigmoid
from bpsim.notation.formula import PLUS, TIMES, Expr, Fraction, Number, Symbol, Words, row
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.activations.written import WrittenActivation, worded

SIXTH, HALF = Fraction(Number(1), Number(6)), Fraction(Number(1), Number(2))


class WrittenHardSigmoid(WrittenActivation):
    """g(z) = max(0, min(1, slope · z + ½)), g′(z) = slope or 0."""

    g: HardSigmoid

    @property
    def article(self) -> str:
        """The hard sigmoid."""
        return tr("the {g}", g=self.g.label)

    def value(self, z: Expr) -> Expr:
        """max(0, min(1, 1/6 · z + ½))."""
        line = row(Words("1, "), self._steep(), TIMES, z, PLUS, HALF)
        lower = s.function(Symbol("min", style="upright"), line)
        return s.function(Symbol("max", style="upright"), row(Words("0, "), lower))

    def slope(self, z: Expr, a: Expr) -> Expr:
        """1/6 if −3 < z ≤ 3, else 0."""
        words = tr(
            "{slope} if {low} < {z} ≤ {end}, else 0",
            slope="{slope}",
            low="{low}",
            z="{z}",
            end="{end}",
        )
        low, end = Number(-self.g.end), Number(self.g.end)
        return worded(words, slope=self._steep(), low=low, z=z, end=end)

    def slope_numbers(self, z: float, a: float) -> Expr:
        """The slope, or 0."""
        inside = -self.g.end < z <= self.g.end
        return self._steep() if inside else Number(0.0)

    def _steep(self) -> Expr:
        usual = math.isclose(self.g.slope, 1 / 6, rel_tol=1e-15)
        return SIXTH if usual else Number(self.g.slope)
