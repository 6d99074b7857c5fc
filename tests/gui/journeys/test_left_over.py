"""Nothing is said longer than it is true, and nothing happens without a word."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.core.examples import Examples
from bpsim.formats.bundled import bundled_network
from bpsim.formats.native import file as native
from bpsim.gui.desk.modes import Mode
from bpsim.gui.graph.paint.scene import rect
from bpsim.gui.window.main_window import MainWindow
from bpsim.session.editing import set_shorthand, set_sign, set_weight
from bpsim.steps.places import EdgePlace

from .conftest import Open, step_of

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def fail(window: MainWindow, tmp_path: Path) -> None:
    """Open a file that is none."""
    path = tmp_path / "none.bpsim"
    path.write_text("{", encoding="utf-8")
    window.files.open(str(path))
    assert "none.bpsim" in window.views.messages.text


def test_an_error_goes_when_something_succeeds(
    window: MainWindow, tmp_path: Path, lecture_file: Path
) -> None:
    window.files.open(str(lecture_file))
    fail(window, tmp_path)
    window.controller.edit(set_weight, EdgePlace(1, 1, 1), 0.25)
    assert window.views.messages.text == ""
    fail(window, tmp_path)
    assert window.files.save()
    assert "none.bpsim" not in window.views.messages.text
    fail(window, tmp_path)
    window.files.new(bundled_network("xor"))
    assert window.views.messages.text == ""


def test_a_switch_there_and_back_is_no_change(window: MainWindow) -> None:
    controller = window.controller
    controller.edit(set_sign, "lecture")
    assert window.isWindowModified()
    controller.forward()
    controller.edit(set_sign, "course")
    assert not window.isWindowModified()
    controller.edit(set_shorthand, True)
    controller.edit(set_shorthand, False)
    assert not window.isWindowModified()
    assert not window.actions_["undo"].isEnabled()
    controller.edit(set_sign, "lecture")
    controller.edit(set_shorthand, True)
    assert window.isWindowModified()
    controller.undo_stack.undo()
    controller.undo_stack.undo()
    assert not window.isWindowModified()
    assert controller.session.document.convention.sign == "course"


@pytest.mark.parametrize(
    ("key", "modifier"), [(Qt.Key.Key_R, CTRL), (Qt.Key.Key_Return, CTRL)], ids=["once", "many"]
)
def test_a_wrong_rate_is_said_and_nothing_runs(
    window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    rate = window.views.cost.controls.rate
    rate.setFocus()
    rate.selectAll()
    QTest.keyClicks(rate, "fast")
    QTest.keyClick(rate, key, modifier)
    assert not window.training.running
    assert window.controller.session.history.length == 0
    assert window.views.messages.text.startswith("Learning rate α: ")
    assert "“fast” is not a number" in window.views.messages.text
    assert rate.hasFocus()


def test_a_rate_just_typed_is_what_runs(window: MainWindow, qtbot: QtBot) -> None:
    rate = window.views.cost.controls.rate
    rate.setFocus()
    rate.selectAll()
    QTest.keyClicks(rate, "0.125")
    QTest.keyClick(rate, Qt.Key.Key_R, CTRL)
    qtbot.waitUntil(lambda: not window.training.running)
    history = window.controller.session.history
    assert history.length == 1
    assert history.document_at(0).training.learning_rate == 0.125


def test_an_edit_that_stops_a_run_says_so(window: MainWindow, qtbot: QtBot) -> None:
    window.training.run(100_000_000)
    qtbot.waitUntil(lambda: window.controller.session.history.length > 0)
    window.controller.edit(set_shorthand, True)
    assert not window.training.running
    assert window.views.messages.text.startswith("This stopped the run after ")


def test_a_mode_that_stops_a_run_calls_itself_no_edit(window: MainWindow, qtbot: QtBot) -> None:
    window.training.run(100_000_000)
    qtbot.waitUntil(lambda: window.controller.session.history.length > 0)
    window.modes.choose(Mode.PRACTISE)
    assert not window.training.running
    assert window.views.messages.text.startswith("This stopped the run after ")
    assert "edit" not in window.views.messages.text


def test_what_if_is_marked_on_the_graph_and_in_the_step_panel(window: MainWindow) -> None:
    for _ in range(6):
        window.controller.forward()
    window.docks.bring_up("slope")
    QApplication.processEvents()
    graph, step = window.views.graph, window.views.step
    at_rest = graph.grab().toImage()
    window.views.slope.nudged.emit(2.0)
    assert "What if" in step.note.text()
    assert graph.grab().toImage() != at_rest
    remark = graph.remark()
    assert remark is not None
    chip = remark.chip
    assert graph.rect().contains(chip) and graph.legend is not None and graph.picture is not None
    assert not graph.legend.chip.intersects(chip)
    assert not any(rect(box).intersects(chip) for box in graph.picture.taken())
    window.views.slope.nudged.emit(None)
    assert "What if" not in step.note.text()
    assert graph.remark() is None
    window.views.slope.nudged.emit(2.0)
    window.controller.back()
    assert graph.remark() is None
    assert step_of(window).note == step.note.text()


def test_examples_of_the_network_before_are_not_offered(
    window: MainWindow, lecture_file: Path
) -> None:
    assert window.views.transport.examples.current() == 1
    document = window.controller.session.document
    nothing = Examples.none(2, 1)
    native.save(document.with_(examples=nothing, held_out=nothing), lecture_file)
    window.files.open(str(lecture_file))
    assert window.controller.step is None
    assert window.views.transport.examples.current() is None
