"""One dock of the window, which knows whether it can be seen."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow

RIGHT_LINES, RIGHT_MOST = 21, 330
"""Docks at the right are at least so many lines' heights wide, but need no more pixels than that.

Otherwise a window that is made narrow for a while leaves nothing but a sliver of them behind.
"""


class Dock(QDockWidget):
    """A dock that keeps a sensible width where it stands at the ``right``."""

    def __init__(self, title: str, right: bool, window: QMainWindow) -> None:
        super().__init__(title, window)
        self._right = right
        self._fit()

    @property
    def in_front(self) -> bool:
        """True if the dock can be seen.

        Qt calls one behind another tab visible too, but has moved it out of the window.
        """
        return self.isVisible() and (self.isFloating() or self.geometry().right() > 0)

    def bring_up(self) -> None:
        """Show the dock and put it in front of those it shares its place with."""
        self.show()
        self.raise_()

    def _fit(self) -> None:
        if self._right:
            self.setMinimumWidth(min(RIGHT_LINES * self.fontMetrics().height(), RIGHT_MOST))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_right"):
            self._fit()
