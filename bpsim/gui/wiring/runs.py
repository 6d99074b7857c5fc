"""The runs panel: the runs kept under a name."""

from bpsim.gui.desk.desk import Desk
from bpsim.gui.panels.runs.panel import RunsPanel
from bpsim.gui.wiring.panel_wiring import PanelWiring


class RunsWiring(PanelWiring[RunsPanel]):
    """Joins the panel."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, RunsPanel())
        controller, panel = self.controller, self.panel
        keeping = controller.keeping
        panel.keep_requested.connect(keeping.keep)
        panel.rewind_requested.connect(keeping.rewind)
        panel.removed.connect(keeping.remove)
        panel.renamed.connect(keeping.rename)
        panel.shown_changed.connect(keeping.show)
        controller.opened.connect(panel.list.stop_naming)
        self.show_on(controller.history_changed)
        # Seen or not: it would edit another document else.
        for signal in (controller.document_changed, keeping.changed):
            signal.connect(self.show)

    def show(self) -> None:
        keeping = self.controller.keeping
        self.panel.show_runs(keeping.runs, keeping.start)
        self.panel.set_can_keep(keeping.can_keep)
