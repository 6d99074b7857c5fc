"""F1 in the window, and Shift+F1."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QWhatsThis

from bpsim.gui.dialogs.help.window import HelpWindow
from bpsim.gui.window.main_window import MainWindow


def test_f1_opens_the_help_where_the_focus_is(
    window: MainWindow, press: Callable[..., None]
) -> None:
    window.begin()
    window.docks.bring_up("cost")
    window.views.cost.controls.goal.many.setFocus()
    press(window, Qt.Key.Key_F1)
    found = window.findChild(HelpWindow)
    assert found is not None and found.page.name == "panels.md"
    assert found.text.textCursor().block().text() == "Cost"
    press(window, Qt.Key.Key_F1, modifier=Qt.KeyboardModifier.ControlModifier)
    assert window.findChildren(HelpWindow) == [found] and found.page.name == "keys.md"
    found.close()


def test_what_is_this_says_it_of_panels_and_controls(window: MainWindow) -> None:
    window.begin()
    window.help.what_is_this()
    assert QWhatsThis.inWhatsThisMode()
    QWhatsThis.leaveWhatsThisMode()
    for dock in window.docks.by_name.values():
        assert dock.windowTitle() in dock.whatsThis()
    view = window.centralWidget()
    asked = QHelpEvent(QEvent.Type.QueryWhatsThis, QPoint(5, 5), view.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(view, asked)
    assert asked.isAccepted()
