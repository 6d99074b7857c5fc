"""The step panel at the end of an iteration: old → new, what moved most, J; at the cost: ½(h − y)².

The Steps are written down by hand.
"""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.core.network import Network
from bpsim.gui.kit.formula.copying import plain_text
from bpsim.gui.looks.theme import DARK, LIGHT, Theme, use_theme
from bpsim.gui.panels.step.panel import StepPanel
from bpsim.notation.formula import EQUALS, Matrix, Number, Symbol, Words, joined, row
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.step import Entry, Step
from bpsim.steps.total_cost import CostJ
from tests.gui.panels.literal_steps import NETWORK, forward, step_of, terms_of, update
from tests.gui.panels.page_panels import on_screen

OLD = Network.of(NETWORK.activations, [theta + 0.25 for theta in NETWORK.weights])
J = CostJ(
    m=4, lam=0.1, total=2.8, mean=0.7, squares=1.6, penalty=0.02, J=0.72,
    formula=row(Symbol("J"), EQUALS, Words("parts")),
    numbers=row(Symbol("J"), EQUALS, Words("1/4 · 2.8 + 0.02 = 0.72")),
    where=row(Symbol("m"), EQUALS, Number(4)),
    sentence="J before the update.",
)  # fmt: skip
VIEWS = [
    "Θ⁽¹⁾ from layer 1 to layer 2", "Θ⁽²⁾ from layer 2 to layer 3", "Θ⁽³⁾ from layer 3 to layer 4",
    "The weights that moved most", "J(Θ) = 0.72",
]  # fmt: skip


def moved() -> Step:
    """New weights with the old ones and J."""
    return replace(update(), before=OLD, cost_J=J)


@pytest.fixture
def panel(qtbot: QtBot) -> StepPanel:
    return on_screen(qtbot, StepPanel())


def shown(panel: StepPanel, step: Step) -> StepPanel:
    panel.show_step(step)
    settle()
    return panel


def settle() -> None:
    for _ in range(4):  # a scroll area settles over a few rounds of layout
        QApplication.processEvents()


def titles(panel: StepPanel) -> list[str]:
    return [fold.title() for fold in panel.layers.folds()]


def turn(panel: StepPanel, title: str) -> None:
    """Fold or unfold what is called so."""
    next(fold for fold in panel.layers.folds() if fold.title() == title).button.click()
    settle()


def test_each_weight_says_what_it_was_and_what_it_is(panel: StepPanel) -> None:
    shown(panel, moved())
    model = panel.layers.layer(0).table.matrix_model
    assert model.index(0, 0).data() == "0.35 → 0.1"
    assert model.index(1, 2).data() == "0.65 → 0.4"
    tip = model.index(1, 2).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Θ⁽¹⁾, from unit 2 to unit 2: 0.65 → 0.4, change −0.25"
    shown(panel, step_of(Phase.GRADIENT, unit=None, matrices=(NETWORK.weights[0],)))
    assert model.index(0, 0).data() == "0.1"


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_old_number_stands_back(panel: StepPanel, theme: Theme) -> None:
    use_theme(theme)
    table = shown(panel, moved()).layers.layer(0).table
    image = table.viewport().grab().toImage()
    top, left = table.rowViewportPosition(0), table.columnViewportPosition(0)
    end = left + table.columnWidth(0)
    pixels = {
        image.pixelColor(x, y).name()
        for x in range(left, end)
        for y in range(top, top + table.row_height())
    }
    assert {QColor(theme.text).name(), QColor(theme.muted).name()} <= pixels
    assert table.columnWidth(0) * 3 <= table.viewport().width()


def test_the_weights_that_moved_most_have_from_and_to(panel: StepPanel) -> None:
    weights = [theta.copy() for theta in NETWORK.weights]
    weights[1][1, 2] += 0.5
    weights[0][0, 0] -= 1.0
    step = replace(moved(), before=NETWORK.with_weights(weights))
    shown(panel, step)
    assert titles(panel) == VIEWS
    turn(panel, VIEWS[3])
    table = panel.layers.moves
    assert table.isVisible()
    texts = [[table.moves_model.index(r, c).data() for c in range(5)] for r in range(2)]
    assert texts == [
        ["Θ₁₀⁽¹⁾", "from the bias to unit 1", "−0.9", "0.1", "1"],
        ["Θ₂₂⁽²⁾", "from unit 2 to unit 2", "0.2", "−0.3", "−0.5"],
    ]
    assert table.moves_model.rowCount() == 2
    tip = table.moves_model.index(1, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "from unit 2 of layer 2 to unit 2 of layer 3"
    assert table.verticalScrollBar().maximum() == 0
    assert table.horizontalScrollBar().maximum() == 0


def test_what_was_folded_or_unfolded_stays_so(panel: StepPanel) -> None:
    shown(panel, moved())
    turn(panel, VIEWS[4])
    turn(panel, VIEWS[0])
    assert panel.layers.cost.isVisible() and not panel.layers.layer(0).isVisible()
    gradient = step_of(
        Phase.GRADIENT, unit=None, layer=2, matrices=(NETWORK.weights[0],), cost_J=J,
        entries=(Entry("cost", ()),),
    )  # fmt: skip
    shown(panel, gradient)
    assert titles(panel) == ["D⁽²⁾ from layer 2 to layer 3", VIEWS[4]]
    assert panel.layers.cost.isVisible() and panel.layers.layer(0).isVisible()
    shown(panel, moved())
    assert not panel.layers.layer(0).isVisible()


def test_as_many_layers_are_unfolded_as_there_is_room_for(panel: StepPanel) -> None:
    shown(panel, moved())
    panel.resize(420, 900)
    settle()
    assert [panel.layers.layer(n).isVisible() for n in range(3)] == [True] * 3
    panel.resize(420, 330)
    settle()
    assert [panel.layers.layer(n).isVisible() for n in range(3)] == [True, False, False]


def test_J_is_written_out_with_its_parts(panel: StepPanel) -> None:
    shown(panel, moved())
    turn(panel, VIEWS[4])
    cost = panel.layers.cost
    texts = [plain_text(view.expr()) for view in (cost.formula, cost.where, cost.numbers)]
    assert texts == ["J = parts", "m = 4", "J = 1/4 · 2.8 + 0.02 = 0.72"]
    assert cost.sentence.text() == "J before the update."


@pytest.mark.parametrize("granularity", [Granularity.PASS, Granularity.ITERATION])
def test_J_is_not_said_twice(panel: StepPanel, granularity: Granularity) -> None:
    shown(panel, replace(moved(), granularity=granularity))
    assert titles(panel) == VIEWS[:-1]


def test_a_matrix_that_is_written_out_has_no_table(panel: StepPanel) -> None:
    theta = NETWORK.weights[0]
    cells = tuple(tuple(Number(float(v)) for v in line) for line in theta)
    numbers = row(Symbol("D", "", "(1)"), EQUALS, Matrix(cells))
    step = step_of(Phase.GRADIENT, unit=None, layer=1, matrices=(theta,), numbers=numbers)
    shown(panel, step)
    assert panel.numbers.isVisible() and titles(panel) == []
    shown(panel, replace(step, matrices=(theta + 1.0,)))
    assert titles(panel) == ["D⁽¹⁾ from layer 1 to layer 2"]


def test_an_update_is_written_out_layer_by_layer(panel: StepPanel) -> None:
    lines = [
        row(Symbol("Θ", "", f"({n})"), EQUALS,
            Matrix(tuple(tuple(Number(float(v)) for v in line) for line in theta)))
        for n, theta in enumerate(NETWORK.weights, start=1)
    ]  # fmt: skip
    step = replace(moved(), numbers=joined(lines, Words("\n")))
    panel.resize(420, 900)
    shown(panel, step)
    assert not panel.numbers.isVisible()
    for n in range(3):
        assert panel.layers.layer(n).formula.isVisible()
        assert not panel.layers.layer(n).table.isVisible()
    panel.resize(120, 900)
    shown(panel, step)
    assert panel.layers.layer(0).table.isVisibleTo(panel)


def test_wide_matrices_scroll_and_keep_their_columns_even(panel: StepPanel) -> None:
    old = Network.of(["sigmoid"], [np.full((9, 40), 0.125)])
    new = Network.of(["sigmoid"], [np.full((9, 40), -0.125)])
    shown(panel, replace(moved(), network=new, before=old, matrices=new.weights))
    table = panel.layers.layer(0).table
    assert table.matrix_model.index(8, 39).data() == "0.125 → −0.125"
    assert len({table.columnWidth(n) for n in range(40)}) == 1
    width = table.fontMetrics().horizontalAdvance("0.125 → −0.125")
    assert table.columnWidth(0) > width
    assert table.horizontalScrollBar().maximum() > 0


def test_long_numbers_lose_digits_before_they_are_cut(panel: StepPanel) -> None:
    values = np.random.default_rng(4).normal(size=(9, 40)) * 1e-5 - 1234.5678
    old = Network.of(["sigmoid"], [values])
    new = Network.of(["sigmoid"], [-values / 1e6])
    shown(panel, replace(moved(), network=new, before=old, matrices=new.weights))
    table = panel.layers.layer(0).table
    image = table.viewport().grab().toImage()
    top = table.rowViewportPosition(0)
    for column in (0, 1):
        left = table.columnViewportPosition(column)
        ground = {
            image.pixelColor(x, y).name()
            for x in range(left, left + 3)
            for y in range(top, top + table.row_height())
        }
        assert ground == {QColor(LIGHT.surface).name()}


def test_the_squared_error_stands_beside_the_cost(panel: StepPanel) -> None:
    cost = step_of(
        Phase.COST, unit=None, terms=terms_of([-1.0, 0.0], [-0.7, -0.6]), result=0.7,
        entries=(Entry("squared error", ((Symbol("e"), 0.1378),)),),
    )  # fmt: skip
    shown(panel, cost)
    assert panel.aside.isVisible()
    assert plain_text(panel.aside.expr()) == "squared error:  e = 0.1378"
    assert not panel.entries.isVisible()
    many = tuple((Symbol("e", str(n)), n / 8) for n in range(1, 8))
    shown(panel, replace(cost, entries=(Entry("squared error", many),)))
    assert plain_text(panel.aside.expr()) == "squared error:  e₁ = 0.125"
    shown(panel, forward())
    assert not panel.aside.isVisible()
