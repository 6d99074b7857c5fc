"""Training while the window stays live: starts the worker, takes in what it did, stops it."""

import sys
import time

from PySide6.QtCore import QObject, QTimer, Signal

from bpsim.core.settings import Position
from bpsim.gui.controller import Controller
from bpsim.gui.training_worker import Run, Worker
from bpsim.session.breakpoints import Stop, next_scheduled
from bpsim.session.chunk import Chunk

FRAME_MS = 33
SWITCH_INTERVAL = 0.001
PROGRESS_SECONDS = 0.1


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
        self._began = self._told = 0.0
        self._resumed: Position | None = None
        self._stop: Stop | None = None
        self._following = True
        self._switch_interval = sys.getswitchinterval()

    @property
    def running(self) -> bool:
        """True while iterations are being run."""
        return self._worker is not None

    # --- asking for it ----------------------------------------------------------------------

    def run(self, iterations: int) -> None:
        """Run ``iterations`` more after the last one done, or up to a breakpoint."""
        controller, session = self._controller, self._controller.session
        if self.running or not session.walkable or iterations < 1:
            return
        history = session.history
        start = history.length
        if history.diverged_at is not None:
            controller.tell_divergence()
            return
        after = session.state.tick if session.iteration == start else -1
        document = history.document_at(start)
        stop = next_scheduled(controller.breakpoints, document, start, after, iterations)
        if stop is not None and stop.iteration == start:
            controller.playback.stop()
            controller.stand_on(stop)
            controller.changed.emit()
            return
        self._begin(iterations if stop is None else stop.iteration - start, stop, None)

    def resume(self, position: Position) -> None:
        """Go to a step, as a file or the user names it, running the iterations up to there."""
        session = self._controller.session
        if not session.walkable or self.running:
            return
        missing = max(position.iteration, position.reached) - session.history.length
        if missing <= 0:
            self._controller.go_to(position)
        elif session.history.diverged_at is not None:
            self._controller.tell_divergence()
        else:
            self._begin(missing, None, position)

    def stop(self) -> None:
        """Stop after the chunk under way, a few milliseconds at most for small networks."""
        if self._worker is not None:
            self._worker.stop()

    def let_go(self) -> None:
        """Stop, and stay where the user has gone by hand."""
        self._following = False
        self.stop()

    def shut_down(self) -> None:
        """Stop and wait, because the document or the window goes."""
        if self._worker is not None:
            self._worker.stop()
            self._worker.wait()
            self._ended()

    # --- running ----------------------------------------------------------------------------

    def _begin(self, iterations: int, stop: Stop | None, resumed: Position | None) -> None:
        controller = self._controller
        controller.playback.stop()
        history = controller.session.history
        start = history.length
        self._stop, self._resumed, self._following = stop, resumed, True
        controller.pending = resumed
        self._total, self._done, self._began = iterations, 0, time.perf_counter()
        breakpoints = () if resumed is not None else controller.breakpoints
        plan = Run(
            history.document_at(start), history.network_at(start), start, iterations,
            history.stride, breakpoints,
        )  # fmt: skip
        self._worker = Worker(plan, self)
        self._worker.finished.connect(self._ended)
        sys.setswitchinterval(SWITCH_INTERVAL)
        self.started.emit()
        self.progressed.emit(0, iterations, 0.0)
        self._worker.start()
        self._timer.start()
        if resumed is None:
            controller.trained()

    def _frame(self) -> None:
        worker = self._worker
        if worker is None:
            return
        worker.gate.clear()
        try:
            self._take(worker.collect())
            now = time.perf_counter()
            if now - self._told >= PROGRESS_SECONDS:
                self._told = now
                self._tell_progress()
        finally:
            # Opened from the event loop, so that the paint events asked for come first.
            QTimer.singleShot(0, self, self._open_gate)

    def _open_gate(self) -> None:
        if self._worker is not None:
            self._worker.gate.set()

    def _tell_progress(self) -> None:
        seconds = max(time.perf_counter() - self._began, 1e-9)
        self.progressed.emit(self._done, self._total, self._done / seconds)

    def _take(self, chunks: list[Chunk]) -> None:
        history = self._controller.session.history
        for chunk in chunks:
            self._done += len(chunk.costs)
            # A step by hand or by play may have entered iterations that the worker did as well.
            history.extend(chunk.rest(history.length))
        if chunks:
            self._controller.trained_on(self._following, final=not self.running)

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
        self._tell_progress()
        self._arrive(worker.met)
        self.finished.emit()

    def _arrive(self, met: Stop | None) -> None:
        """Stand where the run was meant to lead, and say why it ended."""
        controller = self._controller
        controller.pending = None
        complete = self._done == self._total and self._following
        if self._resumed is not None:
            if complete:
                controller.go_to(self._resumed)
            return
        controller.trained()
        stop = met or (self._stop if complete else None)
        if stop is not None and self._following:
            controller.stand_on(stop)
            controller.changed.emit()
        elif controller.session.history.diverged_at is not None:
            controller.tell_divergence()
