"""A widget that is one picture: as large as there is room, and laid out anew with size and font."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QAccessible, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bpsim.gui.kit.controls.told_aloud import ToldAloud


class PictureWidget(ToldAloud, QWidget):
    """What has it in common with others of its kind; the painting is each one's own.

    ``USUAL`` and ``LEAST`` are width and height in heights of a line of text.
    """

    USUAL = 22, 10
    LEAST = 11, 5
    ROLE = QAccessible.Role.Chart

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def forget(self) -> None:
        """Lay out anew when painting next: what was laid out no longer fits."""
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(*self.USUAL) * self.fontMetrics().height()

    def minimumSizeHint(self) -> QSize:
        return QSize(*self.LEAST) * self.fontMetrics().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.forget()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.forget()
