"""A window that is renewed between tests is as a new one: to the eye, and in what it remembers."""

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QTabBar
from pytestqt.qtbot import QtBot

from bpsim.app.resources import bundled_network
from bpsim.gui.desk.modes import Mode
from bpsim.gui.window.main_window import MainWindow
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.steps.schedule import Granularity

from .conftest import Open
from .shared_window import renew

# Not the map, which gets finer as there is time.
PANELS = (
    "step", "slope", "curve", "weight", "cost", "matrices", "examples", "predictions",
    "breakpoints", "runs",
)  # fmt: skip


def pictures(window: MainWindow, qtbot: QtBot) -> dict[str, QImage]:
    """The whole window with each panel in front, at the first step and at a δ."""
    found = {}
    for place in ("first", "δ"):
        if place == "δ":
            window.controller.click_unit(UnitPlace(3, 1))
        for name in PANELS:
            window.docks.bring_up(name)
            window.views.graph.clearFocus()  # or the frame would tell how it had come there
            found[f"{name}, {place}"] = settled(window, qtbot)
    return found


def settled(window: MainWindow, qtbot: QtBot) -> QImage:
    """The window once nothing in it moves any more."""
    seen = QImage()

    def the_same() -> bool:
        nonlocal seen
        QApplication.sendPostedEvents()
        before, seen = seen, window.grab().toImage()
        return seen == before

    # Tab bars that Qt no longer needs go a little later.
    qtbot.waitUntil(lambda: len(window.findChildren(QTabBar)) <= 2 or window.presenting.on)
    qtbot.waitUntil(the_same)
    return seen


def use(window: MainWindow, qtbot: QtBot) -> None:
    """Change whatever a journey changes."""
    controller = window.controller
    window.appearance.set_theme("dark")
    window.appearance.set_text_size(150)
    window.resize(1000, 700)
    for name in PANELS:
        window.docks.bring_up(name)
        controller.forward()
    controller.set_granularity(Granularity.TERM)
    controller.select(EdgePlace(2, 1, 2))
    window.training.run(30)
    qtbot.waitUntil(lambda: not window.training.running)
    controller.keeping.keep()
    window.views.cost.plot.zoom(2.0)
    window.views.cost.controls.log.click()
    window.views.cost.controls.series_toggled.emit("squared error", True)
    controller.open(bundled_network("moons").load())
    for name in PANELS:
        window.docks.bring_up(name)
        controller.forward()
    window.docks.by_name["cost"].hide()
    window.docks.by_name["slope"].hide()
    for mode in (Mode.PRACTISE, Mode.BREAK_IT, Mode.LESSON):
        window.modes.choose(mode)
    window.files.path = "elsewhere.bpsim"
    controller.message.emit("Something was wrong.", "error")
    window.preferences.add_recent("elsewhere.bpsim")
    window.presenting.begin()


def test_nothing_is_left_of_the_test_before(renewed_window: Open, qtbot: QtBot) -> None:
    window = renewed_window()
    with pytest.raises(AssertionError, match="the only window"):
        renewed_window()
    new = pictures(window, qtbot)
    use(window, qtbot)
    assert settled(window, qtbot) not in new.values()
    renew(window, bundled_network().load(), 1280, 800)
    QApplication.processEvents()
    assert window.files.path is None and not window.controller.modified
    assert window.views.messages.text == "" and window.preferences.recent == []
    assert window.controller.undo_stack.count() == 0 and window.modes.mode is Mode.WATCH
    assert [name for name, seen in pictures(window, qtbot).items() if seen != new[name]] == []
