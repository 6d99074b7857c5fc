"""The panel that says what happens now: a sentence, the formula, its numbers and its terms."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bpsim.gui.kit.controls.roomy import Roomy
from bpsim.gui.kit.formula import FormulaView
from bpsim.gui.kit.page.callout import Callout
from bpsim.gui.kit.page.heading import Heading
from bpsim.gui.kit.page.page import Card, Page
from bpsim.gui.kit.page.paragraph import Paragraph
from bpsim.gui.kit.table import TermTable
from bpsim.gui.kit.table.ledger import Ledger
from bpsim.gui.looks.theme import BODY, SMALL, sized
from bpsim.gui.panels.step.entries import EntryTable
from bpsim.gui.panels.step.matrices import Matrices, facts_of
from bpsim.notation.formula import Expr, Words, row
from bpsim.steps.schedule import Phase
from bpsim.steps.shown.ledger import step_lines
from bpsim.steps.step import PASS_NAMES, Step

TAKES_THE_REST = 1000
LOW_LINES = 23.5
LOW_FORMULA = 0.94
CARD_SHARE = 0.42
"""The part of the height that formulas may take while there are numbers below them."""
LEAST_LINES = 18
"""A panel lower than that scrolls as a whole: formulas would be cut to a slit."""
USUAL_ROWS = 5


class StepPanel(Roomy):
    """Explains one Step. ``term_activated`` carries the term (from 0) whose row is selected."""

    term_activated = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._coming: tuple[Step, Expr] | None = None
        self.heading = Heading()
        self.sentence = Paragraph()
        self.formula, self.numbers = FormulaView(), FormulaView()
        self.card = Card()
        self.card.column.addWidget(self.formula)
        self.card.column.addWidget(self.numbers)
        self.note = Callout()
        self.caption = Paragraph("muted", SMALL)
        self.terms = TermTable(self.tr("Terms of the sum"))
        self.terms.usual_rows = USUAL_ROWS
        self.ledger = Ledger(self.terms)
        self.aside = FormulaView()
        self.aside.set_ground("surface")
        self.entries = EntryTable(self.tr("Values of the layer"))
        self.matrices = Matrices()
        self.message = Paragraph("muted")
        for part in (self.heading, self.sentence, self.caption, self.ledger, self.message):
            part.set_ground("surface")
        for view in (self.formula, self.numbers):
            view.set_ground("window")  # the card's
        self.page = Page()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self._sum = QWidget()
        total = QVBoxLayout(self._sum)
        total.setContentsMargins(0, 0, 0, 0)
        total.setSpacing(0)
        total.addWidget(self.caption)
        total.addWidget(self.terms)
        total.addWidget(self.ledger)
        total.addWidget(self.aside)
        total.addStretch(1)
        total.setStretchFactor(self.terms, TAKES_THE_REST)
        self._parts = (self.heading, self.sentence, self.card, self.note, self._sum,
                       self.entries, self.matrices)  # fmt: skip
        for widget in (*self._parts, self.message):
            self.page.column.addWidget(widget)
        for table in (self._sum, self.entries, self.matrices):
            self.page.column.setStretchFactor(table, TAKES_THE_REST)
        self.page.column.addStretch(1)
        self.terms.term_activated.connect(self.term_activated)
        self.clear("")

    def show_step(self, step: Step) -> None:
        """Explain ``step``."""
        self.message.hide()
        for part in (self.heading, self.sentence, self.card):
            part.show()
        pass_name = PASS_NAMES[step.phase]
        self.heading.show_title(step.title, pass_name, pass_name)
        self.sentence.set_text(step.sentence)
        self.formula.set_expr(step.formula)
        self.numbers.set_expr(step.numbers)
        self.note.set_text(step.note)
        self._show_terms(step)
        self._show_values(step)
        self._coming = None
        self._bound_card()
        self.page.settle(self.card, self._sum, self.matrices)

    def prepare(self, step: Step) -> None:
        """Set the formulas of ``step``, which is most likely shown next."""
        self.formula.prepare(step.formula)
        self.numbers.prepare(step.numbers)
        self.terms.prepare(step.terms)
        self.ledger.prepare(step_lines(step) if len(step.terms) else ())
        if step.entries and len(step.terms):
            self._coming = (step, self._aside_of(step))
            self.aside.prepare(self._coming[1])

    def clear(self, message: str) -> None:
        """Show nothing but ``message``, which says why nothing can be stepped."""
        self._coming = None
        self.matrices.forget()
        for part in self._parts:
            part.hide()
        self.note.set_text("")
        self.message.set_text(message)
        self.message.show()

    def _show_terms(self, step: Step) -> None:
        terms = step.terms
        self._sum.setVisible(bool(len(terms)))
        if not len(terms):
            return
        added = None if step.term is None else step.term + 1
        # Terms bear the numbers of the units they come from, and the first is the bias unit's.
        first = 0 if step.phase is Phase.FORWARD else 1
        self.terms.show_terms(terms, added, step.term, first=first)
        self.ledger.set_lines(step_lines(step))
        self.aside.setVisible(bool(step.entries))
        if step.entries:
            self.aside.set_expr(self._aside_of(step))
        self.caption.setVisible(bool(terms.hidden))
        if terms.hidden:
            text = self.tr("{0} of {1} terms coloured: those that count most")
            self.caption.set_text(text.format(len(terms.shown), len(terms)))

    def _aside_of(self, step: Step) -> Expr:
        """The entries of a step in one line; of the step prepared the very same."""
        if self._coming is not None and self._coming[0] is step:
            return self._coming[1]
        return row(Words(f"{step.entries[0].label}:  "), facts_of(step))

    def _show_values(self, step: Step) -> None:
        """The values of a layer as a table; beside matrices, where they are few, as a line."""
        matrices = bool(step.matrices)
        alone = bool(step.entries) and not matrices and not len(step.terms)
        self.entries.setVisible(alone)
        if alone:
            self.entries.show_entries(step.entries)
        self.matrices.setVisible(matrices)
        if matrices:
            self.matrices.show_step(step)
        else:
            self.matrices.forget()

    def _bound_card(self) -> None:
        """Leave room for the numbers below the formulas; long formulas scroll."""
        alone = self._sum.isHidden() and self.entries.isHidden() and self.matrices.isHidden()
        low = self.lines() < LEAST_LINES
        self.card.set_most(None if alone or low else round(CARD_SHARE * self.height()))

    def fit_room(self) -> None:
        """In a low panel, words and formulas are set a little smaller rather than scrolled to."""
        low = self.lines() < LOW_LINES
        self.sentence.set_scale(SMALL if low else BODY)
        font = sized(self.font(), LOW_FORMULA if low else BODY)
        for view in (self.formula, self.numbers):
            if view.font() != font:
                view.setFont(font)
        self._bound_card()
