"""The map: what the network answers over the input plane."""

from PySide6.QtWidgets import QMainWindow

from bpsim.gui.desk.desk import Desk
from bpsim.gui.panels.map.panel import MapPanel
from bpsim.gui.wiring.dock import Dock
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.gui.wiring.words import NO_STEPS
from bpsim.steps.places import UnitPlace
from bpsim.teach.practice.covering import why_no_map

ENOUGH = 10
"""A run of so many iterations has something to show."""


class MapWiring(PanelWiring[MapPanel]):
    """Joins the panel."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, MapPanel())
        controller, panel = self.controller, self.panel
        panel.example_chosen.connect(controller.go_to_example)
        panel.held_out_chosen.connect(lambda _row: controller.message.emit(NO_STEPS, "info"))
        panel.place_chosen.connect(controller.select)
        self._offered = False
        controller.opened.connect(self._forget)
        self.training.finished.connect(self._offer)
        self.show_on(controller.changed, controller.selection_changed)

    def _forget(self) -> None:
        self._offered = False

    def _offer(self) -> None:
        """Bring the map to the front once a network with two inputs has been trained.

        That is done once in a document, and only where nobody has chosen another panel.
        """
        controller, dock = self.controller, self.dock
        session = controller.session
        learnt = session.history.length >= ENOUGH and session.document.network.layers[0] == 2
        if self._offered or not learnt or controller.visiting or dock is None or dock.isHidden():
            return
        self._offered = True
        window = dock.parentWidget()
        assert isinstance(window, QMainWindow)
        beside = window.tabifiedDockWidgets(dock)
        if any(isinstance(each, Dock) and each.in_front and each.usual for each in beside):
            dock.raise_()

    @property
    def _place(self) -> UnitPlace | None:
        selected = self.controller.selection
        return selected if isinstance(selected, UnitPlace) and selected.layer > 1 else None

    def why_covered(self) -> str:
        depth = self.controller.session.document.network.depth
        return why_no_map(self.controller.blanking.places, self._place, depth)

    def show(self) -> None:
        controller, place = self.controller, self._place
        step, document = controller.step, controller.session.document
        network = document.network if step is None else step.network
        known = controller.known
        self.panel.show_network(network, known.examples, self.example, place, known.held_out)
