"""The matrices panel, shown the Steps of real walks and driven with real keys and clicks."""

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.gui.looks.theme import DARK, LIGHT, Theme, use_theme
from bpsim.gui.panels.matrices import matrix_paint
from bpsim.gui.panels.matrices.layout import Measures
from bpsim.gui.panels.matrices.panel import MatricesPanel
from bpsim.notation.aloud import aloud
from bpsim.notation.numerals import number_text
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.steps.schedule import Phase
from bpsim.steps.shown.blocks import Block
from bpsim.steps.shown.matrix_text import MatrixFormat
from bpsim.steps.step import Step
from tests.gui.panels.matrices.walks import LARGE, UNSCALED, step_at, trace


@pytest.fixture
def panel(qtbot: QtBot) -> MatricesPanel:
    panel = MatricesPanel()
    qtbot.addWidget(panel)
    panel.resize(760, 260)
    panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    return panel


def shown(panel: MatricesPanel, step: Step) -> MatricesPanel:
    """The panel with ``step``, its layout settled."""
    panel.show_step(step)
    for _ in range(4):
        QApplication.processEvents()
    return panel


def press(qtbot: QtBot, *keys: Qt.Key, held: Any = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key, held)


def point_of(panel: MatricesPanel, block: int, row: int, column: int) -> QPoint:
    return panel.sheet.cell_rect((block, row, column)).center()


def test_going_to_a_cell_names_its_place_and_being_told_one_says_nothing(
    panel: MatricesPanel, qtbot: QtBot
) -> None:
    shown(panel, step_at(Phase.FORWARD, 2))
    places: list[object] = []
    panel.place_selected.connect(places.append)
    viewport = panel.sheet.viewport()
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=point_of(panel, 1, 1, 2))
    assert places == [EdgePlace(1, 2, 2)]
    press(qtbot, Qt.Key.Key_Up, Qt.Key.Key_Right)
    assert places[1:] == [EdgePlace(1, 1, 2), UnitPlace(1, 0)]
    assert panel.sheet.accessibleDescription() == "a of bias unit of layer 1: 1.0"
    panel.set_selected(EdgePlace(1, 1, 1))
    shown(panel, step_at(Phase.FORWARD, 2, 2))
    assert len(places) == 3


def test_the_place_chosen_elsewhere_is_framed(panel: MatricesPanel) -> None:
    shown(panel, step_at(Phase.FORWARD, 2))
    panel.set_selected(EdgePlace(1, 2, 0))
    image = panel.sheet.viewport().grab().toImage()
    rect = panel.sheet.cell_rect((1, 1, 0))
    assert image.pixelColor(rect.left() + 1, rect.center().y()) == QColor(LIGHT.text)


# --- editing ------------------------------------------------------------------------------------


def test_weights_inputs_and_targets_are_edited_in_place(panel: MatricesPanel, qtbot: QtBot) -> None:
    heard: list[tuple[object, ...]] = []
    panel.weight_edited.connect(lambda *edit: heard.append(edit))
    panel.input_edited.connect(lambda *edit: heard.append(("x", *edit)))
    panel.target_edited.connect(lambda *edit: heard.append(("y", *edit)))
    step = step_at(Phase.FORWARD, 2)
    shown(panel, step)
    at = point_of(panel, 1, 0, 1)
    qtbot.mouseClick(panel.sheet.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseDClick(panel.sheet.viewport(), Qt.MouseButton.LeftButton, pos=at)
    line = panel.sheet.editor.line
    assert line.text() == repr(float(step.network.theta(1)[0, 1]))
    assert line.accessibleName() == aloud("Θ₁₁⁽¹⁾ from unit 1 of layer 1 to unit 1 of layer 2")
    qtbot.keyClicks(line, "1/3")
    press(qtbot, Qt.Key.Key_Return)
    panel.sheet.go_to((2, 2, 0))
    press(qtbot, Qt.Key.Key_F2)
    qtbot.keyClicks(line, "-.5")
    press(qtbot, Qt.Key.Key_Return)
    panel.choose("y", 4)
    panel.sheet.go_to((0, 0, 0))
    press(qtbot, Qt.Key.Key_Return)
    qtbot.keyClicks(line, "0.25")
    press(qtbot, Qt.Key.Key_Return)
    assert heard == [(EdgePlace(1, 1, 1), 1 / 3), ("x", 2, -0.5), ("y", 1, 0.25)]


@pytest.mark.parametrize("cell", [(0, 0, 0), (2, 0, 0), (3, 1, 0)])
def test_what_follows_from_the_rest_cannot_be_typed(
    panel: MatricesPanel, cell: tuple[int, int, int]
) -> None:
    shown(panel, step_at(Phase.FORWARD, 2))  # z, the bias's 1, a
    panel.sheet.go_to(cell)
    assert not panel.sheet.edit_cell()


# --- copying ------------------------------------------------------------------------------------


def test_a_selection_is_copied_with_tabs(panel: MatricesPanel, qtbot: QtBot) -> None:
    step = step_at(Phase.FORWARD, 2)
    shown(panel, step)
    panel.sheet.setFocus()
    panel.sheet.go_to((1, 0, 1))
    press(qtbot, Qt.Key.Key_Right, Qt.Key.Key_Down, held=Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, Qt.Key.Key_C, held=Qt.KeyboardModifier.ControlModifier)
    read = [line.split("\t") for line in QApplication.clipboard().text().split("\n")]
    assert np.array_equal(np.array(read, dtype=float), step.network.theta(1)[:, 1:])


def test_the_menu_offers_every_matrix_in_every_format(panel: MatricesPanel) -> None:
    step = step_at(Phase.HIDDEN_DELTA, 2)
    shown(panel, step)
    titles = [action.text().replace("&", "") for action in panel.menu().actions()]
    assert titles == [f"Copy {name} as" for name in ("δ⁽²⁾", "(Θ⁽²⁾)ᵀ", "δ⁽³⁾", "g′(z⁽²⁾)")]
    panel.sheet.go_to((1, 0, 0))
    panel.sheet.go_to((1, 1, 1), extend=True)
    menu = panel.menu()
    named = {each.text().replace("&", ""): each for each in menu.actions()}
    assert "Copy selection as" in named
    whole_theta = named["Copy (Θ⁽²⁾)ᵀ as"].menu()
    offered = whole_theta.actions()  # type: ignore[union-attr,attr-defined]
    assert [action.text().replace("&", "") for action in offered] == [
        to.value for to in MatrixFormat
    ]
    offered[0].trigger()
    text = QApplication.clipboard().text()
    assert text.startswith("np.array([[") and repr(float(step.network.theta(2)[1, 1])) in text


# --- large matrices -----------------------------------------------------------------------------


def test_of_a_large_matrix_only_what_is_on_screen_is_painted(
    panel: MatricesPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = step_at(Phase.FORWARD, 2, 77, walk=trace(LARGE))
    shown(panel, step)
    placed = panel.sheet.arrangement().blocks
    theta = next(p for p in placed if p.block.name == "Θ⁽¹⁾")
    assert theta.hidden_rows and theta.hidden_columns
    assert panel.sheet.arrangement().cells < 400
    first = panel.sheet.look.corner(theta.block)[0]
    assert first <= 76 < first + theta.rows  # the unit at hand
    asked: list[tuple[int, int]] = []
    lit = theta.block.lit
    monkeypatch.setattr(
        Block, "value", lambda block, r, c: (asked.append((r, c)), float(block.values[r, c]))[1]
    )
    panel.sheet.viewport().repaint()
    assert lit(76, 0) is not None and len(asked) < 100


def test_rows_of_one_axis_scroll_together(panel: MatricesPanel) -> None:
    shown(panel, step_at(Phase.FORWARD, 2, 1, walk=trace(LARGE)))
    blocks = panel.sheet.arrangement().blocks
    z, theta, inputs = blocks[:3]
    at = theta.grid.center() + panel.sheet.origin()
    for _ in range(4):
        event = QWheelEvent(
            at, panel.sheet.viewport().mapToGlobal(at), QPoint(), QPoint(0, -240),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(panel.sheet.viewport(), event)
    look = panel.sheet.look
    assert look.corner(theta.block)[0] == look.corner(z.block)[0] > 5
    panel.set_selected(EdgePlace(1, 100, 700))
    top, left = look.corner(theta.block)
    assert top <= 99 < top + theta.rows and left <= 700 < left + theta.columns
    start = look.corner(inputs.block)[0]
    assert abs(start + inputs.rows / 2 - (left + theta.columns / 2)) <= 1


def test_a_bar_is_dragged_and_the_keys_go_on(panel: MatricesPanel, qtbot: QtBot) -> None:
    shown(panel, step_at(Phase.FORWARD, 2, 1, walk=trace(LARGE)))
    panel.choose("Θ", 1)
    theta = panel.sheet.arrangement().blocks[0]
    bar = (theta.across_bar.center() + panel.sheet.origin()).toPoint()
    qtbot.mouseClick(panel.sheet.viewport(), Qt.MouseButton.LeftButton, pos=bar)
    assert abs(panel.sheet.look.corner(theta.block)[1] - 785 // 2) < theta.columns
    panel.sheet.setFocus()
    panel.sheet.go_to((0, 0, 0))
    press(qtbot, Qt.Key.Key_End, Qt.Key.Key_PageDown)
    assert panel.sheet.look.cursor == (0, theta.rows - 1, 784)
    rect = panel.sheet.cell_rect((0, theta.rows - 1, 784))
    assert panel.sheet.viewport().rect().contains(rect)
    qtbot.mouseClick(panel.sheet.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert panel.sheet.cell_at(rect.center()) == (0, theta.rows - 1, 784)


# --- heat map and looks -------------------------------------------------------------------------


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_heat_map_tells_signs_by_colour_and_by_a_stroke(
    panel: MatricesPanel, theme: Theme
) -> None:
    use_theme(theme)
    shown(panel, step_at(Phase.LOAD))
    panel.choose("Θ", 1)
    panel.set_heat_map(True)
    assert panel.legend.isVisible() and panel.heat_map()
    image = panel.sheet.viewport().grab().toImage()
    values = panel.sheet.sheet.blocks[0].values
    for r, c in np.ndindex(values.shape):
        rect = panel.sheet.cell_rect((0, r, c))
        ground = image.pixelColor(rect.left() + 3, rect.top() + 3)
        warm = ground.red() > ground.blue()
        assert warm == (values[r, c] < 0)
        ys = range(rect.top() + 2, rect.bottom() - 2)
        column = [image.pixelColor(rect.center().x(), y) for y in ys]
        assert (QColor(theme.text) in column) == (values[r, c] < 0)
    largest = np.unravel_index(np.abs(values).argmax(), values.shape)
    rect = panel.sheet.cell_rect((0, int(largest[0]), int(largest[1])))
    expected = theme.sign(float(values[largest]))
    assert image.pixelColor(rect.left() + 3, rect.top() + 3) == expected


def test_numbers_are_back_when_the_heat_map_goes(panel: MatricesPanel, qtbot: QtBot) -> None:
    shown(panel, step_at(Phase.FORWARD, 2))
    before = panel.sheet.viewport().grab().toImage()
    panel.set_heat_map(True)
    assert panel.sheet.viewport().grab().toImage() != before
    panel.set_heat_map(False)
    for _ in range(3):
        QApplication.processEvents()
    assert panel.sheet.viewport().grab().toImage() == before


@pytest.mark.parametrize("heat", [False, True])
def test_stepping_there_and_back_shows_the_same(panel: MatricesPanel, heat: bool) -> None:
    panel.set_heat_map(heat)
    first, second = step_at(Phase.FORWARD, 2, 1), step_at(Phase.FORWARD, 2, 2)
    shown(panel, first)
    before = panel.sheet.viewport().grab().toImage()
    shown(panel, second)
    assert panel.sheet.viewport().grab().toImage() != before
    shown(panel, first)
    assert panel.sheet.viewport().grab().toImage() == before


@pytest.mark.parametrize("size", [(420, 300), (760, 260), (300, 200)])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_sticks_out_or_overlaps(
    panel: MatricesPanel, size: tuple[int, int], scale: float
) -> None:
    font = panel.font()
    font.setPointSizeF(font.pointSizeF() * scale)
    panel.setFont(font)
    panel.resize(*size)
    for phase in UNSCALED:
        shown(panel, step_at(phase))
        QApplication.processEvents()
        found = panel.sheet.arrangement()
        room = panel.sheet.viewport().width() + panel.sheet.horizontalScrollBar().maximum()
        frames = [placed.frame for placed in found.blocks]
        assert all(frame.right() <= room and frame.left() >= 0 for frame in frames)
        if scale == 1.0 and size[0] > 300:
            assert panel.sheet.horizontalScrollBar().maximum() == 0
        for n, frame in enumerate(frames):
            assert not any(frame.intersects(other) for other in frames[n + 1 :])


def test_another_network_and_none_at_all(panel: MatricesPanel) -> None:
    shown(panel, step_at(Phase.FORWARD, 2, walk=trace(LARGE)))
    panel.choose("Θ", 3)
    shown(panel, step_at(Phase.FORWARD, 2, walk=trace((3, 2, 2))))
    assert panel.choice.currentText() == "This step"
    panel.clear("There is no example yet.")
    assert panel.message.isVisible() and panel.message.text() == "There is no example yet."
    assert not panel.sheet.isVisible()
    shown(panel, step_at(Phase.LOAD))
    assert panel.sheet.isVisible() and not panel.message.isVisible()


def test_the_unit_at_hand_is_scrolled_to_where_text_is_large(panel: MatricesPanel) -> None:
    font = panel.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    panel.setFont(font)
    walk = trace((4, 6, 5, 3))
    for unit in (5, 1):
        shown(panel, step_at(Phase.HIDDEN_DELTA, 3, unit, walk=walk))
        assert panel.sheet.verticalScrollBar().maximum() > 0
        rect = panel.sheet.cell_rect((0, unit - 1, 0))
        assert panel.sheet.viewport().rect().contains(rect)


def test_a_number_in_a_narrow_cell_is_smaller_and_no_other(
    qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[tuple[str, float]] = []
    monkeypatch.setattr(
        matrix_paint, "draw_right", lambda _, text, ink, *at: drawn.append((text, ink.width(text)))
    )
    m = Measures(QFont())
    wide = m.body.width("−0.01")
    for value in (-0.012345, 0.00043281, -123456.789, 2.6123e-7):
        matrix_paint.shown_number(QPainter(), m, m.body, QRectF(0, 0, wide, 20), value)
        text, width = drawn[-1]
        assert text == number_text(value)
        assert width <= wide
