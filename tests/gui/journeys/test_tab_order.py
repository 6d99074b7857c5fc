"""Tab goes through the window as one reads it, each row of tabs before the panel in front there."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QTabBar,
    QToolBar,
    QToolButton,
    QWidget,
)

from bpsim.gui.desk.modes import Mode
from bpsim.gui.window.main_window import MainWindow
from bpsim.gui.wiring.dock import Dock

from .conftest import Open
from .test_low_window import open_window as open_window
from .test_room import begun, settle

MOST = 120


def stops(window: MainWindow) -> Iterator[QWidget]:
    """What Tab stops at, from the network to the network."""
    graph = window.views.graph
    graph.setFocus()
    for _ in range(MOST):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        widget = QApplication.focusWidget()
        assert widget is not None
        if widget is graph:
            return
        yield widget
    raise AssertionError("Tab does not come back to the network")


def part_of(window: MainWindow, widget: QWidget) -> str:
    """The title of the panel that ``widget`` stands in, or of what is in front of the tabs."""
    if isinstance(widget, QTabBar):
        return f"tabs: {widget.tabText(widget.currentIndex())}"
    around: QWidget | None = widget
    while around is not None and around.parentWidget() is not window:
        around = around.parentWidget()
    if around is window.docks.middle:
        return "middle"
    return around.windowTitle() if isinstance(around, Dock) else type(around).__name__


def parts(window: MainWindow) -> list[str]:
    """The parts of the window that Tab goes through, one after the other."""
    found: list[str] = []
    for widget in stops(window):
        part = part_of(window, widget)
        # Rows of tabs that Qt no longer needs go a little later.
        if found[-1:] != [part] and not (isinstance(widget, QTabBar) and widget.count() == 0):
            found.append(part)
    return found


def test_in_the_usual_window(open_window: Open) -> None:
    window = begun(open_window, 100, 1280, 800)
    assert parts(window) == [
        "middle", "Explanation", "tabs: δ as a slope", "tabs: Cost", "Cost",
        "MenuBar",
    ]  # fmt: skip
    window.docks.bring_up("map")
    window.docks.bring_up("examples")
    settle()
    found = parts(window)
    assert found[2:6] == ["tabs: Map", "Map", "tabs: Examples", "Examples"]


def test_where_the_explanation_is_a_tab(open_window: Open) -> None:
    window = begun(open_window, 200, 1280, 770)
    watching = parts(window)
    assert watching == ["middle", "tabs: Explanation", "Explanation", "tabs: Cost", "Cost",
                        "MenuBar"]  # fmt: skip
    window.modes.choose(Mode.BREAK_IT)
    settle()
    assert parts(window)[1:3] == ["tabs: Break it", "Break it"]
    window.modes.choose(Mode.WATCH)
    settle()
    assert parts(window) == watching


def test_the_arrows_of_a_row_of_tabs_and_the_tool_bar_are_passed(open_window: Open) -> None:
    window = begun(open_window, 200, 1024, 740)
    for name in ("paths", "paper", "flow", "doctor", "own_numbers"):
        window.docks.bring_up(name)  # more than the row has room for
    settle()
    arrows = [
        each for bar in window.findChildren(QTabBar) for each in bar.findChildren(QToolButton)
    ]
    assert any(arrow.isVisible() for arrow in arrows)
    (tools,) = window.findChildren(QToolBar)
    for widget in stops(window):
        assert widget not in arrows and not tools.isAncestorOf(widget)


def test_the_choice_of_the_example_comes_before_the_timeline_below_it(open_window: Open) -> None:
    window = begun(open_window, 100, 1280, 800)
    transport = window.views.transport
    inside = [each for each in stops(window) if transport.isAncestorOf(each)]
    names = [each.accessibleName() for each in inside]
    assert names[-2:] == ["Example: 1", "Timeline"]
