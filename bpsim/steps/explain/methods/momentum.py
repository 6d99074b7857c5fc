"""How momentum is written: v := β v + D, Θ := Θ − α v."""

from collections.abc import Sequence
from typing import ClassVar

from bpsim.base.words import tr
from bpsim.notation.formula import BECOMES, EQUALS, PLUS, TIMES, Expr, Number, Row, Symbol, row
from bpsim.steps.explain.methods.written import Letters, WrittenMethod
from bpsim.steps.updating import OneWeight


class WrittenMomentum(WrittenMethod):
    """α times the velocity v."""

    parameters: ClassVar[dict[str, Symbol]] = {"beta": Symbol("β")}
    tells: ClassVar[dict[str, str]] = {"beta": tr("share of the velocity that stays")}
    about: ClassVar[str] = tr(
        "Each update adds D to a velocity of which the share β stays. "
        "Where D keeps its sign the weights move 1/(1 − β) times as far."
    )

    def memory(self, of: Letters) -> Sequence[Row]:
        """v := β v + D."""
        v = of("v")
        return (row(v, BECOMES, self.parameters["beta"], v, PLUS, of("D")),)

    def memory_numbers(self, of: Letters, n: OneWeight) -> Sequence[Row]:
        """The same with numbers."""
        line = row(
            of("v"), BECOMES, self.parameter("beta"), TIMES, Number(n.before["v"], guarded=True),
            PLUS, Number(n.D, guarded=True), EQUALS, Number(n.after["v"]),
        )  # fmt: skip
        return (line,)

    def aim(self, of: Letters) -> Expr:
        """v."""
        return of("v")

    def aim_numbers(self, n: OneWeight) -> Expr:
        """v."""
        return Number(n.after["v"], guarded=True)

    def words(self, updates: int) -> tuple[str, str]:
        """The velocity, and what it is."""
        return (
            tr("α times its velocity v"),
            tr(
                "The share β of the velocity stays and D is added: it grows while "
                "D keeps its sign and dies down where D changes it."
            ),
        )
