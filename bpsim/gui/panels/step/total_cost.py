"""J(Θ) written out with m, K and λ, each part with its number and in its colour."""

from PySide6.QtWidgets import QWidget

from bpsim.gui.kit.controls.row import column_in
from bpsim.gui.kit.formula import FormulaView
from bpsim.gui.kit.page.paragraph import Paragraph
from bpsim.gui.looks.theme import SMALL
from bpsim.steps.total_cost import CostJ


class TotalCost(QWidget):
    """The formula, what m, K and λ are, and the numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = Paragraph("muted", SMALL)
        self.formula, self.where, self.numbers = FormulaView(), FormulaView(), FormulaView()
        self._parts = (self.formula, self.where, self.numbers, self.sentence)
        for part in self._parts:
            part.set_ground("surface")
        column_in(self, *self._parts, gap=0)

    def show_cost(self, cost: CostJ) -> None:
        """Write ``cost`` out."""
        self.sentence.set_text(cost.sentence)
        self.formula.set_expr(cost.formula)
        self.where.set_expr(cost.where)
        self.numbers.set_expr(cost.numbers)
