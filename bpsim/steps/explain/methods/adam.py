"""How Adam is written: two running means, what corrects them, and the update."""

from collections.abc import Sequence
from typing import ClassVar

from bpsim.base.words import tr, tr_n
from bpsim.core.methods.adam import Adam
from bpsim.notation.formula import EQUALS, MINUS, Expr, Fraction, Number, Row, Scripted, Symbol, row
from bpsim.notation.latex import HAT
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.methods.written import Letters, WrittenMethod, squared_number
from bpsim.steps.updating import OneWeight

SHARES = (("m", "beta1"), ("v", "beta2"))


class WrittenAdam(WrittenMethod):
    """α times m̂ over √v̂."""

    method: Adam
    parameters: ClassVar[dict[str, Symbol]] = {
        "beta1": Symbol("β", "1"),
        "beta2": Symbol("β", "2"),
        "epsilon": Symbol("ε"),
    }
    tells: ClassVar[dict[str, str]] = {
        "beta1": tr("share of the mean of D that stays"),
        "beta2": tr("share of the mean of D² that stays"),
        "epsilon": tr("added to √v̂, so that nothing is divided by 0"),
    }
    about: ClassVar[str] = tr(
        "The mean of D divided by the root of the mean of D², so that α is "
        "about how far each weight moves: 0.001 to 0.1 is usual."
    )

    def memory(self, of: Letters) -> Sequence[Row]:
        """m := β₁ m + (1 − β₁) D, v := β₂ v + (1 − β₂) D², m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ)."""
        taken = {"m": of("D"), "v": of.squared("D")}
        means = [self.mean(of, letter, share, taken[letter]) for letter, share in SHARES]
        hats = []
        for letter, share in SHARES:
            power = Symbol("β", self.parameters[share].sub, "t")
            below = row(s.ONE, MINUS, power)
            hats.append(row(of(letter + HAT), EQUALS, Fraction(of(letter), below)))
        return [*means, *hats]

    def memory_numbers(self, of: Letters, n: OneWeight) -> Sequence[Row]:
        """The same with numbers."""
        taken: dict[str, Expr] = {"m": Number(n.D, guarded=True), "v": squared_number(n.D)}
        means = [self.mean_numbers(of, n, letter, share, taken[letter]) for letter, share in SHARES]
        hats = []
        for (letter, share), value in zip(SHARES, self._corrected(n), strict=True):
            below = row(s.ONE, MINUS, Scripted(self.parameter(share), sup=str(n.updates)))
            quotient = Fraction(Number(n.after[letter]), below)
            hats.append(row(of(letter + HAT), EQUALS, quotient, EQUALS, Number(value)))
        return [*means, *hats]

    def aim(self, of: Letters) -> Expr:
        """m̂ / (√v̂ + ε)."""
        return self.over_root(of("m" + HAT), of("v" + HAT))

    def aim_numbers(self, n: OneWeight) -> Expr:
        """The same with numbers."""
        return self.over_root_numbers(*self._corrected(n))

    def _corrected(self, n: OneWeight) -> tuple[float, float]:
        m, v = self.method.corrected((n.after["m"], n.after["v"]), n.updates)
        return float(m), float(v)

    def words(self, updates: int) -> tuple[str, str]:
        """m̂ over √v̂, and what the hats are for."""
        return (
            tr("α times its mean m divided by the root of v, both corrected"),
            tr_n(
                "m, here not the number of examples, is a running mean of D, and v "
                "one of D². Both began with 0 and are too small at first; the hats "
                "divide that out, here after t = {updates:,} update.",
                "m, here not the number of examples, is a running mean of D, and v "
                "one of D². Both began with 0 and are too small at first; the hats "
                "divide that out, here after t = {updates:,} updates.",
                updates,
                updates=updates,
            ),
        )
