"""What is shown while work takes long: how far it is, and that it can be left."""

import threading

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from bpsim.core.progress import Progress
from bpsim.gui.dialogs.waiting import Waiting
from bpsim.gui.program.background import Background


def test_the_bar_shows_how_far_the_work_is_and_cancel_stops_it(qtbot: QtBot) -> None:
    window, background, progress, end = QWidget(), Background(), Progress(), threading.Event()
    qtbot.addWidget(window)
    background.run(end.wait, lambda _found: None, lambda _error: None, progress)
    waiting = Waiting(window, background, "Reading…")
    assert waiting.bar.maximum() == 0  # nobody knows yet
    progress.done, progress.total = 3, 4
    qtbot.waitUntil(lambda: (waiting.bar.value(), waiting.bar.maximum()) == (3, 4))
    waiting.reject()
    assert progress.stopped
    end.set()
    background.wait()
