"""The practice panel: the blank that is asked for, its answer, hints and the score."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from bpsim.base.words import tr
from bpsim.gui.kit.controls.button import Button
from bpsim.gui.kit.controls.check_list import CheckList, Row
from bpsim.gui.kit.controls.flow import FlowBar
from bpsim.gui.kit.controls.row import column_in
from bpsim.gui.kit.formula import FormulaView
from bpsim.gui.kit.page.asked import Asked
from bpsim.gui.kit.page.heading import Heading
from bpsim.gui.kit.page.page import Page
from bpsim.gui.kit.page.paragraph import Paragraph
from bpsim.gui.looks.theme import SMALL
from bpsim.gui.panels.practise.choices import Choices
from bpsim.gui.program.announcing import announce
from bpsim.gui.program.tips import tip
from bpsim.notation.formula import EMPTY
from bpsim.teach.practice.blanks import KINDS, ValuePlace, name_of
from bpsim.teach.practice.hints import LADDER, Hint
from bpsim.teach.practice.sheet import Sheet
from bpsim.teach.questions import Question

TAKES_THE_REST = 1000
NOTHING_TYPED = tr("Type your answer first.")


class PractisePanel(QWidget):
    """Asks for one blank after the other; what an answer is worth is decided elsewhere.

    ``answered`` carries what was typed, ``kinds_changed`` the kinds to leave blank, ``exercise``
    the shape and the hidden units wanted of a new exercise.
    """

    answered = Signal(str)
    hint_requested = Signal()
    question_requested = Signal()
    edges_toggled = Signal(bool)
    kinds_changed = Signal(tuple)
    exercise_requested = Signal(tuple, str)
    own_requested = Signal()
    begin_requested = Signal()
    export_requested = Signal()
    score_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Practise"))
        self.heading = Heading()
        self.asked = Paragraph()
        self.field = QLineEdit()
        self.field.setAccessibleName(tr("Your answer"))
        self.field.setPlaceholderText(tr("0.25, 1/3 or 0.6*-0.1"))
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.check = Button("check", tr("Check"), primary=True)
        self.check.setToolTip(tr("Have your answer judged (Enter)"))
        self.begin = Button("player-play", tr("Now you"), primary=True)
        self.begin.setToolTip(tr("Begin to fill in the blanks of this sheet"))
        self.hint = Button("help", tr("Hint"), framed=True)
        self.larger = Button("", tr("Larger or smaller?"), framed=True)
        self.larger.setToolTip(tr("A question about where the cost goes when a weight grows"))
        self.edges = Button("", tr("Which edges?"), framed=True)
        self.edges.setToolTip(tr("A question to be answered by choosing edges on the graph"))
        self.edges.setCheckable(True)
        self.verdict = Paragraph()
        self.verdict.setAccessibleDescription(tr("What is said of your answer"))
        self.hint_text, self.hint_formula = Paragraph("muted"), FormulaView()
        self.question = Asked()
        self.score = Paragraph("muted", SMALL)
        self.choices = Choices()
        self.kinds_title = Paragraph("muted", SMALL)
        self.kinds_title.set_text(tr("Leave blank, from the next sheet on:"))
        self.kinds = CheckList(tr("Kinds of values to leave blank"), "")
        self.topics = Paragraph("muted", SMALL)
        self.export = Button("file-export", tr("Export the log…"), framed=True)
        self.export.setToolTip(tr("Write every answer so far into a table"))
        self.export_score = Button("file-export", tr("Export the score…"), framed=True)
        self.export_score.setToolTip(tr("Write how many answers were right, by kind of value"))
        self._chosen: tuple[str, ...] = ()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.page = Page()
        column_in(self, self.page)
        self._answering = (
            FlowBar(self.field, self.check, stretch=self.field),
            FlowBar(self.hint, self.edges, self.larger),
        )
        self._worked_out = FlowBar(self.begin)
        answer, help_ = self._answering
        self.page.add(
            # What is said of an answer stands below it, for a small screen.
            self.heading, self.asked, answer, self.verdict, help_, self._worked_out,
            self.hint_text, self.hint_formula, self.question, self.score,
            self.choices, self.kinds_title, self.kinds, self.topics,
            FlowBar(self.export, self.export_score),
        )  # fmt: skip
        column = self.page.column
        column.setStretchFactor(self.kinds, TAKES_THE_REST)
        column.addStretch(1)

    def _connect(self) -> None:
        self.field.returnPressed.connect(self._answer)
        self.check.clicked.connect(lambda: self._answer())
        for heeded in (self.field.textEdited, self.hint.clicked, self.larger.clicked,
                       self.edges.clicked):  # fmt: skip
            heeded.connect(self._heed)
        self.hint.clicked.connect(self.hint_requested)
        self.larger.clicked.connect(self.question_requested)
        self.edges.toggled.connect(self.edges_toggled)
        self.begin.clicked.connect(self.begin_requested)
        self.choices.exercise_requested.connect(self.exercise_requested)
        self.choices.own_requested.connect(self.own_requested)
        self.kinds.toggled.connect(self._kind_toggled)
        self.export.clicked.connect(self.export_requested)
        self.export_score.clicked.connect(self.score_requested)

    # --- what it shows ------------------------------------------------------------------------

    def show_worked_out(self, place: ValuePlace) -> None:
        """Show how ``place`` comes about before values of its kind are asked for."""
        self.heading.show_title(tr("Practise"), tr("worked out"))
        self.asked.set_text(
            tr(
                "First one that is worked out: {symbol} {place}. The explanation "
                "shows how it comes about, and → goes on. After that you do it "
                "yourself.",
                symbol=place.symbol,
                place=_named(place),
            )
        )
        self._ask(False)
        for part in (self.score, self.verdict, self.hint_text, self.hint_formula, self.question):
            part.hide()
        self.begin.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page.verticalScrollBar().setValue(0)

    def _ask(self, asking: bool) -> None:
        """Show what an answer takes, or the button that leads to it."""
        for bar in self._answering:
            bar.setVisible(asking)
        self._worked_out.setVisible(not asking)
        self.score.setVisible(asking)

    def show_sheet(self, sheet: Sheet, place: ValuePlace | None) -> None:
        """Ask for ``place``; None where every blank is done."""
        self._ask(True)
        done = len(sheet.blanks) - len(sheet.hidden)
        self.heading.show_title(
            tr("Practise"), tr("{done} of {blanks}", done=done, blanks=len(sheet.blanks))
        )
        self.score.set_text(
            tr("{points:g} of {blanks} points", points=sheet.points, blanks=len(sheet.blanks))
        )
        asking = place is not None
        for part in (self.field, self.check, self.hint, self.larger, self.edges):
            part.setEnabled(asking)
        if place is None:
            words = tr("Every blank of this sheet is done. Take a new exercise.")
            if not sheet.blanks:
                words = tr("This network has no value of the kinds chosen. Choose others below.")
            self.asked.set_text(words)
            self.hint.setText(tr("Hint"))
            return
        self.asked.set_text(f"{place.symbol} = ?   {_named(place)}")
        rung = min(sheet.state(place).rungs, len(LADDER) - 1)
        next_one = LADDER[rung]
        self.hint.setText(tr("Hint (−{cost:.0%})", cost=next_one.cost))
        words = tr(
            "Next hint: {next_one}. With it {cost:.0%} of the point is gone.",
            next_one=next_one.name,
            cost=next_one.cost,
        )
        self.hint.setToolTip(tip(words))
        self.hint.setAccessibleName(words)
        self.hint.updateGeometry()

    def ask_again(self) -> None:
        """Empty the field and give it the focus; at the end the next exercise has it."""
        self.field.clear()
        next_one = self.field if self.field.isEnabled() else self.choices.new
        next_one.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page.verticalScrollBar().setValue(0)  # the question stands above the field

    def show_verdict(self, words: str) -> None:
        """Say what is to be said of an answer, aloud as well: the keys may be elsewhere."""
        announce(self, words)
        self.verdict.set_text(words)
        self.verdict.setVisible(bool(words))

    def show_hint(self, hint: Hint | None) -> None:
        """Show a hint, or none; it is said aloud, as the keys stay where they are."""
        self.hint_text.setVisible(hint is not None)
        formula = EMPTY if hint is None or hint.formula is None else hint.formula
        self.hint_formula.setVisible(formula != EMPTY)
        self.hint_formula.set_expr(formula)
        if hint is not None:
            words = tr("Hint, {hint}:", hint=hint.name)
            announce(self, f"{words} {hint.text}")
            self.hint_text.set_text(words if formula != EMPTY else f"{words} {hint.text}")

    def show_question(self, question: Question | None) -> None:
        """Ask a question beside the blank, or none."""
        self.question.ask(question)

    def show_kinds(self, kinds: Sequence[str]) -> None:
        """Mark the kinds of values that the next sheet leaves blank."""
        self._chosen = tuple(kinds)
        self.kinds.set_rows([Row(words, key in kinds) for key, words in KINDS.items()])

    def show_topics(self, words: str) -> None:
        """Say how the topics stand."""
        self.topics.set_text(words)
        self.topics.setVisible(bool(words))
        self.export.setEnabled(bool(words))
        self.export_score.setEnabled(bool(words))

    # --- gestures -----------------------------------------------------------------------------

    def _answer(self) -> None:
        if self.field.text().strip():
            self.answered.emit(self.field.text())
        else:  # what was said of the answer before would be taken for that of this one
            self.show_verdict(NOTHING_TYPED)

    def _heed(self) -> None:
        """An answer is being typed, or help was asked for: nobody need be told to type first."""
        if self.verdict.text() == NOTHING_TYPED:
            self.show_verdict("")

    def _kind_toggled(self, place: int, on: bool) -> None:
        kind = list(KINDS)[place]
        chosen = set(self._chosen) | {kind} if on else set(self._chosen) - {kind}
        self.kinds_changed.emit(tuple(each for each in KINDS if each in chosen))


def _named(place: ValuePlace) -> str:
    """What a blank is, in parentheses behind its symbol."""
    if place.kind == "cost":
        return tr("(the cost of this example)")
    kind = name_of(place.kind)
    if place.frm is None:
        return tr(
            "({kind}, unit {unit} of layer {layer})", kind=kind, unit=place.unit, layer=place.layer
        )
    start = tr("unit {frm}", frm=place.frm) if place.frm else tr("the bias")
    end = tr("unit {unit} of layer {layer}", unit=place.unit, layer=place.layer + 1)
    return tr(
        "({kind}, the weight from {start} of layer {layer} to {end})",
        kind=kind,
        start=start,
        layer=place.layer,
        end=end,
    )
