"""Editing numbers on the graph with double clicks and keys."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from bpsim.core.costs.table import COSTS
from bpsim.gui.window.main_window import MainWindow
from bpsim.gui.wiring.context_menu import edit_words
from bpsim.session import editing
from bpsim.steps.places import EdgePlace, Place, TargetPlace, UnitPlace

from .conftest import Open, step_of

Press = Callable[..., None]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def double_click(window: MainWindow, qtbot: QtBot, place: Place) -> None:
    area = window.views.graph.rect_of(place)
    assert area is not None
    qtbot.mouseClick(window.views.graph, LEFT, pos=area.center())
    qtbot.mouseDClick(window.views.graph, LEFT, pos=area.center())


def type_number(window: MainWindow, qtbot: QtBot, text: str) -> None:
    line = window.wiring["graph"].editing.editor.line
    qtbot.waitUntil(line.isVisible)
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_a_weight_is_edited_where_it_stands(window: MainWindow, qtbot: QtBot) -> None:
    window.controller.go_to_step(10)
    before = step_of(window)
    place = EdgePlace(2, 1, 1)  # the one that no other crosses
    double_click(window, qtbot, place)
    type_number(window, qtbot, "1/3")
    after = step_of(window)
    assert after.network.theta(2)[0, 1] == float(Fraction(1, 3))
    assert (after.iteration, after.index) == (before.iteration, before.index)
    assert after.known != before.known
    assert window.isWindowModified()
    window.controller.undo_stack.undo()
    assert step_of(window) == before
    window.controller.undo_stack.redo()
    assert step_of(window) == after


def test_an_input_and_a_target_are_edited(window: MainWindow, qtbot: QtBot) -> None:
    double_click(window, qtbot, UnitPlace(1, 2))
    type_number(window, qtbot, "0,25")
    assert window.controller.session.document.examples.x[0, 1] == 0.25
    double_click(window, qtbot, TargetPlace(1))
    type_number(window, qtbot, "1e-3")
    assert window.controller.session.document.examples.y[0, 0] == 0.001


def test_escape_leaves_the_number(window: MainWindow, qtbot: QtBot) -> None:
    before = step_of(window)
    double_click(window, qtbot, UnitPlace(1, 1))
    line = window.wiring["graph"].editing.editor.line
    qtbot.keyClicks(line, "77")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert not line.isVisible()
    assert step_of(window) == before
    assert not window.isWindowModified()


def test_what_is_no_number_is_said_and_kept(window: MainWindow, qtbot: QtBot) -> None:
    before = step_of(window)
    double_click(window, qtbot, UnitPlace(1, 1))
    type_number(window, qtbot, "three")
    assert window.wiring["graph"].editing.editor.line.isVisible()
    assert step_of(window) == before
    qtbot.keyClick(window.wiring["graph"].editing.editor.line, Qt.Key.Key_Escape)


def test_a_weight_edited_in_a_later_iteration_branches_off(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.training.run(20)
    qtbot.waitUntil(lambda: not window.training.running)
    history = window.controller.session.history
    window.controller.go_to_iteration(10)
    window.controller.edit(editing.set_weight, EdgePlace(1, 1, 0), 2.0)
    assert window.controller.session.history is not history
    assert step_of(window).network.theta(1)[0, 0] == 2.0
    window.controller.undo_stack.undo()
    assert window.controller.session.history is history


def test_the_tables_behind_the_tabs_edit_too(window: MainWindow, qtbot: QtBot) -> None:
    window.begin()
    side, session = window.views, window.controller.session
    side.examples.value_edited.emit(2, "x", 1, 0.5)
    assert session.document.examples.x[2, 1] == 0.5
    side.matrices.weight_edited.emit(EdgePlace(3, 1, 0), 4.0)
    assert session.document.network.theta(3)[0, 0] == 4.0
    window.controller.choose_example(4)
    side.matrices.input_edited.emit(1, 7.0)
    side.matrices.target_edited.emit(1, 0.5)
    assert (session.document.examples.x[3, 0], session.document.examples.y[3, 0]) == (7.0, 0.5)
    window.docks.bring_up("examples")
    window.docks.bring_up("matrices")
    for name in ("slope", "curve", "map", "breakpoints", "runs"):
        window.docks.bring_up(name)
        window.controller.forward()


def test_a_rate_just_typed_is_undone_from_the_next_field(window: MainWindow, qtbot: QtBot) -> None:
    rate = window.views.cost.controls.rate
    before = rate.value()
    rate.setFocus()
    rate.selectAll()
    qtbot.keyClicks(rate, "0.125")
    qtbot.keyClick(rate, Qt.Key.Key_Tab)
    session = window.controller.session
    assert session.document.training.learning_rate == 0.125
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit) and focused is not rate
    qtbot.keyClick(focused, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.controller.session.document.training.learning_rate == before
    assert rate.value() == before


def test_the_menu_of_a_target_edits_it_and_offers_every_cost(window: MainWindow) -> None:
    assert edit_words(TargetPlace(1)) == "Edit this target…"
    menu = QMenu(window)
    window.wiring["graph"].building.fill(menu, TargetPlace(1))
    (costs,) = menu.findChildren(QMenu)
    offered = {action.text().replace("&", "") for action in costs.actions()}
    assert all(any(each.words in text for text in offered) for each in COSTS.values())
    menu.deleteLater()


def test_tab_goes_from_weight_to_weight(window: MainWindow, qtbot: QtBot, press: Press) -> None:
    editor = window.wiring["graph"].editing.editor
    window.controller.select(EdgePlace(1, 1, 2))
    press(window, Qt.Key.Key_Return)
    for key, text, now in (
        (Qt.Key.Key_Tab, "7", EdgePlace(1, 2, 0)),
        (Qt.Key.Key_Tab, "", EdgePlace(1, 2, 1)),
        (Qt.Key.Key_Backtab, "8", EdgePlace(1, 2, 0)),
    ):
        qtbot.keyClicks(editor.line, text)
        press(window, key)
        assert editor.is_open() and editor.line.hasFocus()
        assert window.controller.selection == now
    press(window, Qt.Key.Key_Return)
    assert not editor.is_open() and window.views.graph.hasFocus()
    theta = step_of(window).network.theta(1)
    assert (theta[0, 2], theta[1, 1]) == (7.0, 8.0)


def test_tab_behind_the_last_input_takes_it_and_ends(
    window: MainWindow, qtbot: QtBot, press: Press
) -> None:
    editor = window.wiring["graph"].editing.editor
    window.controller.select(UnitPlace(1, 2))
    press(window, Qt.Key.Key_Return)
    qtbot.keyClicks(editor.line, "7")
    press(window, Qt.Key.Key_Tab)
    assert not editor.is_open() and window.views.graph.hasFocus()
    assert window.controller.session.document.examples.x[0, 1] == 7.0


def test_a_target_is_edited_with_keys_alone(window: MainWindow, qtbot: QtBot, press: Press) -> None:
    window.controller.select(UnitPlace(4, 1))
    press(window, Qt.Key.Key_Right, modifier=Qt.KeyboardModifier.AltModifier)
    assert window.views.graph.selected == TargetPlace(1)
    press(window, Qt.Key.Key_Return)
    type_number(window, qtbot, "0.25")
    assert window.controller.session.document.examples.y[0, 0] == 0.25
    assert window.views.graph.selected == TargetPlace(1)
