"""The robot: makes a list of moves on one window after the other and says what went wrong."""

import gc
import os
import random
import re
import shutil
import time
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QProcess
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import Shiboken

from bpsim.base.language import CONTINUE, Speech, choose
from bpsim.core.document import Document
from bpsim.formats.bundled import bundled_network
from bpsim.formats.native.file import dumps
from bpsim.gui.desk.modes import Mode
from bpsim.gui.program.keys import KeyGuard
from bpsim.gui.program.unsaved import folder as unsaved_folder
from bpsim.gui.window import another_language
from bpsim.gui.window.main_window import MainWindow
from bpsim.gui.window.offering import go_on
from tests.robot import checks
from tests.robot.answers import Answers
from tests.robot.hands import Hands
from tests.robot.moves import Move, replayable
from tests.robot.shrinking import shrunk
from tests.robot.watch import Watch

SETTLE_SECONDS = 0.3
"""So long at most is waited after a move for what runs in the background."""
STOP_SECONDS = 60.0
"""What is told to end must have ended after that."""
QUIET_ROUNDS = 20
"""So many looks in a row that find nothing running mean that nothing is going to."""
DEARER_EVERY = 10
"""After so many moves the checks are made that take longer."""
TRIES = 60
"""So often a failure is made again in order to shrink it."""


class TroubleError(AssertionError):
    """Something that must hold did not; ``done`` is how many moves were made."""

    def __init__(self, what: str, done: int) -> None:
        super().__init__(what)
        self.what, self.done = what, done


class Robot:
    """Works in ``folder``, which it may fill with files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._watch = Watch()
        self._answers = Answers(folder)
        self._guard: KeyGuard | None = None
        self._start_process = another_language.start
        self._next: QProcess | None = None
        self.window: MainWindow
        self.hands: Hands

    def run(self, moves: Sequence[Move]) -> None:
        """Make the moves; raises TroubleError at the first that leaves something wrong."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._watch.begin()
        self._guard = KeyGuard(app)
        another_language.start = self._start_instead
        number = 0
        try:
            self._fill_folder()
            self._open_window(bundled_network().load())
            for number, move in enumerate(moves, start=1):
                self._make(move)
                self._check(number)
            self._close_window()
            self._tell(number)
        except TroubleError:
            raise
        except Exception as error:  # a test's own door: it is handed on with its place
            raise TroubleError("".join(traceback.format_exception(error)), number) from error
        finally:
            self._clear()

    # --- the window ---------------------------------------------------------------------------

    def _fill_folder(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for name, target in (("lecture", "one.bpsim"), ("xor", "two.bpsim")):
            shutil.copy(bundled_network(name).path, self._folder / target)
        (self._folder / "data.csv").write_text("x1,x2,class\n0.1,1,a\n1,0,b\n0.5,0.25,a\n")
        (self._folder / "broken.bpsim").write_text('{"format": "bpsim", "network": 1}')

    def _open_window(self, document: Document) -> None:
        window = MainWindow(document)
        window.controller.message.connect(self._watch.heard)
        window.controller.playback.animated = False
        window.resize(1280, 800)
        window.show()
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
        window.begin()
        self.window = window
        self.hands = Hands(window, self._folder)

    def _close_window(self) -> None:
        """End it as a user does who wants nothing of it; nothing may be left."""
        window = self.window
        self._stop()
        window.controller.saved()
        window.close()
        self._forget_window()

    def _forget_window(self) -> None:
        window = self.window
        if window.isVisible():
            self._watch.troubles.append("the window does not close")
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()
        handed_on = Path(self._handed_on()).name
        left = sorted(each.name for each in unsaved_folder().glob("*") if each.name != handed_on)
        if left:
            self._watch.troubles.append(f"left in the folder of unsaved documents: {left}")

    # --- another language needs another process, which the robot is itself ---------------------

    def _start_instead(self, process: QProcess) -> None:
        self._next = process

    def _handed_on(self) -> str:
        """The path of the copy that a window has left for the next process; empty for none."""
        return self._next.processEnvironment().value(CONTINUE) if self._next else ""

    def _go_on(self) -> None:
        """Open the next window, with what the last one left for it if it did."""
        path, self._next = self._handed_on(), None
        self._open_window(bundled_network().load())
        if not path:
            return
        choose(Speech())  # this process goes on to speak as it does
        os.environ[CONTINUE] = path
        left = another_language.left_for_this_process()
        if left is None:
            self._watch.troubles.append("nothing is left to go on with")
            return
        go_on(self.window, *left)
        if checks.content(self.window.controller.saved_form) != checks.content(left[1].document):
            self._watch.troubles.append("the next process goes on with another document")

    def _clear(self) -> None:
        self._answers.end()
        another_language.start = self._start_process
        window = getattr(self, "window", None)
        if window is not None and Shiboken.isValid(window):
            self._stop()
            window.controller.saved()
            window.close()
            window.deleteLater()
        if self._guard is not None:
            self._guard.end()
            self._guard.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self._watch.end()
        shutil.rmtree(self._folder, ignore_errors=True)
        gc.collect()

    # --- one move -----------------------------------------------------------------------------

    def _make(self, move: Move) -> None:
        dice = random.Random(move.seed)
        self._answers.begin(random.Random(move.seed + 1))
        try:
            if move.kind == "undo_redo":
                self._undo_and_redo()
            elif move.kind == "reopen":
                self._reopen()
            else:
                self.hands.make(move.kind, dice)
            QApplication.processEvents()
            if dice.random() < 0.8:
                self._settle()
            while QApplication.activePopupWidget() or QApplication.activeModalWidget():
                QApplication.processEvents()
        finally:
            self._answers.end()
        if not self.window.isVisible():
            self._forget_window()
            self._go_on()

    def _busy(self) -> bool:
        window = self.window
        return window.training.running or window.files.background.busy

    def _settle(self) -> None:
        until = time.monotonic() + SETTLE_SECONDS
        while self._busy() and time.monotonic() < until:
            QApplication.processEvents()
            time.sleep(0.0005)

    def _stop(self) -> None:
        """End what runs, and wait for it."""
        window = self.window
        window.controller.playback.stop()
        window.training.stop()
        until = time.monotonic() + STOP_SECONDS
        while self._busy():
            QApplication.processEvents()
            if time.monotonic() > until:
                self._watch.troubles.append("what was stopped goes on for ever")
                return

    def _undo_and_redo(self) -> None:
        """Undo, then redo: the document is what it was."""
        controller = self.window.controller
        self._stop()
        if not controller.undo_stack.canUndo():
            return
        before = checks.content(controller.saved_form)
        controller.undo_stack.undo()
        controller.undo_stack.redo()
        if checks.content(controller.saved_form) != before:
            self._watch.troubles.append(f"undone and redone, {controller.undo_stack.undoText()!r}")

    def _reopen(self) -> None:
        """Save and open: the document is what it was, its walk stands where it stood."""
        window = self.window
        self._stop()
        controller = window.controller
        window.modes.choose(Mode.WATCH)  # a lesson leads the walk to what it speaks of
        if controller.visiting or not controller.own.whole:
            return
        path = self._folder / "one.bpsim"
        window.files.path, window.files._stamp = str(path), None
        path.unlink(missing_ok=True)
        if not window.files.save():
            return  # said to the user, and one of the checks if nobody expected it
        # Taken after the save, which takes up the number in an open editor.
        written = dumps(controller.saved_form, "robot")
        window.files.background.wait()
        window.files.open(str(path))
        # Between the reading and the training that leads back nothing runs for a moment.
        until, quiet = time.monotonic() + STOP_SECONDS, 0
        while quiet < QUIET_ROUNDS and time.monotonic() < until:
            QApplication.processEvents()
            time.sleep(0.001)
            quiet = 0 if self._busy() else quiet + 1
        if dumps(controller.saved_form, "robot") != written:
            self._watch.troubles.append("saved and opened again the walk is another one")

    # --- what must hold -----------------------------------------------------------------------

    def _check(self, number: int) -> None:
        window = self.window
        if number % DEARER_EVERY == 0:
            self._watch.left_open(window)
        self._watch.troubles += self._answers.stuck
        for found in self._broken(number % DEARER_EVERY == 0):
            self._watch.troubles.append(found)
        self._tell(number)

    def _broken(self, dearer: bool) -> Iterator[str]:
        window = self.window
        yield from checks.standing(window)
        yield from checks.computed(window)
        yield from checks.kept_where_it_belongs(window)
        if dearer:
            yield from checks.still_there(window)
            yield from checks.saved_and_opened(window)

    def _tell(self, number: int) -> None:
        if self._watch.troubles:
            raise TroubleError("\n".join(self._watch.troubles), number)


def failure_of(moves: Sequence[Move], folder: Path) -> TroubleError | None:
    """Make the moves with a new robot; None where all is well."""
    try:
        Robot(folder).run(moves)
    except TroubleError as trouble:
        return trouble
    return None


def smallest(moves: Sequence[Move], trouble: TroubleError, folder: Path, tries: int = TRIES) -> str:
    """The fewest of ``moves`` that still end in the same kind of trouble, as a list to replay."""
    kind = _kind_of(trouble.what)

    def fails(fewer: list[Move]) -> bool:
        found = failure_of(fewer, folder)
        return found is not None and _kind_of(found.what) == kind

    return replayable(shrunk(moves, fails, tries))


def _kind_of(what: str) -> str:
    """The last line of a traceback, or the sentence, without the numbers in it."""
    return re.sub(r"[\d.]+(e[+-]\d+)?|0x\w+", "#", what.strip().splitlines()[-1])[:120]
