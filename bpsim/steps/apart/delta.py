"""One δ taken apart: the weighted sum of the downstream deltas, the factor g′, and a check."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from bpsim.core.gradient_check import NudgedSlope, checkable, relative_error
from bpsim.notation.formula import Expr, Symbol
from bpsim.steps.terms import Terms


class Checked(NamedTuple):
    """What nudging found of a δ.

    ``numeric`` is the central difference ∂cost/∂z with the convention's sign and
    ``relative_error`` how far it is from δ; ``checkable`` says whether it tells the slope well
    enough to judge it, ``kink`` which side of a kink it is that of, empty where none is near.
    """

    numeric: float
    relative_error: float
    checkable: bool
    kink: str

    @classmethod
    def of(cls, result: float, slope: NudgedSlope, sign: float, kink: str = "") -> "Checked":
        """``result`` held against ``slope``, which the convention writes with ``sign``."""
        numeric = sign * slope.value
        error = relative_error(result, numeric, slope.doubt)
        return cls(numeric, error, checkable(result, slope), kink)


@dataclass(frozen=True)
class DeltaBreakdown:
    """Where δ of ``unit`` in ``layer`` comes from, signs as the convention on screen has them.

    ``known`` is false while the walk has not reached this δ; then only formula and symbols may be
    shown. For a hidden unit ``terms`` are Θ_kj δ_k, one for each downstream unit; for an output
    unit they are what a − y (or the squared error's first factor) is made of. ``factor`` is g′(z),
    None where there is none (a − y is δ already), and ``factor_symbol`` goes with it; ``shorthand``
    says that the lecture's shorthand leaves it out, so that ``result`` is the weighted sum alone.
    It never does once Δ has taken the δ up: from there on the screen shows the true one.
    ``check`` nudges z, for ``checked``.

    ``unit`` 0 is the bias unit, whose δ nothing uses: it has no z, so ``factor`` is None and the
    check is of ∂cost/∂a_0.

    ``meaning`` says in words what the sign of δ says of the cost; like the numbers it may be shown
    only once δ is known.
    """

    layer: int
    unit: int
    output: bool
    known: bool
    symbol: Expr
    formula: Expr
    numbers: Expr
    terms: Terms
    weighted_sum: float
    factor_symbol: Expr | None
    factor: float | None
    result: float
    shorthand: bool
    check: Callable[[], Checked] = field(compare=False, repr=False)
    sentence: str
    meaning: str = ""

    @cached_property
    def checked(self) -> Checked:
        """What nudging finds; only when it is asked for, as it takes forward passes."""
        return self.check()

    @property
    def checkable(self) -> bool:
        """True if there is a δ, and nudging tells the slope well enough to judge it."""
        return self.known and self.checked.checkable

    @property
    def bias(self) -> bool:
        """True for a bias unit: its δ can be computed and is not used."""
        return self.unit == 0

    @property
    def nudged(self) -> Expr:
        """What the check moves: z_j^(l), or the a_0^(l) of a bias unit, which has no z."""
        return Symbol("a" if self.bias else "z", str(self.unit), f"({self.layer})")
