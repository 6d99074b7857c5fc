"""Tables of words and numbers look like all the others."""

import itertools

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bpsim.gui.kit.table.cells import PADDING
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


def ink(table: TextTable, column: int) -> list[int]:
    """Where the heading of ``column`` is drawn, across."""
    heading = table.horizontalHeader().grab().toImage()
    left, width = table.columnViewportPosition(column), table.columnWidth(column)
    paper = heading.pixelColor(0, 0)
    across = range(left, min(left + width, heading.width()))
    return [
        x for x in across
        if any(heading.pixelColor(x, y) != paper for y in range(heading.height() - 2))
    ]  # fmt: skip


def test_headings_are_whole_before_columns_are_wider_than_they_need(qtbot: QtBot) -> None:
    table = TextTable("Numbers", ("Value", "on paper", "how far it is off"))
    qtbot.addWidget(table)
    table.show_rows([("z", "0.1", "0.005"), ("a", "0.48", "0")])
    table.show()
    header = table.horizontalHeader()
    headed = [header.sectionSizeHint(column) for column in range(3)]
    table.resize(round(0.97 * sum(headed)), 200)
    assert sum(table.columnWidth(column) for column in range(3)) == table.viewport().width()
    for column in range(3):
        assert table.columnWidth(column) >= 0.9 * headed[column]


def test_a_heading_is_a_little_smaller_before_it_is_shortened(qtbot: QtBot) -> None:
    table = TextTable("Numbers", ("z", "Gewicht"))
    qtbot.addWidget(table)
    table.resize(400, 120)
    table.show()
    table.horizontalHeader().resizeSection(1, 200)
    whole = ink(table, 1)
    length = whole[-1] - whole[0]
    table.horizontalHeader().resizeSection(1, length + round(PADDING) - 4)
    smaller = ink(table, 1)
    assert 0.75 * length < smaller[-1] - smaller[0] < length
    breaks = [after - before for before, after in itertools.pairwise(smaller)]
    assert max(breaks) <= max(after - before for before, after in itertools.pairwise(whole)) + 1
