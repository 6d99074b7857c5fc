"""Items with a title are as high as their texts, however wide the list was before."""

from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from bpsim.gui.kit.controls.titled_items import TitledItems


def test_a_list_that_becomes_wider_leaves_no_empty_lines(qtbot: QtBot) -> None:
    view = QListWidget()
    qtbot.addWidget(view)
    TitledItems(view)
    view.addItem("A title\nThe factor is left out of the hidden units, all of them")
    view.resize(120, 300)
    view.show()

    def height() -> int:
        return view.visualItemRect(view.item(0)).height()

    qtbot.waitUntil(lambda: height() > 3 * view.fontMetrics().height())
    high = height()
    view.resize(900, 300)
    qtbot.waitUntil(lambda: height() < high)
    assert height() < 3 * view.fontMetrics().height()
    view.resize(120, 300)
    qtbot.waitUntil(lambda: height() == high)
