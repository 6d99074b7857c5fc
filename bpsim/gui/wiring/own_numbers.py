"""The panel for one's own numbers: held against the network on screen, in a thread."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QFileDialog

from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.core.progress import Progress, StoppedError
from bpsim.core.settings import Position
from bpsim.formats.errors import from_os
from bpsim.gui.desk.desk import Desk
from bpsim.gui.panels.own_numbers.panel import OwnNumbersPanel
from bpsim.gui.program.background import Background
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.gui.wiring.words import why_not_trainable
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.steps.schedule import DELTAS, Granularity
from bpsim.teach.diagnosis.diagnose import Readings, diagnose
from bpsim.teach.diagnosis.first_step import (
    ComparedLine,
    StepPlace,
    compared,
    compared_entry,
    first_step,
    step_of,
)
from bpsim.teach.diagnosis.result import Diagnosis, WrongEntry
from bpsim.teach.mistakes.kind import Problem

MOST_EXAMPLES = 150
"""Of more examples the whole matrix is shown in place of what each adds to one entry."""
RIGHT_ONES = tr(
    "Not shown while values are blank: it holds your numbers against the right ones and says them."
)
CHANGED = tr("The network, its examples or its settings have changed since: compare once more.")


class OwnNumbersWiring(PanelWiring[OwnNumbersPanel]):
    """Joins the panel; numbers are compared with the weights of the iteration on screen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, OwnNumbersPanel())
        panel = self.panel
        self.background = Background(self)
        self._problem: Problem | None = None
        self._held_against: Document | None = None
        self._outdated = False
        self.found: Diagnosis | None = None
        panel.asked.connect(self._compare_text)
        panel.file_requested.connect(self._open)
        panel.stop_requested.connect(self.background.stop)
        panel.entry_chosen.connect(self._go_to)
        self._left_out: tuple[str, ...] = ()
        self.background.busy_changed.connect(panel.set_busy)
        self.background.progressed.connect(panel.show_progress)
        self.show_on(self.controller.document_changed)

    def why_covered(self) -> str:
        return RIGHT_ONES if self.controller.blanking.now is not None else ""

    def show(self) -> None:
        self.panel.set_examples(len(self.controller.session.document.examples))
        if self.found is not None and self._outdated != self._has_changed():
            self._show_found(self.found)

    def _has_changed(self) -> bool:
        """True where what was found is of another document than the one on screen."""
        now, then = self.controller.session.document, self._held_against
        if then is None:
            return False
        same = now.network is then.network and now.examples is then.examples
        return not same or (now.cost, now.training) != (then.cost, then.training)

    def _compare_text(self, text: str, of: str, example: int) -> None:
        from bpsim.teach.diagnosis.reading import left_out, readings

        self._left_out = left_out(text)
        self.compare(lambda: readings(text, of), of, example)

    def _open(self) -> None:
        from bpsim.formats.registry import arrays_of
        from bpsim.teach.diagnosis.files import read_given

        path, _ = QFileDialog.getOpenFileName(
            self.panel, tr("Open your numbers"), "", tr("All files (*)")
        )
        if not path:
            return
        of, example = self.panel.of, self.panel.example.value()
        self._left_out = ()

        def read() -> Readings:
            try:
                found, self._left_out = read_given(path, of, arrays_of)
                return found
            except OSError as error:
                raise from_os(path, error, tr("opened")) from error

        self.compare(read, of, example)

    def compare(self, read: Callable[[], Readings], of: str, example: int) -> None:
        """Hold what ``read`` gives against the network; ``example`` from 1, 0 for all."""
        session = self.controller.session
        why = why_not_trainable(session)
        if why:
            self.controller.message.emit(why, "info")
            return
        if self.background.busy:
            return
        problem = Problem.of(session.here)
        lecture = session.document.convention.sign == "lecture"
        self._problem, self._held_against = problem, session.document
        report = Progress()
        self.background.run(
            lambda: diagnose(problem, read(), of, example or None, report, lecture),
            self._arrived,
            self._failed,
            report,
        )

    def _arrived(self, found: Diagnosis) -> None:
        self.found = found
        self._show_found(found)

    def _show_found(self, found: Diagnosis) -> None:
        """What was found, or, where it is of a document as it was before, that it is no more."""
        self._outdated = self._has_changed()
        if self._outdated:
            self.panel.show_found(None, CHANGED)
        else:
            self.panel.show_found(found, left_out=self._left_out)

    def _failed(self, error: BpsimError) -> None:
        self.found = None
        words = (
            tr("The comparison was stopped.")
            if isinstance(error, StoppedError)
            else tr("These numbers cannot be compared: {error}.", error=error)
        )
        self.panel.show_found(None, words)

    # --- a step side by side ------------------------------------------------------------------

    def _go_to(self, row: int) -> None:
        """Stand on the step of a wrong entry, −1 for the first that differs."""
        found, problem = self.found, self._problem
        if found is None or problem is None:
            return
        entry = found.wrong[row] if row >= 0 else None
        place = first_step(problem, found) if entry is None else step_of(entry, found, problem)
        if place is None:
            return
        where = (
            tr("unit {unit} of layer {layer}", unit=place.unit, layer=place.layer)
            if place.unit
            else tr("layer {layer}", layer=place.layer)
        )
        self.panel.show_lines(
            tr("The step at {where}, example {example}:", where=where, example=place.example),
            _lines_at(place, entry, found, problem),
        )
        self._stand(place)
        selected = entry.place(found.of) if entry is not None else None
        if selected is None and place.unit is not None:
            selected = UnitPlace(place.layer, place.unit)
        if isinstance(selected, UnitPlace | EdgePlace):
            self.controller.select(selected)

    def _stand(self, place: StepPlace) -> None:
        session = self.controller.session
        trace = session.trace
        item = trace.values.batch.index(place.example - 1)
        unit = place.unit or 1 if place.phase in DELTAS else 1
        try:
            tick = trace.schedule.tick_where(place.phase, place.layer, unit, item or 0)
        except KeyError:
            return  # another network is on screen by now
        index = trace.schedule.index_of(tick, Granularity.UNIT)
        self.controller.go_to(Position(session.iteration, index, Granularity.UNIT.value))

    def finish(self) -> None:
        self.background.end()


def _lines_at(
    place: StepPlace, entry: WrongEntry | None, found: Diagnosis, problem: Problem
) -> tuple[ComparedLine, ...]:
    """What the step computes beside what the mistake does, and the wrong entry as it was given."""
    here = problem if found.example is None else problem.example(found.example)
    made = found.made[0] if found.made else ()
    of = entry.place(found.of) if entry is not None else None
    if isinstance(of, EdgePlace) and here.m <= MOST_EXAMPLES:
        lines = compared_entry(here, made, of, found.of, found.example or 1)
    else:
        lines = compared(here, made, _within(place, found))
    if not found.made:
        lines = tuple(replace(each, theirs=None) for each in lines)
    if entry is not None:
        yours = tr("yours: {place}", place=of)
        lines = (*lines, ComparedLine(yours, entry.right, entry.given))
    return lines


def _within(place: StepPlace, found: Diagnosis) -> StepPlace:
    """The place among the examples that were compared: one example alone is the first."""
    return place if found.example is None else replace(place, example=1)
