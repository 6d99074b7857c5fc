"""The pictures of the window in the documentation, made by driving the window itself."""

import os
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bpsim.app.resources import bundled_networks
from bpsim.formats.bundled import bundled_file
from bpsim.formats.registry import read
from bpsim.gui.desk.modes import Mode
from bpsim.gui.window.main_window import MainWindow
from bpsim.steps.schedule import Phase

SIZE = (1280, 800)
QUIET_MS = 1500
"""Long enough for what is computed beside the window to have arrived."""


def make(docs: Path) -> None:
    """Write every picture below ``docs``."""
    app = QApplication.instance() or QApplication([])
    for name, prepare in PICTURES.items():
        window = MainWindow(read(bundled_file()), bundled_networks())
        window.resize(*SIZE)
        window.show()
        window.begin()
        QTest.qWait(QUIET_MS)
        shown = prepare(window)
        QTest.qWait(QUIET_MS)
        shown.grab().save(str(docs / "images" / f"{name}.png"))
        window.training.shut_down()
        window.deleteLater()
        app.processEvents()


def _hidden_delta(window: MainWindow) -> QWidget:
    """The walk at the first hidden δ."""
    controller = window.controller
    while controller.step is None or controller.step.phase is not Phase.HIDDEN_DELTA:
        controller.forward()
    return window


def _practising(window: MainWindow) -> QWidget:
    window.modes.choose(Mode.PRACTISE)
    return window


def _trained(window: MainWindow) -> QWidget:
    window.files.open(str(bundled_file("moons")))
    QTest.qWait(QUIET_MS)
    window.docks.bring_up("map")
    window.training.run(1000)
    QTest.qWait(3 * QUIET_MS)
    return window


PICTURES: dict[str, Callable[[MainWindow], QWidget]] = {
    "window": _hidden_delta,
    "practise": _practising,
    "trained": _trained,
}
