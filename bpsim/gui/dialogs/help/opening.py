"""Opens the help where it speaks of something: a panel, a dialog, or its first page."""

from PySide6.QtWidgets import QWidget

from bpsim.base.bundled import documentation
from bpsim.gui.dialogs.help.pages import Page, pages
from bpsim.gui.dialogs.help.window import HelpWindow


def all_pages() -> list[Page]:
    """The pages that come with the program; OSError where they are missing."""
    return pages(documentation("help", "index.md"))


def open_help(parent: QWidget, about: str = "") -> None:
    """Show the help beside ``parent``, at the heading that ``about`` is or begins with.

    ``parent`` may be a dialog that waits for an answer: the help can be read all the same.
    """
    found = all_pages()
    window = parent.findChild(HelpWindow) or HelpWindow(found, parent)
    place = place_of(found, about)
    if place is not None:
        window.show_page(place[0].file, place[1])
    window.show()
    window.raise_()
    window.activateWindow()


def place_of(found: list[Page], about: str) -> tuple[Page, str] | None:
    """The page and heading for the title of a panel or dialog: the longest one it begins with."""
    fitting = [
        (page, heading) for page in found for heading in page.headings if about.startswith(heading)
    ]
    return max(fitting, key=lambda place: len(place[1]), default=None)
