"""Pictures of the window and of its panels as they look, in either theme."""

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMainWindow, QWidget

from bpsim.gui.looks.theme import THEMES
from bpsim.gui.window.appearance import Appearance
from bpsim.gui.wiring.dock import Dock
from bpsim.gui.wiring.docks import Docks

SETTLED_MS = 400
"""Long enough for a panel that comes to the front to have what it shows."""


class Screenshots:
    """Takes pictures when they are asked for, and keeps them: the window as it was at first.

    A panel behind a tab comes to the front for its picture, and goes back.
    """

    def __init__(self, window: QMainWindow, docks: Docks, appearance: Appearance) -> None:
        self._window, self._appearance = window, appearance
        self._docks = {name: dock for name, dock in docks.by_name.items() if dock.isVisible()}
        self.panels = {name: dock.windowTitle() for name, dock in self._docks.items()}
        front = {name: dock for name, dock in self._docks.items() if dock.in_front}
        self._widgets: dict[str, QWidget] = {"": window, **front}
        self._taken: dict[tuple[str, str], QImage] = {}
        self._take(appearance.theme.name)

    def image(self, panel: str, theme: str) -> QImage:
        """The panel of that name, or the whole window for an empty one."""
        if (panel, theme) not in self._taken:
            with self._appearance.borrowed(THEMES[theme]):
                QCoreApplication.sendPostedEvents()
                if panel in self._widgets:
                    self._take(theme)
                else:
                    self._taken[panel, theme] = self._brought_up(self._docks[panel])
        return self._taken[panel, theme]

    def _take(self, theme: str) -> None:
        for name, widget in self._widgets.items():
            self._taken[name, theme] = widget.grab().toImage()

    def _brought_up(self, dock: Dock) -> QImage:
        beside = self._window.tabifiedDockWidgets(dock)
        front = next((each for each in beside if isinstance(each, Dock) and each.in_front), None)
        dock.raise_()
        settle()
        image = dock.grab().toImage()
        if front is not None:
            front.raise_()
        return image


def settle() -> None:
    """Let a panel that has come to the front show what it has to."""
    loop = QEventLoop()
    QTimer.singleShot(SETTLED_MS, loop.quit)
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
