"""The panel that takes one weight apart: what each example adds, Δ, the mean, λ, D, the update."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bpsim.base.words import tr
from bpsim.gui.kit.controls.roomy import Roomy
from bpsim.gui.kit.controls.row import column_in
from bpsim.gui.kit.controls.segmented import Segmented
from bpsim.gui.kit.formula import FormulaView
from bpsim.gui.kit.page.heading import Heading
from bpsim.gui.kit.page.page import GRID, Card, Page
from bpsim.gui.kit.page.paragraph import Paragraph
from bpsim.gui.kit.table import TermTable
from bpsim.gui.kit.table.ledger import Ledger
from bpsim.gui.looks.theme import SMALL
from bpsim.notation.formula import EMPTY, to_text
from bpsim.steps.apart.weight import WeightBreakdown
from bpsim.steps.shown.ledger import pull_lines, weight_bar, weight_lines
from bpsim.teach.understanding.pull import Pull

TAKES_THE_REST = 1000
ROOMY_LINES = 30


class WeightPanel(Roomy):
    """Shows where D of one weight comes from and what the update makes of the weight.

    ``example_activated`` carries the example (its row in the training set, from 1) of a row of the
    table that the user selects.
    """

    example_activated = Signal(int)
    scope_changed = Signal()
    """Of the walk so far, or of all examples: see ``whole``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weight: WeightBreakdown | None = None
        self.heading = Heading()
        self.sentence = Paragraph("muted", SMALL)
        self.formula, self.numbers = FormulaView(), FormulaView()
        self.update_formula, self.update_numbers = FormulaView(), FormulaView()
        self.card = Card(self.formula, self.numbers)
        self.update_card = Card(self.update_formula, self.update_numbers)
        self.caption = Paragraph("muted", SMALL)
        self.terms = TermTable(tr("What each example adds"), bars=True)
        self.terms.terms_model.headings = (
            tr("Example"), "δ", "a", tr("Adds"), "−     +",
        )  # fmt: skip
        self.ledger = Ledger(self.terms)
        self.message = Paragraph("muted")
        self.scope = Segmented(
            [tr("So far"), tr("Whose pull is it?")], tr("Which examples"),
            [tr("As far as the walk has come"),
             tr("Every example’s part, what cancels, and λ’s")],
        )  # fmt: skip
        self.scope.set_current(0)
        self.pull = Paragraph()
        self._lay_out()
        self.terms.term_activated.connect(self._row_chosen)
        self.scope.chosen.connect(lambda _place: self.scope_changed.emit())
        self.show_weight(None)

    def _lay_out(self) -> None:
        for part in (self.pull, self.caption, self.ledger):
            part.set_ground("surface")
        self._sum = QWidget()
        total = column_in(self._sum, self.pull, self.caption, gap=0)
        total.addWidget(self.terms, TAKES_THE_REST)
        total.addWidget(self.ledger)
        total.addSpacing(GRID)
        total.addWidget(self.update_card)
        total.addStretch(1)
        self.page = Page()
        column_in(self, self.page)
        self._parts = (self.sentence, self.card, self._sum)
        column = self.page.column
        self.page.add(self.heading, self.scope, *self._parts, self.message)
        column.setStretchFactor(self._sum, TAKES_THE_REST)
        column.addStretch(1)

    # --- what it shows ------------------------------------------------------------------------

    @property
    def whole(self) -> bool:
        """True where all examples are to be shown, wherever the walk stands."""
        return self.scope.current() == 1

    def ask_whose_pull(self) -> None:
        """Show all examples, with the keys among them, or here where no weight is selected."""
        self.scope.set_current(1)
        self.scope_changed.emit()
        if self._weight is None:
            self.scope.take_keys()
        else:
            self.terms.setFocus()

    def show_weight(
        self, weight: WeightBreakdown | None, message: str = "", pull: Pull | None = None
    ) -> None:
        """Take ``weight`` apart, with who pulls at it; without one, say why in ``message``."""
        self._weight = weight
        self.pull.setVisible(pull is not None)
        self.pull.set_text("" if pull is None else pull.sentence)
        for part in self._parts:
            part.setVisible(weight is not None)
        self.message.setVisible(weight is None)
        self.message.set_text(message)
        self.fit_room()
        if weight is None:
            self.heading.show_title(tr("Weight"))
            return
        self.heading.show_title(f"{to_text(weight.symbol)} {weight.place.short}")
        self.sentence.set_text(weight.sentence)
        self.formula.set_expr(weight.formula)
        self.numbers.set_expr(weight.numbers)
        self.update_formula.set_expr(weight.update_formula)
        self.update_numbers.set_expr(weight.update_numbers)
        self.update_numbers.setVisible(weight.update_numbers != EMPTY)
        lines, largest = weight_lines(weight), weight_bar(weight)
        if pull is not None:
            up, down = pull.up * weight.m, pull.down * weight.m
            lines, largest = (*pull_lines(up, down), *lines), max(largest, abs(up), abs(down))
        self.terms.show_terms(weight.terms, scale=largest)
        self.ledger.set_lines(lines)
        hidden = weight.terms.hidden
        self.caption.setVisible(bool(hidden))
        if hidden:
            self.caption.set_text(
                tr(
                    "The largest of {all} contributions first, {shown} of them coloured",
                    all=len(weight.terms),
                    shown=len(weight.terms.shown),
                )
            )

    def _row_chosen(self, term: int) -> None:
        if self._weight is not None:
            self.example_activated.emit(int(self._weight.rows[term]))

    # --- room -----------------------------------------------------------------------------------

    def fit_room(self) -> None:
        """Where there is little room, leave out the words and the numbers that the table has."""
        roomy = self.lines() >= ROOMY_LINES
        weight = self._weight
        self.sentence.setVisible(roomy and weight is not None and not self.whole)
        self.numbers.setVisible(roomy and weight is not None and weight.numbers != EMPTY)
