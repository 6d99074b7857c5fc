"""The δ panel, shown breakdowns that are written down by hand."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from bpsim.core.arrays import frozen
from bpsim.core.settings import Convention
from bpsim.gui.kit.table import TermColumn
from bpsim.gui.looks.theme import DARK, LIGHT, Theme, use_theme
from bpsim.gui.panels.delta.panel import DeltaPanel
from bpsim.notation.formula import Expr, Symbol, Words
from bpsim.steps.apart.delta import DeltaBreakdown
from bpsim.steps.shown.ledger import delta_lines
from bpsim.steps.terms import Terms
from tests.gui.panels.literal_steps import breakdown, terms_of
from tests.gui.panels.page_panels import on_screen, settled


@pytest.fixture
def panel(qtbot: QtBot) -> DeltaPanel:
    return on_screen(qtbot, DeltaPanel(), 300)


def shown(panel: DeltaPanel, delta: DeltaBreakdown | None, message: str = "") -> DeltaPanel:
    panel.show_delta(delta, message)
    return settled(panel)


def lines(delta: DeltaBreakdown) -> list[str]:
    return [line.text() for line in delta_lines(delta)]


def test_it_takes_a_delta_apart(panel: DeltaPanel) -> None:
    shown(panel, breakdown())
    assert panel.heading.title() == "δ of unit 1, layer 2"
    model = panel.terms.terms_model
    texts = [[model.index(r, c).data() for c in range(5)] for r in range(2)]
    assert texts == [
        ["1: Θ₁₀⁽¹⁾δ₀⁽¹⁾", "−0.4", "0.4", "−0.16", "negative"],
        ["2: Θ₁₁⁽¹⁾δ₁⁽¹⁾", "0.7", "−0.3", "−0.21", "negative"],
    ]
    assert panel.ledger.accessibleName() == "Σ: −0.37; × g′(z₁⁽²⁾): 0.25; = δ₁⁽²⁾: −0.0925"


def test_two_terms_and_the_check_need_no_scrolling(panel: DeltaPanel) -> None:
    shown(panel, breakdown())
    assert panel.page.verticalScrollBar().maximum() == 0
    assert panel.page.horizontalScrollBar().maximum() == 0
    assert panel.terms.verticalScrollBar().maximum() == 0
    assert panel.check.mapTo(panel, panel.check.rect().bottomLeft()).y() < panel.height()


def test_large_text_scrolls_and_nothing_is_cut_at_the_side(panel: DeltaPanel) -> None:
    font = panel.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    panel.setFont(font)
    shown(panel, breakdown())
    assert panel.page.verticalScrollBar().maximum() > 0
    right = panel.page.widget().width()
    for part in (panel.heading, panel.sign, panel.shorthand, panel.terms, panel.check):
        assert part.mapTo(panel.page.widget(), part.rect().topRight()).x() < right


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_bars_go_left_hatched_or_right_plain(panel: DeltaPanel, theme: Theme) -> None:
    use_theme(theme)
    delta = breakdown(terms=terms_of([0.5, -0.4], [1.0, 1.0], "δ"), weighted_sum=0.1, result=0.025)
    shown(panel, delta)
    table = panel.terms
    image = table.viewport().grab().toImage()
    ends = table.column_edges()
    left, right = ends[TermColumn.PRODUCT], ends[TermColumn.BAR]
    middle, quarter = (left + right) // 2, (right - left) // 4
    rows = [table.rowViewportPosition(r) + table.row_height() // 2 for r in range(2)]
    positive, negative = QColor(theme.positive), QColor(theme.negative)
    assert image.pixelColor(middle + quarter, rows[0]) == positive
    assert image.pixelColor(middle - quarter, rows[0]) == QColor(theme.surface)
    assert image.pixelColor(middle + quarter, rows[1]) == QColor(theme.surface)
    hatched = colours(image, middle - quarter, rows[1])
    assert negative.name() in hatched and len(hatched) > 1


def colours(image: QImage, x: int, y: int) -> set[str]:
    return {image.pixelColor(x + dx, y + dy).name() for dx in range(-4, 5) for dy in range(-3, 4)}


def test_what_is_not_known_is_a_dash(panel: DeltaPanel) -> None:
    delta = breakdown(known=False)
    shown(panel, delta)
    model = panel.terms.terms_model
    assert [model.index(0, c).data() for c in range(1, 5)] == ["—"] * 4
    assert lines(delta) == ["Σ: —", "× g′(z₁⁽²⁾): —", "= δ₁⁽²⁾: —"]
    assert "Θ₁₀⁽¹⁾δ₀⁽¹⁾" in panel.formula.accessibleName()
    assert panel.check.view.accessibleName() == "∂cost / ∂z₁⁽²⁾ is checked once δ is known"
    panel.resize(420, 700)
    shown(panel, delta)
    assert not panel.numbers.isVisible()
    for part in (panel.ledger, panel.check, panel.heading, panel.formula, panel.sentence):
        assert "0.0925" not in part.accessibleName()


def test_a_high_panel_says_it_in_words_and_numbers_too(panel: DeltaPanel) -> None:
    panel.resize(420, 700)
    shown(panel, breakdown())
    assert panel.numbers.isVisible() and panel.sentence.isVisible()


def test_the_check_agrees_or_does_not_in_words(panel: DeltaPanel) -> None:
    shown(panel, breakdown())
    assert panel.check.view.accessibleName().startswith("∂cost / ∂z₁⁽²⁾ ≈ −0.0925  agrees")
    good = panel.check.grab().toImage().pixelColor(3, panel.check.height() // 2)
    shown(panel, breakdown(numeric=0.2, relative_error=1.46))
    assert (
        "differs: δ is 0.46 times as large and of the other sign"
        in panel.check.view.accessibleName()
    )
    assert panel.check.grab().toImage().pixelColor(3, panel.check.height() // 2) != good
    shown(panel, breakdown(shorthand=True, result=-0.37, relative_error=0.75))
    assert "is not the shorthand, which is 4 times as large" in panel.check.view.accessibleName()


def test_a_kink_is_told_with_its_side(panel: DeltaPanel) -> None:
    kink = "on the side z ≤ 0 of the kink of unit 1, layer 2"
    shown(panel, breakdown(kink=kink))
    assert panel.check.view.accessibleName().endswith(f"agrees, relative error 3×10⁻¹², {kink}")


@pytest.mark.parametrize("wrong", [float("inf"), float("nan")])
@pytest.mark.parametrize("field", ["numeric", "relative_error"])
def test_what_overflows_cannot_be_checked_and_is_no_mistake(
    panel: DeltaPanel, wrong: float, field: str
) -> None:
    shown(panel, breakdown(known=False))
    neutral = panel.check.grab().toImage().pixelColor(3, panel.check.height() // 2)
    shown(panel, breakdown(**{"relative_error": 0.0, field: wrong}))
    assert panel.check.view.accessibleName() == (
        "∂cost / ∂z₁⁽²⁾ cannot be checked: a nudge is lost in numbers this large"
    )
    assert panel.check.grab().toImage().pixelColor(3, panel.check.height() // 2) == neutral


def test_the_shorthand_leaves_the_factor_out_but_shows_it() -> None:
    short = breakdown(shorthand=True, result=-0.37)
    assert lines(short) == [
        "Σ: −0.37", "× g′(z₁⁽²⁾) left out: 0.25", "= δ₁⁽²⁾ without g′: −0.37",
    ]  # fmt: skip


def test_an_output_unit_shows_where_a_minus_y_comes_from(panel: DeltaPanel) -> None:
    def signs(t: int) -> tuple[Expr, Expr]:
        return Words("+−"[t]), Symbol("ay"[t])

    terms = Terms(frozen([1.0, -1.0]), frozen([0.4751, 1.0]), signs)
    delta = breakdown(
        layer=4, output=True, symbol=Symbol("δ", "1", "(4)"), terms=terms, factor=None,
        factor_symbol=None, weighted_sum=-0.5249, result=-0.5249,
    )  # fmt: skip
    shown(panel, delta)
    assert lines(delta) == ["Σ = δ₁⁽⁴⁾: −0.5249"]
    model = panel.terms.terms_model
    assert [model.index(r, 0).data() for r in range(2)] == ["1: +a", "2: −y"]


def test_of_many_terms_the_largest_are_shown_and_the_rest_added_up(panel: DeltaPanel) -> None:
    products = np.ones(40)
    products[7] = -9.0
    delta = breakdown(terms=terms_of(products, np.ones(40), "δ"), weighted_sum=30.0)
    shown(panel, delta)
    model = panel.terms.terms_model
    assert model.rowCount() == 10
    assert model.index(9, 0).data() == "… and 31 more"
    assert model.index(9, TermColumn.PRODUCT).data() == "31"
    shown(panel, replace(delta, known=False))
    assert model.index(9, TermColumn.PRODUCT).data() == "—"


def test_a_unit_without_delta_has_a_message(panel: DeltaPanel) -> None:
    shown(panel, breakdown())
    shown(panel, None, "The input layer has no δ.")
    assert panel.message.isVisible() and panel.message.text() == "The input layer has no δ."
    assert not panel.terms.isVisible() and not panel.check.isVisible()
    assert panel.sign.isVisible() and panel.shorthand.isVisible()
    shown(panel, breakdown())
    assert panel.terms.isVisible() and not panel.message.isVisible()


def test_switches_speak_when_used_and_not_when_set(panel: DeltaPanel, qtbot: QtBot) -> None:
    said: list[object] = []
    panel.sign_chosen.connect(said.append)
    panel.shorthand_toggled.connect(said.append)
    panel.set_convention(Convention("lecture", True))
    assert said == []
    assert panel.sign.current() == 1 and panel.shorthand.isChecked()
    segment = panel.sign.layout().itemAt(0).widget()  # type: ignore[union-attr]
    qtbot.mouseClick(segment, Qt.MouseButton.LeftButton)
    assert said == ["course"]
    qtbot.mouseClick(panel.shorthand, Qt.MouseButton.LeftButton)
    assert said == ["course", False]
    panel.shorthand.setFocus()
    qtbot.keyClick(panel.shorthand, Qt.Key.Key_Space)
    assert said == ["course", False, True]


def test_a_selected_row_is_announced_by_its_term(panel: DeltaPanel, qtbot: QtBot) -> None:
    products = np.zeros(20)
    products[[4, 9]] = 5.0
    shown(panel, breakdown(terms=terms_of(products, np.ones(20), "δ")))
    chosen: list[int] = []
    panel.term_activated.connect(chosen.append)
    table = panel.terms
    row = table.terms_model.row_of(4)
    assert row is not None
    table.scrollTo(table.terms_model.index(row, 0))
    place = table.visualRect(table.terms_model.index(row, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen == [4]
    last = table.terms_model.index(table.terms_model.rowCount() - 1, 0)
    table.setCurrentIndex(last)
    assert chosen == [4]


def test_a_bias_units_delta_is_marked_as_not_used(panel: DeltaPanel) -> None:
    delta = breakdown(unit=0, symbol=Symbol("δ", "0", "(2)"), factor=None, factor_symbol=None,
                      result=-0.37, numeric=-0.37)  # fmt: skip
    shown(panel, delta)
    assert panel.heading.title() == "δ of the bias unit, layer 2 · not used"
    assert lines(delta) == ["Σ = δ₀⁽²⁾  not used: −0.37"]
    assert delta_lines(delta)[0].faint
    assert panel.check.view.accessibleName().startswith("∂cost / ∂a₀⁽²⁾ ≈ −0.37  agrees")


def test_where_there_is_room_every_term_is_in_sight(panel: DeltaPanel) -> None:
    panel.resize(440, 330)
    shown(panel, breakdown(terms=terms_of([0.1, -0.2, 0.3, 0.4], [1.0] * 4, "δ")))
    assert panel.terms.verticalScrollBar().maximum() == 0
    assert panel.page.verticalScrollBar().maximum() == 0
    gap = panel.check.mapTo(panel, panel.check.rect().topLeft()).y()
    gap -= panel.ledger.mapTo(panel, panel.ledger.rect().bottomLeft()).y()
    assert 0 < gap < 2 * panel.fontMetrics().height()
