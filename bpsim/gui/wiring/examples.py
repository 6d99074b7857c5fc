"""The examples panel: the examples trained with and those held out, as a table."""

from bpsim.gui.desk.desk import Desk
from bpsim.gui.panels.examples.panel import ExamplesPanel
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.gui.wiring.words import NO_STEPS
from bpsim.session.editing import set_example_value, set_held_out_value, split_examples


class ExamplesWiring(PanelWiring[ExamplesPanel]):
    """Joins the panel."""

    editor_of_step = False

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, ExamplesPanel())
        controller, panel = self.controller, self.panel
        self.editor = panel.table.editor
        panel.value_edited.connect(self._edit_value)
        panel.examples_changed.connect(controller.edits(split_examples))
        panel.example_chosen.connect(controller.go_to_example)
        panel.held_out_chosen.connect(lambda _row: controller.message.emit(NO_STEPS, "info"))
        panel.message.connect(lambda text: controller.message.emit(text, "error"))
        panel.share_requested.connect(desk.actions["hold_out_share"].trigger)
        self.show_on(controller.changed)
        # Seen or not: it would edit another document else.
        controller.document_changed.connect(self.show)

    def show(self) -> None:
        document = self.controller.known
        self.panel.classes = document.classes
        self.panel.show_examples(document.examples, self.example, document.held_out)

    def _edit_value(self, row: int, part: str, column: int, value: float) -> None:
        edit, m = self.controller.edit, len(self.controller.session.document.examples)
        if row < m:
            edit(set_example_value, row + 1, part, column, value)
        else:
            edit(set_held_out_value, row - m + 1, part, column, value)
