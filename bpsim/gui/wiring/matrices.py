"""The matrices panel: the step on screen as products of matrices, whose numbers can be edited."""

from functools import partial

from bpsim.gui.desk.desk import Desk
from bpsim.gui.panels.matrices.panel import MatricesPanel
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.gui.wiring.words import NO_EXAMPLE
from bpsim.session.editing import set_shown_value, set_weight


class MatricesWiring(PanelWiring[MatricesPanel]):
    """Joins the panel and remembers how it draws matrices."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, MatricesPanel())
        controller, panel = self.controller, self.panel
        self.editor = panel.sheet.editor
        panel.place_selected.connect(controller.select)
        panel.weight_edited.connect(controller.edits(set_weight))
        panel.input_edited.connect(partial(controller.edits(set_shown_value), "x"))
        panel.target_edited.connect(partial(controller.edits(set_shown_value), "y"))
        panel.style_choice.chosen.connect(self._remember_style)
        self.show_on(controller.changed, controller.selection_changed)

    def show(self) -> None:
        step = self.controller.step
        if step is None:
            self.panel.clear(NO_EXAMPLE)
            return
        self.panel.show_step(step)
        self.panel.set_selected(self.controller.selection)

    def take_preferences(self) -> None:
        self.panel.set_heat_map(self.desk.preferences.heat_map)

    def _remember_style(self) -> None:
        self.desk.preferences.heat_map = self.panel.heat_map()
