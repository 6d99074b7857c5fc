"""What the Help menu opens."""

from PySide6.QtWidgets import QApplication, QWidget

from bpsim import __version__
from bpsim.base.words import tr
from bpsim.gui.desk.controller import Controller


class Help:
    """Opens the pages of the help, and what else there is to read, for ``window``."""

    def __init__(self, window: QWidget, controller: Controller) -> None:
        self._window, self._controller = window, controller

    def open(self) -> None:
        """The page about the panel that has the focus, or the first one."""
        from bpsim.gui.dialogs.help.opening import open_help

        open_help(self._window, self._here())

    def show_keys(self) -> None:
        """Every key in one list."""
        from bpsim.gui.dialogs.help.opening import open_help

        open_help(self._window, tr("Keys"))

    def what_is_this(self) -> None:
        """Wait for a click and say what was clicked; Escape ends it."""
        from bpsim.gui.dialogs.help.what_is_this import ask_what_is_this

        ask_what_is_this(self._window)

    def show_notation(self) -> None:
        """What each symbol means, and how other books write the same."""
        from bpsim.gui.dialogs.notation import show_notation

        network = self._controller.session.document.network
        show_notation(self._window, network, self._controller.step)

    def show_about(self) -> None:
        """What this is."""
        from bpsim.gui.dialogs.about import show_about

        show_about(self._window, __version__)

    def _here(self) -> str:
        """The title of what holds the focus."""
        part = QApplication.focusWidget()
        while part is not None and part is not self._window:
            if part.windowTitle():
                return part.windowTitle()
            part = part.parentWidget()
        return ""
