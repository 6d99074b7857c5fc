"""What is changed, opened, asked for or saved while training runs, and what is said of it after."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from bpsim.core.breakpoints import Breakpoint
from bpsim.core.settings import Position
from bpsim.formats.bundled import bundled_network
from bpsim.formats.native import file as native
from bpsim.gui.window.main_window import MainWindow
from bpsim.notation.numerals import number_text
from bpsim.session import editing
from bpsim.session.goal import Goal
from bpsim.steps.places import EdgePlace
from bpsim.steps.schedule import Phase
from bpsim.steps.step import Step

from .conftest import Open, answer_go_to, step_of

Press = Callable[..., None]
Answer = QMessageBox.StandardButton


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


@pytest.mark.parametrize("iterations", [None, 100_000_000])
def test_other_settings_while_it_trains_and_it_goes_on(
    window: MainWindow, qtbot: QtBot, iterations: int | None
) -> None:
    session, undo = window.controller.session, window.controller.undo_stack
    window.training.run_to(Goal(iterations))
    qtbot.waitUntil(lambda: session.history.length > 50)
    settings = replace(session.document.training, learning_rate=0.25)
    with qtbot.assertNotEmitted(window.training.finished):  # Stop stays under the pointer
        window.views.cost.settings_changed.emit(settings)
    changed = session.iteration
    assert window.training.running
    qtbot.waitUntil(lambda: session.history.length > changed + 50)
    window.training.stop()
    qtbot.waitUntil(lambda: not window.training.running)
    history = session.history
    assert history.document_at(changed - 1).training.learning_rate == 0.5
    assert history.document_at(changed).training.learning_rate == 0.25
    undo.undo()
    assert session.history.length == changed


def test_a_build_says_all_of_the_run_that_it_ends(window: MainWindow, qtbot: QtBot) -> None:
    before = window.controller.session.history
    window.training.run_to(Goal(None))
    qtbot.waitUntil(lambda: before.length > 50)
    window.training._timer.stop()  # what is trained from here on is taken as the run ends
    shown, worker = before.length, window.training._worker
    assert worker is not None
    qtbot.waitUntil(lambda: bool(worker._chunks))
    window.wiring["graph"].building.add_unit(2)
    assert before.length > shown
    assert f"the run of {before.length:,} iterations belongs" in window.views.messages.text


def test_other_settings_do_not_start_what_was_stopped(window: MainWindow, qtbot: QtBot) -> None:
    session = window.controller.session
    window.training.run_to(Goal())
    qtbot.waitUntil(lambda: session.history.length > 50)
    window.training.stop()
    settings = replace(session.document.training, learning_rate=0.25)
    with qtbot.waitSignal(window.training.finished):
        window.views.cost.settings_changed.emit(settings)
    assert not window.training.running
    assert session.document.training == settings


def test_once_a_run_is_left_the_graph_shows_the_step_on_screen(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not every value of its example, as while it trains, nor what the units make of the plane."""
    graph, shown, maps = window.views.graph, list[Step](), list[object]()
    show_step, show_maps = graph.show_step, graph.set_unit_maps
    monkeypatch.setattr(graph, "show_step", lambda *args: shown.append(args[0]) or show_step(*args))
    monkeypatch.setattr(graph, "set_unit_maps", lambda m: maps.append(m) or show_maps(m))
    window.controller.go_to_step(1)
    window.training.run_to(Goal())
    qtbot.waitUntil(lambda: len(maps) > 3 and bool(maps[-1]))
    window.wiring["graph"].editing.edit(EdgePlace(1, 1, 1))  # which ends the run
    qtbot.waitUntil(lambda: not window.training.running)
    assert shown[-1] is step_of(window) and not maps[-1]


def test_the_step_shown_stays_the_same_where_batches_have_different_sizes(
    window: MainWindow, qtbot: QtBot
) -> None:
    """4 examples by 3: the second batch of each epoch has one, and only a third of the steps."""
    session = window.controller.session
    window.controller.edit(editing.set_training, replace(session.document.training, batch_size=3))
    window.controller.last()
    for _ in range(2):
        window.training.run(1)
        qtbot.waitUntil(lambda: not window.training.running)
    assert session.iteration == 2
    assert step_of(window).phase is Phase.UPDATE


def test_a_file_that_trains_up_to_where_it_stood_opened_while_training(
    window: MainWindow, qtbot: QtBot
) -> None:
    document = window.controller.session.document.with_(position=Position(10_000_000))
    window.training.run(100_000_000)
    qtbot.waitUntil(lambda: window.controller.session.history.length > 10)
    window.controller.open(document)
    qtbot.waitUntil(lambda: window.controller.session.history.length > 10)
    assert window.training.running  # and the window answers while it does
    window.training.stop()
    qtbot.waitUntil(lambda: not window.training.running)


@pytest.mark.parametrize("how", ["step", "play", "run", "undo"])
def test_what_is_said_of_a_stop_goes_when_the_walk_moves_on(
    window: MainWindow, qtbot: QtBot, how: str
) -> None:
    controller, messages = window.controller, window.views.messages
    controller.edit(
        editing.set_training, replace(controller.session.document.training, batch_size=2)
    )
    controller.set_breakpoints((Breakpoint("iteration", number=20),))
    window.training.run(100)
    qtbot.waitUntil(lambda: messages.text == "Stopped at the breakpoint: iteration 20.")
    if how == "step":
        controller.forward()
    elif how == "play":
        controller.toggle_play()
        controller.toggle_play()
    elif how == "run":
        window.training.run(1)
        qtbot.waitUntil(lambda: not window.training.running)
    else:
        controller.undo_stack.undo()
        assert messages.text  # the breakpoint is gone, and the walk still stands there
        controller.undo_stack.undo()
    assert messages.text == ""


@pytest.mark.parametrize("further", [False, True])
def test_go_to_ends_the_run_under_way(window: MainWindow, qtbot: QtBot, further: bool) -> None:
    window.training.run_to(Goal())
    history = window.controller.session.history
    qtbot.waitUntil(lambda: history.length > 50)
    target = 20_000 if further else 12
    answer_go_to(f"{target} # 17")
    window.actions_["go_to"].trigger()
    qtbot.waitUntil(lambda: not window.training.running)
    assert (step_of(window).iteration, step_of(window).index) == (target, 16)
    assert not further or history.length == target


def test_what_is_trained_after_saving_on_the_way_is_not_saved_yet(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.training.run_to(Goal())
    history = window.controller.session.history
    qtbot.waitUntil(lambda: history.length > 50)
    window.controller.saved()
    assert not window.controller.modified
    window.setWindowModified(False)
    saved = history.length
    qtbot.waitUntil(lambda: history.length > saved)
    assert window.controller.modified and window.isWindowModified()
    window.training.stop()
    qtbot.waitUntil(lambda: not window.training.running)


def test_a_rate_that_makes_the_cost_worse_is_named(window: MainWindow, qtbot: QtBot) -> None:
    settings = replace(window.controller.session.document.training, learning_rate=5000.0)
    window.controller.edit(editing.set_training, settings)
    window.training.run(30)
    qtbot.waitUntil(lambda: not window.training.running)
    assert "α = 5000 may be too large" in window.views.messages.text
    session = window.controller.session
    J = session.trace_of(session.iteration).values.gradient.J  # as it stands on screen
    assert f"is {number_text(J)} in iteration {session.iteration}" in window.views.messages.text
    window.actions_["rewind"].trigger()
    assert window.views.messages.text == ""


# --- closing the window --------------------------------------------------------------------------


def answer_once(
    qtbot: QtBot, ready: Callable[[], bool], button: QMessageBox.StandardButton
) -> list[bool]:
    """Answer the next question with ``button`` once it is ``ready`` while it is asked; or not."""
    found: list[bool] = []

    def click() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        try:
            qtbot.waitUntil(ready)
            found.append(True)
        finally:
            box.button(button).click()

    QTimer.singleShot(0, click)
    return found


def test_a_run_goes_on_while_it_is_asked_and_after_cancel(new_window: Open, qtbot: QtBot) -> None:
    window = new_window()
    history = window.controller.session.history
    window.training.run_to(Goal())
    qtbot.waitUntil(lambda: history.length > 50)
    asked_at = history.length
    went_on = answer_once(qtbot, lambda: history.length > asked_at + 50, Answer.Cancel)
    assert not window.close()
    assert went_on and window.isVisible()
    cancelled_at = history.length
    assert window.training.running
    qtbot.waitUntil(lambda: history.length > cancelled_at + 50)
    answer_once(qtbot, lambda: True, Answer.Discard)
    assert window.close()
    assert not window.training.running


def test_a_run_is_saved_as_far_as_it_has_come(
    new_window: Open, qtbot: QtBot, lecture_file: Path
) -> None:
    window = new_window()
    window.files.open(str(lecture_file))
    history = window.controller.session.history
    window.training.run_to(Goal())
    qtbot.waitUntil(lambda: history.length > 50)
    asked_at = history.length
    assert answer_once(qtbot, lambda: history.length > asked_at, Answer.Save) == []
    assert window.close()
    position = native.load(lecture_file).position
    assert max(position.iteration, position.reached) > asked_at
    assert not window.training.running


def test_a_save_that_fails_lets_the_run_go_on(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    history = window.controller.session.history
    window.training.run_to(Goal())
    qtbot.waitUntil(lambda: history.length > 50)
    answer_once(qtbot, lambda: True, Answer.Save)
    assert not window.close()
    here = history.length
    qtbot.waitUntil(lambda: history.length > here)
    assert window.training.running


def test_what_plays_goes_on_after_cancel(new_window: Open, qtbot: QtBot) -> None:
    window = new_window()
    window.controller.edit(editing.set_shorthand, True)
    window.controller.playback.speed = 100.0
    window.controller.toggle_play()
    answer_once(qtbot, lambda: window.controller.session.index > 2, Answer.Cancel)
    assert not window.close()
    assert window.controller.playback.playing
    window.controller.saved()
    assert window.close()
    assert not window.controller.playback.playing


def test_a_turn_left_over_shows_no_maps_of_another_network(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    controller, iris = window.controller, bundled_network("iris").load()
    # In its first frame the graph shows every value; the maps would have the next one.
    once = Qt.ConnectionType.SingleShotConnection
    controller.training_frame.connect(lambda: QTimer.singleShot(0, open_iris), once)
    maps: list[object] = []

    def open_iris() -> None:
        monkeypatch.setattr(window.views.graph, "set_unit_maps", maps.append)
        controller.open(iris)

    window.training.run_to(Goal())
    qtbot.waitUntil(lambda: controller.session.document is iris)
    frames: list[None] = []
    controller.training_frame.connect(lambda: frames.append(None))
    window.training.run_to(Goal())
    qtbot.waitUntil(lambda: len(frames) > 3)
    window.training.shut_down()
    assert maps and not any(maps)
