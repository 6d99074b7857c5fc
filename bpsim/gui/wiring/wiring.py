"""The only place where widgets are connected: gestures to the controller, its signals to views."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal

from bpsim.gui.desk.actions import Actions
from bpsim.gui.desk.controller import Controller
from bpsim.gui.desk.training import Training
from bpsim.gui.looks.theme import Theme
from bpsim.gui.wiring.ahead import Ahead
from bpsim.gui.wiring.context_menu import open_context_menu
from bpsim.gui.wiring.docks import Docks
from bpsim.gui.wiring.graph_editing import GraphEditing
from bpsim.gui.wiring.open_editors import OpenEditors
from bpsim.gui.wiring.views import Views
from bpsim.steps.changes import changes
from bpsim.steps.places import EdgePlace, Place, TargetPlace, UnitPlace

NO_DELTA = "The units of the input layer have no δ."
NO_EXAMPLE = "There is no training example yet. Open a network that has some, or type one in."


class Wiring(QObject):
    """Holds the views and hands each what it shows whenever the controller says so."""

    side_frame = Signal()
    """The panels behind tabs may follow training now."""

    def __init__(
        self,
        controller: Controller,
        training: Training,
        views: Views,
        docks: Docks,
        actions: Actions,
    ) -> None:
        super().__init__(controller)
        self.controller, self.training = controller, training
        self.views, self.docks, self.actions = views, docks, actions
        self.editing = GraphEditing(controller, views.graph)
        self.editors = OpenEditors(controller)
        self.editors.watch(self.editing.editor)
        self.keeping = controller.keeping
        self.keeping.changed.connect(self.show_runs)
        controller.history_changed.connect(self.show_runs)
        self._runs_drawn = False
        self._slice = 0
        self._gestures()
        docks.by_name["step"].visibilityChanged.connect(self._show_step_panel)
        docks.by_name["delta"].visibilityChanged.connect(self._show_delta)
        controller.changed.connect(self.show_step)
        self.ahead = Ahead(controller, views, docks)
        controller.document_changed.connect(self.show_document)
        controller.history_changed.connect(self.show_costs)
        controller.breakpoints_changed.connect(self.show_breakpoints)
        controller.selection_changed.connect(self._show_selection)
        controller.message.connect(views.messages.show_message)
        controller.stopped_at.connect(self._show_stop)
        controller.playback.progress.connect(views.graph.set_animation)
        controller.playback.playing_changed.connect(views.transport.set_playing)
        controller.playback.playing_changed.connect(actions.set_playing)
        controller.about_to_change.connect(training.shut_down)
        controller.moved_by_hand.connect(training.let_go)
        controller.opened.connect(views.messages.clear)  # it was about another document
        controller.opened.connect(self.resume_walk)
        controller.training_frame.connect(self._show_slice)
        training.started.connect(views.messages.clear)
        views.messages.closed.connect(training.hush)
        training.progressed.connect(views.cost.show_progress)
        training.finished.connect(self._training_finished)

    def _gestures(self) -> None:
        controller, transport = self.controller, self.views.transport
        transport.first.connect(controller.first)
        transport.back.connect(controller.back)
        transport.forward.connect(controller.forward)
        transport.last.connect(controller.last)
        transport.play_toggled.connect(controller.toggle_play)
        transport.step_requested.connect(controller.go_to_step)
        transport.granularity_chosen.connect(controller.set_granularity)
        transport.example_requested.connect(controller.choose_example)
        self.views.graph.unit_clicked.connect(self._unit_clicked)
        self.views.graph.unit_activated.connect(self._unit_activated)
        self.views.graph.edge_clicked.connect(controller.select)
        self.views.graph.edge_activated.connect(self.editing.edit)
        self.views.graph.target_activated.connect(self.editing.edit)
        self.views.graph.context_menu_requested.connect(self._context_menu)
        self.views.graph.selection_changed.connect(self._selected)
        self.views.delta.sign_chosen.connect(controller.edits.set_sign)
        self.views.delta.shorthand_toggled.connect(controller.edits.set_shorthand)
        self.views.cost.iteration_requested.connect(controller.go_to_iteration)
        self.views.cost.run_requested.connect(self.training.run)
        self.views.cost.goal_requested.connect(self.training.run_to)
        self.views.cost.stop_requested.connect(self.training.stop)
        self.views.cost.settings_changed.connect(self.training.train_with)

    def _unit_clicked(self, place: UnitPlace | TargetPlace) -> None:
        if isinstance(place, UnitPlace):
            self.controller.click_unit(place)

    def _unit_activated(self, place: UnitPlace) -> None:
        if place.layer == 1 and place.unit > 0:
            self.editing.edit(place)
        else:
            self._unit_clicked(place)

    def _context_menu(self, place: Place | None, at: QPoint) -> None:
        if place is not None:
            graph = self.views.graph
            values = graph.spoken(place)
            open_context_menu(graph, self.controller, place, values, self.editing.edit, at)

    def show_breakpoints(self) -> None:
        """Mark the units at whose δ the walk stops."""
        self.views.graph.set_breakpoints(self.controller.delta_breakpoints())

    def _show_stop(self, met: object) -> None:
        """Say no longer that the walk stopped, once it has moved on."""
        if met is None:
            self.views.messages.clear_kind("stop")

    def _selected(self, place: object) -> None:
        if place is None or isinstance(place, UnitPlace | EdgePlace):
            self.controller.select(place)

    # --- showing ----------------------------------------------------------------------------

    def show_all(self) -> None:
        """Hand every view everything."""
        self.show_document()
        self.show_costs()
        self.show_breakpoints()
        self.show_runs()
        self.show_step()

    def show_step(self) -> None:
        """The step on screen, in every view."""
        session, step = self.controller.session, self.controller.step
        self.views.transport.set_enabled_walk(step is not None)
        if step is None:
            self.views.graph.show_network(session.document.network, session.document.examples)
            self.views.step.clear(NO_EXAMPLE)
            self.views.delta.show_delta(None, NO_EXAMPLE)
            return
        self._show_graph()
        self._show_transport()
        self.views.cost.set_iteration(step.iteration)
        self._show_step_panel()
        self._show_delta()

    def _show_slice(self) -> None:
        """Render one view while training runs, so that no frame waits for all of them."""
        step = self.controller.step
        if step is None:
            return
        slices = (self._show_graph, self._show_transport, self.show_costs, self._show_graph,
                  self._show_step_panel, self._show_delta,
                  self.side_frame.emit)  # fmt: skip
        self._slice = (self._slice + 1) % len(slices)
        slices[self._slice]()

    def _show_graph(self) -> None:
        step = self.controller.step
        if step is not None:
            self.views.graph.set_weight_change(changes(step) or None)
            self.views.graph.show_step(step, self.controller.session.examples)

    def _show_transport(self) -> None:
        session, step = self.controller.session, self.controller.step
        if step is not None:
            self.views.transport.set_examples(len(session.examples), step.example)
            self.views.transport.set_granularity(session.granularity)
            batch = session.trace.values.batch
            self.views.transport.show_step(step, session.schedule, batch)

    def _show_step_panel(self) -> None:
        step = self.controller.step
        if step is not None and self.docks.in_front("step"):
            self.views.step.show_step(step)

    def _show_delta(self) -> None:
        if self.controller.step is not None and self.docks.in_front("delta"):
            self.views.delta.show_delta(self.controller.delta(), NO_DELTA)

    def show_bias_delta(self, on: bool) -> None:
        """Draw the δ of bias units, greyed, and let one be taken apart when it is selected."""
        self.controller.bias_delta = on
        self.views.graph.set_bias_delta(on)
        self.show_step()

    def show_document(self) -> None:
        """What belongs to the document and not to the step."""
        document = self.controller.session.document
        self.views.delta.set_convention(document.convention)
        self.views.cost.set_sign(document.convention.factor)
        self.views.cost.set_settings(document.training)
        self.views.cost.set_example_count(len(document.examples))

    def show_costs(self) -> None:
        """J over the iterations so far, and the one on screen."""
        history, step = self.controller.session.history, self.controller.step
        costs = self.controller.costs(resting=not self.training.running)
        iteration = None if step is None else step.iteration
        self.views.cost.set_costs(costs, history.diverged_at, iteration)

    def show_runs(self) -> None:
        """The kept runs that started where the run on screen did, beside its J."""
        if len(self.keeping.runs) or self._runs_drawn:
            drawn = self.keeping.runs.overlays(self.keeping.start)
            self.views.cost.set_runs([(run.name, run.colour, run.costs) for run in drawn])
            self._runs_drawn = bool(drawn)

    def _show_selection(self, place: Place | None) -> None:
        self.views.graph.set_selected(place)
        if self.controller.step is not None:
            self._show_delta()

    def resume_walk(self) -> None:
        """Go to where the walk stood when the document was saved."""
        session = self.controller.session
        position = session.document.position
        # The last edit that a file tells of is part of its run, wherever that is said to end.
        reached = max([position.reached, *(each.start for each in session.ahead)])
        if position.iteration or reached:
            self.training.resume(replace(position, reached=reached))

    def _training_finished(self) -> None:
        self.views.cost.set_idle()
        self.show_costs()

    def set_theme(self, theme: Theme) -> None:
        """Colour every view."""
        self.views.set_theme(theme)
        self.actions.set_theme(theme)
        self.editing.set_theme(theme)

    def connect_actions(self) -> None:
        """The walk's and the graph's actions."""
        controller, actions = self.controller, self.actions
        for name, slot in (
            ("play", controller.toggle_play),
            ("forward", controller.forward),
            ("back", controller.back),
            ("first", controller.first),
            ("last", controller.last),
            ("next_pass", controller.next_pass),
            ("previous_pass", controller.previous_pass),
            ("zoom_in", self.views.graph.zoom_in),
            ("zoom_out", self.views.graph.zoom_out),
            ("fit", self.views.graph.fit),
            ("run", partial(self.training.run, 1)),
            ("run_many", self.views.cost.run_many),
            ("stop", self._stop),
        ):
            actions[name].triggered.connect(lambda _checked=False, slot=slot: slot())

    def _stop(self) -> None:
        self.training.stop()
        self.controller.playback.stop()
        self.views.messages.clear()
