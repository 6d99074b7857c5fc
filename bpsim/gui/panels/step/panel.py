"""The panel that explains what happens now: a sentence, the formula, its numbers and its terms."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bpsim.base.words import tr
from bpsim.gui.kit.controls.roomy import Roomy
from bpsim.gui.kit.controls.row import column_in
from bpsim.gui.kit.formula import FormulaView
from bpsim.gui.kit.page.callout import Callout
from bpsim.gui.kit.page.disclosure import Disclosure
from bpsim.gui.kit.page.heading import Heading
from bpsim.gui.kit.page.page import Page
from bpsim.gui.kit.page.paragraph import Paragraph
from bpsim.gui.kit.page.pieces import Pieces
from bpsim.gui.kit.table import TermTable
from bpsim.gui.kit.table.ledger import Ledger
from bpsim.gui.looks.theme import BODY, SMALL
from bpsim.gui.panels.step.card import FormulaCard
from bpsim.gui.panels.step.delta import DeltaSection, Judgement
from bpsim.gui.panels.step.entries import EntryTable
from bpsim.gui.panels.step.layers import Layers, numbers_above, says_J
from bpsim.gui.panels.step.signs import Signs
from bpsim.notation.formula import (
    EMPTY,
    EQUALS,
    Expr,
    Faint,
    Number,
    Operator,
    Words,
    joined,
    row,
)
from bpsim.notation.numerals import UNKNOWN
from bpsim.steps.apart.delta import DeltaBreakdown
from bpsim.steps.schedule import Phase
from bpsim.steps.shown.ledger import LedgerLine, delta_bar, delta_lines, step_lines
from bpsim.steps.shown.remarks import lecture_remark
from bpsim.steps.shown.repeats import repeats
from bpsim.steps.step import PASS_NAMES, PASS_WORDS, Step
from bpsim.teach.break_it.formulas import Piece

TAKES_THE_REST = 1000
LOW_LINES = 23.5
USUAL_ROWS = 5
MOST_FACTS = 3


class StepPanel(Roomy):
    """Explains one Step, and below it the δ of a unit that is selected.

    ``term_activated`` carries the term (from 0) whose row is selected, ``term_pointed`` the one
    that the pointer is on, in the table or in a formula, −1 for none.
    """

    term_activated = Signal(int)
    term_pointed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = 0
        self.heading = Heading()
        self.sentence = Paragraph()
        self.card = FormulaCard()
        self.formula, self.numbers = self.card.formula, self.card.numbers
        self.wrong = Pieces()
        self.wrong.hide()
        self.note = Callout()
        self.caption = Paragraph("muted", SMALL)
        self.terms = TermTable(tr("Terms of the sum"), bars=True)
        self.terms.usual_rows = USUAL_ROWS
        self.ledger = Ledger(self.terms)
        self.judgement = Judgement()
        self.check = self.judgement.check
        self.aside = FormulaView()
        self.entries = EntryTable(tr("Values of the layer"))
        self.layers = Layers()
        self.lecture = Paragraph("text", SMALL)
        self.remark = Disclosure(tr("In the lecture"), self.lecture)
        self.selected = DeltaSection()
        self.message = Paragraph("muted")
        self.signs = Signs()
        for part in (self.caption, self.ledger, self.aside, self.lecture):
            part.set_ground("surface")
        self._lay_out()
        self.terms.term_activated.connect(self.term_activated)
        self.terms.term_pointed.connect(self.term_pointed)
        for view in self.card.views:
            view.term_pointed.connect(self._colour_pointed)
        self.clear("")

    def _lay_out(self) -> None:
        self.page = Page()
        outer = column_in(self, self.page, gap=0)
        outer.setStretchFactor(self.page, 1)
        self._sum = QWidget()
        total = column_in(
            self._sum, self.caption, self.terms, self.ledger, self.aside, self.judgement, gap=0
        )
        total.addStretch(1)
        total.setStretchFactor(self.terms, TAKES_THE_REST)
        self._parts = (self.heading, self.sentence, self.card, self.wrong, self.note, self._sum,
                       self.entries, self.layers, self.remark, self.selected)  # fmt: skip
        self.page.add(*self._parts, self.message)
        for table in (self._sum, self.entries):
            self.page.column.setStretchFactor(table, TAKES_THE_REST)
        self.page.column.addStretch(1)
        outer.addWidget(self.signs)  # after what the page holds, for the Tab key

    # --- what it shows ------------------------------------------------------------------------

    def show_step(self, step: Step, own: DeltaBreakdown | None = None,
                  selected: DeltaBreakdown | None = None) -> None:  # fmt: skip
        """Explain ``step``, whose δ is ``own``, and take the δ ``selected`` apart below."""
        self.message.hide()
        for part in (self.heading, self.sentence):
            part.show()
        pass_name = PASS_NAMES[step.phase]
        self.heading.show_title(step.title, PASS_WORDS[pass_name], pass_name)
        self.sentence.set_text(step.sentence)
        self.card.show_formulas(*_formulas(step))
        for view in self.card.views:
            view.network = step.network
        self.note.set_text(step.note)
        self._show_terms(step, own)
        self._show_values(step)
        self._show_remark(step)
        self.selected.setVisible(selected is not None)
        if selected is not None:
            self.selected.show_delta(selected)
        self.fit_room()

    def prepare(self, step: Step, own: DeltaBreakdown | None = None,
                selected: DeltaBreakdown | None = None) -> None:  # fmt: skip
        """Set the formulas of ``step``, which is most likely shown next."""
        self.card.prepare(_formulas(step), self.page.room(), self._room)
        self.terms.prepare(step.terms)
        self.ledger.prepare(_lines(step, own))
        if own is not None:
            self.check.prepare(own)
        if selected is not None:
            self.selected.prepare(selected)
        if step.entries and len(step.terms):
            self.aside.prepare(_aside_of(step))

    def show_wrong(self, pieces: Sequence[Piece]) -> None:
        """Below the formula show what a wrong algorithm makes of it; nothing without pieces."""
        if pieces:
            self.wrong.show_pieces(pieces)
        self.wrong.setVisible(bool(pieces))
        self.fit_room()

    def mark_term(self, term: int | None) -> None:
        """Light the term (from 0) wherever it stands, or none."""
        known = term is not None and term < len(self.terms.terms_model.terms)
        self.terms.mark_term(term if known else None)
        colour = self.terms.terms_model.terms.colour(term) if known and term is not None else None
        for view in self.card.views:
            view.mark_term(colour)

    def set_waiting(self, on: bool) -> None:
        """Keep the result covered while its causes are on their way."""
        self.ledger.set_waiting(on)
        self.judgement.set_waiting(on)
        for view in self.card.views:
            view.set_waiting(on)

    def _colour_pointed(self, colour: int) -> None:
        shown = self.terms.terms_model.terms.shown
        self.term_pointed.emit(shown[colour] if 0 <= colour < len(shown) else -1)

    def clear(self, message: str) -> None:
        """Show nothing but ``message``, which says why nothing can be stepped."""
        for part in self._parts:
            part.hide()
        self.note.set_text("")
        self.message.set_text(message)
        self.message.show()

    def _show_terms(self, step: Step, own: DeltaBreakdown | None) -> None:
        terms = step.terms
        self._sum.setVisible(bool(len(terms)))
        self.judgement.setVisible(own is not None)
        if not len(terms):
            return
        added = None if step.term is None else step.term + 1
        # Terms bear the numbers of the units they come from, and the first is the bias unit's.
        first = 0 if step.phase is Phase.FORWARD else 1
        scale = abs(step.result or 0.0) if own is None else delta_bar(own) if own.known else 0.0
        self.terms.show_terms(terms, added, step.term, scale=scale, first=first)
        self.ledger.set_lines(_lines(step, own))
        if own is not None:
            self.judgement.show_delta(own)
        self.aside.setVisible(bool(step.entries))
        if step.entries:
            self.aside.set_expr(_aside_of(step))
        self.caption.setVisible(bool(terms.hidden))
        if terms.hidden:
            self.caption.set_text(
                tr(
                    "{shown} of {all} terms coloured: those that count most",
                    shown=len(terms.shown),
                    all=len(terms),
                )
            )

    def _show_values(self, step: Step) -> None:
        """Values and matrices that the formulas do not say already."""
        values = [value for entry in step.entries for _, value in entry.values]
        alone = bool(values) and not step.matrices and not len(step.terms)
        self.entries.setVisible(alone and not repeats(step.numbers, values))
        if not self.entries.isHidden():
            self.entries.show_entries(step.entries)
        if not step.matrices:
            self.layers.hide()
            return
        said = _says_matrix(step)
        self.layers.show_step(step, said, self.page.room())

    def _show_remark(self, step: Step) -> None:
        # A step that is to be worked out has no formula, and its rule is not told here either.
        words = lecture_remark(step) if step.formula != EMPTY else ""
        self.remark.setVisible(bool(words))
        self.lecture.set_text(words)

    # --- room -----------------------------------------------------------------------------------

    def fit_room(self) -> None:
        """Unfold as many matrices, and set formulas as large, as there is room for."""
        if not self.message.isHidden():
            return
        self.sentence.set_scale(SMALL if self.lines() < LOW_LINES else BODY)
        inner = (self.judgement, self._sum, self.selected)
        self._place_signs()
        if not self.layers.isHidden():
            self.card.set_size(1.0)
            self._unfold()
        missing = self.page.missing(self.card, *inner)
        self._room = self.card.heightForWidth(self.page.room()) - missing
        self.card.fit(self.page.room(), self._room)
        self.page.settle(self.card, *inner)

    def _place_signs(self) -> None:
        """Below the page, or at its end where it has little room: they are seldom needed."""
        column = self.page.column if self.lines() < LOW_LINES else self.layout()
        if column is not None and column.indexOf(self.signs) < 0:
            column.addWidget(self.signs)

    def _unfold(self) -> None:
        """Unfold every layer, or as many as there is room for."""
        for most in range(len(self.layers.layers), -1, -1):
            self.layers.unfold(most)
            self.layers.settle()
            self.page.settle(self.card, self.layers)
            if self.page.missing() <= 0:
                break


def _formulas(step: Step) -> tuple[Expr, Expr]:
    """What stands on the card."""
    return step.formula, numbers_above(step)


def _lines(step: Step, own: DeltaBreakdown | None) -> tuple[LedgerLine, ...]:
    """What the terms come to."""
    if not len(step.terms):
        return ()
    whole = own is not None and own.known and step.term is None
    return delta_lines(own) if whole and own is not None else step_lines(step)


def _says_matrix(step: Step) -> bool:
    """True if the numbers on the card are all that there is to say of the step's one matrix."""
    return len(step.matrices) == 1 and not says_J(step) and repeats(
        step.numbers, step.matrices[0].flat
    )  # fmt: skip


def _aside_of(step: Step) -> Expr:
    """The entries of a step in one line."""
    return row(Words(f"{step.entries[0].label}:  "), _facts_of(step))


def _facts_of(step: Step) -> Expr:
    """The entries of a step one after the other; of many the first, which is about all of them."""
    facts = [fact for entry in step.entries for fact in entry.values]
    return joined(
        (
            row(symbol, EQUALS, Faint(Words(UNKNOWN)) if value is None else Number(value))
            for symbol, value in facts[: 1 if len(facts) > MOST_FACTS else None]
        ),
        Operator(","),
    )
