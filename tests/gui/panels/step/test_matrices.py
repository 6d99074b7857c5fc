"""A large matrix: only what is in view is asked for, and another of its shape takes its place."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bpsim.gui.panels.step.matrices import MatrixModel, MatrixTable

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
