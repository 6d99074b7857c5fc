"""A window that is renewed between tests is as a new one: to the eye, and in what it remembers."""

from copy import copy
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QScrollBar, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from bpsim.formats.bundled import bundled_network
from bpsim.gui.desk.modes import Mode
from bpsim.gui.window.main_window import MainWindow
from bpsim.session import editing
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.steps.schedule import Granularity
from tests.gui.picture.likeness import difference

from .conftest import Open
from .shared_window import ARRANGED, arrangement, renew

# Not the map, which gets finer as there is time.
PANELS = (
    "step", "slope", "curve", "weight", "cost", "matrices", "examples", "predictions",
    "breakpoints", "runs", "own_numbers", "paths", "paper", "flow", "doctor",
)  # fmt: skip
MODES = (Mode.PRACTISE, Mode.BREAK_IT, Mode.LESSON)


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
    for mode in MODES:
        window.modes.choose(mode)
        settled(window, qtbot)
        page = window.wiring[mode.name.lower()].panel.page
        for bar in page.findChildren(QScrollBar):
            bar.setValue(bar.minimum())  # how far one has scrolled depends on what had the focus
        focused = QApplication.focusWidget()
        if focused is not None:
            focused.clearFocus()  # or its frame would tell whether the window was the active one
        settled(window, qtbot)
        found[mode.name] = page.widget().grab().toImage()
    return found


def differing(window: MainWindow, qtbot: QtBot, new: dict[str, QImage]) -> dict[str, str]:
    """The pictures that are not those of the new window, and where they differ."""
    found = {name: difference(seen, new[name]) for name, seen in pictures(window, qtbot).items()}
    return {name: where for name, where in found.items() if where}


def remembered(window: MainWindow) -> dict[str, object]:
    """What the panels of learning keep in mind, unseen, where nothing is going on."""
    window.modes.choose(Mode.WATCH)
    found: dict[str, object] = {}
    for name in ("practise", "break_it", "lesson", "own_numbers"):
        for key, value in vars(window.wiring[name]).items():
            plain = isinstance(value, str | int | tuple | list | set | Path | None)
            found[f"{name}.{key}"] = copy(value) if plain else type(value)
    found["log"] = window.wiring["practise"].log.read()
    found["progress"] = window.wiring["lesson"].progresses.read()
    return found


class Repaints(QObject):
    """Counts how often anything in ``window`` has been painted again."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.times = 0
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.times += event.type() == QEvent.Type.UpdateRequest
        return super().eventFilter(watched, event)


def settled(window: MainWindow, qtbot: QtBot) -> QImage:
    """The window once nothing in it moves any more."""
    repaints, seen = Repaints(window), -1

    def at_rest() -> bool:
        nonlocal seen
        QApplication.sendPostedEvents()
        before, seen = seen, repaints.times
        return seen == before

    # Tab bars that Qt no longer needs go a little later.
    qtbot.waitUntil(lambda: len(window.findChildren(QTabBar)) <= 2 or window.presenting.on)
    qtbot.waitUntil(at_rest)
    window.removeEventFilter(repaints)
    repaints.deleteLater()
    for part in window.findChildren(QWidget):  # where a test has left the pointer tells nothing
        part.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    return window.grab().toImage()


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
    views = window.views
    views.paper.choice.setCurrentIndex(6)
    views.paper.asked.emit()
    views.weight.ask_whose_pull()
    views.matrices.choose("δ", 2)
    views.examples.table.go_to(2, 0, 3)
    learn(window, qtbot)
    window.resize(413, 300)
    window.files.path = "elsewhere.bpsim"
    controller.message.emit("Something was wrong.", "error")
    window.preferences.add_recent("elsewhere.bpsim")
    window.presenting.begin()


def walk_and_edit(window: MainWindow) -> None:
    """What leaves the panels where they stand."""
    window.controller.edit(editing.set_weight, EdgePlace(2, 1, 2), 3.0)
    window.controller.set_granularity(Granularity.TERM)
    for _ in range(30):
        window.controller.forward()
    window.controller.select(EdgePlace(2, 1, 2))
    window.views.graph.zoom_in()
    window.appearance.set_theme("dark")
    QApplication.processEvents()


def learn(window: MainWindow, qtbot: QtBot) -> None:
    """Try an input, bring own numbers, practise, make a mistake on purpose, begin a lesson."""
    views = window.views
    window.docks.bring_up("predictions")
    qtbot.keyClicks(views.predictions.line, "1; 2")
    window.docks.bring_up("own_numbers")
    views.own_numbers.text.setPlainText("1 2 3")
    views.own_numbers.kind.set_current(1)
    views.own_numbers.compare.click()
    window.modes.choose(Mode.PRACTISE)
    paper = views.practise.choices.paper
    paper.setCurrentIndex(2)
    paper.activated.emit(2)
    views.practise.choices.shape.setCurrentIndex(1)
    views.practise.begin.click()
    for _ in range(5):
        views.practise.hint.click()
    assert window.wiring["practise"].log.read()
    window.modes.choose(Mode.BREAK_IT)
    views.break_it.list.setCurrentRow(2)
    window.wiring["break_it"].choose("no-slope")
    window.modes.choose(Mode.LESSON)
    lesson = window.wiring["lesson"]
    lesson.open(lesson.paths[1])
    lesson.panel.next.click()
    assert lesson.progresses.read()


def test_there_is_one_shared_window(renewed_window: Open) -> None:
    renewed_window()
    with pytest.raises(AssertionError, match="the only window"):
        renewed_window()


def test_nothing_is_left_of_the_test_before(new_window: Open, qtbot: QtBot) -> None:
    window = new_window()
    window.setProperty(ARRANGED, arrangement(window))
    mind, new = remembered(window), pictures(window, qtbot)
    renew(window, bundled_network().load(), 1280, 800)
    QApplication.processEvents()
    walk_and_edit(window)
    assert arrangement(window) == window.property(ARRANGED)
    renew(window, bundled_network().load(), 1280, 800)
    assert differing(window, qtbot, new) == {}
    use(window, qtbot)
    assert settled(window, qtbot) not in new.values()
    renew(window, bundled_network().load(), 1280, 800)
    QApplication.processEvents()
    assert window.files.path is None and not window.controller.modified
    assert window.views.messages.text == "" and window.preferences.recent == []
    assert window.controller.undo_stack.count() == 0 and window.modes.mode is Mode.WATCH
    now = remembered(window)
    assert {key: (mind[key], now[key]) for key in mind if now[key] != mind[key]} == {}
    assert differing(window, qtbot, new) == {}
