"""The slope panel: δ or D as a slope of the cost, and what would be with another number."""

from bpsim.gui.desk.desk import Desk
from bpsim.gui.panels.slope.panel import SlopePanel
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.gui.wiring.weight_slopes import Slopes
from bpsim.gui.wiring.words import NO_EXAMPLE, NO_TARGET
from bpsim.steps.apart.slope import obstacle
from bpsim.steps.apart.what_if import Nudged, what_if
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.steps.step import Step
from bpsim.teach.practice.covering import why_no_slope


class SlopeWiring(PanelWiring[SlopePanel]):
    """Joins the panel; a slope that takes long is computed in a thread."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, SlopePanel())
        controller = self.controller
        self.slopes = Slopes(self.panel, self)
        self.panel.nudged.connect(self._nudge)
        self.panel.refusal.connect(controller.refuse)
        self.show_on(controller.changed, controller.selection_changed)
        self.training.started.connect(self.slopes.forget)

    def refresh(self) -> None:
        # A weight's slope is a curve over all examples: too much for every frame of a run.
        if self.training.running:
            self.slopes.forget()
        else:
            super().refresh()

    def frames(self) -> tuple[()]:
        return ()

    def show(self) -> None:
        step = self.controller.step
        if step is None or not step.answered:
            self.slopes.forget()
            self.panel.show_slope(None, NO_EXAMPLE if step is None else NO_TARGET)
            return
        nudged = self._nudged_place(step)
        why_not = obstacle(step, nudged)
        if why_not:
            self.slopes.forget()
            self.panel.show_slope(None, why_not)
        else:
            self.slopes.show(self.controller.session.trace, step, nudged)

    def prepare(self, step: Step) -> None:
        nudged = self._nudged_place(step)
        if step.answered and not obstacle(step, nudged):
            self.slopes.prepare(self.controller.session.trace, step, nudged)

    def why_covered(self) -> str:
        step, blanks = self.controller.step, self.controller.blanking.now
        if step is None or blanks is None:
            return ""
        nudged = self._nudged_place(step)
        # D of a weight is a sum over all examples.
        places = self.controller.blanking.places if isinstance(nudged, UnitPlace) else blanks.places
        return why_no_slope(places, nudged)

    def finish(self) -> None:
        self.slopes.finish()

    def _nudged_place(self, step: Step) -> Nudged:
        """What the slope at ``step`` is by: the weight selected, else a unit's z."""
        place = self.controller.selection
        if isinstance(place, EdgePlace):
            return place
        return self.controller.shown_delta.place_at(step)

    def _nudge(self, value: float | None) -> None:
        """Say what would be; nothing of it reaches the document."""
        controller = self.controller
        step = controller.step
        if step is None or not step.answered:
            return
        if value is not None:
            changed = what_if(controller.session.trace, step, self._nudged_place(step), value)
            step = controller.blanking.masked(changed)
        controller.what_if.emit(step)
