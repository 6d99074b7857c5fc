"""The practice panel: a sheet with blanks, done on a network that is visited for it."""

from dataclasses import replace
from datetime import datetime

from bpsim.base.state_folder import learning_folder
from bpsim.base.words import named, tr
from bpsim.core.document import Document
from bpsim.core.methods.descent import PLAIN
from bpsim.core.settings import Convention, Position
from bpsim.gui.desk.desk import Desk
from bpsim.gui.desk.modes import Mode
from bpsim.gui.panels.practise.panel import PractisePanel
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.gui.wiring.practise_export import PractiseExport
from bpsim.gui.wiring.which_edges import WhichEdges
from bpsim.gui.wiring.words import NO_EXAMPLE
from bpsim.steps.places import UnitPlace
from bpsim.teach.practice.answers import AnswerError
from bpsim.teach.practice.blanks import ValuePlace, name_of
from bpsim.teach.practice.exercises import exercise
from bpsim.teach.practice.hints import step_of
from bpsim.teach.practice.masking import Blanks
from bpsim.teach.practice.progress import (
    Log,
    LogLine,
    blanked_next,
    lines_of,
    new_topics,
    topics,
)
from bpsim.teach.practice.sheet import Sheet, sheet

MOST_BLANKS = 60
"""More than these nobody fills in; of a large network some are drawn by chance."""
FIRST_SHAPE = (2, 2, 1)
TOLD_BY_THE_NEXT = ("D", "weight")
"""What the weights of the next iteration would tell."""
STAY = tr("The next iteration would show the new weights. Fill in the blanks first.")
HINT_LEADS_ON = tr("A hint leads on.")


class PractiseWiring(PanelWiring[PractisePanel]):
    """Joins the panel; the sheet is a value, and each answer gives another one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, PractisePanel())
        panel = self.panel
        self.log = Log(learning_folder())
        self.sheet: Sheet | None = None
        self.place: ValuePlace | None = None
        self._kinds: tuple[str, ...] = ()
        self._kinds_chosen = False
        self._worked_out: set[str] = set()
        """The topics that were shown worked out since the program was started."""
        self._first: tuple[Document, int, tuple[str, ...]] | None = None
        """What is shown worked out, to be practised after that."""
        self._seed = 0
        self._paper: int | None = None
        self._which_edges = WhichEdges(self.controller, panel)
        self._export = PractiseExport(self.controller, panel, self.log)
        panel.answered.connect(self._answered)
        panel.hint_requested.connect(self._hint)
        panel.question_requested.connect(self._larger_or_smaller)
        panel.kinds_changed.connect(self._choose_kinds)
        panel.exercise_requested.connect(self._new_exercise)
        panel.own_requested.connect(self._own)
        panel.begin_requested.connect(self._your_turn)
        panel.choices.paper_changed.connect(self._keep_digits)
        desk.modes.changed.connect(self._mode_changed)
        self.controller.selection_changed.connect(self._selected)
        self.controller.changed.connect(self._keep_back)

    # --- sheets -------------------------------------------------------------------------------

    def _mode_changed(self, mode: Mode) -> None:
        self._which_edges.ask_of(None, None)
        self.sheet = self.place = self._first = None
        if mode is not Mode.PRACTISE:
            return
        self._kinds_chosen = False
        self._seed = len({each.exercise for each in self.log.read()})
        if self.controller.own.walkable:
            self._own()
        else:
            self._new_exercise(FIRST_SHAPE, "sigmoid")

    def _own(self) -> None:
        """Practise with the network that is open, with its weights and example on screen."""
        own = self.controller.own
        step = own.step
        if step is None:
            self.controller.message.emit(NO_EXAMPLE, "info")
            return
        self._next(own.here, step.example or 1)

    def _new_exercise(self, layers: tuple[int, ...], units: str) -> None:
        self._seed += 1
        self._next(exercise(layers, units, self._seed), 1)

    def _next(self, document: Document, example: int) -> None:
        """What comes next: blanks of the kinds chosen, or as far as the student has come.

        A kind that was never practised is shown worked out first, then asked with other numbers
        where the document has another example.
        """
        lines = self.log.read()
        if not self._kinds_chosen:
            self._kinds = blanked_next(lines)
            self.panel.show_kinds(self._kinds)
        new = set(new_topics(lines, self._kinds)) - self._worked_out
        made = sheet(document, example, self._kinds)
        place = next((each for each in made.blanks if each.kind in new), None)
        if place is None:
            self.begin(document, example, self._kinds)
            return
        self._worked_out |= new
        self._first = document, example % len(document.examples) + 1, self._kinds
        self._show_worked_out(made.document, example, place)

    def _show_worked_out(self, document: Document, example: int, place: ValuePlace) -> None:
        """Stand where ``place`` is computed, with every number there."""
        self._which_edges.ask_of(None, None)
        self.sheet = self.place = None
        document = _plain(document)
        self.controller.blanking.set(None)
        self.controller.visit(document)
        self._stand_at(document, example, place)
        self.panel.show_worked_out(place)
        self.panel.show_topics(_words(self.log.read()))

    def _your_turn(self) -> None:
        if self._first is not None:
            self.begin(*self._first)

    def begin(self, document: Document, example: int, kinds: tuple[str, ...]) -> None:
        """A sheet for one example (from 1) of ``document``, with blanks of these kinds."""
        self._first = None
        document = _plain(document)
        made = sheet(document, example, kinds)
        if len(made.blanks) > MOST_BLANKS:
            made = sheet(document, example, kinds, MOST_BLANKS / len(made.blanks), self._seed)
        made = replace(made, paper=self._paper)
        self.sheet, self.place = made, made.next_blank
        self.controller.blanking.set(None)
        self.controller.visit(document)
        self.panel.show_verdict("")
        self._ask()

    def _choose_kinds(self, kinds: tuple[str, ...]) -> None:
        self._kinds, self._kinds_chosen = kinds, True
        self.panel.show_kinds(kinds)

    def _keep_digits(self, digits: int | None) -> None:
        """Let answers be those of paper arithmetic, from now on."""
        self._paper = digits
        if self.sheet is not None:
            self.sheet = replace(self.sheet, paper=digits)

    # --- one blank ----------------------------------------------------------------------------

    def _ask(self, stand: bool = True) -> None:
        """Ask for the blank, with everything blank that is not done; stand where it is computed."""
        made, place = self.sheet, self.place
        if made is None:
            return
        self.panel.show_hint(None)
        self.panel.show_question(None)
        self._which_edges.ask_of(made, place)
        self._show()
        if stand and place is not None:
            self._stand_at(made.document, made.example, place)
        self.panel.ask_again()

    def _stand_at(self, document: Document, example: int, place: ValuePlace) -> None:
        step = step_of(document, example, place)
        self.controller.go_to(Position(0, step.index, step.granularity.value))

    def _keep_back(self) -> None:
        """Stay before the update while it is asked for: the next iteration tells its result."""
        made, controller = self.sheet, self.controller
        if made is None or not controller.visiting or not controller.session.iteration:
            return
        if any(each.kind in TOLD_BY_THE_NEXT for each in made.hidden):
            self._stand_at(made.document, made.example, self.place or made.blanks[-1])
            controller.message.emit(STAY, "info")

    def _show(self) -> None:
        made = self.sheet
        if made is not None:
            hidden = made.hidden
            self.controller.blanking.set(Blanks(made.example, hidden) if hidden else None)
            self.panel.show_sheet(made, self.place)
            self.panel.show_topics(_words(self.log.read()))

    def _answered(self, text: str) -> None:
        made, place = self.sheet, self.place
        if made is None or place is None:
            return
        try:
            self.sheet, verdict = made.answer(place, text)
        except AnswerError as error:
            self.panel.show_verdict(tr("This cannot be read: {error}.", error=error))
            self.panel.field.selectAll()
            return
        said = named(place.symbol, verdict.sentence)
        if not (verdict.right or verdict.too_few or verdict.explanations):
            said = f"{said} {HINT_LEADS_ON}"
        self.panel.show_verdict(said)
        if verdict.right:
            self._done(place)
        else:
            self._show()
            self.panel.field.selectAll()

    def _hint(self) -> None:
        made, place = self.sheet, self.place
        if made is None or place is None:
            return
        self.sheet, hint = made.hint(place)
        if self.sheet.state(place).done:
            self.panel.show_verdict(tr("{hint}. This blank gives no points.", hint=hint.text))
            self._done(place)
        else:
            self._show()
            self.panel.show_hint(hint)
            self.panel.field.setFocus()

    def _done(self, place: ValuePlace) -> None:
        made = self.sheet
        assert made is not None  # a blank of it was just done
        names = place.symbol, place.kind
        lines = [
            each for each in lines_of(made, datetime.now()) if (each.place, each.topic) == names
        ]
        try:
            self.log.add(lines)
        except OSError as error:
            self.controller.message.emit(
                tr("The log of practice cannot be written: {error}", error=error), "error"
            )
        later = made.blanks[made.blanks.index(place) :]
        self.place = next((each for each in later if each in made.hidden), made.next_blank)
        self._ask()

    def _selected(self, place: object) -> None:
        """A unit that has a blank: ask for it, unless the keys only pass it on the way to edges."""
        made = self.sheet
        if made is None or not self.controller.visiting:
            return
        if isinstance(place, UnitPlace) and not self.panel.edges.isChecked():
            at = (place.layer, place.unit)
            here = [each for each in made.blanks if each in made.hidden]
            found = [each for each in here if (each.layer, each.unit) == at and each.frm is None]
            if found and self.place not in found:
                self.place = found[0]
                self.panel.show_verdict("")
                self._ask(stand=False)

    def _larger_or_smaller(self) -> None:
        if self.sheet is not None and self.place is not None:
            self.panel.show_question(self.sheet.larger_or_smaller(self.place))


def _plain(document: Document) -> Document:
    """``document`` from its first step on, as it is practised: all examples, the course's signs."""
    training = replace(document.training, batch_size=None, order="file", method=PLAIN)
    return document.with_(
        training=training, convention=Convention(), edits=(), runs=(), breakpoints=(),
        position=Position(),
    )  # fmt: skip


def _words(lines: list[LogLine]) -> str:
    """How each topic stands, in one sentence each."""
    said = []
    for each in topics(lines):
        name = name_of(each.name)
        words = tr(
            "{name}: {points:g} of {done} points", name=name, points=each.points, done=each.done
        )
        said.append(tr("{topic}, mastered", topic=words) if each.mastered else words)
    return tr("So far: ") + "; ".join(said) + "." if said else ""
