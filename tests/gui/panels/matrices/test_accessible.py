"""The matrices as assistive technology sees them."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QAccessible, QAccessibleInterface
from pytestqt.qtbot import QtBot

from bpsim.gui.panels.matrices.panel import MatricesPanel
from bpsim.notation.aloud import aloud
from bpsim.steps.schedule import Phase
from tests.gui.panels.matrices.walks import LARGE, step_at, trace

NAME = QAccessible.Text.Name
STEP = step_at(Phase.FORWARD, 2, 1)


@pytest.fixture
def panel(qtbot: QtBot) -> MatricesPanel:
    panel = MatricesPanel()
    qtbot.addWidget(panel)
    panel.resize(760, 260)
    panel.show()
    panel.show_step(STEP)
    qtbot.waitUntil(lambda: panel.sheet.size() != QSize())
    return panel


def spoken(panel: MatricesPanel) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(panel.sheet)


def names(part: QAccessibleInterface) -> list[str]:
    return [part.child(n).text(NAME) for n in range(part.childCount())]


def test_the_sheet_is_a_list_of_matrices_with_their_sizes(panel: MatricesPanel) -> None:
    sheet = spoken(panel)
    assert sheet.role() is QAccessible.Role.List
    assert sheet.text(NAME) == aloud("z⁽²⁾ = Θ⁽¹⁾ [1; a⁽¹⁾]; a⁽²⁾ = g z⁽²⁾")
    assert names(sheet) == [
        "z of layer 2, 2 rows, 1 column", "Theta of layer 1, 2 rows, 3 columns",
        "the vector 1, a of layer 1, 3 rows, 1 column", "a of layer 2, 2 rows, 1 column",
        "z of layer 2, 2 rows, 1 column",
    ]  # fmt: skip
    assert sheet.child(5) is None and sheet.child(-1) is None


def test_a_matrix_is_a_list_of_its_cells_row_by_row(panel: MatricesPanel) -> None:
    sheet = spoken(panel)
    z, theta = names(sheet.child(0)), names(sheet.child(1))
    assert z[0].startswith("z of unit 1 of layer 2: ") and z[0].endswith(" (this step)")
    assert z[1] == "z of unit 2 of layer 2: not computed yet"
    first, last = STEP.network.theta(1)[0, 0], STEP.network.theta(1)[1, 2]
    assert theta[0].startswith(aloud("Θ₁₀⁽¹⁾ from the bias unit of layer 1 to unit 1 of layer 2: "))
    assert theta[0].split(": ")[1].replace("minus ", "-") == repr(float(first))
    assert theta[5].split(": ")[1].replace("minus ", "-") == repr(float(last))
    assert len(theta) == 6 and sheet.child(1).child(6) is None


def test_cells_know_where_they_are_and_what_may_be_typed(panel: MatricesPanel) -> None:
    sheet = spoken(panel)
    theta = sheet.child(1)
    cell = theta.child(4)
    rect = panel.sheet.cell_rect((1, 1, 1))
    assert cell.rect().topLeft() == panel.sheet.viewport().mapToGlobal(rect.topLeft())
    middle = cell.rect().center()
    assert sheet.childAt(middle.x(), middle.y()) is theta
    assert theta.childAt(middle.x(), middle.y()) is cell
    assert theta.childAt(-9999, -9999) is None
    assert theta.indexOfChild(cell) == 4 and sheet.child(0).indexOfChild(cell) == -1
    assert sheet.indexOfChild(theta) == 1 and cell.parent() is theta and theta.parent() is sheet
    assert cell.childCount() == 0 and cell.child(0) is None
    assert not cell.state().readOnly and sheet.child(0).child(0).state().readOnly
    assert sheet.child(2).child(0).state().readOnly  # the bias's 1


def test_the_cursor_and_the_selection_are_told(panel: MatricesPanel, qtbot: QtBot) -> None:
    panel.activateWindow()
    panel.sheet.setFocus()
    qtbot.waitUntil(panel.sheet.hasFocus)
    sheet = spoken(panel)
    was = QAccessible.isActive()
    QAccessible.setActive(True)
    try:
        panel.sheet.go_to((1, 0, 1))
        panel.sheet.go_to((1, 1, 2), extend=True)
    finally:
        QAccessible.setActive(was)
    theta = sheet.child(1)
    assert sheet.focusChild() is theta.child(5)
    assert sheet.focusChild().text(NAME).startswith(aloud("Θ₂₂⁽¹⁾") + " ")
    states = [theta.child(n).state() for n in range(6)]
    assert [bool(state.selected) for state in states] == [False, True, True, False, True, True]
    assert [bool(state.focused) for state in states] == [False] * 5 + [True]
    assert not sheet.child(0).child(0).state().selected


def test_of_a_large_matrix_the_part_on_screen_is_told(panel: MatricesPanel) -> None:
    panel.show_step(step_at(Phase.FORWARD, 2, 77, walk=trace(LARGE)))
    theta = spoken(panel).child(1)
    placed = panel.sheet.arrangement().blocks[1]
    rows, columns = panel.sheet.look.visible(placed)
    assert theta.text(NAME) == (
        f"Theta of layer 1, 128 rows, 785 columns; on screen rows {rows.start + 1} to {rows.stop}, "
        f"columns bias to {columns.stop - 1}"
    )
    assert theta.childCount() == len(rows) * len(columns) < 400
    assert f"to unit {rows.start + 1} of layer 2" in theta.child(0).text(NAME)
    panel.sheet.go_to((1, 127, 784))
    assert spoken(panel).focusChild() is theta.child(theta.childCount() - 1)
    assert "from unit 784 of layer 1 to unit 128" in spoken(panel).focusChild().text(NAME)


def test_parts_outlive_neither_their_matrix_nor_their_sheet(
    panel: MatricesPanel, qtbot: QtBot
) -> None:
    sheet = spoken(panel)
    last, cell = sheet.child(4), sheet.child(4).child(1)
    assert last.isValid() and cell.isValid()
    panel.choose("Θ", 1)
    assert not last.isValid() and not cell.isValid()
    assert last.text(NAME) == cell.text(NAME) == "" and cell.rect().isNull()
    assert sheet.childCount() == 1
