"""Work that takes longer than a frame, done in a thread of its own; the window stays live."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from bpsim.core.errors import BpsimError
from bpsim.core.progress import Progress
from bpsim.core.unexpected import attempted

LOOK_MS = 100
"""How often it is looked how far the work is."""


def _ignore(_result: object) -> None:
    """What is done with a result that nobody waits for."""


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
            self.result = attempted(self._work)
        except BpsimError as error:
            self.error = error


class Background(QObject):
    """One piece of work at a time."""

    busy_changed = Signal(bool)
    progressed = Signal(int, int)
    """How many parts of how many are done, for work that tells its :class:`Progress`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: _Job | None = None
        self._done: Callable[[Any], None] = _ignore
        self._failed: Callable[[BpsimError], None] = _ignore
        self._forgotten: list[_Job] = []
        self._progress: Progress | None = None
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._tell)
        self._over = False

    @property
    def busy(self) -> bool:
        """True while a piece of work is under way."""
        return self._job is not None

    def run(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[BpsimError], None],
        progress: Progress | None = None,
    ) -> None:
        """Do ``work`` in a thread, then call ``done(result)`` or ``failed(error)`` in this one.

        ``progress`` is what ``work`` tells how far it is, and asks whether to go on. An error that
        nobody expected is logged and is a failure as well. Raises RuntimeError while other work is
        under way.
        """
        if self._over:
            return
        if self._job is not None:
            raise RuntimeError("one piece of work at a time")
        job = _Job(work, self)
        self._job, self._done, self._failed, self._progress = job, done, failed, progress
        if progress is not None:
            self._look.start()
        # A bound method of an object of this thread: the call is queued over to it.
        job.finished.connect(self._finish)
        self.busy_changed.emit(True)
        job.start()

    def _finish(self) -> None:
        job = self._job
        if job is None or not job.isFinished():
            return  # one that was waited for is told of again, while the next is at work
        done, failed = self._done, self._failed
        self._clear()
        job.wait()
        job.deleteLater()
        self.busy_changed.emit(False)
        if job.error is None:
            done(job.result)
        else:
            failed(job.error)

    def _clear(self) -> None:
        """Nothing is under way; what was needed for it, a whole document perhaps, is let go."""
        self._job, self._done, self._failed, self._progress = None, _ignore, _ignore, None
        self._look.stop()

    def _tell(self) -> None:
        if self._progress is not None and self._progress.total:
            self.progressed.emit(self._progress.done, self._progress.total)

    def stop(self) -> None:
        """Ask the work under way to end; whoever waits for it is still told how it did."""
        if self._progress is not None:
            self._progress.stopped = True

    def forget(self) -> None:
        """Nobody waits for the work under way any more: it is to end, and ends unheard."""
        job = self._job
        if job is None:
            return
        self.stop()
        job.finished.disconnect(self._finish)
        job.finished.connect(self._let_go)
        self._forgotten.append(job)
        self._clear()
        self.busy_changed.emit(False)
        self._let_go()

    def _let_go(self) -> None:
        for job in [each for each in self._forgotten if each.isFinished()]:
            self._forgotten.remove(job)
            job.wait()
            job.deleteLater()

    def end(self) -> None:
        """The window goes: what is under way ends unheard, and nothing is begun any more."""
        self._over = True
        self.forget()
        self.wait()

    def wait(self) -> None:
        """Let the work under way come to its end and deliver its result now."""
        if self._job is not None:
            self._job.wait()
            self._finish()
        for job in self._forgotten:
            job.wait()
        self._let_go()
