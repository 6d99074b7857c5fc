"""A list of titled items: each as high as its words need, the title bold."""

from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from bpsim.gui.kit.controls.titled_items import TitledItems


def test_a_long_line_is_wrapped_rather_than_cut(qtbot: QtBot) -> None:
    view = QListWidget()
    qtbot.addWidget(view)
    TitledItems(view)
    view.addItems(["Short", "Short\nwith a line", "Short\n" + "with many words " * 20])
    view.resize(240, 300)
    view.show()
    alone, two, many = (view.visualItemRect(view.item(row)).height() for row in range(3))
    assert alone < two < many
    line = view.fontMetrics().height()
    assert two >= 2 * line and many > 6 * line
    assert view.visualItemRect(view.item(2)).width() <= view.viewport().width()


def test_the_title_is_bold_and_what_follows_is_not(qtbot: QtBot) -> None:
    view = QListWidget()
    qtbot.addWidget(view)
    TitledItems(view)
    view.addItems(["same words\nsame words"])
    view.resize(240, 100)
    view.show()
    image = view.viewport().grab().toImage()
    item = view.visualItemRect(view.item(0))
    middle = item.center().y()

    def ink(top: int, bottom: int) -> int:
        return sum(
            255 - image.pixelColor(x, y).lightness()
            for y in range(top, bottom)
            for x in range(item.left(), item.right())
        )

    assert ink(item.top(), middle) > 1.1 * ink(middle, item.bottom())


def test_a_list_that_becomes_wider_leaves_no_empty_lines(qtbot: QtBot) -> None:
    view = QListWidget()
    qtbot.addWidget(view)
    TitledItems(view)
    view.addItems(["A title\nThe factor is left out of the hidden units, all of them", "Another"])
    view.resize(120, 300)
    view.show()

    def second() -> int:
        return view.visualItemRect(view.item(1)).top()

    qtbot.waitUntil(lambda: second() > 3 * view.fontMetrics().height())
    narrow = second()
    view.resize(900, 300)
    qtbot.waitUntil(lambda: second() < 3 * view.fontMetrics().height())
    view.resize(120, 300)
    qtbot.waitUntil(lambda: second() == narrow)
