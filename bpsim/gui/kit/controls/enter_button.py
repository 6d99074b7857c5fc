"""What buttons that the program draws itself have in common: Enter presses them, as Space does."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

from bpsim.gui.kit.controls.told_aloud import ReadAloud


class EnterButton(ReadAloud, QAbstractButton):
    """A button without looks; all keys but those that press it are left to what is around it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
