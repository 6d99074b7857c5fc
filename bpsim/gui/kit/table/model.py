"""The terms of a sum as rows of a table, each one made only when a view asks for it."""

from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from bpsim.base.words import named, tr
from bpsim.notation.aloud import aloud
from bpsim.notation.formula import Expr, Fraction, Number, Operator, Row, Term, Words, row, to_text
from bpsim.notation.numerals import UNKNOWN, full_number, known_text, number_text
from bpsim.steps.explain.symbols import product
from bpsim.steps.terms import NO_TERMS, Terms

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


def in_one_line(expr: Expr) -> Expr:
    """``expr`` without fractions, which are too high for a row: ½, or a / b."""
    match expr:
        case Fraction(Number(1.0), Number(2.0)):
            return Words("½")
        case Fraction(numerator, denominator):
            return row(in_one_line(numerator), Operator("/"), in_one_line(denominator))
        case Row(parts):
            return Row(tuple(map(in_one_line, parts)))
    return expr


def term_symbol(terms: Terms, term: int) -> Expr:
    """A term's weight and value side by side, in its colour if it has one."""
    weight, value = terms.symbols(term)
    colour = terms.colour(term)
    sign = isinstance(weight, Words) and weight.text in ("+", "−")
    symbol = in_one_line(row(weight, value) if sign else product(weight, value))
    return symbol if colour is None else Term(symbol, colour)


class TermColumn(IntEnum):
    """The columns; a table without bars has no BAR."""

    TERM = 0
    WEIGHT = 1
    VALUE = 2
    PRODUCT = 3
    BAR = 4


class TermModel(QAbstractTableModel):
    """One row for each term, or with ``only_shown`` for each written out and one for the rest.

    ``added`` says how many products have been added so far; later ones are shown as "—". Where
    ``known`` is false no number is shown at all. ``headings`` name the columns.
    ``first`` is the number of the first term: 0 where that is the bias unit's, so that a term has
    the number of the unit it comes from. ``numbered`` says that terms are shown by that alone.
    """

    def __init__(
        self, bars: bool = False, only_shown: bool = False, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bars, self.only_shown = bars, only_shown
        self.terms: Terms = NO_TERMS
        self.added = 0
        self.known = True
        self.first = 1
        self.numbered = False
        self.headings = (
            tr("Term"), tr("Weight"), tr("Value"), tr("Product"), "−     +",
        )  # fmt: skip

    def show_terms(self, terms: Terms, added: int | None = None, known: bool = True) -> None:
        """Show ``terms``, ``added`` of their products computed (None: all of them)."""
        rows = self.rowCount()
        reset = self._rows_for(terms) != rows
        if reset:
            self.beginResetModel()
        self.terms, self.known = terms, known
        self.added = len(terms) if added is None else added
        if reset:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(rows - 1, self.columnCount() - 1))

    def set_numbered(self, numbered: bool) -> None:
        """Name terms by their numbers alone, or by their symbols too."""
        if numbered != self.numbered:
            self.numbered = numbered
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, TermColumn.TERM, TermColumn.TERM)

    # --- rows and terms -----------------------------------------------------------------------

    def term_of(self, row_number: int) -> int | None:
        """The term in a row, from 0; None for the row that stands for the rest."""
        if not self.only_shown:
            return row_number
        shown = self.terms.shown
        return shown[row_number] if row_number < len(shown) else None

    def row_of(self, term: int) -> int | None:
        """The row of a term, None where it has none of its own."""
        if not self.only_shown:
            return term
        return self.terms.colour(term)

    def chip(self, term: int) -> str:
        """What stands on the chip of a term: its number, counted from ``first``."""
        return str(term + self.first)

    def number(self, term: int, column: int) -> float | None:
        """The number in a cell, None for one that is not known yet."""
        if not self.known or term in self.terms.blank:
            return None
        if column == TermColumn.WEIGHT:
            return float(self.terms.weights[term])
        if column == TermColumn.VALUE:
            return float(self.terms.values[term])
        return float(self.terms.products[term]) if term < self.added else None

    def rest(self) -> tuple[int, float | None]:
        """How many terms have no row of their own, and what their products add up to."""
        terms = self.terms
        if not self.known or self.added < len(terms) or terms.blank:
            return terms.hidden, None
        return terms.hidden, terms.total - float(terms.products[list(terms.shown)].sum())

    def _rows_for(self, terms: Terms) -> int:
        if not self.only_shown:
            return len(terms)
        return len(terms.shown) + (1 if terms.hidden else 0)

    # --- Qt -------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._rows_for(self.terms)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return len(TermColumn) if self._bars else len(TermColumn) - 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return aloud(self.headerData(section, orientation) or "")
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return "#" if self.numbered and section == TermColumn.TERM else self.headings[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return aloud(self.data(index) or "")
        texts = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        if role not in texts or not index.isValid():
            return None
        term, column = self.term_of(index.row()), index.column()
        tip = role == Qt.ItemDataRole.ToolTipRole
        if term is None:
            return self._rest_text(column)
        if column == TermColumn.TERM:
            text = to_text(term_symbol(self.terms, term)).strip()
            return self._place(term) if tip else named(self.chip(term), text)
        value = self.number(term, column)
        if value is None:
            return tr("not computed yet") if tip else UNKNOWN
        if tip:
            return full_number(value)
        if column == TermColumn.BAR:
            return tr("positive") if value >= 0 else tr("negative")
        return number_text(value)

    def _place(self, term: int) -> str:
        text = to_text(term_symbol(self.terms, term)).strip()
        return tr("Term {term} of {terms}: {text}", term=term + 1, terms=len(self.terms), text=text)

    def _rest_text(self, column: int) -> str:
        count, total = self.rest()
        if column == TermColumn.TERM:
            return tr("… and {count} more", count=count)
        if column != TermColumn.PRODUCT:
            return ""
        return known_text(total)
