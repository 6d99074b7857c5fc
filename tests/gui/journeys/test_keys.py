"""Keys reach what can be seen, and nothing else: fields, tabs, panels, menus, held keys."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDockWidget,
    QMenu,
    QScrollArea,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from bpsim.formats.bundled import bundled_network
from bpsim.gui.desk.actions import TABLE
from bpsim.gui.kit.controls.combo_box import ComboBox
from bpsim.gui.window.main_window import MainWindow
from bpsim.gui.wiring.focus import go_to
from bpsim.gui.wiring.table import ROWS
from bpsim.steps.places import EdgePlace

from .conftest import Open, step_of

DOCKED = {row.name: row for row in ROWS if row.in_dock}
WITH_KEY = {name: row for name, row in DOCKED.items() if row.key}

Press = Callable[..., None]
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


@pytest.fixture
def whole(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window with the panels behind tabs as well."""
    window.views.graph.setFocus()
    # Tab bars that Qt no longer needs go a little later.
    qtbot.waitUntil(lambda: len(window.findChildren(QTabBar)) == 2)
    return window


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def in_sight(widget: QWidget) -> bool:
    """True if a part of the widget, or of what stands in it, can be seen."""
    parts = (widget, *widget.findChildren(QWidget))
    return any(not part.visibleRegion().isEmpty() for part in parts)


def panel_of(window: MainWindow, widget: QWidget) -> str:
    """The name of the panel that ``widget`` stands in, "" for the middle."""
    docks = window.docks.by_name.items()
    return next((name for name, dock in docks if dock.isAncestorOf(widget)), "")


def panel_with_focus(window: MainWindow) -> str:
    """The name of the panel that has the focus, "" for the middle."""
    return panel_of(window, focus())


def top(widget: QWidget) -> int:
    return widget.mapTo(widget.window(), QPoint(0, 0)).y()


def bottom(widget: QWidget) -> int:
    return top(widget) + widget.height()


@pytest.mark.parametrize("field", ["many", "rate", "lam"])
def test_after_a_number_in_the_cost_panel_the_arrows_walk(
    whole: MainWindow, press: Press, field: str
) -> None:
    controls = whole.views.cost.controls
    widget = controls.goal.many if field == "many" else getattr(controls, field)
    widget.setFocus()
    widget.selectAll()
    QTest.keyClicks(widget, "2")
    press(whole, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert focus() is whole.views.graph
    before = step_of(whole).index
    press(whole, Qt.Key.Key_Right)
    assert step_of(whole).index == before + 1


def test_a_number_that_is_refused_keeps_the_focus(whole: MainWindow, press: Press) -> None:
    rate = whole.views.cost.controls.rate
    rate.setFocus()
    rate.selectAll()
    QTest.keyClicks(rate, "-2")
    press(whole, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert focus() is rate
    press(whole, Qt.Key.Key_Escape)


def test_arrows_on_a_tab_bar_change_tabs_and_do_not_walk(whole: MainWindow, press: Press) -> None:
    bar = next(bar for bar in whole.findChildren(QTabBar) if bar.isVisible()
               and bar.tabText(bar.currentIndex()) == "Cost")  # fmt: skip
    bar.setFocus()
    before = step_of(whole).index
    press(whole, Qt.Key.Key_Right)
    QApplication.processEvents()
    assert bar.tabText(bar.currentIndex()) == "Matrices"
    assert whole.docks.by_name["matrices"].in_front and not whole.docks.by_name["cost"].in_front
    assert step_of(whole).index == before
    press(whole, Qt.Key.Key_Left)
    assert bar.tabText(bar.currentIndex()) == "Cost"
    assert step_of(whole).index == before


@pytest.mark.parametrize("front", ["examples", "breakpoints"])
def test_a_click_on_another_tab_leaves_the_keys_to_the_walk(
    whole: MainWindow, press: Press, front: str
) -> None:
    whole.docks.bring_up("cost")
    whole.views.cost.controls.rate.setFocus()
    bar = next(bar for bar in whole.findChildren(QTabBar) if bar.isVisible()
               and bar.tabText(bar.currentIndex()) == "Cost")  # fmt: skip
    place = [bar.tabText(n) for n in range(bar.count())].index(DOCKED[front].title)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(place).center())
    QApplication.processEvents()
    assert whole.docks.by_name[front].in_front
    assert focus() is whole.views.graph
    before = step_of(whole).index
    press(whole, Qt.Key.Key_Right)
    assert step_of(whole).index == before + 1


def test_tab_goes_through_what_can_be_seen_only(whole: MainWindow, press: Press) -> None:
    for front in ("cost", "examples", "weight", "runs"):
        whole.docks.bring_up(front)
        QApplication.processEvents()
        whole.views.graph.setFocus()
        seen: list[QWidget] = []
        while focus() not in seen and len(seen) < 200:
            seen.append(focus())
            QApplication.processEvents()
            assert in_sight(focus()), (front, focus().accessibleName())
            assert not isinstance(focus(), QScrollArea), "where the keys are is not seen"
            press(whole, Qt.Key.Key_Tab)
            earlier = seen[-1]
            if panel_of(whole, earlier) == panel_of(whole, focus()) != "":
                assert bottom(focus()) > top(earlier), (front, focus().accessibleName())
        docks = {name for name, dock in whole.docks.by_name.items()
                 if any(dock.isAncestorOf(widget) for widget in seen)}  # fmt: skip
        assert all(whole.docks.by_name[name].in_front for name in docks)
        assert front in docks


@pytest.mark.parametrize("place", [None, EdgePlace(1, 1, 1)])
def test_whose_pull_has_the_keys_where_they_are_seen(
    whole: MainWindow, press: Press, place: EdgePlace | None
) -> None:
    whole.controller.go_to_step(3)
    whole.controller.select(place)
    press(whole, Qt.Key.Key_P, modifier=ALT)
    QApplication.processEvents()
    assert panel_with_focus(whole) == "weight" and in_sight(focus())
    panel = whole.views.weight
    assert panel.terms.hasFocus() == (place is not None)


def heard_of(root: QAccessibleInterface) -> set[QObject]:
    """The widgets that assistive technology comes upon from ``root`` on."""
    found, todo = set(), [root]
    while todo:
        here = todo.pop()
        if here.object() is not None:
            found.add(here.object())
        children = (here.child(number) for number in range(here.childCount()))
        todo += [each for each in children if each is not None]
    return found


def test_whatever_tab_reaches_a_screen_reader_finds(whole: MainWindow) -> None:
    for name in DOCKED:
        whole.docks.bring_up(name)
        QApplication.processEvents()
        found = heard_of(QAccessible.queryAccessibleInterface(whole))
        stops = [
            each
            for each in whole.findChildren(QWidget)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
            and each.isEnabled()
            and each.focusProxy() is None  # the line in a spin box
            and not whole.menuBar().isAncestorOf(each)  # Qt lists menus there, and no widget
            and not each.visibleRegion().isEmpty()
        ]
        assert len(stops) > 20
        missing = [each for each in stops if each not in found]
        assert [f"{name}: {type(each).__name__} {each.accessibleName()}" for each in missing] == []
        boxes = whole.findChildren(QComboBox)
        assert [each for each in boxes if not isinstance(each, ComboBox)] == []


def test_each_panel_has_a_key_that_brings_it_up_with_the_focus(
    whole: MainWindow, qtbot: QtBot
) -> None:
    for name, place in WITH_KEY.items():
        whole.docks.by_name[name].hide()
        keys = QKeySequence(place.key)[0]
        qtbot.keyClick(whole.views.graph, keys.key(), keys.keyboardModifiers())
        QApplication.processEvents()
        assert whole.docks.by_name[name].in_front, name
        assert panel_with_focus(whole) == name


def test_each_panel_is_brought_up_from_the_menu_as_well(whole: MainWindow) -> None:
    menus = whole.menuBar().findChildren(QMenu)
    (panels,) = (each for each in menus if each.title().replace("&", "") == "Panels")
    listed = {action.text().replace("&", "").split("\t")[0]: action for action in panels.actions()}
    for name, row in DOCKED.items():
        if row.mode is None:
            whole.docks.by_name[name].hide()
            panels.aboutToShow.emit()
            listed[row.title].trigger()
            QApplication.processEvents()
            assert whole.docks.by_name[name].in_front, name


def test_no_key_of_a_panel_is_one_of_an_action() -> None:
    taken = {QKeySequence(key).toString() for entry in TABLE.values() for key in entry.keys}
    own = [QKeySequence(place.key).toString() for place in WITH_KEY.values()]
    assert len(set(own)) == len(own) == len(WITH_KEY)
    assert not taken & set(own)


def test_f6_goes_round_the_panels_and_back(whole: MainWindow, press: Press) -> None:
    round_: list[str] = []
    for _ in range(5):
        round_.append(panel_with_focus(whole))
        press(whole, Qt.Key.Key_F6)
    assert round_ == ["", "step", "slope", "cost", ""]
    back = []
    for _ in range(4):
        press(whole, Qt.Key.Key_F6, modifier=Qt.KeyboardModifier.ShiftModifier)
        back.append(panel_with_focus(whole))
    assert back == ["", "cost", "slope", "step"]


def test_whatever_goes_after_the_focus_was_moved_the_menus_stay(whole: MainWindow) -> None:
    go_to(whole.docks, "paths")  # where nothing takes keys, so that every part has been looked at
    whole.controller.open(bundled_network("moons").load())  # another choice of examples
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    menus = whole.menus
    for actions in (menus._theme_actions, menus._size_actions, menus._panel_actions):
        assert all(map(Shiboken.isValid, actions.values()))
    menus.show_appearance()


def test_f10_opens_the_menus(whole: MainWindow, press: Press, qtbot: QtBot) -> None:
    press(whole, Qt.Key.Key_F10)
    bar = whole.menuBar()
    assert bar.activeAction() is bar.actions()[0]
    press(whole, Qt.Key.Key_Escape)
    press(whole, Qt.Key.Key_Escape)


def send(window: MainWindow, held: bool) -> None:
    """What Qt asks before a shortcut, then the shortcut."""
    none, kind = Qt.KeyboardModifier.NoModifier, QEvent.Type.ShortcutOverride
    asked = QKeyEvent(kind, Qt.Key.Key_Right, none, "", held)
    QApplication.sendEvent(window.views.graph, asked)
    window.actions_["forward"].trigger()


def test_repeats_that_come_late_are_dropped(whole: MainWindow) -> None:
    before = step_of(whole).index
    for held in (False, True, True, True):  # all in line while the first step is being made
        send(whole, held)
    assert step_of(whole).index == before + 1
    QApplication.processEvents()
    send(whole, True)
    assert step_of(whole).index == before + 2
    for _ in range(3):  # pressed three times by hand: each counts
        send(whole, False)
    assert step_of(whole).index == before + 5


# --- a layout that cannot be broken ---------------------------------------------------------------


def test_no_panel_floats(whole: MainWindow) -> None:
    for dock in whole.docks.by_name.values():
        assert not dock.features() & QDockWidget.DockWidgetFeature.DockWidgetFloatable


def test_the_tool_bar_cannot_be_lost(whole: MainWindow) -> None:
    assert whole.contextMenuPolicy() is Qt.ContextMenuPolicy.NoContextMenu
    whole.menus.bar.hide()
    whole.reset()
    assert whole.menus.bar.isVisible()


def test_the_window_fits_a_smaller_screen(whole: MainWindow) -> None:
    whole.resize(3000, 2000)
    whole.preferences.set_layout("geometry", whole.saveGeometry())
    whole._restore_geometry()
    room = whole.screen().availableSize()
    assert whole.width() <= room.width() and whole.height() <= room.height()
