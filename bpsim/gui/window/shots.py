"""Pictures of the window and of its panels as they look, in either theme."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from bpsim.gui.looks.theme import THEMES
from bpsim.gui.window.appearance import Appearance
from bpsim.gui.wiring.docks import Docks


class Shots:
    """Takes pictures when they are asked for, and keeps them: the window as it was at first."""

    def __init__(self, window: QWidget, docks: Docks, appearance: Appearance) -> None:
        self._appearance = appearance
        self.panels = {
            name: dock.windowTitle()
            for name, dock in docks.by_name.items()
            if dock.isVisible() and not dock.visibleRegion().isEmpty()
        }
        self._widgets: dict[str, QWidget] = {"": window}
        self._widgets |= {name: docks.by_name[name] for name in self.panels}
        self._taken: dict[tuple[str, str], QImage] = {}
        self._take(appearance.theme.name)

    def image(self, panel: str, theme: str) -> QImage:
        """The panel of that name, or the whole window for an empty one."""
        if (panel, theme) not in self._taken:
            with self._appearance.borrowed(THEMES[theme]):
                QCoreApplication.sendPostedEvents()
                self._take(theme)
        return self._taken[panel, theme]

    def _take(self, theme: str) -> None:
        for name, widget in self._widgets.items():
            self._taken[name, theme] = widget.grab().toImage()
