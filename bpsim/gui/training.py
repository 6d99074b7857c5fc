"""Training while the window stays live: a worker thread that waits while the window paints.

Many small NumPy calls hand the interpreter's lock back and forth and would starve the window. So
the worker passes a gate before each short chunk of iterations, and the window closes it while it
paints. All bookkeeping happens in the GUI thread, from what the worker leaves in its mailbox.
"""

import sys
import threading
import time
from collections import deque

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from bpsim.core.document import Document
from bpsim.core.engine import Descent
from bpsim.core.network import Network
from bpsim.core.settings import Position
from bpsim.gui.controller import Controller
from bpsim.session.chunk import Chunk, train_chunk

FRAME_MS = 33
CHUNK_SECONDS = 0.004
SWITCH_INTERVAL = 0.001


class Worker(QThread):
    """Runs up to ``total`` iterations from ``start`` in short chunks."""

    def __init__(
        self, document: Document, network: Network, start: int, total: int, stride: int,
        parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._document, self._network = document, network
        self._start, self._total, self._stride = start, total, stride
        self.gate = threading.Event()
        self.gate.set()
        self._stopping = threading.Event()
        self._chunks: deque[Chunk] = deque()

    def stop(self) -> None:
        """Ask it to end after the chunk under way."""
        self._stopping.set()
        self.gate.set()

    def collect(self) -> list[Chunk]:
        """What has been computed since the last call; for the GUI thread."""
        return [self._chunks.popleft() for _ in range(len(self._chunks))]

    def run(self) -> None:
        """In the worker's thread."""
        descent = Descent.of(self._document)
        descent.load(self._network.weights, self._start)
        done, size = 0, 1
        while done < self._total and not self._stopping.is_set():
            self.gate.wait()
            began = time.perf_counter()
            chunk = train_chunk(descent, min(size, self._total - done), self._stride)
            self._chunks.append(chunk)
            done += len(chunk.costs)
            if chunk.diverged:
                return
            spent = max(time.perf_counter() - began, 1e-6)
            size = max(1, int(size * min(CHUNK_SECONDS / spent, 2.0)))


class Training(QObject):
    """Runs iterations for the controller; the walk on screen follows the latest one."""

    progressed = Signal(int, int, float)
    """Iterations done, iterations asked for, iterations a second."""
    started = Signal()
    finished = Signal()

    def __init__(self, controller: Controller, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._worker: Worker | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._frame)
        self._total = self._done = 0
        self._began = 0.0
        self._resumed: Position | None = None
        self._following = True
        self._switch_interval = sys.getswitchinterval()

    @property
    def running(self) -> bool:
        """True while iterations are being run."""
        return self._worker is not None

    def run(self, iterations: int) -> None:
        """Run ``iterations`` more after the last one done; the walk follows."""
        self._start_run(iterations, None)

    def resume(self, position: Position) -> None:
        """Go to where a file's walk stood, running the iterations up to there again."""
        session = self._controller.session
        missing = position.iteration - session.history.length
        if not session.walkable or position.iteration == 0:
            return
        if missing > 0:
            self._start_run(missing, position)
        else:
            self._controller.go_to(position)

    def _start_run(self, iterations: int, resumed: Position | None) -> None:
        controller = self._controller
        session = controller.session
        if self.running or not session.walkable or iterations < 1:
            return
        controller.playback.stop()
        history = session.history
        start = history.length
        if history.diverged_at is not None:
            controller.tell_divergence()
            return
        self._total, self._done, self._began = iterations, 0, time.perf_counter()
        self._resumed = resumed
        self._following = True
        worker = Worker(
            history.document_at(start), history.network_at(start), start, iterations,
            history.stride, self,
        )  # fmt: skip
        self._worker = worker
        worker.finished.connect(self._ended)
        sys.setswitchinterval(SWITCH_INTERVAL)
        self.started.emit()
        self.progressed.emit(0, iterations, 0.0)
        worker.start()
        self._timer.start()

    def stop(self) -> None:
        """Stop after the chunk under way, a few milliseconds at most for small networks."""
        if self._worker is not None:
            self._worker.stop()

    def let_go(self) -> None:
        """Stop, and stay where the user has gone by hand."""
        self._following = False
        self.stop()

    def shut_down(self) -> None:
        """Stop and wait, because the window closes."""
        worker = self._worker
        if worker is not None:
            worker.stop()
            worker.wait()
            self._ended()

    def _frame(self) -> None:
        worker = self._worker
        if worker is None:
            return
        worker.gate.clear()
        try:
            self._take(worker.collect())
            seconds = max(time.perf_counter() - self._began, 1e-9)
            self.progressed.emit(self._done, self._total, self._done / seconds)
        finally:
            # Opened from the event loop, so that the paint events asked for come first.
            QTimer.singleShot(0, self, self._open_gate)

    def _open_gate(self) -> None:
        if self._worker is not None:
            self._worker.gate.set()

    def _take(self, chunks: list[Chunk]) -> None:
        history = self._controller.session.history
        for chunk in chunks:
            self._done += len(chunk.costs)
            history.extend(chunk)
        if chunks:
            self._controller.trained_on(self._following)

    def _ended(self) -> None:
        worker = self._worker
        if worker is None:
            return
        self._worker = None
        self._timer.stop()
        worker.wait()
        sys.setswitchinterval(self._switch_interval)
        self._take(worker.collect())
        worker.deleteLater()
        seconds = max(time.perf_counter() - self._began, 1e-9)
        self.progressed.emit(self._done, self._total, self._done / seconds)
        if self._resumed is None:
            self._controller.trained()
        elif self._done == self._total:
            self._controller.go_to(self._resumed)
        self.finished.emit()
        if self._controller.session.history.diverged_at is not None:
            self._controller.tell_divergence()
