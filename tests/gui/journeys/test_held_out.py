"""A lecturer shows overfitting: examples are held out, trained without, and taken back."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.core.held_out import drawn_rows, held_out_cost
from bpsim.core.progress import silent
from bpsim.formats.bundled import bundled_network
from bpsim.formats.native import file as native
from bpsim.gui.dialogs.hold_out import HoldOutDialog
from bpsim.gui.panels.cost.export import prepared
from bpsim.gui.window.main_window import MainWindow
from bpsim.gui.wiring.extra_curves import HELD_OUT
from bpsim.session.editing import with_document

from .conftest import Open


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


@pytest.fixture
def window(open_window: Open, qtbot: QtBot) -> MainWindow:
    """The moons, of which nothing is held out yet."""
    window = open_window(bundled_network("moons").load())
    window.begin()
    window.docks.by_name["examples"].raise_()
    return window


def messages(window: MainWindow) -> list[str]:
    said: list[str] = []
    window.controller.message.connect(lambda text, _kind: said.append(text))
    return said


def answer(window: MainWindow, percent: int, seed: int) -> None:
    """Fill in the dialog as soon as it is there."""

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, HoldOutDialog)
        dialog.percent.setValue(percent)
        dialog.seed.setValue(seed)
        dialog.accept()

    QTimer.singleShot(0, window, fill)


def test_a_share_is_held_out_in_one_step_and_undone(window: MainWindow, tmp_path: Path) -> None:
    before = window.controller.session.document
    answer(window, 30, 5)
    window.actions_["hold_out_share"].trigger()
    after = window.controller.session.document
    rows = list(drawn_rows(40, 0.3, 5))
    assert np.array_equal(after.held_out.x, before.examples.x[rows])
    assert np.array_equal(after.examples.x, np.delete(before.examples.x, rows, axis=0))
    assert window.views.examples.count.text() == "28 examples · 12 held out"
    assert window.controller.undo_stack.undoText() == "Hold out 30\u00a0%, seed 5"
    path = tmp_path / "split.bpsim"
    native.save(window.controller.saved_form, path)
    assert native.load(path).held_out == after.held_out
    window.controller.undo_stack.undo()
    assert window.controller.session.document == before
    assert window.views.examples.count.text() == "40 examples"
    window.controller.undo_stack.redo()
    assert window.controller.session.document == after


def test_held_out_examples_are_never_stepped_through(window: MainWindow, qtbot: QtBot) -> None:
    panel, controller = window.views.examples, window.controller
    panel.table.go_to(0, 0, 37)
    panel.hold_out()
    assert controller.session.schedule.batch == 2
    said = messages(window)
    panel.table.go_to(20, 0)
    panel.choose()
    assert len(said) == 1 and "not trained with" in said[0]
    controller.choose_example(3)
    assert controller.session.schedule.batch == 2


def test_a_held_out_number_is_edited_and_training_is_as_it_was(
    window: MainWindow, qtbot: QtBot
) -> None:
    panel, controller = window.views.examples, window.controller
    panel.table.go_to(0, 0, 9)
    panel.hold_out()
    window.training.run(30)
    qtbot.waitUntil(lambda: not window.training.running)
    history = controller.session.history
    panel.value_edited.emit(31, "x", 1, 0.125)
    assert controller.session.document.held_out.x[1, 1] == 0.125
    assert controller.session.history is history, "nothing is trained anew"
    assert controller.undo_stack.undoText() == "Edit x2 of held-out example 2"
    panel.value_edited.emit(31, "x", 1, 0.125)
    controller.undo_stack.undo()
    assert controller.undo_stack.undoText() == "Hold out 10 examples"


def test_holding_out_later_starts_a_branch_there(window: MainWindow, qtbot: QtBot) -> None:
    window.training.run(60)
    qtbot.waitUntil(lambda: not window.training.running)
    session = window.controller.session
    window.controller.go_to_iteration(20)
    costs = session.history.costs.copy()
    window.views.examples.table.go_to(0, 0, 9)
    window.views.examples.hold_out()
    assert session.history.start == session.iteration == 20
    assert np.array_equal(session.history.costs, costs[:20])
    qtbot.waitUntil(lambda: int(np.isfinite(_values(window)).sum()) == 21)
    document = session.document
    expected = held_out_cost(session.history.network_at(7), document.cost, document.held_out)
    assert _values(window)[7] == expected, "the set of now, with the weights of then"


def _values(window: MainWindow) -> np.ndarray:
    found = [each for each in window.views.cost.data.series if each.name == HELD_OUT]
    return found[0].costs.values() if found else np.full(1, np.nan)


def test_a_share_of_one_example_is_refused_in_a_sentence(window: MainWindow) -> None:
    document = window.controller.session.document
    one = type(document.examples).of(document.examples.x[:1], document.examples.y[:1])
    window.controller.edit(with_document, "Edit", document.with_(examples=one))
    said = messages(window)
    window.actions_["hold_out_share"].trigger()
    assert said == ["There must be two training examples at least to hold one out."]


def test_the_curve_is_exported(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    answer(window, 30, 1)
    window.dialog_actions.hold_out_share()
    window.training.run(40)
    qtbot.waitUntil(lambda: not window.training.running)
    qtbot.waitUntil(lambda: bool(np.isfinite(_values(window)).all()) and len(_values(window)) == 41)
    data = window.views.cost.data
    prepared(tmp_path / "costs.csv", data)(silent)
    head, *rows = (tmp_path / "costs.csv").read_text().splitlines()
    assert head == f'iteration,J,"{HELD_OUT}"'
    assert [float(row.split(",")[2]) for row in rows] == _values(window).tolist()
    prepared(tmp_path / "costs.svg", data)(silent)
    assert "held-out cost, without" in (tmp_path / "costs.svg").read_text()
