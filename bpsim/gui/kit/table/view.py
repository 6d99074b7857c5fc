"""The table of a sum's terms: chip, symbol, weight, value and product, with bars if wanted."""

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QItemSelection, QRectF, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.gui.kit.controls.painting import mixed
from bpsim.gui.kit.table import cells
from bpsim.gui.kit.table.base import Cells, Spans
from bpsim.gui.kit.table.cells import NARROWEST, PADDING
from bpsim.gui.kit.table.headings import LEFT
from bpsim.gui.kit.table.measured import Measured, measured
from bpsim.gui.kit.table.model import TermColumn, TermModel
from bpsim.gui.kit.table.pointed import PointedTable
from bpsim.gui.looks.theme import BODY, SMALL, sized, theme_in_use
from bpsim.notation.numerals import UNKNOWN, number_text
from bpsim.steps.terms import Terms

Named = list[tuple[int | None, int]]
"""Rows by the term in them, None for the rest, each with its top."""
GRID = 8
CURRENT = 0.10
WIDEST_SYMBOL = 0.45
KEPT_WIDTH = 0.7
"""The part of their room that symbols must fill for it to stay as it is."""
FEW = 24
"""Of so few numbers all are measured."""
SQUEEZED = 0.72
"""A number keeps at least this part of its width where even the symbols have had to go."""
SHARES = (0.0, 0.85, 1.0, 1.15, 1.3)
"""How the columns share the width that the symbols leave."""
APART = 0.4
"""In heights of a line, what is left free between a number and the one in the column before."""
SHORTEST_BAR = 3.5
"""In heights of a line: with less room the bars give way to the numbers."""


class TermTable(PointedTable):
    """The terms of one sum, as many as there are: only what is on screen is ever made.

    ``term_activated`` carries the term (from 0) of a row that the user selects.
    """

    term_activated = Signal(int)
    columns_changed = Signal()
    """The columns have other widths; what lines up with them moves along."""
    left_columns = frozenset((TermColumn.TERM,))
    centre_columns = frozenset((TermColumn.BAR,))

    def __init__(
        self, name: str, bars: bool = False, only_shown: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        self.terms_model = TermModel(bars, only_shown)
        self.current_term: int | None = None
        self.largest = 0.0
        self._symbol_width = self._numbered_width = 0
        self._coming: Measured | None = None
        self._bare: tuple[int, ...] = (0, 0, 0)
        self._needs: tuple[int, ...] = (0, 0, 0)
        super().__init__(name, parent)
        self._measure()
        self.terms_model.setParent(self)
        self.setModel(self.terms_model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        self.selectionModel().selectionChanged.connect(self._selected)

    def show_terms(
        self, terms: Terms, added: int | None = None, current: int | None = None,
        known: bool = True, scale: float = 0.0, first: int = 1,
    ) -> None:  # fmt: skip
        """Show ``terms`` with the row of ``current`` marked; brings it, or the largest, in view.

        ``added`` products are known (None: all); with ``known`` false no number is. ``scale`` is
        the value of a full bar, where products are not the largest values to be compared. Terms
        are numbered from ``first``.
        """
        model = self.terms_model
        before = model.rowCount()
        model.first = first
        model.show_terms(terms, added, known)
        self._measured, self._coming = measured(terms, self.font()), None
        self.current_term = current
        self.largest = max(_largest(terms), scale) if known else 0.0
        if self.selectionModel().hasSelection():
            self.selectionModel().clear()
        if model.rowCount() != before:
            self.executeDelayedItemsLayout()  # or it comes by itself, after the first picture
            self.rows_changed()
        self._widen(terms)
        self._bring_into_view()

    def prepare(self, terms: Terms) -> None:
        """Measure ``terms`` and set those that will be in view: most likely they come next."""
        if not len(terms) or not self.isVisible():
            return
        coming = self._coming = measured(terms, self.font())
        self._numbers(coming)
        if not self.terms_model.numbered:
            for term in self._in_view(terms):
                coming.paint(term, self.row_height(), self.devicePixelRatioF())

    def _in_view(self, terms: Terms) -> Sequence[int]:
        """About those of ``terms`` that will be on screen."""
        if self.terms_model.only_shown:
            return terms.shown
        rows = self.viewport().height() // self.row_height() + 1
        first = 0
        if len(terms) > rows and terms.hidden:
            first = max(0, min(_place_of_largest(terms) - rows // 2, len(terms) - rows))
        return range(first, min(len(terms), first + rows + 1))

    def current_row(self) -> int | None:
        """The row of the term that the step has just added."""
        return None if self.current_term is None else self.terms_model.row_of(self.current_term)

    def fit_columns(self) -> None:
        """Share the width out; where it is short, bars go, then symbols, then parts of headings.

        What still does not fit is scrolled to sideways. A term without its symbol keeps the chip,
        with the number and the colour that it has in the formula.
        """
        width = self.viewport().width()
        first = min(self._symbol_width, round(width * WIDEST_SYMBOL))
        self.terms_model.set_numbered(first + sum(self._needs) > width)
        if self.terms_model.numbered:
            first = min(first, self._numbered_width)
        needs, rest = list(self._needs), width - first
        if self.terms_model.columnCount() > TermColumn.BAR:
            least = round(SHORTEST_BAR * self.fontMetrics().height())
            bars = sum(needs) + least <= rest
            self.setColumnHidden(TermColumn.BAR, not bars)
            needs += [least] * bars
        if self.terms_model.numbered and sum(self._bare) <= rest < sum(needs):
            widths = _between(rest, self._bare, self._needs)
        else:
            widths = _shared(rest, needs)
        self._set_widths([max(first, width - sum(widths)), *widths])
        if self._height_of(max(1, self._rows())) != self.maximumHeight():
            self.rows_changed()

    def _set_widths(self, widths: list[int]) -> None:
        """Give the columns their widths at once: told by its header, a table paints once more."""
        if [self.columnWidth(n) for n in range(len(widths))] == widths:
            return
        header = self.horizontalHeader()
        blocked = header.blockSignals(True)
        for n, each in enumerate(widths):
            self.setColumnWidth(n, each)
        header.blockSignals(blocked)
        self.updateGeometries()
        self.viewport().update()
        self.columns_changed.emit()

    def column_edges(self) -> list[int]:
        """The x at which each column ends, for what has to line up with the table."""
        ends, x = [], 0
        for n in range(self.terms_model.columnCount()):
            x += self.columnWidth(n)
            ends.append(x)
        return ends

    def changeEvent(self, event: QEvent) -> None:
        self._measure()
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._bare = self._needs = (0, 0, 0)
            self._symbol_width = 0
            self._widen(self.terms_model.terms)

    # --- painting -----------------------------------------------------------------------------

    def paint_rows(self, painter: QPainter, first: int, last: int) -> None:
        self.paint_mark(painter, first, last)
        row = self.current_row()
        if row is not None and first <= row <= last:
            theme, top = theme_in_use(), self.rowViewportPosition(row)
            tint = mixed(theme.colour("accent"), theme.colour("surface"), CURRENT)
            painter.fillRect(0, top, self.viewport().width(), self.row_height(), tint)
            painter.fillRect(0, top, 3, self.row_height(), theme.colour("accent"))
        super().paint_rows(painter, first, last)

    def paint_cells(self, painter: QPainter, rows: Cells, columns: Spans) -> None:
        """Column by column: fonts and pens change once and not in every cell."""
        named = [(self.terms_model.term_of(row), top) for row, top in rows]
        for column, left, width in columns:
            if column == TermColumn.TERM:
                self._paint_chips(painter, named, left)
                self._paint_symbols(painter, named, left, width)
            elif column == TermColumn.BAR:
                self._paint_bars(painter, named, left, width)
            else:
                self._paint_numbers(painter, named, column, left + width, width)

    def _paint_chips(self, painter: QPainter, rows: Named, left: int) -> None:
        model, theme, middle = self.terms_model, theme_in_use(), self.row_height() / 2
        painter.setFont(self._small)
        for term, top in rows:
            if term is not None:
                width, number = self._chip(term)
                y = round(top + middle - self._chip_height / 2)
                place = QRectF(left + PADDING, y, width, self._chip_height)
                colour = model.terms.colour(term)
                cells.chip(painter, place, number, theme.term(colour), colour is not None)

    def _chip(self, term: int) -> tuple[float, str]:
        """How wide a term's chip is, and what is on it."""
        number = self.terms_model.chip(term)
        return max(self._chip_width, self.plain.width(number) + PADDING), number

    def _paint_symbols(self, painter: QPainter, rows: Named, left: int, width: int) -> None:
        height, known = self.row_height(), self._measured
        plain = self.current_term is None and not self.selectionModel().hasSelection()
        for term, top in rows:
            if term is None:
                painter.setFont(self.font())
                painter.setPen(theme_in_use().colour("muted"))
                text = tr("… and {hidden} more", hidden=self.terms_model.terms.hidden)
                place = QRectF(left + PADDING, top, 2 * width - PADDING, height)
                painter.drawText(place, LEFT, text)
            elif not self.terms_model.numbered:
                start = left + PADDING + self._chip(term)[0] + PADDING
                place = QRectF(start, top, left + width - start, height)
                picture = known.picture(term) if plain else None
                cells.formula(painter, place, known.box(term), picture)

    def _paint_numbers(
        self, painter: QPainter, rows: Named, column: int, right: int, width: int
    ) -> None:
        model, theme = self.terms_model, theme_in_use()
        middle, room = self.row_height() / 2, max(1.0, width - PADDING)
        product, last = column == TermColumn.PRODUCT, None
        for term, top in rows:
            if term is None and not product:
                continue
            value = model.rest()[1] if term is None else model.number(term, column)
            faint = value is None or term is None or term >= model.added
            if faint is not last:
                last, numbers = faint, self.bold if product and not faint else self.plain
                painter.setFont(numbers.font)
                painter.setPen(theme.colour("muted" if faint else "text"))
            if value is None:
                numbers.put(painter, UNKNOWN, right, top + middle)
            else:
                numbers.put(painter, number_text(value), right, top + middle, room)

    def _paint_bars(self, painter: QPainter, rows: Named, left: int, width: int) -> None:
        model, height = self.terms_model, self.row_height()
        for term, top in rows:
            value = model.rest()[1] if term is None else model.number(term, TermColumn.BAR)
            if value is not None:
                place = QRectF(left, top, width, height)
                cells.bar(painter, place, value, self.largest)

    def _measure(self) -> None:
        self.plain = cells.NumberPainter(self.font())
        self.bold = cells.NumberPainter(sized(self.font(), BODY, bold=True))
        self._small = sized(self.font(), SMALL, bold=True)
        self._heading_metrics = QFontMetricsF(sized(self.font(), SMALL))
        self._chip_width, self._chip_height = cells.chip_size(self.plain.metrics)
        self._measured = Measured(self.terms_model.terms, self.font())
        headings = self.terms_model.headings[TermColumn.WEIGHT :]
        self._heading_widths = list(map(self._heading_metrics.horizontalAdvance, headings))

    def _widen(self, terms: Terms) -> None:
        """Give the symbols of the first and the last term room, in steps of the grid."""
        if not len(terms):
            return
        widest = max(self._measured.box(t).width for t in (0, len(terms) - 1))
        number = max(self._chip_width, self.plain.width(str(len(terms))) + 6)
        needed = math.ceil((widest + number + 3 * PADDING) / GRID) * GRID
        before = (self._numbered_width, self._symbol_width, self._bare, self._needs)
        self._numbered_width = math.ceil(number + 2 * PADDING)
        self._symbol_width = _kept(self._symbol_width, needed)
        numbers = self._numbers(self._measured)
        bare = (math.ceil(SQUEEZED * width + PADDING + 2) for width in numbers)
        self._bare = tuple(map(_kept, self._bare, bare))
        self._needs = tuple(map(_kept, self._needs, self._needed(numbers)))
        if (self._numbered_width, self._symbol_width, self._bare, self._needs) != before:
            self.fit_columns()

    def _numbers(self, known: Measured) -> list[float]:
        """The widths of the numbers of a column; of very many numbers a few are measured."""
        if known.widths:
            return known.widths
        out, terms = known.widths, known.terms
        for column in (terms.weights, terms.values, terms.products):
            numbers = self.bold if column is terms.products else self.plain
            texts = [number_text(value) for value in _telling(column, terms)]
            most = max(map(len, texts))
            out.append(max(numbers.width(text) for text in texts if len(text) >= most - 1))
        return out

    def _needed(self, numbers: list[float]) -> list[int]:
        """The widths that columns of such numbers need with their headings."""
        apart = APART * self.plain.metrics.height()
        return [
            math.ceil((max(NARROWEST * width, room) + PADDING + apart) / GRID) * GRID
            for width, room in zip(numbers, self._heading_widths, strict=False)
        ]

    def _row_to_see(self) -> int | None:
        """The row that must be in view: the current term's, else the largest of very many."""
        terms, row = self.terms_model.terms, self.current_row()
        if row is None and terms.hidden and self.terms_model.known:
            return self.terms_model.row_of(_place_of_largest(terms))
        return row

    def _bring_into_view(self) -> None:
        row = self._row_to_see()
        if row is not None:
            index, sideways = self.terms_model.index(row, 0), self.horizontalScrollBar()
            aside = sideways.value()
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
            sideways.setValue(aside)
        elif self.verticalScrollBar().value():
            self.scrollToTop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().height() != event.oldSize().height():
            self._bring_into_view()

    def _selected(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        # Nothing is selected by showing other terms or by the focus: only by the user.
        rows = selected.indexes()
        term = self.terms_model.term_of(rows[0].row()) if rows else None
        if term is not None:
            self.term_activated.emit(term)


def _between(width: int, least: Sequence[int], most: Sequence[int]) -> list[int]:
    """``width`` among columns that each get their least and the same share of what they lack."""
    share = (width - sum(least)) / max(1, sum(most) - sum(least))
    return [low + int(share * (high - low)) for low, high in zip(least, most, strict=True)]


def _kept(before: int, needed: int) -> int:
    """The width to use: not for every few pixels less, or columns would jump from step to step."""
    return before if KEPT_WIDTH * before <= needed <= before else needed


def _shared(width: int, needs: list[int]) -> list[int]:
    """``width`` among columns: by SHARES, but none below its need, even if that takes more."""
    shares = SHARES[1 : len(needs) + 1]
    widths = [int(max(0, width) * share / sum(shares)) for share in shares]
    if all(each >= need for each, need in zip(widths, needs, strict=True)):
        return widths
    spare = max(0, width - sum(needs))
    return [n + int(spare * share / sum(shares)) for n, share in zip(needs, shares, strict=True)]


def _telling(column: Array, terms: Terms) -> list[float]:
    """The numbers that a column's width depends on: all, or the coloured and the extremes."""
    if len(column) <= FEW:
        return list(map(float, column))
    sizes = np.abs(column)
    small = np.where(sizes > 0, sizes, np.inf)
    places = {int(sizes.argmax()), int(small.argmin()), int(column.argmin()), *terms.shown}
    return [float(column[n]) for n in places]


def _largest(terms: Terms) -> float:
    """The size of the largest product that is a number."""
    if not len(terms):
        return 0.0
    largest = float(np.abs(terms.products).max())
    return largest if largest == largest else float(np.nan_to_num(terms.products).max())


def _place_of_largest(terms: Terms) -> int:
    return int(np.abs(terms.products).argmax())
