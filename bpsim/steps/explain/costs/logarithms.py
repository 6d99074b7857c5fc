"""What both cross-entropies have in common as they are written: y log h, and g′ that cancels."""

from abc import abstractmethod
from typing import ClassVar

from bpsim.base.words import tr
from bpsim.core.costs.cost import Cost
from bpsim.core.costs.squared_error import SquaredError
from bpsim.notation.formula import Expr, Row, Symbol, Words, row
from bpsim.steps.explain.costs.written import WrittenCost


class WrittenLogarithms(WrittenCost):
    """Terms are weights times logarithms; δ is a − y, a K-th of it for a mean over outputs."""

    label: ClassVar[str] = "cross-entropy"
    leading_minus: ClassVar[bool] = True
    logarithmic: ClassVar[bool] = True
    beside: ClassVar[type[Cost]] = SquaredError

    @property
    def slope_remark(self) -> str:
        """It cancels."""
        return tr(
            "The lecture thinks of the squared error here, whose δ has the factor g′. {cancelling}",
            cancelling=self.cancelling,
        )

    @property
    @abstractmethod
    def cancelling(self) -> str:
        """How g′ cancels, in one sentence."""

    @property
    def between(self) -> tuple[Expr, ...]:
        """y log h."""
        return (Words(" "),)

    def signed(self, part: Expr, sign: float) -> Row:
        """The first part of cost(i): with its minus in the course's signs."""
        return row(part) if sign < 0 else row(Words("−"), part)


def y_log(y: Expr, h: Expr) -> Row:
    """y log h, where a sum stands before it."""
    return row(y, Words(" "), Symbol("log", style="upright"), Words(" "), h)
