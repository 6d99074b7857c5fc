"""The table of terms and the ledger below it: rows, widths, and numbers that fit."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from bpsim.core.arrays import frozen
from bpsim.gui.kit.table import TermColumn, TermTable, cells
from bpsim.gui.kit.table.ledger import Ledger
from bpsim.gui.kit.table.model import in_one_line, term_symbol
from bpsim.gui.kit.table.view import SQUEEZED
from bpsim.gui.looks.theme import LIGHT, SMALL, sized
from bpsim.notation.formula import Expr, Fraction, Number, Symbol, Words, row, to_text
from bpsim.steps.shown.ledger import LedgerLine, LineKind
from bpsim.steps.terms import Terms


def terms_of(products: list[float]) -> Terms:
    def names(t: int) -> tuple[Expr, Expr]:
        return Symbol("w", str(t)), Symbol("v", str(t))

    return Terms(frozen(products), frozen(np.ones(len(products))), names)


@pytest.fixture
def table(qtbot: QtBot) -> TermTable:
    table = TermTable("Terms", bars=True)
    qtbot.addWidget(table)
    table.resize(400, 200)
    table.show()
    return table


def test_a_weight_that_is_a_number_has_a_dot_and_a_sign_has_none() -> None:
    for weight, value, text in (
        (Symbol("w"), Words("1"), "w · 1"),
        (Words("−"), Symbol("y"), "−y"),
        (Symbol("w"), Symbol("v"), "wv"),
    ):
        names = (weight, value)
        terms = Terms(frozen([1.0]), frozen([1.0]), lambda t, n=names: n)
        assert to_text(term_symbol(terms, 0)) == text


def test_fractions_are_written_in_one_line() -> None:
    half = row(Words("−"), Fraction(Number(1), Number(2)))
    assert to_text(in_one_line(half)) == "−½"
    assert to_text(in_one_line(Fraction(Symbol("a"), Symbol("z")))) == "a / z"


def test_as_many_rows_again_keep_the_view_as_it_is(table: TermTable) -> None:
    resets = []
    table.terms_model.modelReset.connect(lambda: resets.append(1))
    table.show_terms(terms_of([1.0, 2.0]))
    table.show_terms(terms_of([3.0, 4.0]))
    assert resets == [1]
    assert table.terms_model.index(1, TermColumn.PRODUCT).data() == "4"


def test_it_asks_for_no_more_room_than_its_rows_need(table: TermTable) -> None:
    table.show_terms(terms_of([1.0] * 2))
    two = table.maximumHeight()
    table.show_terms(terms_of([1.0] * 50))
    assert table.maximumHeight() == two + 48 * table.row_height()
    assert table.sizeHint().height() < two + 2 * table.row_height()
    assert table.minimumSizeHint().height() <= table.sizeHint().height()


def test_columns_fill_the_width(table: TermTable) -> None:
    table.show_terms(terms_of([1.0, -2.0]))
    for width in (400, 260, 900):
        table.resize(width, 200)
        QApplication.processEvents()
        edges = table.column_edges()
        assert edges[-1] == table.viewport().width()
        assert edges == sorted(edges)


def test_a_long_way_down_the_current_term_is_in_view(table: TermTable) -> None:
    table.show_terms(terms_of([1.0] * 300), added=251, current=250)
    table.resize(400, 200)
    assert table.rowAt(0) <= 250 <= table.rowAt(table.viewport().height() - 1)
    table.show_terms(terms_of([1.0] * 3))
    assert table.verticalScrollBar().value() == 0


def test_products_that_are_no_numbers_spoil_no_bar(table: TermTable) -> None:
    table.show_terms(terms_of([1.0, float("nan"), float("-inf")]))
    assert table.grab().toImage().width() == 400
    assert table.terms_model.index(1, TermColumn.PRODUCT).data() == "undefined"
    table.show_terms(terms_of([1.0, float("nan")]))
    assert table.largest == 1.0


@pytest.mark.parametrize("value", [-0.123456789, 1234567.0, -3.21e-12, 0.5])
@pytest.mark.parametrize("width", [30, 45, 60, 120])
def test_a_number_never_leaves_its_cell(qapp: object, value: float, width: int) -> None:
    font = QFont("DejaVu Sans")
    font.setPixelSize(13)
    image = QImage(200, 24, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    try:
        cells.NumberPainter(font).draw(painter, QRectF(100 - width, 0, width, 24), value)
    finally:
        painter.end()
    inked = [x for x in range(200) for y in range(24) if image.pixelColor(x, y).lightness() < 200]
    assert inked, "nothing was drawn"
    assert 100 - width - 1 <= min(inked) and max(inked) <= 100


def test_the_ledger_moves_along_with_the_columns(table: TermTable, qtbot: QtBot) -> None:
    class Watched(Ledger):
        painted = 0

        def paintEvent(self, event: QPaintEvent) -> None:
            self.painted += 1
            super().paintEvent(event)

    table.show_terms(terms_of([11.0, 11.0]))
    ledger = Watched(table)
    qtbot.addWidget(ledger)
    ledger.resize(400, 100)
    ledger.set_lines((LedgerLine(LineKind.SUM, Words("Σ"), 11.0),))
    ledger.show()
    qtbot.waitUntil(lambda: ledger.painted > 0)
    QApplication.processEvents()
    before = ledger.painted
    table.resize(500, 200)
    qtbot.waitUntil(lambda: ledger.painted > before)


def test_tables_of_the_same_terms_agree(table: TermTable, qtbot: QtBot) -> None:
    other = TermTable("The same terms", bars=True)
    qtbot.addWidget(other)
    other.resize(table.size())
    other.show()
    terms = terms_of([1.25, -0.0125, 11.0])
    alone = TermTable("Alone", bars=True)
    qtbot.addWidget(alone)
    alone.resize(table.size())
    alone.show()
    for each in (table, other):
        each.show_terms(terms)
    alone.show_terms(terms_of([1.25, -0.0125, 11.0]))
    pictures = [each.viewport().grab().toImage() for each in (table, other, alone)]
    assert pictures[0] == pictures[1] == pictures[2]


def test_the_ledger_lines_its_numbers_up_with_the_products(table: TermTable, qtbot: QtBot) -> None:
    table.show_terms(terms_of([11.0, 11.0]), added=1)
    table.resize(400, 200)
    ledger = Ledger(table)
    qtbot.addWidget(ledger)
    ledger.resize(400, 100)
    ledger.set_lines((LedgerLine(LineKind.SUM, Words("Σ"), 11.0),))
    ledger.show()

    def right_end(image: QImage, top: int, height: int) -> int:
        edges = table.column_edges()
        text = QColor(LIGHT.text).lightness() + 40
        return max(
            x
            for x in range(edges[TermColumn.VALUE], edges[TermColumn.PRODUCT])
            for y in range(top + 4, top + height - 3)
            if image.pixelColor(x, y).lightness() < text
        )

    height = table.row_height()
    above = right_end(table.viewport().grab().toImage(), 0, height)
    assert right_end(ledger.grab().toImage(), 0, height) == above


def test_the_ledger_says_its_numbers_in_full(table: TermTable, qtbot: QtBot) -> None:
    ledger = Ledger(table)
    qtbot.addWidget(ledger)
    ledger.set_lines(
        (
            LedgerLine(LineKind.SUM, Words("Σ"), 1 / 3),
            LedgerLine(LineKind.RESULT, Symbol("a"), None),
        )
    )
    assert ledger.accessibleName() == "the sum: 0.3333; a: not known yet"
    ledger.show()
    point = QPoint(20, 3)
    ledger.event(QHelpEvent(QHelpEvent.Type.ToolTip, point, ledger.mapToGlobal(point)))
    assert QToolTip.text() == repr(1 / 3)
    QToolTip.hideText()
    second = ledger.line_at(table.row_height() + 3)
    assert second is not None and second.value is None
    assert ledger.line_at(2 * table.row_height() + 3) is None
    ledger.set_lines(())
    assert ledger.isHidden()


def test_a_larger_font_makes_higher_rows(table: TermTable) -> None:
    before = table.row_height()
    font = table.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    table.setFont(font)
    table.show_terms(terms_of([1.0, 2.0]))
    assert table.row_height() > 1.7 * before
    assert table.verticalHeader().defaultSectionSize() == table.row_height()


def inked_right_of(table: TermTable, column: int) -> int:
    """How much wider than its column a number of that column would have to be squeezed to fit."""
    model = table.terms_model
    numbers = table.bold if column == TermColumn.PRODUCT else table.plain
    widest = max(numbers.width(model.index(r, column).data()) for r in range(model.rowCount()))
    least = SQUEEZED if model.numbered else cells.NARROWEST
    return round(table.columnWidth(column) - least * widest)


@pytest.mark.parametrize("width", [700, 400, 300, 220, 160])
@pytest.mark.parametrize("points", [9, 18])
def test_no_number_loses_digits_however_narrow_it_is(
    table: TermTable, width: int, points: int
) -> None:
    font = table.font()
    font.setPointSizeF(points)
    table.setFont(font)
    table.show_terms(terms_of([-0.52491234, 3.21e-12]))
    table.resize(width, 200)
    QApplication.processEvents()
    for column in (TermColumn.WEIGHT, TermColumn.VALUE, TermColumn.PRODUCT):
        assert inked_right_of(table, column) >= 0
        heading = table.terms_model.headings[column]
        metrics = QFontMetricsF(sized(table.font(), SMALL))
        whole = table.columnWidth(column) >= metrics.horizontalAdvance(heading)
        assert whole or table.terms_model.numbered
    assert table.terms_model.index(0, TermColumn.PRODUCT).data() == "−0.5249"
    narrow = table.column_edges()[-1] > table.viewport().width()
    assert (table.horizontalScrollBar().maximum() > 0) == narrow
    if narrow:
        assert table.isColumnHidden(TermColumn.BAR)  # the bars go first


@pytest.mark.parametrize("points", [9, 18, 36])
def test_numbers_keep_apart_by_more_in_larger_type(table: TermTable, points: int) -> None:
    font = table.font()
    font.setPointSizeF(points)
    table.setFont(font)
    table.show_terms(terms_of([-0.52491234, 0.25]))
    for width in range(2000, 0, -10):
        if narrowed(table, width).terms_model.numbered:
            break
        for column in (TermColumn.WEIGHT, TermColumn.VALUE, TermColumn.PRODUCT):
            assert inked_right_of(table, column) >= cells.PADDING + 0.3 * table.row_height()


def test_where_the_width_is_short_terms_are_numbers_and_the_product_stays_in_sight(
    table: TermTable,
) -> None:
    table.show_terms(terms_of([-0.52491234, 0.25]))
    QApplication.processEvents()
    model, heading = table.terms_model, Qt.Orientation.Horizontal
    needed = sum(table.columnWidth(column) for column in TermColumn)
    table.resize(2 * needed, 200)
    assert model.headerData(0, heading) == "Term" and not model.numbered
    width = next(w for w in range(400, 0, -1) if narrowed(table, w).terms_model.numbered)
    assert table.isColumnHidden(TermColumn.BAR)
    assert table.column_edges()[-1] <= table.viewport().width()
    assert model.headerData(0, heading) == "#"
    symbols = table.columnWidth(0)
    right = table.viewport().grab().toImage()
    chip = cells.chip_size(table.plain.metrics)[0] + 2 * cells.PADDING
    surface = QColor(LIGHT.surface)
    assert symbols < 1.5 * chip
    assert all(  # nothing stands between the chip and the weight's column
        right.pixelColor(x, y) == surface
        for x in range(round(chip) + 1, symbols) for y in range(table.row_height())
    )  # fmt: skip
    assert model.index(0, 0).data() == "1: w₀v₀"
    narrowed(table, width + 1)
    assert not model.numbered and model.headerData(0, heading) == "Term"


def test_a_larger_font_makes_wider_columns_at_once(table: TermTable) -> None:
    table.show_terms(terms_of([-0.52491234, 0.25]))
    font = table.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    table.setFont(font)
    QApplication.processEvents()
    before = [table.columnWidth(column) for column in TermColumn]
    table.show_terms(terms_of([-0.52491234, 0.25]))
    QApplication.processEvents()
    assert [table.columnWidth(column) for column in TermColumn] == before


def narrowed(table: TermTable, width: int) -> TermTable:
    table.resize(width, 200)
    QApplication.processEvents()
    return table


def test_a_ledger_keeps_its_numbers_in_sight_of_a_table_that_scrolls(
    table: TermTable, qtbot: QtBot
) -> None:
    font = table.font()
    font.setPointSizeF(18)
    table.setFont(font)
    table.show_terms(terms_of([-0.5249, -1.0]))
    table.resize(240, 200)
    QApplication.processEvents()
    assert table.horizontalScrollBar().maximum() > 0
    ledger = Ledger(table)
    qtbot.addWidget(ledger)
    ledger.setFont(font)
    ledger.resize(240, 40)
    empty = ledger.grab().toImage()
    ledger.set_lines((LedgerLine(LineKind.FACTOR, Words(" "), -0.5249),))
    ledger.resize(240, 40)
    image = ledger.grab().toImage()
    inked = [
        x for x in range(240) for y in range(min(image.height(), empty.height()))
        if image.pixelColor(x, y).lightness() < 120
    ]  # fmt: skip
    assert inked and max(inked) < 240 - 3 and min(inked) > 60


def test_stepping_leaves_a_table_as_far_aside_as_it_was(table: TermTable) -> None:
    table.show_terms(terms_of([-0.5249] * 40), current=3)
    table.resize(100, 200)
    QApplication.processEvents()
    table.horizontalScrollBar().setValue(25)
    table.show_terms(terms_of([-0.5249] * 40), current=30)
    assert table.horizontalScrollBar().value() == 25
