"""New…: asks for a network with its graph on show, and opens what was described."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.gui.dialogs.new_network.dialog import NewNetworkDialog
from bpsim.gui.dialogs.showing import accepted
from bpsim.gui.dialogs.shows_network import ShowsNetwork
from bpsim.gui.graph.canvas import GraphCanvas
from bpsim.gui.program.preferences import Preferences
from bpsim.gui.window.files import Files

SMALLEST = 1e-3
"""Further than any graph has to be taken back: it ends at the whole of it."""


class GraphPreview(ShowsNetwork, GraphCanvas):
    """The graph of a network that is being described, all of it: there is nothing to walk to."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Preview of the network"))

    def show_document(self, document: Document) -> None:
        """Show the network at rest, a column for each layer."""
        self.show_network(document.network, document.examples)
        self._show_all()
        self.setAccessibleDescription(" – ".join(map(str, document.network.layers)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_all()

    def _show_all(self) -> None:
        self.fit()
        self.zoom_at(SMALLEST, 0.0, 0.0)


def new_document(window: QWidget, files: Files, preferences: Preferences) -> None:
    """Ask, and open what was asked for; unsaved work is lost only where the user agrees."""
    dialog = NewNetworkDialog(preferences.new_network, GraphPreview(), window)
    if accepted(dialog) and dialog.document is not None:
        preferences.new_network = dialog.chosen()
        if files.may_begin():
            files.show_new(dialog.document)
