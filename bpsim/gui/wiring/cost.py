"""The cost panel: J over the iterations, the curves beside it, and every way to run."""

from collections.abc import Callable
from functools import partial

from bpsim.core.costs.table import scale_of
from bpsim.core.progress import Report
from bpsim.gui.desk.desk import Desk
from bpsim.gui.panels.cost.panel import CostPanel
from bpsim.gui.wiring.building import rebuild
from bpsim.gui.wiring.extra_curves import ExtraCurves
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.session.reshaping import set_cost_scale
from bpsim.teach.practice.covering import why_no_cost


class CostWiring(PanelWiring[CostPanel]):
    """Joins the panel, and the actions that run."""

    always = True  # the costs are exported, and counted in its controls

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, CostPanel())
        controller, training, panel = self.controller, self.training, self.panel
        self._runs_drawn = False
        self.curves = ExtraCurves(controller, training, panel, desk.preferences)
        panel.refusal.connect(controller.refuse)
        panel.iteration_requested.connect(controller.go_to_iteration)
        panel.run_requested.connect(training.run)
        panel.goal_requested.connect(training.run_to)
        panel.stop_requested.connect(training.stop)
        panel.settings_changed.connect(training.train_with)
        panel.controls.scale_chosen.connect(partial(rebuild, controller, set_cost_scale))
        panel.log_axis_toggled.connect(self._set_log_axis)
        goal, preferences = panel.controls.goal, desk.preferences
        goal.show_goal(preferences.goal)
        goal.changed.connect(lambda choice: setattr(preferences, "goal", choice))
        panel.export_requested.connect(desk.actions["export_costs"].trigger)
        for name, slot in (
            ("run", panel.run_once),
            ("run_many", panel.run_many),
            ("stop", training.stop),
        ):
            desk.actions.connect(name, slot)
        controller.document_changed.connect(self._show_document)
        controller.history_changed.connect(self.follow)
        controller.history_changed.connect(self._show_runs)
        controller.keeping.changed.connect(self._show_runs)
        controller.changed.connect(self._show_iteration)
        training.progressed.connect(panel.show_progress)
        training.finished.connect(panel.set_idle)

    def show(self) -> None:
        self._show_document()
        self.follow()
        self._show_runs()

    def why_covered(self) -> str:
        controller = self.controller
        alone = len(controller.session.document.examples) == 1  # else J is not the cost
        return why_no_cost(controller.blanking.places) if alone else ""

    def frames(self) -> tuple[Callable[[], None], ...]:
        return (self.follow,)

    def follow(self) -> None:
        """J over the iterations so far, and the one on screen."""
        session = self.controller.session
        costs = self.controller.costs(idle=not self.training.running)
        iteration = session.iteration if session.walkable else None
        self.panel.set_costs(costs, session.history.diverged_at, iteration)

    def take_preferences(self) -> None:
        self.panel.set_log_axis(self.desk.preferences.log_axis)
        self.panel.controls.goal.show_goal(self.desk.preferences.goal)
        self.curves.take_preferences()

    def finish(self) -> None:
        self.curves.finish()

    def prepared_export(self, path: str) -> Callable[[Report], None]:
        """What writes the curves as they are now to ``path``, in any thread; raises BpsimError."""
        from bpsim.gui.panels.cost.export import prepared

        return prepared(path, self.panel.data, shown=self.panel.shown_range())

    def _show_document(self) -> None:
        document = self.controller.session.document
        self.panel.set_sign(document.convention.factor)
        self.panel.set_settings(document.training)
        trainable = self.controller.session.trainable
        self.panel.set_example_count(len(document.examples) if trainable else 0)
        self.panel.controls.set_scale(scale_of(document.cost), document.network.layers[-1])

    def _show_iteration(self) -> None:
        session = self.controller.session
        if session.walkable:
            self.panel.set_iteration(session.iteration)

    def _show_runs(self) -> None:
        """The kept runs that started where the run on screen did, beside its J."""
        keeping = self.controller.keeping
        if len(keeping.runs) or self._runs_drawn:
            drawn = keeping.runs.overlays(keeping.start)
            self.panel.set_runs([(run.name, run.colour, run.costs) for run in drawn])
            self._runs_drawn = bool(drawn)

    def _set_log_axis(self, on: bool) -> None:
        self.desk.preferences.log_axis = on
        self.panel.set_log_axis(on)
