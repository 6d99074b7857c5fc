"""Tables of words and numbers look like all the others."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bpsim.gui.kit.table.headings import Headings
from bpsim.gui.kit.table.texts import TextTable

AT_RIGHT = Qt.AlignmentFlag.AlignRight


@pytest.mark.parametrize("numbers", [True, False])
def test_headings_stand_above_what_they_head(qtbot: QtBot, numbers: bool) -> None:
    table = TextTable("Values", ("Value", "on paper"), numbers=numbers)
    qtbot.addWidget(table)
    table.show_rows([("z", "0.48"), ("a", "0.62")])
    table.resize(300, 120)
    table.horizontalHeader().resizeSection(0, 150)
    table.horizontalHeader().resizeSection(1, 150)
    assert isinstance(table.horizontalHeader(), Headings)
    assert not table.showGrid()
    for row, column in ((0, 0), (1, 0), (0, 1), (1, 1)):
        item = table.item(row, column)
        assert item is not None
        assert bool(item.textAlignment() & AT_RIGHT) == (numbers and column == 1)
    heading = table.horizontalHeader().grab().toImage()
    paper = heading.pixelColor(0, 0)
    marked = [x for x in range(150, 300) if heading.pixelColor(x, heading.height() // 2) != paper]
    assert (min(marked) > 220) == numbers  # the words are at the right, or begin at the left


def test_no_number_is_cut_off_in_a_narrow_table(qtbot: QtBot) -> None:
    table = TextTable("Numbers", ("A heading of some length", "paper", "off by"))
    qtbot.addWidget(table)
    table.show_rows([("z", "0.1", "−0.004979123456"), ("a", "0.48", "0")])
    table.show()
    needs = [table.sizeHintForColumn(column) for column in range(3)]
    for width in (sum(needs) // 2, sum(needs) + 30, 3 * sum(needs)):
        table.resize(width, 200)
        widths = [table.columnWidth(column) for column in range(3)]
        assert all(given >= need for given, need in zip(widths, needs, strict=True))
        assert sum(widths) == max(table.viewport().width(), sum(needs))
