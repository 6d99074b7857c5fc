"""How the sigmoid is written: 1/(1 + e^−z), and a(1 − a)."""

import numpy as np

from bpsim.base.words import tr
from bpsim.core.activations.sigmoid import Sigmoid
from bpsim.notation.formula import MINUS, PLUS, TIMES, Expr, Fenced, Fraction, Number, Symbol, row
from bpsim.notation.numerals import number_text
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.activations.written import WrittenActivation


class WrittenSigmoid(WrittenActivation):
    """g(z) = 1/(1 + e^−sz), g′(z) = s a(1 − a); s is 1 where it is not said."""

    g: Sigmoid

    @property
    def article(self) -> str:
        """The sigmoid."""
        return tr("the {g}", g=self.g.label)

    def value(self, z: Expr) -> Expr:
        """1/(1 + e^−z)."""
        steep = "" if self.g.usual else number_text(self.g.steepness)
        return Fraction(s.ONE, row(s.ONE, PLUS, Symbol("e", sup=f"−{steep}z")))

    def slope(self, z: Expr, a: Expr) -> Expr:
        """a(1 − a)."""
        return row(*self._steep(), a, Fenced(row(s.ONE, MINUS, a)))

    def slope_numbers(self, z: float, a: float) -> Expr:
        """a times 1 − a, the latter with digits of its own where a is nearly 1."""
        rest = float(self.g.value(np.array([-z]))[0])
        return row(*self._steep(), Number(a), TIMES, Number(rest))

    def _steep(self) -> tuple[Expr, ...]:
        return () if self.g.usual else (Number(self.g.steepness), TIMES)
