"""Iterations run again up to a step that a file or the user names, with the edits on the way."""

import math
import time

from bpsim.base.words import tr
from bpsim.core.breakpoints import Breakpoint
from bpsim.core.settings import Position
from bpsim.gui.desk.controller import Controller
from bpsim.gui.desk.worker import RunEnd
from bpsim.session.goal import Goal
from bpsim.session.progress import RunProgress
from bpsim.session.training_words import again_words, stopped_words

PATIENCE_SECONDS = 1.0
ANNOUNCE_SECONDS = 2.0
"""What takes longer to open is explained, and how far it is told again so often."""


class RunAgain:
    """Says how far it is on the way to ``position``, a stretch at a time: each ends at an edit."""

    goal = Goal()
    breakpoints: tuple[Breakpoint, ...] = ()
    """None is obeyed: it leads where the walk has been."""

    def __init__(self, controller: Controller, position: Position) -> None:
        self._controller, self.position = controller, position
        self._overall = position.last - controller.session.history.length
        self._before = 0
        """Iterations of the stretches before this one."""
        self._began = time.perf_counter()
        self._announcements = 0
        self._hushed = False

    @property
    def first(self) -> bool:
        """True as long as no stretch of it has ended."""
        return not self._before

    def go_on(self) -> int:
        """How many iterations there are up to the next edit, or else to the position.

        0 if there are none, or none can be run: then it stands there, or has said why not.
        """
        controller, session = self._controller, self._controller.session
        target = self.position.last
        while (
            session.later_edits and session.later_edits[0].start == session.history.length <= target
        ):
            controller.take_up_edit()
        upto = min([target, *(each.start for each in session.later_edits[:1])])
        missing = upto - session.history.length
        if missing > 0 and not session.trainable:
            controller.tell_end()
        elif missing <= 0:
            controller.go_to(self.position)
            self._say_arrived()
        elif session.history.diverged_at is not None:
            controller.tell_divergence()
        else:
            return missing
        return 0

    def hush(self) -> None:
        """The message on how far it is was closed: it is not shown again."""
        self._hushed = self._announcements > 0

    def progress(self, done: int, _total: int) -> RunProgress:
        """How far it is after ``done`` iterations of this stretch; said, if it takes long."""
        seconds, done = max(time.perf_counter() - self._began, 1e-9), self._before + done
        self._announce(seconds, done)
        return RunProgress(done, self._overall, done / seconds, "again")

    def _announce(self, seconds: float, done: int) -> None:
        told = self._announcements * ANNOUNCE_SECONDS
        if self._hushed or seconds < PATIENCE_SECONDS + told:
            return
        self._announcements = 1 + int((seconds - PATIENCE_SECONDS) / ANNOUNCE_SECONDS)
        share = done / max(1, self._overall)
        left = seconds * (1 - share) / share if share else math.inf
        if math.isfinite(left):
            self._controller.message.emit(again_words(self.position, share, left), "info")

    def _say_arrived(self) -> None:
        if self._announcements:
            self._announcements = 0
            words = tr("Back in iteration {iteration:,}.", iteration=self.position.iteration)
            self._controller.message.emit(words, "done")

    def arrive(self, end: RunEnd) -> bool:
        """A stretch has ended: True if the next one is to follow; else it is said where it is."""
        controller, session = self._controller, self._controller.session
        self._before += end.done
        if end.complete and not end.leaving:
            return True
        if session.history.diverged_at is not None:
            controller.tell_divergence()
        elif not end.leaving and (self._announcements or session.later_edits):
            edit = session.later_edits[0].start if session.later_edits else None
            words = stopped_words(session.history.length, self.position, edit)
            controller.message.emit(words, "info")
        return False
