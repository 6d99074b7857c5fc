"""The pointer while presenting: it covers nothing, neither with tool tips nor where it rests."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QToolTip

RESTS_MS = 3000
"""How long it is still seen where it rests."""
MOVES = (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)


class QuietPointer(QObject):
    """No tool tip opens, and a pointer that is not moved is seen no longer; a move brings it back.

    What it points at stays lit. It watches the events of the whole application, which costs a part
    of a millisecond in each step: for as long as is presented.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        application = QCoreApplication.instance()
        assert application is not None
        self._application = application
        self._hidden = False
        self._rest = QTimer(self, singleShot=True, interval=RESTS_MS)
        self._rest.timeout.connect(self._hide)

    def begin(self) -> None:
        """Be quiet from now on."""
        QToolTip.hideText()
        self._application.installEventFilter(self)
        self._rest.start()

    def end(self) -> None:
        """Be as usual again."""
        self._application.removeEventFilter(self)
        self._rest.stop()
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take requests for a tool tip away; whoever moves the pointer wants to see it."""
        kind = event.type()
        if kind is QEvent.Type.ToolTip:
            return True
        if kind in MOVES:
            self._show()
            self._rest.start()
        return False

    def _hide(self) -> None:
        if not self._hidden:
            self._hidden = True
            QApplication.setOverrideCursor(Qt.CursorShape.BlankCursor)

    def _show(self) -> None:
        if self._hidden:
            self._hidden = False
            QApplication.restoreOverrideCursor()
