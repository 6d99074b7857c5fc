"""A run that the user asks for: until a goal, or up to a breakpoint."""

import time

import numpy as np

from bpsim.base.words import tr
from bpsim.core.breakpoints import Breakpoint
from bpsim.gui.desk.controller import Controller
from bpsim.gui.desk.worker import RunEnd
from bpsim.session.breakpoints import MetBreakpoint
from bpsim.session.goal import CostGoal, Goal, cost_goal_words, iterations_left
from bpsim.session.progress import RunProgress
from bpsim.session.stops import met_where_diverged
from bpsim.session.training_words import given_up_words, reached_words, risen_words


class RunToGoal:
    """Says how far such a run is, where it has led and why it ended.

    ``stop`` is the breakpoint that it leads to, None where it goes on to the goal.
    """

    first = True
    position = None
    """It leads to no step that a file names."""

    def __init__(self, controller: Controller, goal: Goal, stop: MetBreakpoint | None) -> None:
        self._controller, self.goal, self._stop = controller, goal, stop
        self._began = time.perf_counter()

    @property
    def breakpoints(self) -> tuple[Breakpoint, ...]:
        """Those that are obeyed on the way."""
        return self._controller.breakpoints

    def progress(self, done: int, total: int) -> RunProgress:
        """How far it is after ``done`` iterations of ``total``."""
        rate = done / max(time.perf_counter() - self._began, 1e-9)
        if self.goal.below is not None:
            session = self._controller.session
            words = cost_goal_words(self.goal.below, session.document.convention.factor)
            costs = session.history.costs[session.history.start :]
            left = iterations_left(costs, self.goal.below) if rate > 0 else None
            seconds_left = None if left is None else left / rate
            return RunProgress(done, None, rate, tr("until {words}", words=words), seconds_left)
        if self.goal.iterations is None:
            return RunProgress(done, None, rate, tr("until stopped"))
        return RunProgress(done, total, rate)

    def arrive(self, end: RunEnd) -> None:
        """Stand where the run was meant to lead, or say why it ended."""
        controller, worker = self._controller, end.worker
        controller.trained()
        stop = worker.met or (self._stop if end.complete else None)
        if stop is None and end.followed and not end.leaving:
            stop = met_where_diverged(controller.session, controller.breakpoints)
        if stop is not None and end.followed:
            controller.stand_on(stop)
            controller.changed.emit()
        elif controller.session.history.diverged_at is not None:
            controller.tell_divergence()
        elif worker.reached is not None and worker.goal is not None:
            self._say_reached(worker.reached, end.done, worker.goal)
        elif end.done == end.total and self.goal.iterations is None:
            words = given_up_words(end.done, self.goal.below, self._sign)
            controller.message.emit(words, "info")
        elif not end.leaving:
            self._say_risen()

    @property
    def _sign(self) -> float:
        return self._controller.session.document.convention.factor

    def _say_reached(self, iteration: int, done: int, goal: CostGoal) -> None:
        words = reached_words(iteration, done, goal.J, goal.below, self._sign, goal.epoch)
        self._controller.message.emit(words, "info")

    def _say_risen(self) -> None:
        session, history = self._controller.session, self._controller.session.history
        document = history.document_at(history.length)
        settings = document.training
        size = settings.batch_size
        if size is None or size >= len(document.examples):  # else each J is of other examples
            # The J on screen as well: it is that of the weights that the last update has made.
            J = session.trace_of(history.length).values.gradient.J
            costs = np.append(history.costs[history.start :], J)
            words = risen_words(costs, history.start, settings.learning_rate, self._sign)
            if words:
                self._controller.message.emit(words, "stop")  # not true of the next run
