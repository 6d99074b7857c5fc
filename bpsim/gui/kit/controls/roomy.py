"""A panel that shows less where there is little room, which is counted in lines of text."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from bpsim.gui.kit.controls.told_aloud import ToldAloud


class Roomy(ToldAloud, QWidget):
    """Calls :meth:`fit_room` whenever its size or its font has changed, once it has a layout."""

    def lines(self) -> float:
        """Its height in lines of text."""
        return self.height() / self.fontMetrics().height()

    def fit_room(self) -> None:
        """Leave out what there is no room for, and bring back what there is room for again."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.layout() is not None:
            self.fit_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.layout() is not None:
            self.fit_room()
