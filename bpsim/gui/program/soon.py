"""What is done once all that is in line has been done."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal


class Soon(QObject):
    """Calls ``call`` once for however many starts, and no more once ``owner`` is gone.

    What ``QTimer.singleShot`` is to call is kept for good where its owner goes before: a window
    that was closed in such a moment stayed in memory, with all that was in it.
    """

    _asked = Signal()

    def __init__(self, owner: QObject, call: Callable[[], object]) -> None:
        super().__init__(owner)
        self._call, self._waiting = call, False
        self._asked.connect(self._do, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Put it in line, unless it waits there already."""
        if not self._waiting:
            self._waiting = True
            self._asked.emit()

    def _do(self) -> None:
        self._waiting = False
        self._call()
