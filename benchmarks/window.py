"""The real window for the rows that need one: with settings of its own, and closed unasked."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import HOME

# Read by Qt when it starts. A figure from the screen at hand is asked for by setting it.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# A group of rows is given a folder by who started it, and who tidies up however it ends.
if HOME not in os.environ:
    _home = tempfile.TemporaryDirectory(prefix="bpsim-benchmarks-")
    os.environ[HOME] = _home.name
for _name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
    os.environ[_name] = str(Path(os.environ[HOME]) / _name.lower())

from PySide6.QtCore import QEvent, QObject, Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from bpsim.core.document import Document  # noqa: E402
from bpsim.gui.looks.application import the_application  # noqa: E402
from bpsim.gui.program import interpreter  # noqa: E402
from bpsim.gui.window.main_window import MainWindow  # noqa: E402

SETTLE_SECONDS = 0.5
LATER_ROUNDS = 5


def platform() -> str:
    """What the window is painted on."""
    return f"on the platform “{application().platformName()}”"


def application() -> QApplication:
    """The one application object."""
    made = the_application()
    made.setApplicationName("bpsim")
    return made


def settle(seconds: float = SETTLE_SECONDS) -> None:
    """Let timers, animations and late imports come to rest."""
    app, until = application(), time.perf_counter() + seconds
    while time.perf_counter() < until:
        app.processEvents()
        time.sleep(0.002)


@contextmanager
def opened(document: Document) -> Iterator[MainWindow]:
    """The window at 1280×800 with every panel, at rest."""
    app = application()
    window = MainWindow(document)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    window.begin()
    try:
        with interpreter.settled():  # as in the program once its window stands
            settle()
            if not QTest.qWaitForWindowActive(window):
                raise RuntimeError("the window did not become active")
            yield window
    finally:
        window.controller.playback.stop()
        window.training.shut_down()
        window.controller.saved()
        window.close()
        window.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


class _Painted(QObject):
    """Counts paint events."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Paint:
            self.count += 1
        return False


def press(window: MainWindow, key: Qt.Key) -> None:
    """A key where the focus is, as a person would press it."""
    QTest.keyClick(QApplication.focusWidget() or window, key)


def until_painted(window: MainWindow, key: Qt.Key) -> float:
    """Seconds from a key until all that it changes has been painted.

    The first round of events is not watched, as that would take time of its own. What is painted
    in the rounds after it counts as well, up to the end of the last one that paints.
    """
    app, painted = application(), _Painted()
    began = time.perf_counter()
    press(window, key)
    app.processEvents()
    taken = time.perf_counter() - began
    app.installEventFilter(painted)
    try:
        for _ in range(LATER_ROUNDS):
            before = painted.count
            app.processEvents()
            if painted.count > before:
                taken = time.perf_counter() - began
    finally:
        app.removeEventFilter(painted)
    return taken
