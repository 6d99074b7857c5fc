"""Threads that help with the blocks of a batch, for the time of one run."""

import os
import threading
from collections import deque
from collections.abc import Callable, Sequence
from types import TracebackType

import numpy as np

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


class Crew:
    """The caller's thread and ``helpers`` more; which of them does a task is left to chance.

    A context manager: the threads live from entering to leaving. They are few and short-lived
    (starting one takes some 50 µs), so that nothing has to be tidied up at the end of the program.
    NumPy's handling of floating-point errors, which belongs to a thread, is the caller's in all.
    """

    def __init__(self, helpers: int) -> None:
        self._waiting: deque[Task] = deque()
        self._errors: list[BaseException] = []
        self._ending = False
        self._handling = np.geterr()
        self._wanted = helpers
        # Locks as signals: "go" is released by the caller, "done" by the helper.
        self._signals: list[tuple[threading.Lock, threading.Lock]] = []
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> "Crew":
        self._handling = np.geterr()
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
                break
            self._signals.append(signals)
            self._threads.append(thread)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ending = True
        for go, _ in self._signals:
            go.release()
        for thread in self._threads:
            thread.join()

    def do(self, tasks: Sequence[Task]) -> None:
        """Every task once, in any order, and return when all are done.

        Raises the first error that a task raised, after the others have ended.
        """
        self._waiting.extend(tasks)
        for go, _ in self._signals:
            go.release()
        self._work()
        for _, done in self._signals:
            done.acquire()
        if self._errors:
            errors, self._errors = self._errors, []
            raise errors[0]

    def _work(self) -> None:
        waiting = self._waiting
        while True:
            try:
                task = waiting.popleft()
            except IndexError:
                return
            try:
                task()
            except BaseException as error:  # handed to the caller, whichever thread it was in
                self._errors.append(error)

    def _help(self, go: threading.Lock, done: threading.Lock) -> None:
        with np.errstate(**self._handling):
            while True:
                go.acquire()
                if self._ending:
                    return
                self._work()
                done.release()
