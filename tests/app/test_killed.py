"""The whole program killed with unsaved work: the next start has it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bpsim.gui.program.unsaved import folder, left_copies

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")

PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from bpsim.app import window
from bpsim.gui.window.main_window import MainWindow
from bpsim.session import editing

begin = MainWindow.begin

def begun(self):
    begin(self)
    self.controller.edit(editing.set_shorthand, True)
    if sys.argv[1] == "written":
        self.autosave.keep()
    if sys.argv[1] == "asking":
        QTimer.singleShot(0, self.close)
    QTimer.singleShot(0, lambda: print("ready", flush=True))

MainWindow.begin = begun
sys.exit(window.open_window())
"""


def end_with(number: signal.Signals, state: str) -> int:
    """Start, edit, and end the program with a signal; its status."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, state],
        env=os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    with process.stdout:
        assert process.stdout.readline() == "ready\n"
        process.send_signal(number)
        return process.wait()


@pytest.mark.parametrize(
    ("number", "state"),
    [
        (signal.SIGKILL, "written"),
        (signal.SIGTERM, "unwritten"),
        (signal.SIGTERM, "asking"),
    ],
)
def test_what_was_unsaved_is_offered(number: signal.Signals, state: str) -> None:
    status = end_with(number, state)
    assert status == (0 if number is signal.SIGTERM else -number)
    (copy,) = left_copies()
    assert copy.read().document.convention.lecture_shorthand
    copy.remove()
    assert list(folder().iterdir()) == []
