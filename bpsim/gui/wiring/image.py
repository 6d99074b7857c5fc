"""The image panel: the inputs of the example on screen, and the weights of the unit selected."""

from bpsim.base.words import tr
from bpsim.gui.desk.desk import Desk
from bpsim.gui.panels.image.panel import ImagePanel, Shown
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.gui.wiring.words import NO_EXAMPLE
from bpsim.steps.places import EdgePlace, UnitPlace


class ImageWiring(PanelWiring[ImagePanel]):
    """Joins the panel."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, ImagePanel())
        controller = self.controller
        self.show_on(controller.changed, controller.selection_changed)

    def show(self) -> None:
        """The example on screen, or the first one, and a unit of layer 2."""
        controller = self.controller
        step = controller.step
        if step is None:
            self.panel.clear(NO_EXAMPLE)
            return
        row = step.example or 1
        unit, theta = self._unit(), step.network.theta(1)
        self.panel.show_image(
            Shown(
                controller.session.examples.x[row - 1],
                theta[unit - 1, 1:],
                tr("Inputs of example {row:,}", row=row),
                tr("Weights from the inputs to unit {unit:,} of layer 2", unit=unit),
            )
        )

    def _unit(self) -> int:
        """The unit of layer 2 that is selected or that a selected weight leads to, else 1."""
        place = self.controller.selection
        if isinstance(place, UnitPlace) and place.layer == 2 and place.unit > 0:
            return place.unit
        if isinstance(place, EdgePlace) and place.layer == 1:
            return place.to
        return 1
