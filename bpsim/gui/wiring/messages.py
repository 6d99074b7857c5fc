"""The message area: what the desk has to say, until it is no longer true."""

from bpsim.gui.desk.desk import Desk
from bpsim.gui.panels.messages.bar import MessageBar
from bpsim.gui.wiring.panel_wiring import PanelWiring


class MessagesWiring(PanelWiring[MessageBar]):
    """Joins the bar over the graph."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, MessageBar())
        controller, bar = self.controller, self.panel
        controller.message.connect(bar.show_message)
        controller.opened.connect(bar.clear)  # it was about another document
        controller.stopped_at.connect(self._stopped_at)
        for success in (controller.document_changed, controller.written):
            success.connect(self._succeeded)
        self.training.started.connect(bar.clear)
        bar.closed.connect(self.training.hush)
        desk.actions["stop"].triggered.connect(lambda _checked=False: bar.clear())

    def _succeeded(self) -> None:
        """What went wrong before is over, and so is what an earlier edit brought with it."""
        self.panel.clear_kind("error")
        self.panel.clear_kind("edit")

    def _stopped_at(self, met: object) -> None:
        """Say no longer that the walk stopped, once it has moved on."""
        if met is None:
            self.panel.clear_kind("stop")
