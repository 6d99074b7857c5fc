"""A whole layer's values as a table: one column for each kind, one row for each unit."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from bpsim.gui.kit.formula import layout
from bpsim.gui.kit.table import cells
from bpsim.gui.kit.table.base import CalmTable
from bpsim.gui.kit.table.cells import PADDING
from bpsim.gui.kit.table.model import Index
from bpsim.gui.looks.theme import theme_in_use
from bpsim.notation.aloud import aloud
from bpsim.notation.formula import Expr, to_text
from bpsim.notation.numerals import UNKNOWN, full_number, number_text
from bpsim.steps.step import Entry

_NOWHERE = QModelIndex()
SYMBOL_SHARE = 0.45
NARROWEST = 7
WIDEST = 16
"""A column's width in heights of a line."""


class EntryModel(QAbstractTableModel):
    """Entries side by side, their values one below the other."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[Entry, ...] = ()

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show ``entries``."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def cell(self, row: int, column: int) -> tuple[Expr, float | None] | None:
        """Symbol and value of a cell, None where its column has ended."""
        values = self.entries[column].values
        return values[row] if row < len(values) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        if parent.isValid():
            return 0
        return max((len(entry.values) for entry in self.entries), default=0)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return self.entries[section].label

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return aloud(self.data(index) or "")
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        cell = self.cell(index.row(), index.column())
        if cell is None:
            return None
        symbol, value = cell
        text = number_text if role == Qt.ItemDataRole.DisplayRole else full_number
        return f"{to_text(symbol)} = {UNKNOWN if value is None else text(value)}"


class EntryTable(CalmTable):
    """The entries of a step about a whole layer or pass."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        self.entry_model = EntryModel()
        super().__init__(name, parent)
        self._numbers = cells.NumberPainter(self.font())
        self.entry_model.setParent(self)
        self.setModel(self.entry_model)
        self.verticalHeader().hide()
        self.left_columns = frozenset(range(64))

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show ``entries``."""
        if entries == self.entry_model.entries:
            return
        before = (self.entry_model.rowCount(), self.entry_model.columnCount())
        self.entry_model.show_entries(entries)
        if (self.entry_model.rowCount(), self.entry_model.columnCount()) != before:
            self.rows_changed()
            self.fit_columns()

    def paint_cell(self, painter: QPainter, rect: QRectF, row: int, column: int) -> None:
        cell = self.entry_model.cell(row, column)
        if cell is None:
            return
        symbol, value = cell
        half = rect.width() * SYMBOL_SHARE
        left = QRectF(rect.left() + PADDING, rect.top(), half - PADDING, rect.height())
        cells.formula(painter, left, layout(symbol, self.font()))
        rect.setLeft(rect.left() + half)
        painter.setPen(theme_in_use().colour("muted" if value is None else "text"))
        if value is None:
            self._numbers.draw_text(painter, rect, UNKNOWN)
        else:
            self._numbers.draw(painter, rect, value)

    def changeEvent(self, event: QEvent) -> None:
        self._numbers = cells.NumberPainter(self.font())
        super().changeEvent(event)

    def fit_columns(self) -> None:
        columns = self.entry_model.columnCount()
        line = self.fontMetrics().height()
        share = self.viewport().width() // max(1, columns)
        for column in range(columns):
            self.setColumnWidth(column, max(NARROWEST * line, min(share, WIDEST * line)))
