"""What a screen reader is told of docks that share a place."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QWidget

from bpsim.gui.wiring.dock import Dock


def shown(widget: QWidget) -> bool:
    return not QAccessible.queryAccessibleInterface(widget).state().invisible


def test_a_dock_behind_a_tab_is_out_of_sight_with_all_its_parts(qapp: QApplication) -> None:
    window = QMainWindow()
    docks = [Dock(title, True, window) for title in ("First", "Second")]
    for dock in docks:
        dock.set_content(QLabel("content"))
        dock.set_titled(False)
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    window.tabifyDockWidget(*docks)
    window.show()
    for front, behind in (docks, docks[::-1]):
        front.bring_up()
        qapp.processEvents()
        for dock in docks:
            interface = QAccessible.queryAccessibleInterface(dock)
            assert interface.text(QAccessible.Text.Name) == dock.windowTitle()
            parts = [interface.child(n) for n in range(interface.childCount())]
            assert [part.object() for part in parts] == [dock.titleBarWidget(), dock.widget()]
            assert [interface.indexOfChild(part) for part in parts] == [0, 1]
        assert shown(front)
        assert shown(front.widget())
        assert not shown(behind)
        assert not shown(behind.widget())
        assert not shown(behind.titleBarWidget())
    window.close()
