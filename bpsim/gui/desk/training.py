"""Training while the window stays live: starts the worker, takes in what it did, stops it."""

import math
import time

from PySide6.QtCore import QObject, QTimer, Signal

from bpsim.base.counted import counted
from bpsim.base.words import tr
from bpsim.core.batches import iterations_per_epoch
from bpsim.core.settings import Position, TrainingSettings
from bpsim.gui.desk.controller import Controller
from bpsim.gui.desk.worker import Run, Worker
from bpsim.session.breakpoints import MetBreakpoint, next_scheduled
from bpsim.session.chunk import Chunk
from bpsim.session.editing import set_training
from bpsim.session.goal import Goal, cost_goal_words, iterations_left
from bpsim.session.progress import RunProgress
from bpsim.session.stops import met_where_diverged
from bpsim.session.training_words import (
    again_words,
    given_up_words,
    last_of,
    reached_words,
    risen_words,
    stopped_words,
    there_words,
)

FRAME_MS = 33
PROGRESS_SECONDS = 0.1
PATIENCE_SECONDS = 1.0
ANNOUNCE_SECONDS = 2.0
"""What takes longer to open is explained, and how far it is told again so often."""


class Training(QObject):
    """Runs iterations for the controller; the walk on screen follows the latest one."""

    progressed = Signal(object)
    """How far the run is, a Progress."""
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
        self._before = self._overall = 0
        self._goal = Goal()
        self._began = self._told = 0.0
        self._resumed: Position | None = None
        self._announcements = 0
        self._hushed = False
        self._leaving = self._changing = False
        self._stop: MetBreakpoint | None = None
        self._following = True

    @property
    def running(self) -> bool:
        """True while iterations are being run."""
        return self._worker is not None

    @property
    def again(self) -> bool:
        """True if the latest run does, or did, what was done before, as a file has it."""
        return self._resumed is not None

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
        self._goal, self._before = goal, 0
        self._began = time.perf_counter()
        self._begin(goal.most if stop is None else stop.iteration - start, stop, None)

    def train_with(self, settings: TrainingSettings) -> None:
        """Train with other ``settings`` from here on; a run under way goes on with them."""
        worker, goal = self._worker, self._goal
        stopping = worker is not None and worker.stopping
        # Stop stays where it is: the click on it may be what ended the typing.
        self._changing = True
        self._controller.edit(set_training, settings)
        self._changing = False
        if worker is None or self.running:
            return  # nothing ran, or the settings are the ones it runs with
        ended = stopping or worker.met is not None or worker.reached is not None
        if not ended and self._resumed is None and self._done < self._total:
            left = None if goal.iterations is None else goal.iterations - self._done
            self.run_to(Goal(left, goal.below))
        if not self.running:
            self.finished.emit()

    def _is_there(self, below: float) -> bool:
        """True, and said, if J of the weights reached last is below ``below`` already."""
        session = self._controller.session
        document = session.history.document_at(session.history.latest)
        if iterations_per_epoch(len(document.examples), document.training) > 1:
            return False  # J of a batch is that of its examples alone: a whole epoch will tell
        J = session.trace_of(session.history.latest).values.gradient.J
        if not below > J:
            return False
        sign = session.document.convention.factor
        words = there_words(session.history.latest, J, below, sign)
        self._controller.message.emit(words, "info")
        return True

    def resume(self, position: Position) -> None:
        """Go to a step, as a file or the user names it, running the iterations up to there."""
        session = self._controller.session
        if not session.walkable or self.running:
            return
        self._goal, self._before = Goal(), 0
        self._overall = last_of(position) - session.history.length
        self._began, self._announcements = time.perf_counter(), 0
        self._hushed = False
        self._run_again(position)

    def _run_again(self, position: Position) -> None:
        """Run up to the next edit that the document's file tells of, or else to ``position``."""
        controller, session = self._controller, self._controller.session
        target = last_of(position)
        while (
            session.later_edits and session.later_edits[0].start == session.history.length <= target
        ):
            controller.take_up_edit()
        upto = min([target, *(each.start for each in session.later_edits[:1])])
        missing = upto - session.history.length
        if missing > 0 and not session.trainable:
            controller.tell_end()
        elif missing <= 0:
            controller.go_to(position)
            self._say_arrived(position)
        elif session.history.diverged_at is not None:
            controller.tell_divergence()
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

    def hush(self) -> None:
        """The message on how far it is was closed: it is not shown again during this run."""
        self._hushed = self._announcements > 0

    def give_way(self) -> None:
        """Stop and wait for an edit, and say so unless the run goes on with it."""
        told = self.running and self._resumed is None and not self._changing
        self.shut_down()
        if told:
            done = counted(self._done, "iteration")
            self._controller.message.emit(
                tr("The edit stopped the run after {done}.", done=done), "info"
            )

    def shut_down(self) -> None:
        """Stop and wait, because the document or the window goes."""
        if self._worker is not None:
            self._leaving = True
            self._worker.stop()
            self._worker.wait()
            self._ended()
            self._leaving = False

    # --- running ----------------------------------------------------------------------------

    def _begin(self, iterations: int, stop: MetBreakpoint | None, resumed: Position | None) -> None:
        controller = self._controller
        controller.playback.stop()
        controller.leave_stop()
        history = controller.session.history
        start = history.length
        self._stop, self._resumed, self._following = stop, resumed, True
        controller.pending = resumed
        self._total, self._done = iterations, 0
        breakpoints = () if resumed is not None else controller.breakpoints
        document = history.document_at(start)
        epoch = iterations_per_epoch(len(document.examples), document.training)
        plan = Run(
            document, history.checkpoint_at(start), start, iterations, history.stride, breakpoints,
            self._goal.below, history.costs[start - start % epoch : start].copy(),
        )  # fmt: skip
        self._worker = Worker(plan, self)
        self._worker.finished.connect(self._ended)
        if not self._before:  # else one more stretch of the same run
            self.started.emit()
        self._tell_progress()
        self._worker.pause.hold()
        self._worker.start()
        self._timer.start()
        if resumed is None:
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
        seconds = max(time.perf_counter() - self._began, 1e-9)
        done, resumed, goal = self._before + self._done, self._resumed, self._goal
        rate = done / seconds
        if resumed is not None:
            self._announce(resumed, seconds)
            self.progressed.emit(RunProgress(done, self._overall, rate, "again"))
        elif goal.below is not None:
            session = self._controller.session
            words = cost_goal_words(goal.below, session.document.convention.factor)
            costs = session.history.costs[session.history.start :]
            left = iterations_left(costs, goal.below) if rate > 0 else None
            seconds_left = None if left is None else left / rate
            self.progressed.emit(
                RunProgress(done, None, rate, tr("until {words}", words=words), seconds_left)
            )
        elif goal.iterations is None:
            self.progressed.emit(RunProgress(done, None, rate, tr("until stopped")))
        else:
            self.progressed.emit(RunProgress(done, self._total, rate))

    def _announce(self, resumed: Position, seconds: float) -> None:
        """Say what takes so long once it does, and how far it is."""
        told = self._announcements * ANNOUNCE_SECONDS
        if self._hushed or seconds < PATIENCE_SECONDS + told:
            return
        self._announcements = 1 + int((seconds - PATIENCE_SECONDS) / ANNOUNCE_SECONDS)
        share = (self._before + self._done) / max(1, self._overall)
        left = seconds * (1 - share) / share if share else math.inf
        if math.isfinite(left):
            self._controller.message.emit(again_words(resumed, share, left), "info")

    def _say_arrived(self, position: Position) -> None:
        if self._announcements:
            self._announcements = 0
            words = tr("Back in iteration {iteration:,}.", iteration=position.iteration)
            self._controller.message.emit(words, "done")

    def _take(self, chunks: list[Chunk], final: bool) -> None:
        history = self._controller.session.history
        for chunk in chunks:
            self._done += len(chunk.costs)
            # A step by hand or by play may have entered iterations that the worker did as well.
            history.extend(chunk.rest(history.length))
        if chunks and self._resumed is None:
            self._controller.trained()  # again, for it may have been saved since it began
        if chunks or final:
            self._controller.trained_on(self._following, final)

    def _ended(self) -> None:
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
        self._arrive(worker)
        if not (self.running or self._changing):  # else one more stretch has begun, or will
            self.finished.emit()

    def _arrive(self, worker: Worker) -> None:
        """Stand where the run was meant to lead, and say why it ended."""
        controller = self._controller
        controller.pending = None
        complete = self._done == self._total and self._following
        if self._resumed is not None:
            self._arrive_again(self._resumed, complete)
            return
        controller.trained()
        stop = worker.met or (self._stop if complete else None)
        if stop is None and self._following and not self._leaving:
            stop = met_where_diverged(controller.session, controller.breakpoints)
        if stop is not None and self._following:
            controller.stand_on(stop)
            controller.changed.emit()
        elif controller.session.history.diverged_at is not None:
            controller.tell_divergence()
        elif worker.reached is not None:
            self._say_reached(worker)
        elif self._done == self._total and self._goal.iterations is None:
            self._say_given_up()
        elif not self._leaving:
            self._say_risen()

    def _arrive_again(self, position: Position, complete: bool) -> None:
        """A stretch that was run again has ended: go on with the next one, or say where it is."""
        controller, session = self._controller, self._controller.session
        self._before += self._done
        if complete and not self._leaving:
            self._run_again(position)
        elif session.history.diverged_at is not None:
            controller.tell_divergence()
        elif not self._leaving and (self._announcements or session.later_edits):
            edit = session.later_edits[0].start if session.later_edits else None
            words = stopped_words(session.history.length, position, edit)
            controller.message.emit(words, "info")

    def _say_reached(self, worker: Worker) -> None:
        goal, sign = worker.goal, self._controller.session.document.convention.factor
        if goal is not None and worker.reached is not None:
            words = reached_words(worker.reached, self._done, goal.J, goal.below, sign, goal.epoch)
            self._controller.message.emit(words, "info")

    def _say_risen(self) -> None:
        session = self._controller.session
        history, start = session.history, session.history.start
        document = history.document_at(history.length)
        settings = document.training
        size = settings.batch_size
        if size is None or size >= len(document.examples):  # else each J is of other examples
            sign = document.convention.factor
            words = risen_words(history.costs[start:], start, settings.learning_rate, sign)
            if words:
                self._controller.message.emit(words, "stop")  # not true of the next run

    def _say_given_up(self) -> None:
        sign = self._controller.session.document.convention.factor
        words = given_up_words(self._done, self._goal.below, sign)
        self._controller.message.emit(words, "info")
