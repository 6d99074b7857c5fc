"""From what a file holds to a document: at once where that is certain, else after asking."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from bpsim.core.document import Document
from bpsim.formats.content import Answers, Content, Opened
from bpsim.formats.registry import made_of
from bpsim.gui.dialogs.opening.dialog import OpeningDialog
from bpsim.gui.graph.view import GraphView
from bpsim.gui.program.background import Background


class NetworkPreview(GraphView):
    """A small graph that takes no keys."""

    def __init__(self) -> None:
        super().__init__(accessible=False)
        self.setAccessibleName("Preview of the network")

    def show_document(self, document: Document) -> None:
        """Show its network."""
        self.show_network(document.network, document.examples)


def made(
    window: QWidget,
    background: Background,
    content: Content,
    name: str,
    ask_path: Callable[[], str],
) -> Opened | None:
    """The document that ``content`` makes; None if the user thinks better of it.

    Raises FormatError where nothing can come of it.
    """
    if content.table is None:
        opened = made_of([content], Answers(), name)
        if is_certain(opened):
            return opened
    dialog = OpeningDialog([content], name, background, NetworkPreview(), ask_path, window)
    try:
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        return dialog.opened() if accepted else None
    finally:
        dialog.deleteLater()


def is_certain(opened: Opened) -> bool:
    """True if nothing needs to be asked: a cost that belongs to the outputs is no question."""
    return not opened.questions and all(each.option in ("", "cost") for each in opened.guesses)
