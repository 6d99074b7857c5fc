"""The weight panel: what the examples say about one weight."""

from bpsim.gui.desk.desk import Desk
from bpsim.gui.panels.weight.panel import WeightPanel
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.gui.wiring.words import NO_EXAMPLE
from bpsim.steps.apart.weight import weight_breakdown, weight_to_show
from bpsim.steps.places import EdgePlace

NO_WEIGHT = "Click an edge to see what the examples say about its weight."


class WeightWiring(PanelWiring[WeightPanel]):
    """Joins the panel."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, WeightPanel())
        controller = self.controller
        self.panel.example_activated.connect(controller.choose_example)
        self.show_on(controller.changed, controller.selection_changed, self.training.finished)

    def show(self) -> None:
        """The selected weight, else the one whose D is largest, taken apart."""
        controller = self.controller
        step, place = controller.step, controller.selection
        if step is None:
            self.panel.show_weight(None, NO_EXAMPLE)
            return
        chosen = weight_to_show(step)
        if isinstance(place, EdgePlace):
            chosen = (place.layer, place.to, place.frm)
        if chosen is None:
            self.panel.show_weight(None, NO_WEIGHT)
        else:
            self.panel.show_weight(weight_breakdown(controller.session.trace, step, *chosen))
