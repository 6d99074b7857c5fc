"""Ctrl+C in the terminal closes the window after asking; being told to end ends it at once."""

import signal
import socket
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier


class Interrupt(QObject):
    """Calls ``close`` in the event loop when the terminal interrupts the program (SIGINT).

    ``end_at_once`` is called when it is told to end (SIGTERM), as at the end of a session.

    Python handles a signal only between two of its own instructions, of which an idle window runs
    none. So the signal writes into a socket that Qt's event loop waits for.
    """

    def __init__(self, close: Callable[[], object], end_at_once: Callable[[], object]) -> None:
        super().__init__()
        self._close, self._end_at_once = close, end_at_once
        self._read, self._write = socket.socketpair()
        self._read.setblocking(False)
        self._write.setblocking(False)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._received)
        self._wakeup_before = signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        numbers = (signal.SIGINT, signal.SIGTERM)
        self._before = {number: signal.signal(number, self._nothing) for number in numbers}
        self._asking = False

    @staticmethod
    def _nothing(_number: int, _frame: FrameType | None) -> None:
        """The wake-up is all that is wanted."""

    def _received(self) -> None:
        numbers = self._read.recv(4096)
        if signal.SIGTERM in numbers:
            self._end_at_once()
            return
        if signal.SIGINT not in numbers or self._asking:
            return
        self._asking = True
        try:
            self._close()
        finally:
            self._asking = False

    def end(self) -> None:
        """Give the signals back."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup_before)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._read.close()
        self._write.close()
