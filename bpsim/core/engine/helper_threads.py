"""Threads that help with the blocks of a batch, where and as long as that is quicker."""

import os
import threading
from collections import deque
from collections.abc import Callable, Sequence
from time import perf_counter
from types import TracebackType

import numpy as np

from bpsim.core.unexpected import caught

MOST_THREADS = 4
"""More of them wait for the interpreter's lock and for memory rather than compute."""

Task = Callable[[], object]


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def helpers_for(blocks: int) -> int:
    """How many threads beside the caller's are of use for so many blocks."""
    return min(cores(), MOST_THREADS, blocks) - 1


class Pays:
    """Tells whether sharing work among threads is quicker than doing it alone.

    It depends on what else the machine does: threads that wait for a core cost more than they
    bring. Both ways are tried now and then, more seldom the longer the same one wins; which one it
    is changes nothing but the time.
    """

    TRIES = 3
    SOONEST, SELDOMEST = 16, 1024
    BETTER = 0.95

    def __init__(self) -> None:
        self.shared = True
        self._trying = False
        self._stay = self._left = self.TRIES
        self._usual: deque[float] = deque(maxlen=self.TRIES)
        self._tried: list[float] = []

    def took(self, seconds: float) -> None:
        """Learn how long the work took, done as ``shared`` says; what that says may change."""
        if self._trying:
            self._tried.append(seconds)
            if len(self._tried) == self.TRIES:
                self._decide()
            return
        self._usual.append(seconds)
        self._left -= 1
        if not self._left:
            self._trying, self._tried = True, []
            self.shared = not self.shared

    def _decide(self) -> None:
        if min(self._tried) < self.BETTER * min(self._usual):
            self._usual.extend(self._tried)
            self._stay = self.SOONEST
        else:
            self.shared = not self.shared
            self._stay = min(max(2 * self._stay, self.SOONEST), self.SELDOMEST)
        self._trying, self._left = False, self._stay


class HelperThreads:
    """The caller's thread and up to ``helpers`` more; which of them does a task is left to chance.

    A context manager, which may be entered again inside: the threads are started when they are
    first of use and live until it is left. They are few and soon started (some 50 µs), so that
    nothing has to be tidied up at the end of the program. NumPy's handling of floating-point
    errors, which belongs to a thread, is in all of them what it was where it was entered last.
    """

    def __init__(self, helpers: int) -> None:
        self._waiting: deque[Task] = deque()
        self._errors: list[BaseException] = []
        self._inside = 0
        self._ending = False
        self._handling = np.geterr()
        self._wanted = helpers
        self._pays = Pays()
        # Locks as signals: "go" is released by the caller, "done" by the helper.
        self._signals: list[tuple[threading.Lock, threading.Lock]] = []
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> "HelperThreads":
        self._inside += 1
        self._handling = np.geterr()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._inside -= 1
        if self._inside or not self._threads:
            return
        self._ending = True
        for go, _ in self._signals:
            go.release()
        for thread in self._threads:
            thread.join()
        self._ending = False
        self._signals, self._threads = [], []

    def do(self, tasks: Sequence[Task]) -> None:
        """Every task once, in any order, and return when all are done.

        Raises the first error that a task raised, after the others have ended.
        """
        self._waiting.extend(tasks)
        if self._wanted:
            began = perf_counter()
            self._work_together() if self._pays.shared else self._work()
            self._pays.took(perf_counter() - began)
        else:
            self._work()
        if self._errors:
            errors, self._errors = self._errors, []
            raise errors[0]

    def _work_together(self) -> None:
        if not self._threads:
            self._start()
        for go, _ in self._signals:
            go.release()
        self._work()
        for _, done in self._signals:
            done.acquire()

    def _start(self) -> None:
        for _ in range(self._wanted):
            signals = (threading.Lock(), threading.Lock())
            for each in signals:
                each.acquire()
            thread = threading.Thread(
                target=self._help, args=signals, name="bpsim block", daemon=True
            )
            try:
                thread.start()
            except RuntimeError:  # the system has no thread left to give: it goes without
                self._wanted = len(self._threads)
                break
            self._signals.append(signals)
            self._threads.append(thread)

    def _work(self) -> None:
        waiting = self._waiting
        while True:
            try:
                task = waiting.popleft()
            except IndexError:
                return
            error = caught(task)
            if error is not None:  # handed to the caller, whichever thread it was in
                self._errors.append(error)

    def _help(self, go: threading.Lock, done: threading.Lock) -> None:
        while True:
            go.acquire()
            if self._ending:
                return
            with np.errstate(**self._handling):
                self._work()
            done.release()
