"""Lets the worker stand still while the event loop of the window has work to do."""

import threading

from PySide6.QtCore import QAbstractEventDispatcher, QCoreApplication, QEvent, QObject

LONGEST_HOLD = 0.02
"""Seconds after which the worker goes on whatever the window does, as it may never be idle."""


class WorkerPause(QObject):
    """A gate that closes with the first event and opens when the event loop waits for more.

    Many small NumPy calls hand the interpreter's lock back and forth, each time past a thread that
    waits for it; an event that needs the lock several times would wait several times over.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._open = threading.Event()
        self._open.set()
        self._held = False

    def hold(self) -> None:
        """Watch the events of the thread that calls this from now on."""
        application, dispatcher = self._watched()
        application.installEventFilter(self)
        dispatcher.aboutToBlock.connect(self._open.set)
        self._held = True

    def release(self) -> None:
        """Let the worker go on for good."""
        if self._held:
            application, dispatcher = self._watched()
            application.removeEventFilter(self)
            dispatcher.aboutToBlock.disconnect(self._open.set)
            self._held = False
        self._open.set()

    @property
    def open(self) -> bool:
        """True while the worker may go on."""
        return self._open.is_set()

    def wait(self) -> None:
        """In the worker's thread: until the window has nothing to do."""
        self._open.wait(LONGEST_HOLD)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._held and self._open.is_set():
            self._open.clear()
        return False

    @staticmethod
    def _watched() -> tuple[QCoreApplication, QAbstractEventDispatcher]:
        application, dispatcher = QCoreApplication.instance(), QAbstractEventDispatcher.instance()
        assert application is not None and dispatcher is not None
        return application, dispatcher
