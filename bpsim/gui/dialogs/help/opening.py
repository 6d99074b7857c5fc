"""Opens the help where it speaks of something: a panel, a dialog, or its first page."""

from PySide6.QtWidgets import QWidget

from bpsim.gui.dialogs.help.pages import all_pages, place_of
from bpsim.gui.dialogs.help.window import HelpWindow


def open_help(parent: QWidget, about: str = "") -> None:
    """Show the help beside ``parent``, at the heading that ``about`` is or begins with.

    ``parent`` may be a dialog that waits for an answer: the help can be read all the same.
    """
    found = all_pages()
    window = parent.findChild(HelpWindow) or HelpWindow(found, parent)
    window.show()  # where a heading stands hangs on how wide the pictures above it are
    window.raise_()
    window.activateWindow()
    place = place_of(found, about)
    if place is not None:
        window.show_page(place[0].file, place[1])
