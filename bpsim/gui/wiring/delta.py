"""The δ panel: one unit's δ taken apart, and the convention it is written in."""

from bpsim.gui.desk.desk import Desk
from bpsim.gui.panels.delta.panel import DeltaPanel
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.gui.wiring.words import NO_EXAMPLE
from bpsim.session.editing import set_shorthand, set_sign
from bpsim.steps.step import Step

NO_DELTA = "The units of the input layer have no δ."
BLANK = "This δ is taken apart once you have answered."


class DeltaWiring(PanelWiring[DeltaPanel]):
    """Joins the panel and remembers the convention chosen in it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, DeltaPanel())
        controller, panel = self.controller, self.panel
        panel.sign_chosen.connect(controller.edits(set_sign))
        panel.shorthand_toggled.connect(controller.edits(set_shorthand))
        for gesture in (panel.sign_chosen, panel.shorthand_toggled):
            gesture.connect(self._remember_convention)
        self.show_on(controller.changed, controller.selection_changed)
        controller.document_changed.connect(self._show_convention)
        self._show_convention()

    def show(self) -> None:
        if self.controller.step is None:
            self.panel.show_delta(None, NO_EXAMPLE)
        else:
            words = NO_DELTA if self.controller.blanks is None else BLANK
            self.panel.show_delta(self.controller.delta(), words)

    def prepare(self, step: Step) -> None:
        delta = self.controller.delta_at(step)
        if delta is not None:
            self.panel.prepare(delta)

    def _show_convention(self) -> None:
        self.panel.set_convention(self.controller.session.document.convention)

    def _remember_convention(self) -> None:
        self.desk.preferences.convention = self.controller.session.document.convention
