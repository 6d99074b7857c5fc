"""Help for what has the focus."""

from PySide6.QtWidgets import QApplication, QWidget

from bpsim.base.words import tr


class Help:
    """Opens the pages of the help for ``window``."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

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

    def _here(self) -> str:
        """The title of what holds the focus."""
        part = QApplication.focusWidget()
        while part is not None and part is not self._window:
            if part.windowTitle():
                return part.windowTitle()
            part = part.parentWidget()
        return ""
