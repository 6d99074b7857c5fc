"""One δ taken apart: a bar for each downstream unit, then g′, then the check."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bpsim.base.words import tr
from bpsim.gui.kit.controls.row import column_in
from bpsim.gui.kit.formula import FormulaView
from bpsim.gui.kit.page.heading import Heading
from bpsim.gui.kit.page.page import GRID, Card
from bpsim.gui.kit.page.paragraph import Paragraph
from bpsim.gui.kit.table import TermTable
from bpsim.gui.kit.table.ledger import Ledger
from bpsim.gui.looks.theme import SMALL
from bpsim.gui.panels.step.check import CheckLine
from bpsim.steps.apart.delta import DeltaBreakdown
from bpsim.steps.shown.ledger import delta_bar, delta_lines


class Judgement(QWidget):
    """What is said of a δ once it is known: the check by nudging, and what its sign means."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.check = CheckLine()
        self.meaning = Paragraph("text", SMALL)
        for part in (self.check, self.meaning):
            part.set_ground("surface")
        self._waiting = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID // 2, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.check)
        column.addWidget(self.meaning)

    def show_delta(self, delta: DeltaBreakdown) -> None:
        """Judge ``delta``."""
        self.check.show_delta(delta)
        self.meaning.set_text(delta.meaning if delta.known else "")
        self._arrange()

    def set_waiting(self, on: bool) -> None:
        """Say nothing for a while, and keep the room for it: δ is still on its way."""
        if on != self._waiting:
            self._waiting = on
            self._arrange()

    def _arrange(self) -> None:
        for part, said in ((self.check, True), (self.meaning, bool(self.meaning.text()))):
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(said)
            part.setSizePolicy(policy)
            part.setVisible(said and not self._waiting)


class DeltaSection(QWidget):
    """The δ of a unit that the step on screen is not about.

    ``term_activated`` carries the term (from 0) whose row is selected.
    """

    term_activated = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Heading()
        self.sentence = Paragraph("muted", SMALL)
        self.formula, self.numbers = FormulaView(), FormulaView()
        self.card = Card(self.formula, self.numbers)
        self.terms = TermTable(tr("Terms of δ"), bars=True, only_shown=True)
        self.ledger = Ledger(self.terms)
        self.judgement = Judgement()
        self.check = self.judgement.check
        for part in (self.heading, self.sentence, self.ledger):
            part.set_ground("surface")
        parts = (self.heading, self.sentence, self.card, self.terms, self.ledger, self.judgement)
        column_in(self, *parts, gap=GRID // 2)
        self.terms.term_activated.connect(self.term_activated)

    def show_delta(self, delta: DeltaBreakdown) -> None:
        """Take ``delta`` apart; while it is not known, without its numbers."""
        title = tr("Selected: δ of unit {unit}, layer {layer}")
        if delta.bias:
            title = tr("Selected: δ of the bias unit, layer {layer} · not used")
        self.heading.show_title(title.format(unit=delta.unit, layer=delta.layer))
        self.sentence.set_text(delta.sentence)
        self.formula.set_expr(delta.formula)
        self.numbers.setVisible(delta.known)
        self.numbers.set_expr(delta.numbers)
        for part in (self.terms, self.ledger):
            part.setVisible(delta.known)
        self.terms.show_terms(delta.terms, known=delta.known, scale=delta_bar(delta))
        self.ledger.set_lines(delta_lines(delta) if delta.known else ())
        self.judgement.show_delta(delta)

    def prepare(self, delta: DeltaBreakdown) -> None:
        """Set the formulas of ``delta``, which is most likely shown next."""
        self.formula.prepare(delta.formula)
        if delta.known:
            self.numbers.prepare(delta.numbers)
            self.terms.prepare(delta.terms)
            self.ledger.prepare(delta_lines(delta))
        self.judgement.check.prepare(delta)
