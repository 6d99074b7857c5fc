"""The panel of wrong algorithms: trains them in a thread, and shows what is chosen on the graph."""

from dataclasses import replace

from bpsim.base.words import tr
from bpsim.core.errors import BpsimError, NotFiniteError
from bpsim.core.progress import Progress
from bpsim.core.settings import Position
from bpsim.formats.bundled import bundled_network
from bpsim.gui.desk.desk import Desk
from bpsim.gui.desk.modes import Mode
from bpsim.gui.panels.break_it.panel import BreakItPanel
from bpsim.gui.program.background import Background
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.gui.wiring.words import why_not_trainable
from bpsim.steps.places import UnitPlace
from bpsim.steps.schedule import Granularity, Phase
from bpsim.teach.break_it.alongside import Alongside
from bpsim.teach.break_it.both_ways import both_ways
from bpsim.teach.break_it.formulas import formula_at
from bpsim.teach.break_it.marks import marks
from bpsim.teach.break_it.questions import questions
from bpsim.teach.break_it.side_by_side import ITERATIONS, SideBySide, cannot_show, side_by_side
from bpsim.teach.diagnosis.first_step import StepPlace
from bpsim.teach.mistakes.kind import Mistake, Problem
from bpsim.teach.mistakes.table import MISTAKES

MOST_PRODUCTS = 5_000_000
"""Weights times examples that both algorithms go through at every step of the walk."""


class BreakItWiring(PanelWiring[BreakItPanel]):
    """Joins the panel; nothing that it does reaches the document."""

    always = True  # the explanation shows the wrong formula beside the right one

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, BreakItPanel())
        panel = self.panel
        self.background = Background(self)
        self._problem: Problem | None = None
        self._mistake: Mistake | None = None
        self._alongside: Alongside | None = None
        self.background.progressed.connect(panel.show_running)
        panel.chosen.connect(self.choose)
        panel.stop_requested.connect(self.background.stop)
        panel.network_requested.connect(self._elsewhere)
        panel.place_chosen.connect(self.controller.select)
        panel.shown.connect(self._show_place)
        desk.modes.changed.connect(self._mode_changed)
        self.controller.document_changed.connect(self._forget)
        self.show_on(self.controller.changed)

    def _mode_changed(self, mode: Mode) -> None:
        self._forget()
        if mode is Mode.BREAK_IT:
            self.panel.list.setFocus()
            self.panel.list.setCurrentRow(max(0, self.panel.list.currentRow()))

    def _forget(self) -> None:
        """What was shown belongs to another network, or to another mode."""
        self.controller.wrong_marks.emit(())
        self.controller.wrong_formula.emit(())
        self.background.forget()
        self._mistake = None
        self.panel.show_list()

    def choose(self, name: str) -> None:
        """Make the mistake called ``name`` on the network with the weights on screen."""
        self.background.forget()
        session = self.controller.session
        why = why_not_trainable(session)
        if why:
            self.controller.message.emit(why, "info")
            return
        document = session.here
        problem, mistake = Problem.of(document), MISTAKES[name]
        why = cannot_show(problem, mistake, document.training)
        if not (why or self.controller.visiting):  # the walk leaves one's own where it stands
            self.controller.visit(
                document.with_(edits=(), runs=(), breakpoints=(), position=Position())
            )
        self._problem, self._mistake = problem, mistake  # now: a visit forgets the one before
        if why:
            self.panel.show_cannot(why)
            return
        self._alongside = Alongside(self.controller.session, mistake)
        training, progress = document.training, Progress()

        def going(done: int, total: int) -> bool:
            """In the thread: note how far it is; whether to go on."""
            progress.done, progress.total = done, total
            return not progress.stopped

        self.panel.show_running(0, ITERATIONS)
        self.background.run(
            lambda: side_by_side(problem, mistake, ITERATIONS, going, training),
            self._arrived,
            self._failed,
            progress,
        )

    def _show_place(self, found: SideBySide) -> None:
        """Mark the wrong term on the graph, and stand where it first makes a difference."""
        problem, place, alongside = self._problem, found.place, self._alongside
        if problem is None or alongside is None:
            return
        if place is None and problem.network.depth > 2:  # other weights: every δ is another
            place = StepPlace(Phase.HIDDEN_DELTA, problem.network.depth - 1, 1, 1)
        self.controller.wrong_marks.emit(marks(found.mistake, problem.network, problem.cost))
        if place is not None:
            iteration = alongside.start + found.iteration
            trace = self.controller.session.trace_of(iteration)
            tick = trace.schedule.tick_where(
                place.phase, place.layer, place.unit or 1, place.example - 1
            )
            index = trace.schedule.index_of(tick, Granularity.UNIT)
            self.controller.go_to(Position(iteration, index, Granularity.UNIT.value))
            if place.unit is not None:
                self.controller.select(UnitPlace(place.layer, place.unit))
        self.show()

    def show(self) -> None:
        """The step on screen, right and wrong side by side."""
        found, step = self.panel.showing, self.controller.session.step
        if found is None or step is None:
            return
        problem = self._problem
        pieces = formula_at(step.phase, found.mistake, problem.cost) if problem else ()
        self.controller.wrong_formula.emit(pieces)
        session = self.controller.session
        document = session.history.document_at(session.iteration)
        rows = session.trace.values.batch.rows()
        weights = sum(theta.size for theta in document.network.weights)
        if len(document.examples.x[rows]) * weights > MOST_PRODUCTS:
            self.panel.show_step(tr("{title} in a large network", title=step.title), ())
            return
        try:
            both = self._alongside.at(session.iteration) if self._alongside else None
        except NotFiniteError:
            both = None
        self.panel.show_step(step.title, () if both is None else both_ways(both, step))

    def frames(self) -> tuple[()]:
        """What is laid side by side belongs to where the walk stands."""
        return ()

    def _arrived(self, found: SideBySide) -> None:
        problem = self._problem
        if problem is not None:
            asked = questions(found, problem.network.depth)
            self.panel.ask(found, asked, problem.cost)

    def _failed(self, error: BpsimError) -> None:
        self.panel.show_list()
        self.controller.message.emit(str(error), "error")

    def _elsewhere(self) -> None:
        """Visit the bundled network on which the mistake shows, and make it there."""
        mistake = self._mistake
        if mistake is None:
            return
        try:
            document = bundled_network(mistake.shows_on).load()
        except BpsimError as error:
            self.controller.message.emit(str(error), "error")
            return
        if mistake.shows_with is not None:
            document = document.with_(training=replace(document.training, lam=mistake.shows_with))
        self.controller.visit(document)
        self.choose(mistake.id)

    def finish(self) -> None:
        self.background.end()
