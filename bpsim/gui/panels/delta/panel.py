"""The panel that takes one δ apart: a bar for each downstream unit, then g′, then the check."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bpsim.core.settings import Convention, Sign
from bpsim.gui.kit.controls.flow import FlowLayout
from bpsim.gui.kit.controls.roomy import Roomy
from bpsim.gui.kit.controls.segmented import Segmented
from bpsim.gui.kit.formula import FormulaView
from bpsim.gui.kit.page.heading import Heading
from bpsim.gui.kit.page.page import GRID, Card, Page
from bpsim.gui.kit.page.paragraph import Paragraph
from bpsim.gui.kit.table import TermTable
from bpsim.gui.kit.table.ledger import Ledger
from bpsim.gui.looks.theme import SMALL
from bpsim.gui.panels.delta.check import CheckLine
from bpsim.gui.panels.delta.switch import Switch
from bpsim.steps.apart.delta import DeltaBreakdown
from bpsim.steps.shown.ledger import delta_bar, delta_lines

SIGNS: tuple[Sign, Sign] = ("course", "lecture")
TAKES_THE_REST = 1000
ROOMY_LINES = 26


class DeltaPanel(Roomy):
    """Shows where one δ comes from, and switches the conventions it is written in.

    ``term_activated`` carries the term (from 0) whose row is selected, ``sign_chosen`` "course" or
    "lecture", ``shorthand_toggled`` whether g′ is to be left out. Setting the convention from
    outside emits nothing.
    """

    term_activated = Signal(int)
    sign_chosen = Signal(str)
    shorthand_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = False
        self.heading = Heading()
        self.sign = Segmented([], self.tr("Sign of δ"))
        self.sign.set_texts(
            [self.tr("Course"), self.tr("Lecture")],
            [
                self.tr("Course: δ = ∂cost/∂z, a − y at the output, Θ := Θ − αD"),
                self.tr("Lecture: cost without its minus, y − a at the output, Θ := Θ + αD"),
            ],
        )
        self.shorthand = Switch(self.tr("Lecture shorthand (without g′)"))
        self.shorthand.setToolTip(
            self.tr("As in the lecture on intuition: δ is the weighted sum, g′ is left out")
        )
        self.sentence = Paragraph("muted", SMALL)
        self.formula, self.numbers = FormulaView(), FormulaView()
        self.card = Card()
        self.card.column.addWidget(self.formula)
        self.card.column.addWidget(self.numbers)
        self.terms = TermTable(self.tr("Terms of δ"), bars=True, only_shown=True)
        self.ledger = Ledger(self.terms)
        self.check = CheckLine()
        self.message = Paragraph("muted")
        for part in (self.heading, self.sentence, self.ledger, self.check, self.message):
            part.set_ground("surface")
        for view in (self.formula, self.numbers):
            view.set_ground("window")  # the card's
        self._lay_out()
        self.sign.chosen.connect(lambda place: self.sign_chosen.emit(SIGNS[place]))
        self.shorthand.clicked.connect(self.shorthand_toggled)
        self.terms.term_activated.connect(self.term_activated)
        self.set_convention(Convention())
        self.show_delta(None)

    def _lay_out(self) -> None:
        self.page = Page()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.page)
        head = QWidget()
        line = FlowLayout(head)
        line.add(self.heading, stretch=True)
        line.add(self.sign)
        line.add(self.shorthand)
        self._sum = QWidget()
        total = QVBoxLayout(self._sum)
        total.setContentsMargins(0, 0, 0, 0)
        total.setSpacing(0)
        total.addWidget(self.terms, TAKES_THE_REST)
        total.addWidget(self.ledger)
        total.addSpacing(GRID)
        total.addWidget(self.check)
        total.addStretch(1)
        column = self.page.column
        column.addWidget(head)
        for part in (self.sentence, self.card, self._sum, self.message):
            column.addWidget(part)
        column.setStretchFactor(self._sum, TAKES_THE_REST)
        column.addStretch(1)

    # --- what it shows ------------------------------------------------------------------------

    def show_delta(self, delta: DeltaBreakdown | None, message: str = "") -> None:
        """Take ``delta`` apart; without one, say why in ``message``."""
        self._known = delta is not None and delta.known
        for part in (self.card, self._sum):
            part.setVisible(delta is not None)
        self.message.setVisible(delta is None)
        self.message.set_text(message)
        self.fit_room()
        if delta is None:
            self.heading.show_title("δ")
            self.check.forget()
            return
        title = self.tr("δ of unit {0}, layer {1}").format(delta.unit, delta.layer)
        if delta.bias:
            title = self.tr("δ of the bias unit, layer {0} · not used").format(delta.layer)
        self.heading.show_title(title)
        self.sentence.set_text(delta.sentence)
        self.formula.set_expr(delta.formula)
        self.numbers.set_expr(delta.numbers)
        self.terms.show_terms(delta.terms, known=delta.known, scale=delta_bar(delta))
        self.ledger.set_lines(delta_lines(delta))
        self.check.show_delta(delta)
        self.page.settle(self.card, self.check, self._sum)

    def prepare(self, delta: DeltaBreakdown) -> None:
        """Set the formulas of ``delta``, which is most likely shown next."""
        self.formula.prepare(delta.formula)
        if delta.known and self._roomy():
            self.numbers.prepare(delta.numbers)
        self.terms.prepare(delta.terms)
        self.ledger.prepare(delta_lines(delta))
        self.check.prepare(delta)

    def set_convention(self, convention: Convention) -> None:
        """Show ``convention`` in the switches."""
        self.sign.set_current(SIGNS.index(convention.sign))
        self.shorthand.setChecked(convention.lecture_shorthand)

    # --- room -----------------------------------------------------------------------------------

    def fit_room(self) -> None:
        """Where there is little room, leave out what the step panel says as well."""
        roomy = self._roomy()
        there = not self.card.isHidden()
        self.terms.usual_rows = 3 if roomy else 2
        self.sentence.setVisible(roomy and there)
        self.numbers.setVisible(roomy and self._known)

    def _roomy(self) -> bool:
        return self.lines() >= ROOMY_LINES
