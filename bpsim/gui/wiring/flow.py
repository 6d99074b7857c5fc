"""The flow panel: the sizes of δ at some of the iterations reached."""

import numpy as np

from bpsim.gui.desk.desk import Desk
from bpsim.gui.panels.flow.panel import FlowPanel
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.gui.wiring.words import why_not_trainable
from bpsim.steps.apart.flow import flow_of
from bpsim.teach.practice.covering import why_no_flow

MOST_DRAWN = 40


class FlowWiring(PanelWiring[FlowPanel]):
    """Joins the panel; it draws when it is asked to, as that takes many passes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, FlowPanel())
        self.panel.asked.connect(self._draw)
        self.controller.document_changed.connect(lambda: self.panel.show_flows(()))

    def why_covered(self) -> str:
        return why_no_flow(self.controller.blanking.places)

    def _draw(self) -> None:
        session = self.controller.session
        why = why_not_trainable(session)
        if why:
            self.controller.message.emit(why, "info")
            return
        history = session.history
        wanted = np.unique(np.linspace(0, history.length, MOST_DRAWN).round().astype(int))
        self.panel.show_flows([flow_of(history.whole_at(n), n) for n in map(int, wanted)])
