"""Numbers that are not taken: why is said in the message area, and Escape takes them back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from bpsim.gui.desk.modes import Mode
from bpsim.gui.looks.theme import DARK, LIGHT
from bpsim.gui.window.main_window import MainWindow
from bpsim.steps.places import EdgePlace

from .conftest import Open


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def _breakpoint_below(window: MainWindow) -> QWidget:
    entry = window.views.breakpoints.entry
    entry.kind.setCurrentIndex(entry.kind.findData("cost"))
    return entry.below


def _goal_below(window: MainWindow) -> QWidget:
    goal = window.views.cost.controls.goal
    goal.kind.setCurrentIndex(goal.kind.findData("cost"))
    return goal.below


FIELDS: dict[str, tuple[str, Callable[[MainWindow], QWidget]]] = {
    "α": ("cost", lambda window: window.views.cost.controls.rate),
    "λ": ("cost", lambda window: window.views.cost.controls.lam),
    "goal": ("cost", _goal_below),
    "breakpoint": ("breakpoints", _breakpoint_below),
    "slope": ("slope", lambda window: window.views.slope.field),
}


LEAVING = [name for name in FIELDS if name != "breakpoint"]
"""What is typed for a breakpoint waits for Add."""


@pytest.fixture(params=FIELDS)
def field(window: MainWindow, qtbot: QtBot, request: pytest.FixtureRequest) -> QWidget:
    """A field in the window while one practises: its own Escape would end that."""
    window.controller.last()
    window.modes.choose(Mode.PRACTISE)
    panel, find = FIELDS[request.param]
    if panel == "slope":
        window.controller.blanking.set(None)
    dock = window.docks.by_name[panel]
    dock.show()
    dock.raise_()
    found = find(window)
    qtbot.waitUntil(found.isVisible)
    found.setFocus()
    return found


def line_of(field: QWidget) -> QLineEdit:
    if isinstance(field, QAbstractSpinBox):
        return field.lineEdit()
    assert isinstance(field, QLineEdit)
    return field


def test_escape_takes_back_the_number_and_what_was_said_of_it(
    window: MainWindow, qtbot: QtBot, field: QWidget
) -> None:
    line = line_of(field)
    before, messages = line.text(), window.views.messages
    document = window.controller.session.document
    for wrong in ("abc", "1e400", "nan", "--", "1,2,3"):
        line.selectAll()
        qtbot.keyClicks(field, wrong)
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert wrong in messages.text and messages.kind == "error"
        assert line.text() == wrong, "it can be put right"
        qtbot.keyClick(field, Qt.Key.Key_Escape)
        assert (line.text(), messages.text) == (before, "")
        assert window.modes.mode is Mode.PRACTISE
        assert window.controller.session.document == document
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert window.modes.mode is Mode.WATCH, "with nothing typed it is the window's key"


def test_what_is_refused_is_in_the_colours_of_the_theme(
    window: MainWindow, qtbot: QtBot, field: QWidget
) -> None:
    line_of(field).selectAll()
    qtbot.keyClicks(field, "abc")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    for theme in (DARK, LIGHT):
        window.appearance.set_theme(theme.name)
        assert field.palette().text().color() == theme.colour("warning")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.palette().text().color() == LIGHT.colour("text")


def test_typing_on_takes_away_what_was_said(
    window: MainWindow, qtbot: QtBot, field: QWidget
) -> None:
    line = line_of(field)
    line.selectAll()
    qtbot.keyClicks(field, "0.5x")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.views.messages.text
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert not window.views.messages.text


@pytest.mark.parametrize("field", LEAVING, indirect=True)
def test_what_was_said_stays_once_the_field_is_left(
    window: MainWindow, qtbot: QtBot, field: QWidget
) -> None:
    line = line_of(field)
    before = line.text()
    line.selectAll()
    qtbot.keyClicks(field, "abc")
    window.views.graph.setFocus()
    assert line.text() == before
    assert "abc" in window.views.messages.text


def test_a_weight_that_is_given_up_with_a_wrong_number_says_why(
    window: MainWindow, qtbot: QtBot
) -> None:
    document, graph = window.controller.session.document, window.views.graph
    editing = window.wiring["graph"].editing
    editing.edit(EdgePlace(2, 1, 1))
    qtbot.waitUntil(editing.editor.isVisible)
    qtbot.keyClicks(editing.editor.line, "0.5x")
    graph.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not editing.editor.is_open()
    text = window.views.messages.text
    assert "from unit 1 of layer 2" in text and text.endswith(": “0.5x” is not a number.")
    assert window.controller.session.document == document


def test_a_cell_that_is_given_up_with_a_wrong_number_says_why(
    window: MainWindow, qtbot: QtBot
) -> None:
    document = window.controller.session.document
    window.docks.bring_up("examples")
    table = window.views.examples.table
    qtbot.waitUntil(table.isVisible)
    for _ in range(3):
        QApplication.processEvents()  # another size of the table would close the editor
    table.setFocus()
    table.go_to(1, 0)
    for key in "1e400":
        qtbot.keyClicks(QApplication.focusWidget(), key)
    table.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not table.editor.is_open()
    assert "“1e400” is too large" in window.views.messages.text
    assert window.controller.session.document == document
    table.edit_cell("x")
    qtbot.keyClick(table.editor.line, Qt.Key.Key_Return)
    qtbot.keyClick(table.editor.line, Qt.Key.Key_Escape)
    assert not table.editor.is_open() and table.hasFocus()
