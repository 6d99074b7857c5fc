"""How the exponential linear unit is written: z or α(e^z − 1); 1 or αe^z."""

import math

from bpsim.core.activations.elu import Elu
from bpsim.notation.formula import MINUS, TIMES, Expr, Fenced, Number, Symbol, Words, row
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.activations.written import WrittenActivation, either


class WrittenElu(WrittenActivation):
    """g(z) = z or α(e^z − 1), g′(z) = 1 or αe^z; α is 1 where it is not said."""

    g: Elu

    def value(self, z: Expr) -> Expr:
        """The sum itself if z > 0, else e^z − 1."""
        below = row(Symbol("e", sup="z"), MINUS, s.ONE)
        return either(z, z, below if self.g.usual else row(*self._alpha(), Fenced(below)))

    def slope(self, z: Expr, a: Expr) -> Expr:
        """1 if z > 0, else e^z."""
        return either(Words("1"), z, row(*self._alpha(), Symbol("e", sup="z")))

    def slope_numbers(self, z: float, a: float) -> Expr:
        """1, or e^z times α."""
        if z > 0:
            return Number(1.0)
        return row(*self._alpha(), Number(math.exp(z)))

    def _alpha(self) -> tuple[Expr, ...]:
        return () if self.g.usual else (Number(self.g.alpha), TIMES)
