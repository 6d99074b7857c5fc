"""Training while the window stays live: a worker thread that waits while the window paints.

Many small NumPy calls hand the interpreter's lock back and forth and would starve the window. So
the worker passes a gate before each short chunk of iterations, and the window closes it while it
paints. All bookkeeping happens in the GUI thread, from what the worker leaves in its mailbox.
"""

import sys
import threading
import time
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QObject, QThread, QTimer, Signal

from bpsim.core.arrays import Array
from bpsim.core.document import Document
from bpsim.core.engine import Descent
from bpsim.core.network import Network
from bpsim.gui.controller import Controller

FRAME_MS = 33
CHUNK_SECONDS = 0.004
SWITCH_INTERVAL = 0.001
QUICK_SECONDS = 0.010
"""A run that is expected to take less is done at once, without a thread."""


@dataclass
class Mail:
    """What the worker has computed since the window looked last."""

    costs: list[Array] = field(default_factory=list)
    snapshots: list[tuple[int, tuple[Array, ...]]] = field(default_factory=list)


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
        self._lock = threading.Lock()
        self._mail = Mail()

    def stop(self) -> None:
        """Ask it to end after the chunk under way."""
        self._stopping.set()
        self.gate.set()

    def collect(self) -> Mail:
        """Empty the mailbox."""
        with self._lock:
            mail, self._mail = self._mail, Mail()
        return mail

    def run(self) -> None:
        """In the worker's thread."""
        document = self._document
        descent = Descent.of(document)
        descent.load(self._network.weights, self._start)
        done, chunk = 0, 1
        while done < self._total and not self._stopping.is_set():
            self.gate.wait()
            began = time.perf_counter()
            to_snapshot = self._stride - (self._start + done) % self._stride
            size = min(chunk, self._total - done, to_snapshot)
            costs = np.empty(size)
            ran = descent.run(size, costs)
            done += ran
            at = self._start + done
            with self._lock:
                self._mail.costs.append(costs[:ran])
                if at % self._stride == 0 or done == self._total or ran < size:
                    self._mail.snapshots.append((at, descent.weights))
            if ran < size:
                return  # diverged
            spent = time.perf_counter() - began
            if size == chunk:
                grow = CHUNK_SECONDS / max(spent, 1e-6)
                chunk = max(1, int(chunk * min(grow, 2.0)))
        with self._lock:
            if not self._mail.snapshots or self._mail.snapshots[-1][0] != self._start + done:
                self._mail.snapshots.append((self._start + done, descent.weights))


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
        self._switch_interval = sys.getswitchinterval()

    @property
    def running(self) -> bool:
        """True while iterations are being run."""
        return self._worker is not None

    def run(self, iterations: int) -> None:
        """Run ``iterations`` more from the iteration on screen's end of history."""
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

    def _take(self, mail: Mail) -> None:
        if not mail.costs:
            return
        history = self._controller.session.history
        costs = np.concatenate(mail.costs)
        self._done += len(costs)
        history.append(costs, mail.snapshots)
        self._controller.follow_training()

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
        self._controller.trained()
        self.finished.emit()
        if self._controller.session.history.diverged_at is not None:
            self._controller.tell_divergence()
