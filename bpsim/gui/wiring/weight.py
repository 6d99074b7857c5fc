"""The weight panel: what the examples say about one weight."""

from bpsim.base.words import tr
from bpsim.gui.desk.desk import Desk
from bpsim.gui.panels.weight.panel import WeightPanel
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.gui.wiring.words import NO_EXAMPLE, NO_TARGET
from bpsim.steps.apart.weight import weight_breakdown, weight_to_show
from bpsim.steps.places import EdgePlace
from bpsim.teach.understanding.pull import pull

NO_WEIGHT = tr("Select an edge to see what the examples say about its weight.")


class WeightWiring(PanelWiring[WeightPanel]):
    """Joins the panel."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, WeightPanel())
        controller = self.controller
        self.panel.example_activated.connect(controller.choose_example)
        self.panel.scope_changed.connect(self.show)
        desk.actions.connect("pull", self._whose_pull)
        self.show_on(controller.changed, controller.selection_changed)

    def show(self) -> None:
        """The selected weight, else the one whose D is largest, taken apart."""
        controller = self.controller
        step, place = controller.step, controller.selection
        if step is None or not step.answered:
            self.panel.show_weight(None, NO_EXAMPLE if step is None else NO_TARGET)
            return
        chosen = weight_to_show(step)
        if isinstance(place, EdgePlace):
            chosen = place
        if chosen is None:
            self.panel.show_weight(None, NO_WEIGHT)
        else:
            whole, blanks = self.panel.whole, controller.blanking.now
            weight = weight_breakdown(controller.session.trace, step, chosen, whole)
            shown = weight if blanks is None else blanks.weight(weight)
            told = pull(weight) if whole and shown is weight else None
            self.panel.show_weight(shown, pull=told)

    def _whose_pull(self) -> None:
        """Every example's part in the selected weight, in front."""
        if self.dock is not None:
            self.dock.bring_up()
        self.panel.ask_whose_pull()
