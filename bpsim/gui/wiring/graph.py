"""The graph: the step on screen drawn, its places clicked, edited and named."""

from collections.abc import Callable

from PySide6.QtCore import QPoint

from bpsim.base.words import tr
from bpsim.gui.desk.desk import Desk
from bpsim.gui.graph.view import GraphView
from bpsim.gui.wiring.building import Building
from bpsim.gui.wiring.context_menu import open_context_menu
from bpsim.gui.wiring.graph_editing import GraphEditing
from bpsim.gui.wiring.live import has_unit_maps, live_step, unit_maps
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.steps.changes import changes
from bpsim.steps.places import Place, TargetPlace, UnitPlace
from bpsim.steps.step import Step

WHAT_IF = tr("What if: not the numbers of the network")


class GraphWiring(PanelWiring[GraphView]):
    """Joins the graph, which is there before everything else."""

    keeps_result_back = True

    def __init__(self, desk: Desk, graph: GraphView) -> None:
        super().__init__(desk, graph)
        controller, actions = self.controller, desk.actions
        self.editing = GraphEditing(controller, graph)
        self.editor = self.editing.editor
        self.building = Building(controller, graph, desk.preferences)
        graph.unit_clicked.connect(self._unit_clicked)
        graph.unit_activated.connect(self._unit_activated)
        graph.edge_clicked.connect(controller.select)
        graph.edge_activated.connect(self.editing.edit)
        graph.target_activated.connect(self.editing.edit)
        graph.context_menu_requested.connect(self._context_menu)
        graph.selection_changed.connect(controller.select)
        graph.pointed.connect(controller.pointed)
        controller.pointed.connect(graph.light)
        self.show_on(controller.changed)
        controller.selection_changed.connect(graph.set_selected)
        controller.breakpoints_changed.connect(self._show_breakpoints)
        controller.playback.progress.connect(graph.set_animation)
        controller.what_if.connect(self._show_what_if)
        controller.lit.connect(self._show_step)
        controller.wrong_marks.connect(graph.set_wrong_marks)
        controller.edges_asked.connect(graph.set_chosen)
        graph.edge_chosen.connect(controller.edge_chosen)
        graph.edges_answered.connect(controller.edges_answered)
        for name, slot in (
            ("zoom_in", graph.zoom_in), ("zoom_out", graph.zoom_out), ("fit", graph.fit)
        ):  # fmt: skip
            actions.connect(name, slot)
        actions["bias_delta"].toggled.connect(self._set_bias_delta)
        self._show_breakpoints()

    def show(self) -> None:
        self.panel.set_unit_maps({})
        session, step = self.controller.session, self.controller.step
        if step is None:
            self.panel.show_network(session.document.network, session.document.examples)
        else:
            self.panel.set_weight_change(changes(step) or None)
            self._show_step(step)
        self.panel.set_remark("")
        self.building.show()

    def frames(self) -> tuple[Callable[[], None], ...]:
        """While training runs every value is shown, and with two inputs what each unit has learnt.

        ``show`` takes both away again once the walk goes on.
        """
        if self.controller.blanking.now is not None or not self.training.running:
            return (self.show,)
        mapped = has_unit_maps(self.controller.session.document.network)
        return (self._show_live, self._show_maps) if mapped else (self._show_live,)

    def _show_live(self) -> None:
        session = self.controller.session
        live = live_step(session.trace, session.index, session.granularity)
        self.panel.show_step(live, session.examples)

    def _show_maps(self) -> None:
        session = self.controller.session
        self.panel.set_unit_maps(unit_maps(session.trace.values.network, session.examples))

    def prepare(self, step: Step) -> None:
        self.panel.prepare(step)

    def take_preferences(self) -> None:
        self.desk.actions["bias_delta"].setChecked(self.desk.preferences.bias_delta)

    def _show_what_if(self, step: Step) -> None:
        self._show_step(step)
        self.panel.set_remark("" if step is self.controller.step else WHAT_IF)

    def _show_step(self, step: Step) -> None:
        self.panel.show_step(step, self.controller.session.examples)

    def _show_breakpoints(self) -> None:
        """Mark the units at whose δ the walk stops."""
        self.panel.set_breakpoints(self.controller.delta_breakpoints())

    def _set_bias_delta(self, on: bool) -> None:
        """Draw the δ of bias units, greyed, and let one be taken apart when it is selected."""
        self.desk.preferences.bias_delta = on
        self.controller.shown_delta.of_biases = on
        self.panel.set_bias_delta(on)
        self.controller.changed.emit()

    # --- gestures ---------------------------------------------------------------------------

    def _unit_clicked(self, place: UnitPlace | TargetPlace) -> None:
        if isinstance(place, UnitPlace):
            self.controller.click_unit(place)

    def _unit_activated(self, place: UnitPlace) -> None:
        if place.layer == 1 and place.unit > 0:
            self.editing.edit(place)
        else:
            self._unit_clicked(place)

    def _context_menu(self, place: Place | None, at: QPoint) -> None:
        layer = self.building.controls.layer_at(self.panel.mapFromGlobal(at))
        if place is None and layer is not None:
            self.building.open_menu(layer, at)
            return
        values = "" if place is None else self.panel.spoken(place)
        open_context_menu(
            self.panel, self.controller, place, values, self.editing.edit, self.building.fill, at,
            self.desk.actions["pull"],
        )  # fmt: skip
