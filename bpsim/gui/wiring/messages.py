"""The message area: what the desk has to say, until it is no longer true."""

from PySide6.QtCore import QTimer

from bpsim.formats.native.unknown import unknown_words
from bpsim.gui.desk.desk import Desk
from bpsim.gui.panels.messages.bar import MessageBar
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.teach.doctor.targets import misfit


class MessagesWiring(PanelWiring[MessageBar]):
    """Joins the bar over the graph."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, MessageBar())
        controller, bar = self.controller, self.panel
        controller.message.connect(bar.show_message)
        controller.changed.connect(bar.stay_free)  # the legend may have grown
        controller.opened.connect(bar.clear)  # it was about another document
        controller.stopped_at.connect(self._stopped_at)
        for success in (controller.document_changed, controller.written):
            success.connect(self._succeeded)
        controller.refusal_over.connect(lambda: bar.clear_kind("error"))
        self.training.started.connect(bar.clear)
        bar.closed.connect(self.training.hush)
        self._told: tuple[str, ...] = ()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._tell_of_doubts)
        controller.opened.connect(self._forget)
        controller.document_changed.connect(self._soon.start)
        desk.actions["stop"].triggered.connect(lambda _checked=False: bar.clear())

    def show(self) -> None:
        self._soon.start()

    def frames(self) -> tuple[()]:
        """Training changes nothing that is doubted."""
        return ()

    def _forget(self) -> None:
        self._told = ()

    def _tell_of_doubts(self) -> None:
        """Say once each that targets do not fit, or a key of the file means nothing.

        After what the change itself has said.
        """
        document = self.controller.session.document
        doubts = () if self.controller.visiting else (misfit(document), unknown_words(document))
        new = [each for each in doubts if each and each not in self._told]
        if new:
            kind = "error" if self.panel.kind == "error" else "edit"
            self.panel.show_message(" ".join([self.panel.text, *new]).strip(), kind)
        self._told = doubts

    def _succeeded(self) -> None:
        """What went wrong before is over, and so is what an earlier edit brought with it."""
        self.panel.clear_kind("error")
        self.panel.clear_kind("edit")

    def _stopped_at(self, met: object) -> None:
        """Say no longer that the walk stopped, once it has moved on."""
        if met is None:
            self.panel.clear_kind("stop")
