"""The thread that trains: short chunks of iterations, before each of which the window comes first.

Many small NumPy calls hand the interpreter's lock back and forth and would starve the window. So
the worker stands still while the window has anything to do.
"""

import threading
import time
from collections import deque
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QObject, QThread

from bpsim.core.arrays import Array
from bpsim.core.breakpoints import Breakpoint
from bpsim.core.checkpoint import Checkpoint
from bpsim.core.document import Document
from bpsim.core.engine.descent import Descent
from bpsim.gui.desk.worker_pause import WorkerPause
from bpsim.session.breakpoints import MetBreakpoint, cost_met
from bpsim.session.chunk import Chunk, train_chunk
from bpsim.session.goal import CostGoal, EpochMeans

CHUNK_SECONDS = 0.002


@dataclass(frozen=True)
class Run:
    """What is to be run: ``total`` iterations of ``document`` from ``checkpoint`` at ``start``.

    ``stride`` is the distance of the snapshots; of ``breakpoints`` those on the cost are obeyed.
    It ends in the first iteration with which J is below ``below``, if that is given. ``begun`` are
    the costs of the iterations of the epoch under way at ``start``.
    """

    document: Document
    checkpoint: Checkpoint
    start: int
    total: int
    stride: int
    breakpoints: tuple[Breakpoint, ...]
    below: float | None = None
    begun: Array = field(default_factory=lambda: np.empty(0))


class Worker(QThread):
    """Does a run in chunks of a few milliseconds and leaves them for the GUI thread."""

    def __init__(self, run: Run, parent: QObject) -> None:
        super().__init__(parent)
        self._run = run
        self.pause = WorkerPause(self)
        self._stopping = threading.Event()
        self._chunks: deque[Chunk] = deque()
        self.met: MetBreakpoint | None = None
        """The breakpoint on the cost that ended the run; to be read once it has ended."""
        self.reached: int | None = None
        """The iteration with which J is below what the run was to reach; likewise."""
        self.goal = None if run.below is None else CostGoal(run.below, run.document)
        self._means, self._mean = EpochMeans(run.document.iterations_per_epoch, run.begun), -np.inf

    def stop(self) -> None:
        """Ask it to end after the chunk under way; for the GUI thread."""
        self._stopping.set()
        self.pause.release()

    @property
    def stopping(self) -> bool:
        """Whether it was asked to end before what is to be run has been."""
        return self._stopping.is_set()

    def collect(self) -> list[Chunk]:
        """What has been computed since the last call; for the GUI thread."""
        return [self._chunks.popleft() for _ in range(len(self._chunks))]

    def run(self) -> None:
        """In the worker's thread."""
        plan = self._run
        descent = Descent.of(plan.document)
        descent.resume(plan.checkpoint, plan.start)
        with descent.at_it():
            self._train(descent)

    def _train(self, descent: Descent) -> None:
        plan = self._run
        done, size = 0, 1
        while done < plan.total:
            self.pause.wait()
            if self._stopping.is_set():
                return
            began = time.perf_counter()
            chunk = train_chunk(descent, min(size, plan.total - done), plan.stride)
            chunk = self._cut(chunk)
            self._chunks.append(chunk)
            done += len(chunk.costs)
            if chunk.diverged or self.met is not None or self.reached is not None:
                return
            spent = max(time.perf_counter() - began, 1e-6)
            size = max(1, int(size * min(CHUNK_SECONDS / spent, 2.0)))

    def _cut(self, chunk: Chunk) -> Chunk:
        """The chunk up to where a breakpoint on the cost is met, or the cost wanted is reached."""
        means, places = self._means.of(chunk.costs)
        met = cost_met(self._run.breakpoints, means, self._mean)
        self._mean = float(means[-1]) if len(means) else self._mean
        if met is not None:
            met = int(places[met[0]]), met[1]
        place = None if self.goal is None else self.goal.first(chunk.costs)
        if place is not None and (met is None or place <= met[0]):
            self.reached = chunk.start + place
        elif met is not None:
            place = met[0]
            self.met = MetBreakpoint(met[1], chunk.start + place, 0)
        else:
            return chunk
        at = chunk.start + place
        kept = tuple(each for each in chunk.snapshots if each[0] <= at)
        return Chunk(chunk.start, chunk.costs[:place], kept, False)


@dataclass(frozen=True)
class RunEnd:
    """How a run of ``worker`` ended, after ``done`` iterations of ``total``.

    ``followed`` says that the walk on screen went along to the end, ``leaving`` that it was stopped
    because the document or the window goes.
    """

    worker: Worker
    done: int
    total: int
    followed: bool
    leaving: bool

    @property
    def complete(self) -> bool:
        """True if all was done, and is on screen."""
        return self.done == self.total and self.followed
