"""The curve panel: the activation or the cost of the step on screen as a curve."""

from bpsim.gui.desk.desk import Desk
from bpsim.gui.panels.curve.panel import CurvePanel
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.gui.wiring.words import NO_EXAMPLE


class CurveWiring(PanelWiring[CurvePanel]):
    """Joins the panel, which has no gesture of its own."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, CurvePanel())
        self.show_on(self.controller.changed)

    def show(self) -> None:
        step = self.controller.step
        if step is None:
            self.panel.clear(NO_EXAMPLE)
        else:
            self.panel.show_step(step)
