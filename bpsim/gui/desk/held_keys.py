"""A key that is held: its repeats count only as fast as the window can follow them."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent

from bpsim.gui.program.soon import Soon


class HeldKeys(QObject):
    """Tells which repeats of a held key came while ``window`` was busy with an earlier one.

    They wait in line, and would go on to be carried out long after the key was let go.
    """

    def __init__(self, window: QObject) -> None:
        super().__init__(window)
        self.late = False
        """Whether the key that is being delivered is such a repeat."""
        self._busy = False
        self._rests = Soon(self, self._rest)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # What asks whether a key is a shortcut comes just before the shortcut.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            self.late = event.isAutoRepeat() and self._busy
            if not self._busy:
                self._busy = True
                self._rests.start()  # once nothing is left in line
        return False

    def _rest(self) -> None:
        self._busy = self.late = False
