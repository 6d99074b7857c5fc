"""Shift+F1 and a click: each thing says in a sentence what it is."""

from collections.abc import Callable, Iterable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QTabBar, QWhatsThis, QWidget
from pytestqt.qtbot import QtBot

from bpsim.base.words import tr
from bpsim.gui.desk.modes import Mode
from bpsim.gui.dialogs.go_to import GoToDialog
from bpsim.gui.dialogs.help.pages import all_pages, place_of
from bpsim.gui.dialogs.help.pages import plain as without_marks
from bpsim.gui.dialogs.help.what_is_this import what_does, what_is
from bpsim.gui.dialogs.help.window import HelpWindow
from bpsim.gui.kit.formula.view import FormulaView
from bpsim.gui.program.tips import plain
from bpsim.gui.window.main_window import MainWindow
from bpsim.gui.wiring.table import ROWS
from bpsim.steps.places import EdgePlace, Place, TargetPlace, UnitPlace

from .asking import Asked, asked_of
from .conftest import Open, each_tab

DIALOGS = (
    "new", "go_to", "start_weights", "hold_out_share", "export", "settings", "notation", "history",
)  # fmt: skip
NAMES = 2
"""Words that are a name at most; a sentence has more."""


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def of_the_panel(title: str) -> str:
    """What is said of a panel or a dialog as a whole."""
    place = place_of(all_pages(), title)
    return "" if place is None else without_marks(place[0].section(place[1]).partition("\n\n")[0])


def poor(asked: Iterable[Asked], title: str) -> list[str]:
    """What has no sentence of its own, only its name or that of the panel."""
    whole, found = of_the_panel(title), []
    for each in asked:
        words = each.answer
        tab = isinstance(each.widget, QTabBar)  # which is about a panel
        if len(words.split()) <= NAMES or (whole and whole in words and not tab):
            found.append(f"{title}: {type(each.widget).__name__} {each.label!r}: {words!r}")
    return found


@pytest.mark.parametrize("name", [row.name for row in ROWS if row.in_dock])
def test_every_control_of_a_panel_says_what_it_is(window: MainWindow, name: str) -> None:
    row = next(row for row in ROWS if row.name == name)
    window.begin()
    window.modes.choose(row.mode or Mode.WATCH)
    window.docks.bring_up(name)
    QApplication.processEvents()
    assert poor(asked_of(window.docks.by_name[name]), row.title) == []


@pytest.mark.parametrize("playing", [False, True])
def test_every_control_around_the_graph_says_what_it_is(window: MainWindow, playing: bool) -> None:
    window.begin()
    window.controller.forward()
    if playing:
        window.controller.toggle_play()
    QApplication.processEvents()
    assert poor(asked_of(window), tr("Walk")) == []


@pytest.mark.parametrize("name", DIALOGS)
def test_every_control_of_a_dialog_says_what_it_is(window: MainWindow, name: str) -> None:
    window.begin()
    found: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        try:
            for _ in each_tab(dialog):
                found.extend(poor(asked_of(dialog), dialog.windowTitle()))
        finally:
            dialog.reject()

    QTimer.singleShot(0, look)
    action = window.findChild(QAction, name)
    assert action is not None
    action.trigger()
    assert found == []


def test_every_control_of_the_help_says_what_it_is(window: MainWindow) -> None:
    window.help.show_keys()
    found = window.findChild(HelpWindow)
    assert found is not None
    found.words.setText("F1")
    assert poor(asked_of(found), "Help") == []
    found.close()


def entries(menu: QMenu) -> Iterator[QAction]:
    """What can be chosen in a menu and in the menus within."""
    menu.aboutToShow.emit()
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from entries(inner)
        elif action.text() and not action.isSeparator():
            yield action


def test_every_entry_of_the_menus_says_what_it_does(window: MainWindow) -> None:
    window.begin()
    menus = [action.menu() for action in window.menuBar().actions()]
    for menu in menus:
        assert isinstance(menu, QMenu)
        for action in entries(menu):
            if action.isEnabled():
                words = what_does(action)
                assert len(words.split()) > NAMES, (action.text(), words)


def test_play_and_pause_say_each_what_they_do(window: MainWindow) -> None:
    window.begin()
    button, action = window.views.transport.play_button, window.actions_["play"]
    for words in (
        "Let the steps follow by themselves (Space)",
        "Stop at the step on screen; Play goes on from there (Space)",
        "Let the steps follow by themselves (Space)",
    ):
        assert (what_is(button, button.rect().center()), what_does(action)) == (words, words)
        window.controller.toggle_play()


def middle(window: MainWindow, place: Place) -> QPoint:
    area = window.views.graph.rect_of(place)
    assert area is not None
    return area.center()


@pytest.mark.parametrize(
    "place, told",
    [
        (UnitPlace(1, 1), "x₁: input. What goes into the network"),
        (UnitPlace(2, 1), "z₁⁽²⁾: weighted sum. What comes into a unit"),
        (UnitPlace(2, 1), "δ₁⁽²⁾: delta. The slope of the cost by z"),
        (UnitPlace(1, 0), "A bias unit puts out 1"),
        (TargetPlace(1), "y₁: target. What the network should put out"),
    ],
)
def test_each_place_of_the_graph_says_what_it_means(
    window: MainWindow, place: Place, told: str
) -> None:
    window.begin()
    view = window.views.graph
    words = what_is(view, middle(window, place))
    assert told in words
    assert view.tip_at(middle(window, place)) in words


def test_an_edge_a_heading_and_the_legend_say_what_they_are(window: MainWindow) -> None:
    window.begin()
    view = window.views.graph
    assert view.picture is not None
    layout = view.picture.scene.layout
    x1, y1, x2, y2 = layout.edge_line(EdgePlace(1, 1, 2))
    words = what_is(view, QPoint(round(x1 + (x2 - x1) / 4), round(y1 + (y2 - y1) / 4)))
    assert "Θ₁₂⁽¹⁾: weights. " in words and "from unit 2 of layer 1 to unit 1 of layer 2" in words
    for layer, told in ((1, "the input layer"), (2, "a hidden layer"), (4, "the output layer"),
                        (5, "y: target")):  # fmt: skip
        box = layout.heading_box(layer)
        assert told in what_is(view, QPointF(box.cx, box.y + 2).toPoint()), layer
    legends = [
        words
        for x in range(0, view.width(), 8)
        for y in range(view.height() - 40, view.height(), 4)
        if "The legend" in (words := what_is(view, QPoint(x, y)))
    ]
    assert legends


def test_a_symbol_of_the_explanation_says_what_it_means(window: MainWindow) -> None:
    window.begin()
    for _ in range(8):
        window.controller.forward()
    QApplication.processEvents()
    found = {
        what_is(view, QPoint(x, y))
        for view in window.docks.by_name["step"].findChildren(FormulaView)
        if view.isVisible()
        for x in range(2, view.width(), 6)
        for y in range(2, view.height(), 6)
    }
    assert any(words.startswith("z₁⁽") and "weighted sum" in words for words in found)
    assert any(words.startswith("Θ") and "the weight from unit i" in words for words in found)


class Shown(QObject):
    """Hears what is asked of widgets, to know that a click was answered."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def said(self, _at: QPoint, words: str, _widget: QWidget) -> None:
        self.words.append(plain(words))


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What the little windows say that a click opens."""
    heard = Shown()
    monkeypatch.setattr(QWhatsThis, "showText", heard.said)
    yield heard.words
    QWhatsThis.leaveWhatsThisMode()


def ask(widget: QWidget, at: QPoint) -> bool:
    """Ask as Qt does where it is clicked while it waits for a click."""
    event = QHelpEvent(QEvent.Type.WhatsThis, at, widget.mapToGlobal(at))
    return QApplication.sendEvent(widget, event) and event.isAccepted()


def test_shift_f1_waits_for_a_click_and_escape_ends_it(
    window: MainWindow, press: Callable[..., None], shown: list[str]
) -> None:
    window.begin()
    press(window, Qt.Key.Key_F1, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert QWhatsThis.inWhatsThisMode()
    button = window.views.cost.controls.run_one
    assert ask(button, QPoint(3, 3))
    assert shown == ["One iteration of gradient descent (Ctrl+R)"]
    dock = window.docks.by_name["cost"]
    assert ask(dock, QPoint(1, 1)) and shown[-1].startswith("Cost: J over the iterations.")
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not QWhatsThis.inWhatsThisMode()
    assert not ask(button, QPoint(3, 3)) and len(shown) == 2


SHIFT = Qt.KeyboardModifier.ShiftModifier
ASKING = [(Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_F1, SHIFT),
          (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier)]  # fmt: skip


@pytest.mark.parametrize(("key", "modifier"), ASKING)
def test_a_key_asks_about_what_has_the_focus(
    window: MainWindow,
    press: Callable[..., None],
    shown: list[str],
    key: Qt.Key,
    modifier: Qt.KeyboardModifier,
) -> None:
    window.begin()
    button, graph = window.views.cost.controls.run_one, window.views.graph
    iteration = window.controller.session.iteration
    graph.set_selected(UnitPlace(2, 1))
    for widget, told in (
        (button, "One iteration of gradient descent"),
        (graph, "Unit 1 of layer 2"),
    ):
        widget.setFocus()
        press(widget, Qt.Key.Key_F1, modifier=SHIFT)
        assert QWhatsThis.inWhatsThisMode()
        press(widget, key, modifier=modifier)
        assert not QWhatsThis.inWhatsThisMode()
        assert shown[-1].startswith(told)
    assert len(shown) == 2
    assert window.controller.session.iteration == iteration  # the button was not pressed


def test_menus_say_what_their_entries_do_while_it_waits(
    window: MainWindow, shown: list[str]
) -> None:
    window.begin()
    window.help.what_is_this()
    menu = window.menuBar().actions()[0].menu()
    assert isinstance(menu, QMenu)
    menu.popup(QPoint(0, 0))
    said = {action.objectName(): action.whatsThis() for action in menu.actions()}
    menu.close()
    assert said["save_as"].startswith("Save the network under another name")


def test_it_works_in_a_dialog_that_waits(
    qtbot: QtBot, window: MainWindow, shown: list[str]
) -> None:
    window.begin()

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, GoToDialog)
        try:
            qtbot.waitUntil(dialog.isActiveWindow)
            shift = Qt.KeyboardModifier.ShiftModifier
            qtbot.keyClick(dialog, Qt.Key.Key_F1, modifier=shift)
            assert QWhatsThis.inWhatsThisMode()
            assert ask(dialog.go, QPoint(3, 3))
            assert ask(dialog, QPoint(1, 1))
        finally:
            QWhatsThis.leaveWhatsThisMode()
            dialog.reject()

    QTimer.singleShot(0, look)
    action = window.findChild(QAction, "go_to")
    assert action is not None
    action.trigger()
    assert shown[0] == "Go to the place that the line names"
    assert shown[1].startswith("Go to: ")
