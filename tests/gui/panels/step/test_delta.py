"""The δ of a selected unit, shown breakdowns that are written down by hand."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from bpsim.core.arrays import frozen
from bpsim.core.settings import Convention
from bpsim.gui.kit.formula.copying import plain_text
from bpsim.gui.kit.table import TermColumn
from bpsim.gui.looks.theme import DARK, LIGHT, Theme, use_theme
from bpsim.gui.panels.step.delta import DeltaSection
from bpsim.gui.panels.step.panel import StepPanel
from bpsim.gui.panels.step.signs import Signs
from bpsim.notation.aloud import aloud
from bpsim.notation.formula import Expr, Symbol, Words
from bpsim.steps.apart.delta import DeltaBreakdown
from bpsim.steps.shown.ledger import delta_lines
from bpsim.steps.terms import Terms
from tests.gui.panels.literal_steps import breakdown, forward, terms_of
from tests.gui.panels.page_panels import on_screen, settled


@pytest.fixture
def panel(qtbot: QtBot) -> DeltaSection:
    return on_screen(qtbot, DeltaSection(), 300)


def shown(panel: DeltaSection, delta: DeltaBreakdown) -> DeltaSection:
    panel.show_delta(delta)
    return settled(panel)


def lines(delta: DeltaBreakdown) -> list[str]:
    return [line.text() for line in delta_lines(delta)]


def test_it_takes_a_delta_apart(panel: DeltaSection) -> None:
    shown(panel, breakdown())
    assert panel.heading.title() == "Selected: δ of unit 1, layer 2"
    model = panel.terms.terms_model
    texts = [[model.index(r, c).data() for c in range(5)] for r in range(2)]
    assert texts == [
        ["1: Θ₁₀⁽¹⁾δ₀⁽¹⁾", "−0.4", "0.4", "−0.16", "negative"],
        ["2: Θ₁₁⁽¹⁾δ₁⁽¹⁾", "0.7", "−0.3", "−0.21", "negative"],
    ]
    assert panel.ledger.accessibleName() == aloud("Σ: −0.37; × g′(z₁⁽²⁾): 0.25; = δ₁⁽²⁾: −0.0925")


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_bars_go_left_hatched_or_right_plain(panel: DeltaSection, theme: Theme) -> None:
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


def test_check_and_meaning_wait_with_the_delta_in_their_room(panel: DeltaSection) -> None:
    shown(panel, breakdown())
    judgement = panel.judgement
    before = judgement.sizeHint(), judgement.grab().toImage()
    judgement.set_waiting(True)
    settled(panel)
    assert not judgement.check.isVisible() and not judgement.meaning.isVisible()
    assert judgement.sizeHint() == before[0]
    panel.show_delta(breakdown())  # another step, before the causes of this one have arrived
    assert not judgement.check.isVisible()
    judgement.set_waiting(False)
    settled(panel)
    assert judgement.grab().toImage() == before[1]


def test_the_check_agrees_or_does_not_in_words(panel: DeltaSection) -> None:
    shown(panel, breakdown())
    assert plain_text(panel.check.view.expr()).startswith("∂cost / ∂z₁⁽²⁾ ≈ −0.0925  agrees")
    good = panel.check.grab().toImage().pixelColor(3, panel.check.height() // 2)
    shown(panel, breakdown(numeric=0.2, relative_error=1.46))
    assert "differs: δ is 0.46 times as large and of the other sign" in plain_text(
        panel.check.view.expr()
    )
    assert panel.check.grab().toImage().pixelColor(3, panel.check.height() // 2) != good
    shown(panel, breakdown(shorthand=True, result=-0.37, relative_error=0.75))
    assert "is not the shorthand, which is 4 times as large" in plain_text(panel.check.view.expr())


def test_a_kink_is_told_with_its_side(panel: DeltaSection) -> None:
    kink = "on the side z ≤ 0 of the kink of unit 1, layer 2"
    shown(panel, breakdown(kink=kink))
    assert plain_text(panel.check.view.expr()).endswith(f"agrees, relative error 3×10⁻¹², {kink}")


@pytest.mark.parametrize("wrong", [float("inf"), float("nan")])
@pytest.mark.parametrize("field", ["numeric", "relative_error"])
def test_what_overflows_cannot_be_checked_and_is_no_mistake(
    panel: DeltaSection, wrong: float, field: str
) -> None:
    shown(panel, breakdown(known=False))
    neutral = panel.check.grab().toImage().pixelColor(3, panel.check.height() // 2)
    shown(panel, breakdown(**{"relative_error": 0.0, field: wrong}))
    assert plain_text(panel.check.view.expr()) == (
        "∂cost / ∂z₁⁽²⁾ cannot be checked: a nudge is lost in numbers this large"
    )
    assert panel.check.grab().toImage().pixelColor(3, panel.check.height() // 2) == neutral


def test_the_shorthand_leaves_the_factor_out_but_shows_it() -> None:
    short = breakdown(shorthand=True, result=-0.37)
    assert lines(short) == [
        "Σ: −0.37", "× g′(z₁⁽²⁾) left out: 0.25", "= δ₁⁽²⁾ without g′: −0.37",
    ]  # fmt: skip


def test_an_output_unit_shows_where_a_minus_y_comes_from(panel: DeltaSection) -> None:
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


def test_of_many_terms_the_largest_are_shown_and_the_rest_added_up(panel: DeltaSection) -> None:
    products = np.ones(40)
    products[7] = -9.0
    delta = breakdown(terms=terms_of(products, np.ones(40), "δ"), weighted_sum=30.0)
    shown(panel, delta)
    model = panel.terms.terms_model
    assert model.rowCount() == 10
    assert model.index(9, 0).data() == "… and 31 more"
    assert model.index(9, TermColumn.PRODUCT).data() == "31"


def test_a_selected_row_is_announced_by_its_term(panel: DeltaSection, qtbot: QtBot) -> None:
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


def test_a_bias_units_delta_is_marked_as_not_used(panel: DeltaSection) -> None:
    delta = breakdown(unit=0, symbol=Symbol("δ", "0", "(2)"), factor=None, factor_symbol=None,
                      result=-0.37, numeric=-0.37)  # fmt: skip
    shown(panel, delta)
    assert panel.heading.title() == "Selected: δ of the bias unit, layer 2 · not used"
    assert lines(delta) == ["Σ = δ₀⁽²⁾  not used: −0.37"]
    assert delta_lines(delta)[0].faint
    assert plain_text(panel.check.view.expr()).startswith("∂cost / ∂a₀⁽²⁾ ≈ −0.37  agrees")


def test_what_is_not_known_is_not_told(panel: DeltaSection) -> None:
    delta = breakdown(known=False, meaning="The cost falls.")
    shown(panel, delta)
    assert "Θ₁₀⁽¹⁾δ₀⁽¹⁾" in plain_text(panel.formula.expr())
    check = plain_text(panel.check.view.expr())
    assert check == "∂cost / ∂z₁⁽²⁾ is checked once δ is known"
    for part in (panel.numbers, panel.terms, panel.ledger, panel.judgement.meaning):
        assert not part.isVisible()
    assert lines(delta) == ["Σ: —", "× g′(z₁⁽²⁾): —", "= δ₁⁽²⁾: —"]


def test_a_known_delta_is_told_in_words(panel: DeltaSection) -> None:
    shown(panel, breakdown(meaning="The cost falls."))
    assert panel.judgement.meaning.text() == "The cost falls."


def test_the_explanation_has_it_below_the_step_only_while_a_unit_is_selected(qtbot: QtBot) -> None:
    explanation = on_screen(qtbot, StepPanel(), 600)
    explanation.show_step(forward(), None, breakdown())
    settled(explanation)
    assert explanation.selected.isVisible() and explanation.terms.isVisible()
    assert not explanation.judgement.isVisible()
    explanation.show_step(forward())
    assert not explanation.selected.isVisible()


def test_switches_speak_when_used_and_not_when_set(qtbot: QtBot) -> None:
    signs = on_screen(qtbot, Signs(), 40)
    said: list[object] = []
    signs.sign_chosen.connect(said.append)
    signs.shorthand_toggled.connect(said.append)
    signs.set_convention(Convention("lecture", True))
    assert said == []
    assert signs.sign.current() == 1 and signs.shorthand.isChecked()
    segment = signs.sign.layout().itemAt(0).widget()  # type: ignore[union-attr]
    qtbot.mouseClick(segment, Qt.MouseButton.LeftButton)
    assert said == ["course"]
    qtbot.mouseClick(signs.shorthand, Qt.MouseButton.LeftButton)
    assert said == ["course", False]
    signs.shorthand.setFocus()
    qtbot.keyClick(signs.shorthand, Qt.Key.Key_Space)
    assert said == ["course", False, True]
