"""How the scaled exponential linear unit is written: 1.0507 times an ELU."""

import math

from bpsim.core.activations.selu import ALPHA, SCALE
from bpsim.notation.formula import MINUS, TIMES, Expr, Fenced, Number, Symbol, row
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.activations.written import WrittenActivation, either

DIGITS = 5


class WrittenSelu(WrittenActivation):
    """g(z) = 1.0507 z or 1.7581(e^z − 1), g′(z) = 1.0507 or 1.7581 e^z."""

    def value(self, z: Expr) -> Expr:
        """1.0507 · z if z > 0, else 1.7581 · (e^z − 1)."""
        below = Fenced(row(Symbol("e", sup="z"), MINUS, s.ONE))
        scale = Number(SCALE, DIGITS)
        return either(row(scale, TIMES, z), z, row(Number(SCALE * ALPHA, DIGITS), TIMES, below))

    def slope(self, z: Expr, a: Expr) -> Expr:
        """1.0507 if z > 0, else 1.7581 · e^z."""
        below = row(Number(SCALE * ALPHA, DIGITS), TIMES, Symbol("e", sup="z"))
        return either(Number(SCALE, DIGITS), z, below)

    def slope_numbers(self, z: float, a: float) -> Expr:
        """1.0507, or 1.7581 times e^z."""
        if z > 0:
            return Number(SCALE, DIGITS)
        return row(Number(SCALE * ALPHA, DIGITS), TIMES, Number(math.exp(z)))
