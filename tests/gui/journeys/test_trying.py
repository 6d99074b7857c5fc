"""An input that somebody types is answered and walked, without a target and without adding it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bpsim.core.scaling import Scaling
from bpsim.core.settings import Position
from bpsim.formats.bundled import bundled_network
from bpsim.gui.window import export_kinds
from bpsim.gui.window.main_window import MainWindow
from bpsim.gui.wiring.table import ROWS
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.steps.schedule import Granularity, Phase

from .conftest import Open, step_of
from .test_exporting import export


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def walked(window: MainWindow, qtbot: QtBot, text: str) -> None:
    window.wiring["predictions"].dock.bring_up()
    panel = window.views.predictions
    qtbot.keyClicks(panel.line, text)
    qtbot.keyClick(panel.line, Qt.Key.Key_Return)


def test_an_input_is_walked_forwards_and_left_again(
    open_window: Open, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(bundled_network("lecture").load())
    window.begin()
    controller, before = window.controller, window.controller.session
    assert not window.views.predictions.walk.isEnabled()
    walked(window, qtbot, "0.5; 2")
    assert controller.visiting and step_of(window).phase is Phase.LOAD
    assert step_of(window).known.a(1, 2) == 2.0
    assert not window.views.predictions.line.hasFocus()  # which would take → for itself
    assert len(window.views.examples.table.model().split.training) == 4  # one's own
    for _ in range(20):
        controller.forward()
    assert step_of(window).phase is Phase.FORWARD and step_of(window).layer == 4
    assert controller.session.iteration == 0 and controller.session.history.length == 0
    assert window.views.messages.text.startswith("That is the answer.")
    window.training.run(3)
    assert not window.training.running and controller.session.history.length == 0
    window.training.resume(Position(5, 0, "unit"))
    assert controller.session.iteration == 0
    export(window, qtbot, monkeypatch, tmp_path / "sheet.xlsx", export_kinds.SPREADSHEET)
    assert "has no target" in window.views.messages.text and not list(tmp_path.iterdir())
    h = step_of(window).known.a(4, 1)
    assert h is not None and f"{h:.4f}" in window.views.predictions.answer.text()
    window.actions_["stop"].trigger()
    assert controller.session is before and not controller.visiting
    assert not window.isWindowModified()


def test_an_input_that_leaves_all_numbers_is_refused(open_window: Open, qtbot: QtBot) -> None:
    document = bundled_network("lecture").load()
    window = open_window(document.with_(scaling=Scaling((0.0, 0.0), (1e-10, 1.0))))
    window.begin()
    walked(window, qtbot, "1e300; 2")
    assert not window.controller.visiting
    assert "too large" in window.views.messages.text


def test_an_input_is_walked_through_a_network_that_is_visited(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(bundled_network("iris").load())
    window.begin()
    controller, lecture = window.controller, bundled_network("lecture").load()
    controller.visit(lecture)
    for text in ("1; 2", "3"):  # the second is typed while the first is walked
        walked(window, qtbot, text)
        controller.last()
    assert controller.visiting and not controller.session.document.examples.answered
    assert controller.known.examples == lecture.examples
    controller.go_home()
    assert controller.known is controller.own.document


@pytest.mark.parametrize("name", ["lecture", "iris"])
def test_every_panel_stands_an_input_without_a_target(
    open_window: Open, qtbot: QtBot, name: str
) -> None:
    window = open_window(bundled_network(name).load())
    window.begin()
    controller = window.controller
    walked(window, qtbot, "1;2;3;4" if name == "iris" else "1;2")
    depth = controller.session.document.network.depth
    places = (UnitPlace(2, 1), UnitPlace(2, 0), EdgePlace(1, 1, 1), UnitPlace(depth, 1), None)
    for row in ROWS:
        wiring = window.wiring[row.name]
        if wiring.dock is not None and row.mode is None:
            wiring.dock.bring_up()
            for granularity in (Granularity.UNIT, Granularity.ITERATION):
                controller.set_granularity(granularity)
                for go in (controller.last, controller.first):
                    go()
                    for place in places:
                        controller.select(place)
    assert controller.visiting
    assert window.views.paper.table.isHidden()
