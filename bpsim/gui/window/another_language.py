"""Another language needs another process: it goes on with the document that this one leaves."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QProcess, QProcessEnvironment

from bpsim.base.language import CONTINUE
from bpsim.base.words import tr
from bpsim.core.errors import BpsimError
from bpsim.core.unexpected import attempted
from bpsim.gui.desk.controller import Controller
from bpsim.gui.program.unsaved import LeftCopy, OwnCopy, Unsaved
from bpsim.gui.window.files import Files


def begin_anew(files: Files, controller: Controller, end: Callable[[bool], None]) -> None:
    """Leave the document with its past in a copy, ``end`` the window, start bpsim anew.

    ``end`` is told to keep no copy of its own. Where none can be written that is said, and the
    window stays as it is.
    """
    if not files.background.is_free():
        return
    copy, doing = OwnCopy(), tr("starting anew in another language")
    try:
        if not copy.lock():
            folder = copy.path.parent
            raise BpsimError(tr("the folder {folder} may not be written to", folder=folder))
        attempted(lambda: copy.write(controller.past, files.about), doing)
    except BpsimError as error:
        copy.let_go()
        words = tr("bpsim cannot start anew, so it keeps its language: {error}.", error=error)
        controller.message.emit(words, "error")
        return
    copy.let_go()
    end(False)
    process = QProcess()
    # A bundle is the program itself; elsewhere Python runs the package.
    module = [] if getattr(sys, "frozen", False) else ["-m", "bpsim"]
    process.setProgram(sys.executable)
    process.setArguments(module)
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert(CONTINUE, str(copy.path))
    if module:
        ways = [str(Path(__file__).parents[3]), environment.value("PYTHONPATH")]
        environment.insert("PYTHONPATH", os.pathsep.join(filter(None, ways)))
    process.setProcessEnvironment(environment)
    start(process)


def start(process: QProcess) -> None:
    """Start it on its own; where that fails, the next start offers the copy."""
    process.startDetached()


def left_for_this_process() -> tuple[LeftCopy, Unsaved] | None:
    """What the process before has left to go on with; what cannot be read is set aside."""
    path = os.environ.pop(CONTINUE, "")
    copy = LeftCopy.at(Path(path)) if path else None
    if copy is None:
        return None
    try:
        return copy, copy.read()
    except BpsimError:
        return None
