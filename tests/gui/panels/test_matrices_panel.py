"""The matrices panel, shown the Steps of real walks and driven with real keys and clicks."""

from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.gui.panels.matrices_equations import choices, sheet_of, single
from bpsim.gui.panels.matrices_panel import MatricesPanel
from bpsim.gui.panels.matrices_parts import Block, Light, whole
from bpsim.gui.places import EdgePlace, TargetPlace, UnitPlace
from bpsim.gui.theme import DARK, LIGHT, Theme
from bpsim.steps.matrix_text import MatrixFormat
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace

COURSE = Convention()
UNIT, TERM, LAYER = Granularity.UNIT, Granularity.TERM, Granularity.LAYER


@cache
def trace(
    layers: tuple[int, ...] = (2, 2, 2, 1), cost: str = "cross-entropy", last: str = "sigmoid",
    convention: Convention = COURSE, lam: float = 0.0,
) -> Trace:  # fmt: skip
    rng = np.random.default_rng(7)
    weights = [rng.normal(size=(b, a + 1)) for a, b in pairwise(layers)]
    network = Network.of(["sigmoid"] * (len(layers) - 2) + [last], weights)
    x = rng.uniform(size=(3, layers[0]))
    y = np.eye(layers[-1])[rng.integers(0, layers[-1], 3)]
    examples = Examples.of(x, y)
    return Trace(network, cost, examples, TrainingSettings(lam=lam), convention)


def step_at(
    phase: Phase, layer: int | None = None, unit: int = 1, granularity: Granularity = UNIT,
    term: int | None = None, walk: Trace | None = None, item: int = 0,
) -> Step:  # fmt: skip
    walk = walk or trace()
    tick = walk.schedule.tick_where(phase, layer, unit, item)
    step = walk.step(walk.schedule.index_of(tick, granularity), granularity)
    while term is not None and step.term != term:
        step = walk.step(step.index - 1, granularity)
    return step


def named(step: Step, name: str) -> Block:
    return next(block for block in sheet_of(step).blocks if block.name == name)


def lights(block: Block) -> dict[tuple[int, int], Any]:
    rows, columns = block.shape
    cells = [(r, c) for r in range(rows) for c in range(columns)]
    return {cell: light for cell in cells if (light := block.lit(*cell)) is not None}


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


# --- what is shown ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "text"),
    [
        (step_at(Phase.FORWARD, 2), "z⁽²⁾ = Θ⁽¹⁾ [1; a⁽¹⁾]; a⁽²⁾ = g z⁽²⁾"),
        (step_at(Phase.HIDDEN_DELTA, 2), "δ⁽²⁾ = (Θ⁽²⁾)ᵀ δ⁽³⁾ .* g′(z⁽²⁾)"),
        (step_at(Phase.OUTPUT_DELTA, 4), "δ⁽⁴⁾ = a⁽⁴⁾ − y"),
        (step_at(Phase.ACCUMULATE, 2), "Δ⁽²⁾ := Δ⁽²⁾ + δ⁽³⁾ [1; a⁽²⁾]ᵀ"),
        (step_at(Phase.GRADIENT, 1), "D⁽¹⁾ = 1/3 Δ⁽¹⁾"),
        (step_at(Phase.LOAD), "x = a⁽¹⁾ y"),
        (step_at(Phase.COST), "a⁽⁴⁾; y"),
    ],
    ids=lambda value: "" if isinstance(value, str) else value.phase.value,
)
def test_matrices_stand_as_in_the_equation(step: Step, text: str) -> None:
    assert sheet_of(step).text == text


def test_signs_factors_and_the_shorthand_follow_the_walk() -> None:
    lecture = trace(convention=Convention("lecture", True))
    assert sheet_of(step_at(Phase.OUTPUT_DELTA, 4, walk=lecture)).text == "δ⁽⁴⁾ = y − a⁽⁴⁾"
    assert sheet_of(step_at(Phase.HIDDEN_DELTA, 2, walk=lecture)).text == "δ⁽²⁾ = (Θ⁽²⁾)ᵀ δ⁽³⁾"
    squared = trace(cost="squared-error")
    text = sheet_of(step_at(Phase.OUTPUT_DELTA, 4, walk=squared)).text
    assert text == "δ⁽⁴⁾ = a⁽⁴⁾ − y .* g′(z⁽⁴⁾)"
    decayed = trace(lam=0.5)
    text = sheet_of(step_at(Phase.GRADIENT, 1, walk=decayed)).text
    assert text == "D⁽¹⁾ = 1/3 Δ⁽¹⁾ + λ/3 Θ⁽¹⁾ without biases"
    assert sheet_of(step_at(Phase.UPDATE)).text.startswith("Θ⁽¹⁾ new := Θ⁽¹⁾ − α D⁽¹⁾; Θ⁽²⁾ new")


@pytest.mark.parametrize("cost", ["cross-entropy", "squared-error"])
def test_the_equations_hold(cost: str) -> None:
    walk = trace((3, 4, 2), cost)
    for granularity in (UNIT, LAYER):
        z, theta, a1, a, inner = sheet_of(step_at(Phase.FORWARD, 2, 4, granularity, None,
                                                  walk)).blocks  # fmt: skip
        assert np.allclose(z.values, theta.values @ a1.values)
        assert np.allclose(a.values, 1 / (1 + np.exp(-inner.values)))
        delta, turned, after, slope = sheet_of(
            step_at(Phase.HIDDEN_DELTA, 2, 4, granularity, None, walk)
        ).blocks
        assert np.allclose(delta.values, turned.values @ after.values * slope.values)
        parts = [b.values for b in sheet_of(
            step_at(Phase.OUTPUT_DELTA, 3, 2, granularity, None, walk)).blocks]  # fmt: skip
        factor = parts[3] if len(parts) > 3 else 1.0
        assert np.allclose(parts[0], (parts[1] - parts[2]) * factor)
    for item in (0, 1):
        new, old, delta, flat = sheet_of(step_at(Phase.ACCUMULATE, 1, walk=walk,
                                                 item=item)).blocks  # fmt: skip
        assert np.allclose(new.values, old.values + delta.values @ flat.values)
    D, Delta = sheet_of(step_at(Phase.GRADIENT, 1, walk=walk)).blocks
    assert np.allclose(D.values, Delta.values / 3)


def test_what_is_not_computed_yet_is_no_number() -> None:
    step = step_at(Phase.FORWARD, 2, 1)
    assert named(step, "z⁽²⁾").value(0, 0) == step.known.z(2, 1)
    assert named(step, "z⁽²⁾").value(1, 0) is None
    assert single(step, "a", 3).blocks[0].value(0, 0) is None
    assert single(step, "Δ", 1).blocks[0].value(0, 0) is None
    assert single(step, "D", 1).blocks[0].value(1, 2) is None
    assert single(step, "δ", 2).blocks[0].value(0, 0) is None
    done = step_at(Phase.UPDATE)
    assert all(
        block.value(0, 0) is not None
        for letter, layer in choices(done) for block in single(done, letter, layer).blocks
    )  # fmt: skip


def test_every_matrix_can_be_chosen() -> None:
    step = step_at(Phase.LOAD)
    assert choices(step)[:9] == [(letter, n) for letter in "ΘΔD" for n in (1, 2, 3)]
    assert choices(step)[9:] == [
        ("a", 1), ("z", 2), ("a", 2), ("δ", 2), ("z", 3), ("a", 3), ("δ", 3), ("z", 4), ("a", 4),
        ("δ", 4), ("y", 4),
    ]  # fmt: skip
    with pytest.raises(KeyError):
        single(step, "Θ", 4)


# --- light --------------------------------------------------------------------------------------


def test_a_units_row_has_the_colours_of_its_terms() -> None:
    step = step_at(Phase.FORWARD, 3, 2)
    assert lights(named(step, "Θ⁽²⁾")) == {(1, 0): 0, (1, 1): 1, (1, 2): 2}
    assert lights(named(step, "[1; a⁽²⁾]")) == {(0, 0): 0, (1, 0): 1, (2, 0): 2}
    assert lights(named(step, "z⁽³⁾")) == lights(named(step, "a⁽³⁾")) == {(1, 0): Light.RESULT}


def test_a_term_lights_its_one_product() -> None:
    step = step_at(Phase.FORWARD, 3, 2, TERM, 1)
    part = Light.PART
    assert lights(named(step, "Θ⁽²⁾")) == {(1, 0): part, (1, 1): 1, (1, 2): part}
    assert lights(named(step, "[1; a⁽²⁾]"))[1, 0] == 1
    assert lights(named(step, "a⁽³⁾")) == {}
    last = step_at(Phase.FORWARD, 3, 2, TERM)  # g
    assert lights(named(last, "Θ⁽²⁾")) == {}
    assert lights(named(last, "a⁽³⁾")) == {(1, 0): Light.RESULT}


def test_a_hidden_delta_lights_the_way_back() -> None:
    step = step_at(Phase.HIDDEN_DELTA, 2, 2)
    assert lights(named(step, "(Θ⁽²⁾)ᵀ")) == {(1, 0): 0, (1, 1): 1}
    assert lights(named(step, "δ⁽³⁾")) == {(0, 0): 0, (1, 0): 1}
    assert lights(named(step, "g′(z⁽²⁾)")) == {(1, 0): Light.RESULT}
    alone = single(step, "Θ", 2).blocks[0]  # from unit 2, to units 1 and 2
    assert lights(alone) == {(0, 2): 0, (1, 2): 1}


def test_an_output_delta_has_two_terms() -> None:
    step = step_at(Phase.OUTPUT_DELTA, 4, 1)
    assert lights(named(step, "a⁽⁴⁾")) == {(0, 0): 0}
    assert lights(named(step, "y")) == {(0, 0): 1}
    assert lights(named(step, "δ⁽⁴⁾")) == {(0, 0): Light.RESULT}


def test_a_step_about_a_whole_layer_lights_its_result_as_a_whole() -> None:
    step = step_at(Phase.FORWARD, 2, 2, LAYER)
    assert named(step, "z⁽²⁾").lit is whole and named(step, "a⁽²⁾").lit is whole
    assert sheet_of(step_at(Phase.ACCUMULATE, 1)).blocks[0].lit is whole
    assert single(step_at(Phase.ACCUMULATE, 1), "Δ", 1).blocks[0].lit is whole


# --- places -------------------------------------------------------------------------------------


@pytest.mark.parametrize("phase", list(Phase))
def test_cells_and_places_lead_to_each_other(phase: Phase) -> None:
    for block in sheet_of(step_at(phase)).blocks:
        for r in range(block.shape[0]):
            for c in range(block.shape[1]):
                assert block.cell_of(block.place(r, c)) == (r, c)


def test_a_transposed_cell_belongs_to_the_same_edge() -> None:
    theta = named(step_at(Phase.HIDDEN_DELTA, 2), "(Θ⁽²⁾)ᵀ")
    assert theta.place(1, 0) == EdgePlace(2, 1, 2)
    assert theta.words(1, 0) == "Θ₁₂⁽²⁾ from unit 2 of layer 2 to unit 1 of layer 3"
    assert theta.cell_of(EdgePlace(2, 1, 0)) is None  # the bias has no δ that is used
    assert named(step_at(Phase.OUTPUT_DELTA, 4), "y").place(0, 0) == TargetPlace(1)


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
    assert line.accessibleName() == "Θ₁₁⁽¹⁾ from unit 1 of layer 1 to unit 1 of layer 2"
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
    titles = [action.text() for action in panel.menu().actions()]
    assert titles == [f"Copy {name} as" for name in ("δ⁽²⁾", "(Θ⁽²⁾)ᵀ", "δ⁽³⁾", "g′(z⁽²⁾)")]
    panel.sheet.go_to((1, 0, 0))
    panel.sheet.go_to((1, 1, 1), extend=True)
    menu = panel.menu()
    assert "Copy selection as" in [action.text() for action in menu.actions()]
    whole_theta = next(a for a in menu.actions() if a.text() == "Copy (Θ⁽²⁾)ᵀ as").menu()
    offered = whole_theta.actions()  # type: ignore[union-attr]
    assert [action.text() for action in offered] == [to.value for to in MatrixFormat]
    offered[0].trigger()
    text = QApplication.clipboard().text()
    assert text.startswith("np.array([[") and repr(float(step.network.theta(2)[1, 1])) in text


# --- large matrices -----------------------------------------------------------------------------


LARGE = (784, 128, 64, 10)


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
    panel.set_theme(theme)
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
    for phase in Phase:
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
