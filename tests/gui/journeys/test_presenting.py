"""Presenting: large, alone, walked by a clicker, and back to the same window."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolBar
from pytestqt.qtbot import QtBot

from bpsim.gui.window import presenting
from bpsim.gui.window.main_window import MainWindow
from bpsim.steps.schedule import Phase

from .conftest import Open, step_of

Key = Qt.Key
Press = Callable[..., None]


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def visible_docks(window: MainWindow) -> set[str]:
    return {name for name, dock in window.docks.by_name.items() if dock.isVisible()}


def test_only_graph_and_explanation_are_there_and_large(window: MainWindow, press: Press) -> None:
    docks, font = visible_docks(window), QApplication.font().pointSizeF()
    press(window, Key.Key_F5)
    assert window.presenting.on and window.isFullScreen()
    assert visible_docks(window) == {"step"}
    assert not window.menuBar().isVisible()
    assert not any(bar.isVisible() for bar in window.findChildren(QToolBar))
    assert not window.views.transport.isVisible()
    assert QApplication.font().pointSizeF() >= font
    press(window, Key.Key_Escape)
    assert not window.presenting.on and not window.isFullScreen()
    assert visible_docks(window) == docks
    assert window.menuBar().isVisible() and window.views.transport.isVisible()
    assert QApplication.font().pointSizeF() == font
    assert window.preferences.text_size == 100


@pytest.mark.parametrize("elsewhere", [False, True])
def test_no_ring_shows_where_the_keys_are(
    window: MainWindow, press: Press, elsewhere: bool
) -> None:
    graph = window.views.graph
    if elsewhere:
        window.docks.by_name["slope"].bring_up()
        window.views.slope.setFocus(Qt.FocusReason.TabFocusReason)
    else:
        graph.clearFocus()
        graph.setFocus(Qt.FocusReason.TabFocusReason)
        assert graph.ringed
    press(window, Key.Key_F5)
    assert graph.hasFocus() and not graph.ringed


@pytest.mark.parametrize(("size", "times"), [(100, 1.5), (150, 1.5), (200, 2.0)])
def test_large_text_is_not_enlarged_once_more(
    window: MainWindow, press: Press, monkeypatch: pytest.MonkeyPatch, size: int, times: float
) -> None:
    usual = QApplication.font().pointSizeF()
    screen = window.screen().size()
    monkeypatch.setattr(presenting, "ENLARGED", 1.5)
    monkeypatch.setattr(presenting, "COLUMNS", screen.width())
    monkeypatch.setattr(presenting, "LINES", screen.height())
    window.appearance.set_text_size(size)
    press(window, Key.Key_F5)
    assert QApplication.font().pointSizeF() == pytest.approx(times * usual)
    press(window, Key.Key_Escape)
    assert QApplication.font().pointSizeF() == pytest.approx(size / 100 * usual)
    window.appearance.set_text_size(100)


def test_a_clicker_steps(window: MainWindow, press: Press) -> None:
    press(window, Key.Key_F5)
    first = step_of(window)
    press(window, Key.Key_PageDown, 3)
    assert step_of(window).index == first.index + 3
    press(window, Key.Key_PageUp)
    assert step_of(window).index == first.index + 2
    press(window, Key.Key_Right)
    assert step_of(window).index == first.index + 3
    press(window, Key.Key_F5)
    assert not window.presenting.on
    assert step_of(window).index == first.index + 3


def test_results_wait_and_a_step_without_one_takes_no_press(
    window: MainWindow, press: Press
) -> None:
    press(window, Key.Key_F5)
    press(window, Key.Key_H)
    assert window.controller.blanking.hides_results and step_of(window).phase is Phase.LOAD
    press(window, Key.Key_PageDown)  # loading an example has no result that could wait
    assert step_of(window).phase is Phase.FORWARD and step_of(window).result is None
    press(window, Key.Key_PageDown)
    assert step_of(window).index == 1 and step_of(window).result is not None
    press(window, Key.Key_PageDown)
    assert step_of(window).index == 2 and step_of(window).result is None
    press(window, Key.Key_H)
    assert step_of(window).result is not None


def test_b_blanks_the_screen_until_the_next_key(window: MainWindow, press: Press) -> None:
    press(window, Key.Key_F5)
    before = step_of(window)
    press(window, Key.Key_B)
    assert window.presenting.blank
    press(window, Key.Key_PageDown)
    assert not window.presenting.blank
    assert step_of(window) == before
    press(window, Key.Key_Escape)
    assert not window.presenting.on


def test_no_tool_tip_covers_what_is_pointed_at(
    window: MainWindow, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph, asked = window.views.graph, list[QEvent]()
    monkeypatch.setattr(graph, "show_tip", asked.append)

    def rest_on_it() -> int:
        at = graph.rect().center()
        QApplication.sendEvent(graph, QHelpEvent(QEvent.Type.ToolTip, at, graph.mapToGlobal(at)))
        return len(asked)

    assert rest_on_it() == 1
    press(window, Key.Key_F5)
    assert rest_on_it() == 1
    press(window, Key.Key_Escape)
    assert rest_on_it() == 2


def test_a_pointer_that_rests_is_not_seen_until_it_is_moved(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    def blank() -> bool:
        cursor = QApplication.overrideCursor()
        return cursor is not None and cursor.shape() is Qt.CursorShape.BlankCursor

    window.presenting._pointer._rest.setInterval(1)
    press(window, Key.Key_F5)
    qtbot.waitUntil(blank)
    window.presenting._pointer._rest.setInterval(60_000)
    qtbot.mouseMove(window.views.graph, QPoint(40, 40))
    qtbot.mouseMove(window.views.graph, QPoint(50, 40))
    assert not blank()
    window.presenting._pointer._hide()
    press(window, Key.Key_Escape)
    assert not blank()


def test_closing_while_presenting_keeps_the_usual_window(new_window: Open, press: Press) -> None:
    window = new_window()
    press(window, Key.Key_F5)
    window.controller.saved()
    window.close()
    assert not window.presenting.on
    assert window.preferences.text_size == 100


def test_a_screen_that_takes_its_time_changes_no_panel(
    new_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = new_window(width=1280, height=600)
    docks = window.docks.by_name
    before = window.geometry(), docks["step"].height(), docks["slope"].height()
    window.presenting.begin()
    for _ in range(5):
        QApplication.processEvents()
    assert docks["slope"].isHidden()
    at_once, asked = window.setWindowState, []
    monkeypatch.setattr(window, "setWindowState", asked.append)
    window.presenting.end()
    for _ in range(5):
        QApplication.processEvents()
    monkeypatch.undo()
    for state in asked:
        at_once(state)
    for _ in range(5):
        QApplication.processEvents()
    assert (window.geometry(), docks["step"].height(), docks["slope"].height()) == before
