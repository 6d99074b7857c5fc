"""Help for what has the focus, and "What is this?" for what is clicked."""

from PySide6.QtWidgets import QApplication, QWhatsThis, QWidget

from bpsim.base.words import tr
from bpsim.gui.program.tips import tip
from bpsim.gui.wiring.docks import Docks

NETWORK, WALK = tr("The network"), "Walk"
"""The headings of what stands in the middle of the window."""


class Help:
    """Opens the pages of the help for ``window``."""

    def __init__(self, window: QWidget, graph: QWidget, docks: Docks) -> None:
        self._window, self._graph, self._docks = window, graph, docks

    def open(self) -> None:
        """The page about the panel that has the focus, or about the network."""
        from bpsim.gui.dialogs.help.opening import open_help

        open_help(self._window, self._here())

    def show_keys(self) -> None:
        """Every key in one list."""
        from bpsim.gui.dialogs.help.opening import open_help

        open_help(self._window, "Keys")

    def what_is_this(self) -> None:
        """Wait for a click and say what was clicked; Escape ends it.

        A control says what its tool tip does, all else what its panel is for.
        """
        from bpsim.gui.dialogs.help.opening import all_pages, place_of
        from bpsim.gui.dialogs.help.pages import plain

        found = all_pages()
        for part, title in self._parts():
            place = place_of(found, title)
            if place is not None:
                words = plain(place[0].section(title).partition("\n\n")[0])
                part.setWhatsThis(tip(f"{title}: {words}"))
        for control in self._window.findChildren(QWidget):
            if control.toolTip():
                control.setWhatsThis(control.toolTip())
        for action in self._window.actions():
            action.setWhatsThis(action.toolTip())
        QWhatsThis.enterWhatsThisMode()

    def _parts(self) -> list[tuple[QWidget, str]]:
        docks = [(dock, dock.windowTitle()) for dock in self._docks.by_name.values()]
        return [(self._docks.middle, WALK), (self._graph, NETWORK), *docks]

    def _here(self) -> str:
        focus = QApplication.focusWidget()
        for part, title in self._parts()[1:]:
            if focus is not None and (part is focus or part.isAncestorOf(focus)):
                return title
        return ""
