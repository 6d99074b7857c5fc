"""Work that takes longer than a frame, done in a thread of its own; the window stays live."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from bpsim.core.errors import BpsimError


class _Job(QThread):
    """Runs one function; what it returns or raises is kept for the GUI thread."""

    def __init__(self, work: Callable[[], Any], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self.result: Any = None
        self.error: BpsimError | None = None

    def run(self) -> None:
        """In the new thread."""
        try:
            self.result = self._work()
        except BpsimError as error:
            self.error = error


class Background(QObject):
    """One piece of work at a time."""

    busy_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: _Job | None = None

    @property
    def busy(self) -> bool:
        """True while a piece of work is under way."""
        return self._job is not None

    def run(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[BpsimError], None],
    ) -> None:
        """Do ``work`` in a thread, then call ``done(result)`` or ``failed(error)`` in this one.

        Raises RuntimeError while other work is under way.
        """
        if self._job is not None:
            raise RuntimeError("one piece of work at a time")
        job = _Job(work, self)
        self._job = job

        def finish() -> None:
            if self._job is not job:
                return
            self._job = None
            self.busy_changed.emit(False)
            job.wait()
            job.deleteLater()
            if job.error is not None:
                failed(job.error)
            else:
                done(job.result)

        job.finished.connect(self, finish)
        self.busy_changed.emit(True)
        job.start()

    def wait(self) -> None:
        """Let the work under way come to its end (its result is still delivered)."""
        if self._job is not None:
            self._job.wait()
