"""A large matrix: only what is in view is asked for, and another of its shape takes its place."""

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.gui.kit.table.cells import NARROWEST
from bpsim.gui.panels.step.matrices import MatrixModel, MatrixTable
from bpsim.notation.numerals import number_text

SHAPE = (300, 401)


@pytest.fixture
def table(qtbot: QtBot) -> MatrixTable:
    made = MatrixTable("Θ")
    qtbot.addWidget(made)
    made.resize(500, 300)
    return made


def test_no_more_headings_are_asked_for_than_are_in_view(
    table: MatrixTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    heading = MatrixModel.headerData

    def counted(
        model: MatrixModel, section: int, orientation: Qt.Orientation, role: int = 0
    ) -> object:
        asked.append(section)
        return heading(model, section, orientation, role)

    monkeypatch.setattr(MatrixModel, "headerData", counted)
    table.show_matrix(np.zeros(SHAPE), "Θ")
    table.show()
    table.grab()
    assert 0 < len(asked) < 100
    assert max(asked) < 50


def test_columns_are_no_wider_than_their_own_numbers(table: MatrixTable) -> None:
    old, new = np.array([[-0.0993, 0.2, -0.2003]]), np.array([[-0.0987, 0.2, -0.2002]])
    table.show_matrix(new, "Θ⁽¹⁾", old)
    table.show()
    widths = [table.columnWidth(column) for column in range(3)]
    model, metrics = table.matrix_model, table.fontMetrics()
    for column, width in enumerate(widths):
        room = width - metrics.horizontalAdvance("".join(model.text(0, column)))
        assert 0 < room < 2 * metrics.height()
    assert widths[1] < 0.8 * widths[0]
    table.setFixedWidth(table.verticalHeader().width() + sum(widths) + 2)
    assert table.horizontalScrollBar().maximum() == 0  # three of the widest would have no room
    table.show_matrix(np.zeros((2, 3)), "D⁽¹⁾")
    assert len({table.columnWidth(column) for column in range(3)}) == 1


def test_new_numbers_stand_below_old_ones_where_there_is_no_room_beside_them(
    table: MatrixTable,
) -> None:
    old = np.array([[0.1, 0.3, -0.2], [-0.1, 0.5, 0.4]])
    new = np.array([[0.09953, 0.2998, -0.2003], [-0.0993, 0.5005, 0.4005]])
    table.setMinimumHeight(200)  # as its layout would have it
    table.setFixedWidth(800)
    table.show_matrix(new, "Θ⁽¹⁾", old)
    table.show()
    model, width, low = (
        table.matrix_model,
        table.fontMetrics().horizontalAdvance,
        table.row_height(),
    )
    smallest = []
    beside = sum(table.columnWidth(column) for column in range(3))
    for room in (beside - 10, round(0.55 * beside)):
        table.setFixedWidth(table.verticalHeader().width() + room)
        QApplication.processEvents()
        assert table.horizontalScrollBar().maximum() == 0
        assert table.row_height() == table.rowHeight(0) > 1.5 * low
        for column in range(3):
            texts = [text for row in range(2) for text in model.text(row, column)]
            assert table.columnWidth(column) >= NARROWEST * max(map(width, texts))
        smallest.append(table._part)
    assert smallest[0] == 1.0 > smallest[1] >= NARROWEST  # the same in every column
    table.setFixedWidth(800)
    assert table.row_height() == table.rowHeight(0) == low


def test_another_of_its_shape_is_painted_where_the_view_is(table: MatrixTable) -> None:
    table.show_matrix(np.zeros(SHAPE), "Δ⁽¹⁾")
    table.show()
    table.horizontalScrollBar().setValue(700)
    table.verticalScrollBar().setValue(900)
    before = table.grab().toImage()
    table.show_matrix(np.ones(SHAPE), "D⁽¹⁾")
    assert (table.horizontalScrollBar().value(), table.verticalScrollBar().value()) == (700, 900)
    assert table.grab().toImage() != before
    index = table.matrix_model.index(0, 0)
    assert index.data(Qt.ItemDataRole.ToolTipRole).startswith("D⁽¹⁾, from the bias to unit 1: 1")
    table.show_matrix(np.ones((2, 3)), "D⁽²⁾")
    assert (table.matrix_model.rowCount(), table.verticalHeader().count()) == (2, 2)
    assert table.horizontalHeader().count() == 3


class Written(QPainter):
    """Notes what is written, and with which font."""

    def __init__(self, image: QImage) -> None:
        super().__init__(image)
        self.texts: list[str] = []
        self.widest = 0.0

    def drawText(self, *given: Any) -> None:  # type: ignore[override]
        self.texts.append(given[-1])
        self.widest = max(self.widest, self.fontMetrics().horizontalAdvance(given[-1]))


def test_a_number_in_a_narrow_cell_is_smaller_and_no_other(table: MatrixTable) -> None:
    before, after = -0.012345, 0.00043281
    table.show_matrix(np.full((1, 2), after), "Θ", np.full((1, 2), before))
    whole = table.fontMetrics().horizontalAdvance(f"{number_text(before)} → {number_text(after)}")
    image = QImage(whole, 40, QImage.Format.Format_RGB32)
    painter = Written(image)
    table.paint_cell(painter, QRectF(0, 0, 0.7 * whole, 40), 0, 0)
    assert painter.texts == [number_text(after), f"{number_text(before)} → "]
    assert painter.widest < 0.7 * whole
    table.paint_cell(painter, QRectF(0, 0, 2.0 * whole, 40), 0, 1)
    assert painter.font() == table.font()  # a cell with room has its usual size again
    painter.end()
