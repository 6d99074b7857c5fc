"""The weight panel, shown breakdowns that are written down by hand."""

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.core.arrays import frozen
from bpsim.gui.kit.formula.copying import plain_text
from bpsim.gui.kit.table import TermColumn
from bpsim.gui.looks.theme import DARK, LIGHT, Theme, use_theme
from bpsim.gui.panels.weight.panel import WeightPanel
from bpsim.notation.aloud import aloud
from bpsim.notation.formula import BECOMES, EMPTY, EQUALS, Expr, Number, Symbol, row
from bpsim.steps.apart.weight import WeightBreakdown
from bpsim.steps.places import EdgePlace
from bpsim.steps.shown.ledger import weight_bar, weight_lines
from bpsim.steps.terms import Terms
from tests.gui.panels.page_panels import on_screen, settled

THETA, DELTA, D = Symbol("Θ", "12", "(2)"), Symbol("Δ", "12", "(2)"), Symbol("D", "12", "(2)")


def terms_of(products: Any) -> Terms:
    """δ(t) · 1 with these numbers."""

    def names(t: int) -> tuple[Expr, Expr]:
        return Symbol("δ", str(t)), Symbol("a", str(t))

    return Terms(frozen(products), frozen(np.ones(len(products))), names)


def weight(**changes: Any) -> WeightBreakdown:
    """Two examples of rows 7 and 3, λ = 0.5, after the update."""
    fields: dict[str, Any] = {
        "place": EdgePlace(2, 1, 2), "symbol": THETA, "Delta_symbol": DELTA, "D_symbol": D,
        "terms": terms_of([0.5, -0.3]), "rows": np.array([7, 3]), "m": 2, "added": 2,
        "Delta": 0.2, "mean": 0.1, "lam": 0.5, "penalty": 0.15, "D": 0.25, "alpha": 2.0,
        "trained": True, "turned": False, "old": 0.6, "new": 0.1,
        "formula": row(D, EQUALS, DELTA), "numbers": row(D, EQUALS, Number(0.25)),
        "update_formula": row(THETA, BECOMES, THETA),
        "update_numbers": row(THETA, BECOMES, Number(0.1)), "sentence": "Each example adds.",
    }  # fmt: skip
    return WeightBreakdown(**(fields | changes))


UNKNOWN: dict[str, Any] = {
    "terms": terms_of([0.5]), "rows": np.array([7]), "added": 1, "Delta": 0.5, "mean": None,
    "D": None, "new": None, "numbers": EMPTY, "update_numbers": EMPTY,
}  # fmt: skip


@pytest.fixture
def panel(qtbot: QtBot) -> WeightPanel:
    return on_screen(qtbot, WeightPanel())


def shown(panel: WeightPanel, what: WeightBreakdown | None, message: str = "") -> WeightPanel:
    panel.show_weight(what, message)
    return settled(panel)


def lines(of: WeightBreakdown) -> list[str]:
    return [line.text() for line in weight_lines(of)]


def test_it_takes_a_weight_apart(panel: WeightPanel) -> None:
    shown(panel, weight())
    assert panel.heading.title() == "Θ₁₂⁽²⁾ from unit 2 to unit 1"
    model = panel.terms.terms_model
    assert [model.headerData(c, Qt.Orientation.Horizontal) for c in range(4)] == [
        "Example", "δ", "a", "Adds",
    ]  # fmt: skip
    assert [model.index(r, TermColumn.PRODUCT).data() for r in range(2)] == ["0.5", "−0.3"]
    assert lines(weight()) == [
        "Σ = Δ₁₂⁽²⁾: 0.2", "÷ 2 examples: 0.1", "+ λ/m · Θ₁₂⁽²⁾: 0.15", "= D₁₂⁽²⁾: 0.25",
    ]  # fmt: skip
    assert panel.ledger.accessibleName() == aloud("; ".join(lines(weight())))
    assert plain_text(panel.update_numbers.expr()) == "Θ₁₂⁽²⁾ := 0.1"
    assert panel.page.verticalScrollBar().maximum() == 0
    assert panel.page.horizontalScrollBar().maximum() == 0


def test_a_bias_is_called_one_and_has_no_lambda(panel: WeightPanel) -> None:
    bias = weight(place=EdgePlace(2, 1, 0), penalty=None)
    shown(panel, bias)
    assert panel.heading.title() == "Θ₁₂⁽²⁾ from the bias to unit 1"
    assert len(lines(bias)) == 3 and not any("λ" in line for line in lines(bias))


def test_the_lectures_sign_takes_lambda_away() -> None:
    assert "− λ/m · Θ₁₂⁽²⁾: −0.15" in lines(weight(turned=True, penalty=-0.15))


def test_what_is_not_known_is_a_dash(panel: WeightPanel) -> None:
    early = weight(**UNKNOWN)
    assert lines(early) == [
        "Σ after 1 of 2: 0.5", "÷ 2 examples: —", "+ λ/m · Θ₁₂⁽²⁾: —", "= D₁₂⁽²⁾: —",
    ]  # fmt: skip
    panel.resize(420, 800)
    shown(panel, early)
    assert not panel.numbers.isVisible() and not panel.update_numbers.isVisible()
    assert panel.formula.isVisible() and panel.update_formula.isVisible()
    shown(panel, weight())
    assert panel.numbers.isVisible() and panel.update_numbers.isVisible()
    nothing = weight(**(UNKNOWN | {"terms": terms_of([]), "rows": np.array([]), "added": 0,
                                   "Delta": None}))  # fmt: skip
    shown(panel, nothing)
    assert lines(nothing)[0] == "Σ after 0 of 2: —"
    assert panel.terms.terms_model.rowCount() == 0


def test_a_sum_that_would_dwarf_its_terms_has_no_bar() -> None:
    many = weight(terms=terms_of(np.full(50, 0.5)), rows=np.arange(50), m=50, added=50,
                  Delta=25.0, mean=0.5, D=0.65)  # fmt: skip
    assert [line.bar for line in weight_lines(many)] == [False, True, True, True]
    assert weight_bar(many) == 0.65
    assert [line.bar for line in weight_lines(weight())] == [True] * 4
    assert weight_bar(weight()) == 0.25
    overflow = weight(Delta=np.inf, D=np.nan)
    assert [line.bar for line in weight_lines(overflow)] == [False, True, True, False]


def test_of_5000_examples_only_those_on_screen_are_named(panel: WeightPanel) -> None:
    asked: set[int] = set()
    plain = terms_of(np.linspace(1.0, -0.5, 5000))

    def names(t: int) -> tuple[Expr, Expr]:
        asked.add(t)
        return plain.symbols(t)

    many = weight(terms=Terms(plain.weights, plain.values, names), rows=np.arange(5000) + 1,
                  m=5000, added=5000)  # fmt: skip
    shown(panel, many)
    assert panel.terms.terms_model.rowCount() == 5000
    assert len(asked) < 60
    assert panel.caption.isVisible()
    assert panel.caption.text() == "The largest of 5000 contributions first, 9 of them coloured"
    table = panel.terms
    table.scrollTo(table.terms_model.index(4999, 0))
    assert table.terms_model.index(4999, TermColumn.PRODUCT).data() == "−0.5"
    shown(panel, weight())
    assert not panel.caption.isVisible()


def test_a_selected_row_is_announced_by_its_example(panel: WeightPanel, qtbot: QtBot) -> None:
    shown(panel, weight())
    chosen: list[int] = []
    panel.example_activated.connect(chosen.append)
    table = panel.terms
    for row_number in (1, 0):
        place = table.visualRect(table.terms_model.index(row_number, 1)).center()
        qtbot.mouseClick(  # type: ignore[no-untyped-call]
            table.viewport(), Qt.MouseButton.LeftButton, pos=place
        )
    assert chosen == [3, 7]
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)  # type: ignore[no-untyped-call]
    assert chosen == [3, 7, 3]
    shown(panel, weight())
    assert chosen == [3, 7, 3]


def test_without_a_weight_there_is_a_message(panel: WeightPanel) -> None:
    shown(panel, weight())
    shown(panel, None, "Select a weight.")
    assert panel.message.isVisible() and panel.message.text() == "Select a weight."
    assert not panel.terms.isVisible() and not panel.card.isVisible()
    assert not panel.update_card.isVisible()
    panel.resize(420, 900)
    QApplication.processEvents()
    assert not panel.sentence.isVisible() and not panel.numbers.isVisible()
    shown(panel, weight())
    assert panel.terms.isVisible() and not panel.message.isVisible()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_large_text_scrolls_and_nothing_is_cut_at_the_side(
    panel: WeightPanel, theme: Theme
) -> None:
    font = panel.font()
    font.setPointSizeF(18.0)
    panel.setFont(font)
    use_theme(theme)
    shown(panel, weight())
    assert panel.page.verticalScrollBar().maximum() > 0
    body = panel.page.widget()
    assert body is not None
    for part in (panel.heading, panel.terms, panel.ledger, panel.update_card):
        assert part.mapTo(body, part.rect().topRight()).x() < body.width()
    corner = panel.page.viewport().grab().toImage().pixelColor(1, 1).name()
    assert corner == theme.surface
