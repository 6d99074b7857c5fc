"""F1 in the window."""

from collections.abc import Callable

from PySide6.QtCore import Qt

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
