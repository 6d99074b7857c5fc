"""A process that measures its own start: ``python -m benchmarks.start WHICH BEGAN``.

Prints the seconds from BEGAN (``time.monotonic`` of whoever started it) until the window's first
picture was painted, and ends there. WHICH is "bpsim" or "empty".
"""

import os
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if sys.argv[1] == "bpsim":
    import gc

    gc.disable()  # as the front door does, and NumPy before Qt, behind whose hook imports are slow
    import bpsim.app.window

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

BEGAN = float(sys.argv[2])


class FirstPicture(QObject):
    """Waits for the first paint of a widget of one class, and for the events it came with."""

    def __init__(self, wanted: str) -> None:
        super().__init__()
        self._wanted = wanted

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Paint and type(watched).__name__ == self._wanted:
            self._wanted = ""
            QTimer.singleShot(0, self.tell)
        return False

    def tell(self) -> None:
        """Say how long it took, and end without the tidying up that nobody waits for."""
        print(time.monotonic() - BEGAN, flush=True)
        os._exit(0)


def empty() -> None:
    """A window with a line of text in it, and nothing else imported."""
    application = QApplication(sys.argv[:1])
    watcher = FirstPicture("QLabel")
    application.installEventFilter(watcher)
    window = QMainWindow()
    window.setCentralWidget(QLabel("empty"))
    window.resize(1280, 800)
    window.show()
    application.exec()


def bpsim() -> None:
    """The front door as a user opens it, on the lecture's network."""
    application = QApplication(sys.argv[:1])
    watcher = FirstPicture("GraphView")
    application.installEventFilter(watcher)
    from bpsim.app.cli import main

    main([])


if __name__ == "__main__":
    {"empty": empty, "bpsim": bpsim}[sys.argv[1]]()
