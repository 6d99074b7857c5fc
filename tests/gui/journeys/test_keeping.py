"""What a document keeps beside its walk: breakpoints, runs, and the edits of later iterations."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from bpsim.core.breakpoints import Breakpoint
from bpsim.core.edits import MOST_EDIT_NUMBERS
from bpsim.core.engine.descent import Descent
from bpsim.core.settings import Position, TrainingSettings
from bpsim.formats.bundled import bundled_network
from bpsim.formats.native import file as native
from bpsim.gui.desk import run_again, training, worker
from bpsim.gui.window.main_window import MainWindow
from bpsim.session import editing, replay
from bpsim.session.chunk import Chunk, train_chunk
from bpsim.steps.places import EdgePlace

from .conftest import Open, step_of

Press = Callable[..., None]
DELTA = Breakpoint("delta", layer=2, unit=1)


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def finished(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.training.running)


def run(window: MainWindow, qtbot: QtBot, iterations: int) -> None:
    window.training.run(iterations)
    finished(window, qtbot)


def faster(window: MainWindow, rate: float) -> None:
    settings = window.controller.session.document.training
    window.controller.edit(editing.set_training, replace(settings, learning_rate=rate))


# --- breakpoints ---------------------------------------------------------------------------------


def test_breakpoints_are_part_of_the_document(
    window: MainWindow, lecture_file: Path, qtbot: QtBot
) -> None:
    window.begin()
    window.files.open(str(lecture_file))
    window.controller.toggle_delta_breakpoint(2, 1)
    assert window.isWindowModified()
    assert window.files.save()
    assert not window.isWindowModified()
    window.controller.set_breakpoints(())
    assert window.isWindowModified()
    window.controller.undo_stack.undo()
    assert window.controller.breakpoints == (DELTA,)
    assert not window.isWindowModified()
    window.files.new(bundled_network("xor"))
    assert window.controller.breakpoints == ()
    window.files.open(str(lecture_file))
    assert window.controller.breakpoints == (DELTA,)
    assert window.controller.delta_breakpoints() == frozenset({(2, 1)})
    assert not window.isWindowModified()
    window.training.run(5)
    finished(window, qtbot)
    step = step_of(window)
    assert (step.phase.value, step.layer, step.unit) == ("hidden-delta", 2, 1)


def test_undoing_a_breakpoint_moves_nothing(window: MainWindow) -> None:
    window.controller.toggle_delta_breakpoint(3, 1)
    window.controller.go_to_step(17)
    before = step_of(window)
    assert window.actions_["undo"].text() == "&Undo Add breakpoint"
    window.actions_["undo"].trigger()
    assert window.controller.breakpoints == ()
    assert step_of(window) == before


def test_a_breakpoint_may_be_set_while_training_runs(window: MainWindow, qtbot: QtBot) -> None:
    window.training.run(100_000_000)
    window.controller.toggle_delta_breakpoint(2, 1)
    assert window.training.running
    window.training.stop()
    finished(window, qtbot)


def test_a_document_opened_at_the_start_shows_what_it_keeps(
    open_window: Open, qtbot: QtBot
) -> None:
    document = bundled_network().load().with_(breakpoints=(DELTA,))
    window = open_window(document)
    assert window.controller.breakpoints == (DELTA,)
    assert window.views.graph._breakpoints == frozenset({(2, 1)})


# --- kept runs -----------------------------------------------------------------------------------


def test_kept_runs_come_back_with_their_file(
    open_window: Open, new_window: Open, lecture_file: Path, qtbot: QtBot
) -> None:
    first = open_window()
    first.files.open(str(lecture_file))
    run(first, qtbot, 40)
    first.actions_["rewind"].trigger()
    faster(first, 2.0)
    run(first, qtbot, 25)
    keeping = first.controller.keeping
    keeping.keep()
    keeping.rename(1, "fast")
    keeping.show(0, False)
    assert first.files.save()
    second = new_window()
    second.files.open(str(lecture_file))
    finished(second, qtbot)
    found = second.controller.keeping.runs.items
    assert found == keeping.runs.items
    assert [(each.name, len(each.costs), each.shown) for each in found] == [
        ("α = 0.5", 40, False),
        ("fast", 25, True),
    ]
    assert [each.name for each in second.views.cost.data.runs] == ["fast"]
    assert not second.isWindowModified()


def test_rewinding_is_undone_as_one(window: MainWindow, qtbot: QtBot) -> None:
    run(window, qtbot, 30)
    window.actions_["rewind"].trigger()
    assert len(window.controller.keeping.runs) == 1
    assert window.controller.session.history.length == 0
    window.actions_["undo"].trigger()
    assert len(window.controller.keeping.runs) == 0
    assert window.controller.session.history.length == 30
    window.actions_["redo"].trigger()
    assert len(window.controller.keeping.runs) == 1
    assert window.controller.session.history.length == 0


def test_a_removed_run_comes_back_by_undo(window: MainWindow, qtbot: QtBot) -> None:
    run(window, qtbot, 10)
    keeping = window.controller.keeping
    keeping.keep()
    keeping.remove(0)
    assert window.actions_["undo"].text() == "&Undo Remove “α = 0.5”"
    window.actions_["undo"].trigger()
    assert [each.name for each in keeping.runs.items] == ["α = 0.5"]


def test_drawing_a_kept_run_or_not_is_no_edit(window: MainWindow, qtbot: QtBot) -> None:
    run(window, qtbot, 10)
    window.controller.keeping.keep()
    window.controller.saved()
    window.controller.keeping.show(0, False)
    assert not window.isWindowModified()


def test_a_run_too_many_is_refused_and_nothing_is_lost(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bpsim.session.runs.MOST_NUMBERS", 20)
    run(window, qtbot, 10)
    window.actions_["rewind"].trigger()
    assert len(window.controller.keeping.runs) == 0
    assert "cannot be kept" in window.views.messages.text
    window.actions_["undo"].trigger()
    assert window.controller.session.history.length == 10


# --- edits in later iterations -------------------------------------------------------------------


def edited(window: MainWindow, qtbot: QtBot) -> None:
    """Another learning rate in iteration 20, another weight in iteration 50, then on to 70."""
    run(window, qtbot, 20)
    faster(window, 1.5)
    run(window, qtbot, 30)
    window.controller.edit(editing.set_weight, EdgePlace(1, 2, 1), 0.125)
    run(window, qtbot, 20)
    window.controller.forward()
    window.controller.forward()


@pytest.mark.parametrize("batch", [None, 1])
def test_a_run_edited_on_its_way_comes_back_as_it_was(
    open_window: Open, new_window: Open, lecture_file: Path, qtbot: QtBot, batch: int | None
) -> None:
    first = open_window()
    first.files.open(str(lecture_file))
    settings = TrainingSettings(0.5, batch_size=batch, order="shuffled", seed=9)
    first.controller.edit(editing.set_training, settings)
    edited(first, qtbot)
    step, costs = step_of(first), first.controller.session.history.costs.copy()
    assert step.iteration == 70
    assert first.files.save()
    second = new_window()
    second.files.open(str(lecture_file))
    finished(second, qtbot)
    assert step_of(second) == step
    assert step_of(second).network == step.network
    assert (second.controller.session.history.costs == costs).all()
    assert second.controller.session.document.training.learning_rate == 1.5
    assert second.views.cost.controls.rate.value() == 1.5
    assert not second.isWindowModified()
    for k in (0, 19, 20, 49, 50, 51):
        first.controller.go_to_iteration(k)
        second.controller.go_to_iteration(k)
        assert step_of(first) == step_of(second)
    assert native.dumps(first.controller.saved_form) == native.dumps(second.controller.saved_form)


def test_a_run_stopped_on_its_way_back_has_lost_nothing(
    open_window: Open, new_window: Open, lecture_file: Path, qtbot: QtBot, press: Press,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    first = open_window()
    first.files.open(str(lecture_file))
    edited(first, qtbot)
    step = step_of(first)
    saved = first.controller.saved_form
    assert first.files.save()
    # An edit so far off that there is time to stop before it.
    far = tuple(replace(each, iteration=each.iteration + 5_000) for each in saved.edits)
    position = Position(5_070, step.index)
    native.save(saved.with_(edits=far, position=position), lecture_file)
    second = new_window()

    def slowly(descent: Descent, _many: int, stride: int) -> Chunk:
        time.sleep(0.001)  # or a busy machine is there before the key is pressed
        return train_chunk(descent, 1, stride)

    monkeypatch.setattr(worker, "train_chunk", slowly)
    second.files.open(str(lecture_file))
    qtbot.waitUntil(lambda: second.controller.session.history.length > 10)
    assert second.views.cost.controls.progress.text().startswith("again · ")
    assert " of 5,070" in second.views.cost.controls.progress.text()
    press(second, Qt.Key.Key_Escape)
    finished(second, qtbot)
    reached = second.controller.session.history.length
    assert reached < 5_020
    assert f"Stopped in iteration {reached:,} of 5,070." in second.views.messages.text
    assert "iteration 5,020 comes after" in second.views.messages.text
    assert second.controller.saved_form.edits == far
    assert second.controller.saved_form.position.reached == 5_070
    # Going on makes the edits in their places.
    monkeypatch.setattr(worker, "train_chunk", train_chunk)
    second.training.resume(Position(5_070, 0))
    qtbot.waitUntil(lambda: not second.training.running)
    assert step_of(second).iteration == 5_070
    assert second.controller.session.later_edits == ()
    assert second.controller.session.document.training.learning_rate == 1.5


def test_running_again_for_long_is_explained(
    open_window: Open, lecture_file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_again, "PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr(run_again, "ANNOUNCE_SECONDS", 1e-9)
    monkeypatch.setattr(training, "PROGRESS_SECONDS", 0.0)
    native.save(native.load(lecture_file).with_(position=Position(100_000_000)), lecture_file)
    window = open_window()
    window.files.open(str(lecture_file))
    qtbot.waitUntil(lambda: "Training again" in window.views.messages.text)
    assert "up to iteration 100,000,000" in window.views.messages.text
    assert "Esc" in window.views.messages.text
    window.training.stop()
    finished(window, qtbot)
    assert "of 100,000,000. Go to (Ctrl+G) leads on." in window.views.messages.text


def test_an_explanation_that_was_closed_stays_away(
    open_window: Open, lecture_file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_again, "PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr(run_again, "ANNOUNCE_SECONDS", 1e-9)
    native.save(native.load(lecture_file).with_(position=Position(100_000_000)), lecture_file)
    window = open_window()
    window.files.open(str(lecture_file))
    qtbot.waitUntil(lambda: "Training again" in window.views.messages.text)
    window.views.messages.clear()
    reached = window.controller.session.history.length
    told: list[object] = []
    window.training.progressed.connect(told.append)
    qtbot.waitUntil(lambda: len(told) > 2)
    assert window.controller.session.history.length > reached
    assert window.views.messages.text == ""
    window.training.stop()
    finished(window, qtbot)


def test_arriving_takes_the_explanation_away(
    open_window: Open, lecture_file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_again, "PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr(run_again, "ANNOUNCE_SECONDS", 1e-9)
    native.save(native.load(lecture_file).with_(position=Position(500)), lecture_file)
    window = open_window()
    window.files.open(str(lecture_file))
    finished(window, qtbot)
    assert window.views.messages.text == "Back in iteration 500."
    assert window.views.messages.leaving


def test_edits_too_large_for_a_file_are_told_of(
    window: MainWindow, lecture_file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_EDIT_NUMBERS > 1
    monkeypatch.setattr(replay, "MOST_EDIT_NUMBERS", 1)
    window.files.open(str(lecture_file))
    edited(window, qtbot)
    assert window.files.save()
    assert "too large for a file" in window.views.messages.text
    saved = native.load(lecture_file)
    assert saved.edits == () and saved.position.iteration == 20


# --- order and seed ------------------------------------------------------------------------------


def test_order_and_seed_are_chosen_beside_the_batch(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(bundled_network("moons").load())
    fields = window.views.cost.controls.batches
    assert not fields.order.isVisible() and not fields.seed.isVisible()
    assert "order" in fields.batch.toolTip()
    fields.batch.setValue(8)
    assert fields.order.isVisible() and not fields.seed.isVisible()
    fields.order.setFocus()
    qtbot.keyClick(fields.order, Qt.Key.Key_Down)
    assert window.controller.session.document.training.order == "shuffled"
    assert fields.seed.isVisible()
    first = step_of(window).example
    fields.seed.setValue(78)
    assert window.controller.session.document.training.seed == 78
    assert step_of(window).example != first
    numbers = window.controller.session.trace.values.batch
    drawn = np.random.default_rng((78, 0)).permutation(40)
    assert [numbers.row(n) for n in range(8)] == drawn[:8].tolist()
    window.actions_["undo"].trigger()
    assert fields.seed.value() == 1
    window.actions_["undo"].trigger()
    assert fields.order.value() == "file"
    assert window.controller.session.document.training.order == "file"
    fields.batch.setValue(40)
    assert not fields.order.isVisible(), "a batch of all is the whole set"


def test_the_order_can_be_changed_between_iterations(open_window: Open, qtbot: QtBot) -> None:
    settings = TrainingSettings(batch_size=8)
    window = open_window(bundled_network("moons").load().with_(training=settings))
    run(window, qtbot, 3)
    assert step_of(window).example == 25
    window.controller.edit(editing.set_training, replace(settings, order="shuffled"))
    drawn = np.random.default_rng((1, 0)).permutation(40)
    assert step_of(window).iteration == 3
    assert step_of(window).example == drawn[24] + 1
    timeline = window.views.transport.timeline
    point = timeline.upper_rect().topLeft()
    assert timeline.words_at(point).startswith(f"Example {drawn[24] + 1} of 40 (1 of 8 in the")


# --- names of files ------------------------------------------------------------------------------


def test_a_name_with_a_dot_gets_the_suffix(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "v1.0"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    assert window.files.save_as()
    assert [each.name for each in tmp_path.iterdir()] == ["v1.0.bpsim"]
    assert window.windowTitle().startswith("v1.0.bpsim")


def test_the_suffix_of_another_format_is_refused(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "network.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    assert not window.files.save_as()
    assert ".png cannot be saved" in window.views.messages.text
    assert list(tmp_path.iterdir()) == []
