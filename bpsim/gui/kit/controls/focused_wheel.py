"""A field that the wheel turns only while it has the keyboard, so that scrolling passes it by."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QWheelEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
else:
    QWidget = object  # a field's own class is the widget; this one stands before it


class FocusedWheel(QWidget):
    """Comes first among the base classes of a field."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
