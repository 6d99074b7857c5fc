"""Training while the window stays live: starts the worker, takes in what it did, stops it."""

import time

from PySide6.QtCore import QObject, QTimer, Signal

from bpsim.base.counted import counted
from bpsim.base.words import tr
from bpsim.core.settings import Position, TrainingSettings
from bpsim.gui.desk.controller import Controller
from bpsim.gui.desk.run_again import RunAgain
from bpsim.gui.desk.run_to_goal import RunToGoal
from bpsim.gui.desk.worker import Run, RunEnd, Worker
from bpsim.session.breakpoints import next_scheduled
from bpsim.session.chunk import Chunk
from bpsim.session.editing import set_training
from bpsim.session.goal import Goal
from bpsim.session.training_words import there_words

FRAME_MS = 33
PROGRESS_SECONDS = 0.1


class Training(QObject):
    """Runs iterations for the controller; the walk on screen follows the latest one."""

    progressed = Signal(object)
    """How far the run is, a RunProgress."""
    started = Signal()
    finished = Signal()

    def __init__(self, controller: Controller, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._worker: Worker | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._frame)
        self._purpose: RunToGoal | RunAgain = RunToGoal(controller, Goal(), None)
        """What runs, or ran last, and what for."""
        self._total = self._done = 0
        """Iterations of the stretch that the worker is at."""
        self._told = 0.0
        self._following = True
        """Whether the walk on screen goes along."""
        self._changing = False
        """Whether it is stopped to go on with other settings."""

    @property
    def running(self) -> bool:
        """True while iterations are being run."""
        return self._worker is not None

    @property
    def again(self) -> bool:
        """True if the latest run does, or did, what was done before, as a file has it."""
        return isinstance(self._purpose, RunAgain)

    # --- asking for it ----------------------------------------------------------------------

    def run(self, iterations: int) -> None:
        """Run ``iterations`` more after the last one done, or up to a breakpoint."""
        if iterations > 0:
            self.run_to(Goal(iterations))

    def run_to(self, goal: Goal) -> None:
        """Run until ``goal``, or up to a breakpoint; if it is reached already, say so."""
        controller, session = self._controller, self._controller.session
        if self.running or not session.walkable:
            return
        if not session.trainable:
            controller.tell_end()
            return
        history = session.history
        start = history.length
        if history.diverged_at is not None:
            controller.tell_divergence()
            return
        if goal.below is not None and self._is_there(goal.below):
            return
        after = session.state.tick if session.iteration == start else -1
        document = history.document_at(start)
        stop = next_scheduled(controller.breakpoints, document, start, after, goal.most)
        if stop is not None and stop.iteration == start:
            controller.playback.stop()
            controller.stand_on(stop)
            controller.changed.emit()
            return
        self._purpose = RunToGoal(controller, goal, stop)
        self._begin(goal.most if stop is None else stop.iteration - start)

    def train_with(self, settings: TrainingSettings) -> None:
        """Train with other ``settings`` from here on; a run under way goes on with them."""
        worker, purpose = self._worker, self._purpose
        stopping = worker is not None and worker.stopping
        # Stop stays where it is: the click on it may be what ended the typing.
        self._changing = True
        self._controller.edit(set_training, settings)
        self._changing = False
        if worker is None or self.running:
            return  # nothing ran, or the settings are the ones it runs with
        ended = stopping or worker.met is not None or worker.reached is not None
        if not ended and isinstance(purpose, RunToGoal) and self._done < self._total:
            goal = purpose.goal
            left = None if goal.iterations is None else goal.iterations - self._done
            self.run_to(Goal(left, goal.below))
        if not self.running:
            self.finished.emit()

    def _is_there(self, below: float) -> bool:
        """True, and said, if J of the weights reached last is below ``below`` already."""
        session = self._controller.session
        document = session.history.document_at(session.history.length)
        if document.iterations_per_epoch > 1:
            return False  # J of a batch is that of its examples alone: a whole epoch will tell
        J = session.trace_of(session.history.length).values.gradient.J
        if not below > J:
            return False
        sign = session.document.convention.factor
        words = there_words(session.history.length, J, below, sign)
        self._controller.message.emit(words, "info")
        return True

    def resume(self, position: Position) -> None:
        """Go to a step, as a file or the user names it, running the iterations up to there.

        A jump ends the run under way, as a click on the cost plot does.
        """
        self.shut_down()
        if self._controller.session.walkable:
            self._purpose = RunAgain(self._controller, position)
            self._go_on(self._purpose)

    def _go_on(self, again: RunAgain) -> None:
        missing = again.go_on()
        if missing:
            self._begin(missing)

    def stop(self) -> None:
        """Stop after the chunk under way, a few milliseconds at most for small networks."""
        if self._worker is not None:
            self._worker.stop()

    def let_go(self) -> None:
        """Stop, and stay where the user has gone by hand."""
        self._following = False
        self.stop()

    def hush(self) -> None:
        """The message on how far it is was closed: it is not shown again during this run."""
        if isinstance(self._purpose, RunAgain):
            self._purpose.hush()

    def give_way(self) -> None:
        """Stop and wait for an edit or another network; say so unless the run goes on with it."""
        told = self.running and not (self.again or self._changing)
        self.shut_down()
        if told:
            done = counted(self._done, "iteration")
            self._controller.message.emit(
                tr("This stopped the run after {done}.", done=done), "info"
            )

    def shut_down(self) -> None:
        """Stop and wait, because the document or the window goes."""
        if self._worker is not None:
            self._worker.stop()
            self._worker.wait()
            self._ended(leaving=True)

    # --- running ----------------------------------------------------------------------------

    def _begin(self, iterations: int) -> None:
        controller, purpose = self._controller, self._purpose
        controller.playback.stop()
        controller.leave_stop()
        history = controller.session.history
        start = history.length
        self._following = True
        controller.pending = purpose.position
        self._total, self._done = iterations, 0
        document = history.document_at(start)
        epoch = document.iterations_per_epoch
        plan = Run(
            document, history.checkpoint_at(start), start, iterations, history.stride,
            purpose.breakpoints, purpose.goal.below,
            history.costs[start - start % epoch : start].copy(),
        )  # fmt: skip
        self._worker = Worker(plan, self)
        self._worker.finished.connect(self._ended)
        if purpose.first:
            self.started.emit()
        self._tell_progress()
        self._worker.pause.hold()
        self._worker.start()
        self._timer.start()
        if not self.again:
            controller.trained()

    def _frame(self) -> None:
        worker = self._worker
        if worker is None:
            return
        self._take(worker.collect(), final=False)
        now = time.perf_counter()
        if now - self._told >= PROGRESS_SECONDS:
            self._told = now
            self._tell_progress()

    def _tell_progress(self) -> None:
        self.progressed.emit(self._purpose.progress(self._done, self._total))

    def _take(self, chunks: list[Chunk], final: bool) -> None:
        history = self._controller.session.history
        for chunk in chunks:
            self._done += len(chunk.costs)
            # A step by hand or by play may have entered iterations that the worker did as well.
            history.extend(chunk.rest(history.length))
        if chunks and not self.again:
            self._controller.trained()  # again, for it may have been saved since it began
        if chunks or final:
            self._controller.trained_on(self._following, final)

    def _ended(self, leaving: bool = False) -> None:
        worker = self._worker
        if worker is None or not worker.isFinished():
            return  # the word of a worker waited for, come when the next is at work
        self._worker = None
        worker.pause.release()
        self._timer.stop()
        worker.wait()
        # Even if the last frame took all there was: it rendered one view, and now all are due.
        self._take(worker.collect(), final=True)
        worker.deleteLater()
        self._tell_progress()
        self._controller.pending = None
        purpose = self._purpose
        end = RunEnd(worker, self._done, self._total, self._following, leaving)
        if isinstance(purpose, RunToGoal):
            purpose.arrive(end)
        elif purpose.arrive(end):
            self._go_on(purpose)
        if not (self.running or self._changing):  # else one more stretch has begun, or will
            self.finished.emit()
