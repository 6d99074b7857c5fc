"""The breakpoints panel: where playing and training stop."""

from bpsim.gui.desk.desk import Desk
from bpsim.gui.panels.breakpoints.panel import BreakpointsPanel
from bpsim.gui.wiring.panel_wiring import PanelWiring


class BreakpointsWiring(PanelWiring[BreakpointsPanel]):
    """Joins the panel."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, BreakpointsPanel())
        controller = self.controller
        self.panel.breakpoints_changed.connect(controller.set_breakpoints)
        self.panel.refusal.connect(controller.refuse)
        controller.stopped_at.connect(self.panel.set_met)
        controller.breakpoints_changed.connect(self.show)  # seen or not, as it can be edited
        self.show_on(controller.changed)

    def show(self) -> None:
        controller = self.controller
        self.panel.show_breakpoints(controller.breakpoints, controller.session.document)
