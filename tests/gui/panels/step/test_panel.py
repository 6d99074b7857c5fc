"""The step panel, shown Steps that are written down by hand."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.core.arrays import frozen
from bpsim.core.settings import Convention
from bpsim.gui.kit.formula.copying import plain_text
from bpsim.gui.looks.theme import DARK, LIGHT, use_theme
from bpsim.gui.panels.step.panel import StepPanel
from bpsim.notation.aloud import aloud
from bpsim.notation.formula import Expr, Symbol, Words
from bpsim.steps.schedule import Phase
from bpsim.steps.shown.ledger import step_lines
from bpsim.steps.step import Step
from bpsim.steps.terms import Terms
from tests.gui.panels.literal_steps import (
    NETWORK,
    forward,
    hidden_delta,
    layer_step,
    step_of,
    terms_of,
    update,
)
from tests.gui.panels.page_panels import on_screen, settled

HEIGHT = 400


@pytest.fixture
def panel(qtbot: QtBot) -> StepPanel:
    return on_screen(qtbot, StepPanel(), HEIGHT)


def shown(panel: StepPanel, step: Step) -> StepPanel:
    panel.show_step(step)
    return settled(panel)


def lines(step: Step) -> list[str]:
    return [line.text() for line in step_lines(step)]


def test_it_says_what_happens(panel: StepPanel) -> None:
    shown(panel, forward())
    assert panel.heading.title() == "z and a of unit 1, layer 2"
    assert panel.heading.accessibleName() == "forward: z and a of unit 1, layer 2"
    assert panel.sentence.text().startswith("Unit 1 of layer 2 adds up")
    assert "0.1 · 1 + 0.3 · 0 + (−0.2) · 1 = −0.1" in plain_text(panel.numbers.expr())
    assert panel.terms.terms_model.rowCount() == 3
    assert panel.ledger.accessibleName() == aloud("Σ = z₁⁽²⁾: −0.1; a₁⁽²⁾ = g(z₁⁽²⁾): 0.475")


@pytest.mark.parametrize("step", [forward(), hidden_delta(), layer_step(), update()],
                         ids=["forward", "delta", "layer", "update"])  # fmt: skip
def test_a_small_network_needs_no_scrolling(panel: StepPanel, step: Step) -> None:
    shown(panel, step)
    assert panel.page.verticalScrollBar().maximum() == 0
    assert panel.page.horizontalScrollBar().maximum() == 0
    bottom = panel.page.widget().geometry().bottom()
    for part in (panel.ledger, panel.terms, panel.layers, panel.entries):
        if part.isVisible():
            end = part.mapTo(panel, part.rect().bottomLeft()).y()
            assert end <= min(bottom, panel.height())
    if len(step.terms):
        assert panel.terms.verticalScrollBar().maximum() == 0


def test_large_text_scrolls_instead_of_being_cut(panel: StepPanel) -> None:
    font = panel.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    panel.setFont(font)
    shown(panel, forward())
    bar = panel.page.verticalScrollBar()
    assert bar.maximum() > 0
    assert panel.sentence.height() >= panel.sentence.heightForWidth(panel.sentence.width())
    assert panel.numbers.height() >= panel.numbers.heightForWidth(panel.numbers.width())
    bar.setValue(bar.maximum())
    end = panel.ledger.mapTo(panel, panel.ledger.rect().bottomLeft()).y()
    assert end <= panel.height()


def test_terms_still_to_come_are_not_known(panel: StepPanel) -> None:
    shown(panel, forward(term=1, running=0.1, result=None, activation=None, weighted_sum=None))
    texts = [
        [panel.terms.terms_model.index(r, c).data() for c in range(1, 4)] for r in range(3)
    ]  # fmt: skip
    assert texts == [["0.1", "1", "0.1"], ["0.3", "0", "0"], ["−0.2", "1", "—"]]
    assert [line.text() for line in panel.ledger.lines()] == [
        "Σ after 2 of 3: 0.1",
        "a₁⁽²⁾ = g(z₁⁽²⁾): —",
    ]


def test_the_term_just_added_is_marked(panel: StepPanel) -> None:
    shown(panel, forward(term=1, running=0.1, result=None, activation=None))
    table = panel.terms
    image = table.viewport().grab().toImage()
    colours = [
        image.pixelColor(1, table.rowViewportPosition(r) + table.row_height() // 2).name()
        for r in range(3)
    ]
    assert colours == [LIGHT.surface, LIGHT.accent, LIGHT.surface]


def test_chips_have_the_terms_colours_and_their_numbers(panel: StepPanel) -> None:
    for theme in (LIGHT, DARK):
        use_theme(theme)
        shown(panel, forward())
        table = panel.terms
        image = table.viewport().grab().toImage()
        for r in range(3):
            y = table.rowViewportPosition(r) + table.row_height() // 2
            assert image.pixelColor(9, y) == QColor(theme.terms[r])
    assert panel.terms.terms_model.index(2, 0).data() == "2: Θ₁₂⁽¹⁾a₂⁽¹⁾"


def test_a_delta_ends_with_its_factor() -> None:
    step = hidden_delta()
    assert lines(step) == ["Σ: −0.37", "× g′(z₁⁽²⁾): 0.25", "= δ₁⁽²⁾: −0.0925"]
    early = replace(step, term=0, running=-0.16, weighted_sum=None, factor=None, result=None)
    assert lines(early) == ["Σ after 1 of 2: −0.16", "× g′(z₁⁽²⁾): —", "= δ₁⁽²⁾: —"]


def test_the_lectures_shorthand_has_no_factor(panel: StepPanel) -> None:
    step = hidden_delta(
        convention=Convention("lecture", True), factor=None, result=-0.37, note="Only intuition."
    )
    assert lines(step) == ["Σ = δ₁⁽²⁾ without g′: −0.37"]
    shown(panel, step)
    assert panel.note.isVisible()
    assert panel.note.text() == "Only intuition."
    shown(panel, forward())
    assert not panel.note.isVisible()


def test_an_output_delta_is_a_difference() -> None:
    def signs(t: int) -> tuple[Expr, Expr]:
        return Words("+−"[t]), Symbol("ay"[t])

    terms = Terms(frozen([1.0, -1.0]), frozen([0.4751, 1.0]), signs)
    delta = Symbol("δ", "1", "(4)")
    step = step_of(Phase.OUTPUT_DELTA, layer=4, symbol=delta, terms=terms,
                   weighted_sum=-0.5249, result=-0.5249)  # fmt: skip
    assert lines(step) == ["Σ = δ₁⁽⁴⁾: −0.5249"]
    first = replace(step, running=-0.5249, result=None, factor=None)
    assert lines(first) == ["Σ: −0.5249", "× g′(z₁⁽⁴⁾): —", "= δ₁⁽⁴⁾: —"]


def test_values_of_a_layer_stand_in_columns(panel: StepPanel) -> None:
    shown(panel, layer_step())
    model = panel.entries.entry_model
    texts = [[model.index(r, c).data() for c in range(2)] for r in range(3)]
    assert texts == [
        ["z₁⁽²⁾ = 0.25", "a₁⁽²⁾ = 0.5"],
        ["z₂⁽²⁾ = 0.5", "a₂⁽²⁾ = —"],
        ["z₃⁽²⁾ = 0.75", None],
    ]
    assert panel.entries.isVisible() and not panel.terms.isVisible()


def test_matrices_are_folded_by_layer_and_said_in_words(panel: StepPanel) -> None:
    shown(panel, update())
    titles = [fold.title() for fold in panel.layers.folds()]
    assert titles == [f"Θ{n} from layer {k} to layer {k + 1}" for n, k in
                      (("⁽¹⁾", 1), ("⁽²⁾", 2), ("⁽³⁾", 3))]  # fmt: skip
    model = panel.layers.layer(0).table.matrix_model
    assert (model.rowCount(), model.columnCount()) == (2, 3)
    assert model.index(1, 2).data() == "0.4"
    tip = model.index(1, 2).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Θ⁽¹⁾, from unit 2 to unit 2: 0.4"
    first = model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert first.startswith("Θ⁽¹⁾, from the bias to unit 1")
    last = panel.layers.layer(2).table.matrix_model
    assert (last.rowCount(), last.columnCount()) == (1, 3)
    one = step_of(Phase.GRADIENT, unit=None, matrices=(NETWORK.weights[0],))
    shown(panel, one)
    assert [fold.title() for fold in panel.layers.folds()] == ["D⁽²⁾ from layer 2 to layer 3"]
    assert panel.layers.layer(0).table.accessibleName() == "D of layer 2"


def test_formulas_grow_with_the_panel(panel: StepPanel) -> None:
    sizes = []
    for width, height in ((420, 350), (420, 430), (640, 640), (420, 350)):
        panel.resize(width, height)
        shown(panel, forward())
        sizes.append(panel.numbers.font().pointSizeF())
        assert panel.page.verticalScrollBar().maximum() == 0
    assert sizes[0] < sizes[1] < sizes[2] and sizes[3] == sizes[0]
    assert sizes[2] >= 1.7 * panel.font().pointSizeF()


def test_what_the_lecture_says_otherwise_can_be_unfolded(panel: StepPanel, qtbot: QtBot) -> None:
    shown(panel, hidden_delta())
    assert panel.remark.isVisible() and not panel.lecture.isVisible()
    assert panel.remark.button.accessibleName() == "In the lecture, folded"
    qtbot.keyClick(panel.remark.button, Qt.Key.Key_Return)
    assert panel.lecture.isVisible() and "leaves g′ out" in panel.lecture.text()
    shown(panel, forward())
    assert not panel.remark.isVisible()


def test_nothing_to_step_is_said_in_a_sentence(panel: StepPanel) -> None:
    shown(panel, forward())
    panel.clear("There is no example yet.")
    QApplication.processEvents()
    visible = [part for part in (panel.heading, panel.sentence, panel.card, panel.terms,
                                 panel.ledger, panel.note) if part.isVisible()]  # fmt: skip
    assert visible == []
    assert panel.message.isVisible() and panel.message.text() == "There is no example yet."
    shown(panel, forward())
    assert not panel.message.isVisible() and panel.card.isVisible()


def test_of_785_terms_only_those_on_screen_are_named(panel: StepPanel) -> None:
    asked: list[int] = []
    rng = np.random.default_rng(1)
    weights = rng.normal(size=785)
    weights[500] = 40.0
    plain = terms_of(weights, np.ones(785))

    def names(t: int) -> tuple[Expr, Expr]:
        asked.append(t)
        return plain.symbols(t)

    terms = Terms(plain.weights, plain.values, names)
    shown(panel, forward(terms=terms))
    panel.grab()
    assert len(set(asked)) < 60
    assert panel.caption.text() == "9 of 785 terms coloured: those that count most"
    table = panel.terms
    first, last = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
    assert first <= 500 <= last
    assert table.terms_model.rowCount() == 785


def test_a_selected_row_is_announced_once(panel: StepPanel, qtbot: QtBot) -> None:
    shown(panel, forward())
    chosen: list[int] = []
    panel.term_activated.connect(chosen.append)
    table = panel.terms
    place = table.visualRect(table.terms_model.index(1, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen == [1]
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert chosen == [1, 2]
    shown(panel, forward(title="another step"))
    shown(panel, hidden_delta())
    assert chosen == [1, 2]
    assert not table.selectionModel().hasSelection()


def test_the_tab_key_leads_through_it(panel: StepPanel, qtbot: QtBot) -> None:
    shown(panel, forward())
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    panel.formula.setFocus(Qt.FocusReason.TabFocusReason)
    order = []
    chosen: list[int] = []
    panel.term_activated.connect(chosen.append)
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        order.append(QApplication.focusWidget())
    assert order == [panel.numbers, panel.terms]
    assert chosen == []  # walking into the table selects nothing
    framed = panel.terms.viewport().grab().toImage()
    panel.numbers.setFocus()
    assert panel.terms.viewport().grab().toImage() != framed
    panel.terms.setFocus()
    qtbot.keyClick(panel.terms, Qt.Key.Key_Down)
    assert chosen == [1]


def test_full_precision_is_in_the_tool_tips(panel: StepPanel) -> None:
    shown(panel, forward(terms=terms_of([1 / 3, 0.5, 0.1], [1.0, 1.0, 1.0])))
    model = panel.terms.terms_model
    assert model.index(0, 1).data() == "0.3333"
    assert model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole) == repr(1 / 3)
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "Term 1 of 3: Θ₁₀⁽¹⁾a₀⁽¹⁾"


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_part_lies_on_the_themes_ground(panel: StepPanel, theme: object) -> None:
    assert theme in (LIGHT, DARK)
    use_theme(LIGHT if theme is LIGHT else DARK)
    for step in (forward(), layer_step(), update()):
        image = shown(panel, step).grab().toImage()
        surface = QColor(LIGHT.surface if theme is LIGHT else DARK.surface)
        low = panel.page.height() - 3  # the switches below it have their own ground
        for x, y in ((2, 2), (417, 2), (2, low), (417, low)):
            assert image.pixelColor(x, y) == surface


def test_chips_bear_the_number_of_the_unit_that_a_term_comes_from(panel: StepPanel) -> None:
    model = panel.terms.terms_model
    shown(panel, forward())
    assert [model.chip(t) for t in range(3)] == ["0", "1", "2"]  # the bias first
    shown(panel, hidden_delta())
    assert model.chip(0) == "1"
    terms = terms_of(np.ones(401), np.ones(401))
    shown(panel, forward(terms=terms))
    assert model.chip(357) == "357"
    assert model.index(357, 0).data().startswith("357: Θ₁₃₅₇")


def test_in_a_low_panel_the_page_scrolls_and_not_the_formulas(panel: StepPanel) -> None:
    panel.resize(440, 10 * panel.fontMetrics().height())
    shown(panel, forward())
    assert panel.card.height() == panel.card.layout().heightForWidth(panel.card.width())
    assert panel.page.verticalScrollBar().maximum() > 0
