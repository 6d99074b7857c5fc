"""How plain gradient descent is written: Θ := Θ − α D."""

from collections.abc import Sequence
from typing import ClassVar

from bpsim.base.words import tr
from bpsim.notation.formula import Expr, Number, Row
from bpsim.steps.explain.methods.written import Letters, WrittenMethod
from bpsim.steps.updating import OneWeight


class WrittenDescent(WrittenMethod):
    """α times D, and nothing remembered."""

    about: ClassVar[str] = tr("Each weight moves by α times its D: the course’s update.")

    def memory(self, of: Letters) -> Sequence[Row]:
        """Nothing."""
        return ()

    def memory_numbers(self, of: Letters, n: OneWeight) -> Sequence[Row]:
        """Nothing."""
        return ()

    def aim(self, of: Letters) -> Expr:
        """D."""
        return of("D")

    def aim_numbers(self, n: OneWeight) -> Expr:
        """D."""
        return Number(n.D, guarded=True)

    def words(self, updates: int) -> tuple[str, str]:
        """α times its D."""
        return tr("α times its D"), ""
