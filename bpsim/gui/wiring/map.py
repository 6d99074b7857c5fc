"""The map: what the network answers over the input plane."""

from bpsim.gui.desk.desk import Desk
from bpsim.gui.panels.map.panel import MapPanel
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.gui.wiring.words import NO_STEPS
from bpsim.steps.places import UnitPlace


class MapWiring(PanelWiring[MapPanel]):
    """Joins the panel."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, MapPanel())
        controller, panel = self.controller, self.panel
        panel.example_chosen.connect(controller.go_to_example)
        panel.held_out_chosen.connect(lambda _row: controller.message.emit(NO_STEPS, "info"))
        panel.place_chosen.connect(controller.select)
        self.show_on(controller.changed, controller.selection_changed, self.training.finished)

    def show(self) -> None:
        controller = self.controller
        step, document = controller.step, controller.session.document
        selected = controller.selection
        place = selected if isinstance(selected, UnitPlace) and selected.layer > 1 else None
        network = document.network if step is None else step.network
        known = controller.known
        self.panel.show_network(network, known.examples, self.example, place, known.held_out)
