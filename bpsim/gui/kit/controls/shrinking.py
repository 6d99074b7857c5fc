"""A frame that lets what is in it shrink: below its smallest size it scrolls instead."""

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from bpsim.gui.kit.controls.scrolled import Scrolled

LEAST_LINES, LEAST_WIDTH = 4, 8
"""How high and how wide the frame is at least, in heights of a line."""
LEAST_MOST = 56
"""It needs no more pixels of the height than that, which large text soon takes."""


class Shrinking(Scrolled):
    """Holds ``panel``, which has all of the room and never less than its own smallest size.

    ``room_changed`` carries the height that there is.
    """

    room_changed = Signal(int)

    def __init__(self, panel: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._panel = panel
        self.viewport().setAutoFillBackground(False)
        self.setWidget(panel)
        panel.setAutoFillBackground(False)
        panel.installEventFilter(self)

    def _least(self, width: int) -> int:
        """The height below which the panel would be cut off, at that width."""
        layout = self._panel.layout()
        least = max(self._panel.minimumSizeHint().height(), self._panel.minimumHeight())
        if layout is not None and layout.hasHeightForWidth():
            least = max(least, layout.minimumHeightForWidth(width))
        return least

    def _fit(self) -> None:
        room = self.maximumViewportSize()
        smallest = self._panel.minimumSizeHint().expandedTo(self._panel.minimumSize())
        high, wide = room.height(), room.width()
        if wide < smallest.width():
            high -= self.horizontalScrollBar().sizeHint().height()
        if self._least(max(wide, smallest.width())) > high:
            wide -= self.verticalScrollBar().sizeHint().width()
        width = max(wide, smallest.width())
        self._panel.resize(width, max(high, self._least(width)))

    def sizeHint(self) -> QSize:
        return self._panel.sizeHint()

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        smallest = self._panel.minimumSizeHint().expandedTo(self._panel.minimumSize())
        return smallest.boundedTo(QSize(LEAST_WIDTH * line, min(LEAST_LINES * line, LEAST_MOST)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._panel and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.room_changed.emit(self.maximumViewportSize().height())
        self._fit()
