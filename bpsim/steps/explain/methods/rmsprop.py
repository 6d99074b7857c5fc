"""How RMSProp is written: v := ρ v + (1 − ρ) D², Θ := Θ − α D / (√v + ε)."""

from collections.abc import Sequence
from typing import ClassVar

from bpsim.base.words import tr
from bpsim.notation.formula import Expr, Row, Symbol
from bpsim.steps.explain.methods.written import Letters, WrittenMethod, squared_number
from bpsim.steps.updating import OneWeight


class WrittenRMSProp(WrittenMethod):
    """α times D over its usual size."""

    parameters: ClassVar[dict[str, Symbol]] = {"rho": Symbol("ρ"), "epsilon": Symbol("ε")}
    tells: ClassVar[dict[str, str]] = {
        "rho": tr("share of the mean of D² that stays"),
        "epsilon": tr("added to √v, so that nothing is divided by 0"),
    }
    about: ClassVar[str] = tr(
        "D is divided by how large it has lately been, so that α is about "
        "how far each weight moves: 0.001 to 0.1 is usual."
    )

    def memory(self, of: Letters) -> Sequence[Row]:
        """v := ρ v + (1 − ρ) D²."""
        return (self.mean(of, "v", "rho", of.squared("D")),)

    def memory_numbers(self, of: Letters, n: OneWeight) -> Sequence[Row]:
        """The same with numbers."""
        return (self.mean_numbers(of, n, "v", "rho", squared_number(n.D)),)

    def aim(self, of: Letters) -> Expr:
        """D / (√v + ε)."""
        return self.over_root(of("D"), of("v"))

    def aim_numbers(self, n: OneWeight) -> Expr:
        """The same with numbers."""
        return self.over_root_numbers(n.D, n.after["v"])

    def words(self, updates: int) -> tuple[str, str]:
        """D over √v, and what that does."""
        return (
            tr("α times its D divided by √v"),
            tr(
                "v is a running mean of D², so √v is how large D has lately been: "
                "weights whose D are small move about as far as those whose D are "
                "large."
            ),
        )
