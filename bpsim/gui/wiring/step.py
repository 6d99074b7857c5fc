"""The step panel: the step on screen in words, formulas and numbers."""

from bpsim.gui.desk.desk import Desk
from bpsim.gui.panels.step.panel import StepPanel
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.gui.wiring.words import NO_EXAMPLE
from bpsim.steps.step import Step


class StepWiring(PanelWiring[StepPanel]):
    """Joins the panel, which has no gesture of its own."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, StepPanel())
        self.show_on(self.controller.changed)
        self.controller.what_if.connect(self._show_what_if)

    def show(self) -> None:
        step = self.controller.step
        if step is None:
            self.panel.clear(NO_EXAMPLE)
        else:
            self.panel.show_step(step)

    def _show_what_if(self, step: Step) -> None:
        """The step as it would be, which its note says."""
        if self.in_front:
            self.panel.show_step(step)

    def prepare(self, step: Step) -> None:
        self.panel.prepare(step)
