"""One matrix as a table, only as much of it as is on screen."""

import math
from typing import Any, Final

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from bpsim.base.words import named, tr
from bpsim.core.arrays import Array
from bpsim.gui.kit.table.base import CalmTable
from bpsim.gui.kit.table.cells import NARROWEST, PADDING, RIGHT
from bpsim.gui.kit.table.model import Index
from bpsim.gui.looks.theme import sized, theme_in_use
from bpsim.notation.aloud import aloud
from bpsim.notation.numerals import full_number, number_text

_NOWHERE = QModelIndex()
_EMPTY: Final = np.empty((0, 0))
WIDE_CHANGE: Final = "−0.000000 → −0.000000"
FEW: Final = 64
"""Of so few numbers all are measured, so that the columns are no wider than they need to be."""


class MatrixModel(QAbstractTableModel):
    """One matrix laid out as Θ: a row for each unit arrived at, column 0 the bias."""

    def __init__(self) -> None:
        super().__init__()
        self.matrix: Array = _EMPTY
        self.before: Array | None = None
        self.name = ""

    def show_matrix(self, matrix: Array, name: str, before: Array | None = None) -> None:
        """Show ``matrix``, called ``name``; beside each number the one that it had ``before``."""
        same = matrix.size and matrix.shape == self.matrix.shape
        if not same:
            self.beginResetModel()
        self.matrix, self.name, self.before = matrix, name, before
        if same:
            last = self.index(matrix.shape[0] - 1, matrix.shape[1] - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        else:
            self.endResetModel()

    def text(self, to: int, frm: int) -> tuple[str, str]:
        """What a cell shows: its old number with an arrow, if there is one, and its new number."""
        new = number_text(float(self.matrix[to, frm]))
        if self.before is None:
            return "", new
        return f"{number_text(float(self.before[to, frm]))} → ", new

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.matrix.shape[0]

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.matrix.shape[1]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return tr("to {section}", section=section + 1)
        return tr("from {section}", section=section) if section else tr("bias")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return aloud(self.data(index))
        if role == Qt.ItemDataRole.DisplayRole:
            return "".join(self.text(index.row(), index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            j, i = index.row() + 1, index.column()
            value = full_number(float(self.matrix[index.row(), i]))
            place = (
                tr("from unit {i} to unit {j}", i=i, j=j)
                if i
                else tr("from the bias to unit {j}", j=j)
            )
            if self.before is not None:
                old = float(self.before[index.row(), i])
                change = full_number(float(self.matrix[index.row(), i]) - old)
                value = tr(
                    "{old} → {value}, change {change}",
                    old=full_number(old),
                    value=value,
                    change=change,
                )
            return named(f"{self.name}, {place}", value)
        return None


class MatrixTable(CalmTable):
    """One matrix with "from …" across and "to …" down."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        self.matrix_model = MatrixModel()
        self._own_widths = self._stacked = False
        self._part = 1.0
        """Of their usual size, what the numbers have where the columns are few."""
        super().__init__(name, parent)
        self.matrix_model.setParent(self)
        self.setModel(self.matrix_model)

    def show_matrix(self, matrix: Array, name: str, before: Array | None = None) -> None:
        """Show ``matrix``, with what it was ``before`` if that is given.

        The place scrolled to stays where the shape is the same.
        """
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        model = self.matrix_model
        same = matrix.shape == model.matrix.shape and (before is None) == (model.before is None)
        model.show_matrix(matrix, name, before)
        self.setAccessibleName(name)
        if same:
            self.horizontalScrollBar().setValue(across)
            self.verticalScrollBar().setValue(down)
        if not same or before is not None:
            self.fit_columns()
            self.rows_changed()  # whether it scrolls sideways adds to its height

    def fit_columns(self) -> None:
        metrics, model = self.fontMetrics(), self.matrix_model
        heading = tr("to {rowCount}", rowCount=self.matrix_model.rowCount())
        self.verticalHeader().setFixedWidth(metrics.horizontalAdvance(heading) + 12)
        widest = metrics.horizontalAdvance("−1.23×10⁻¹²") + 8
        if model.before is not None:
            widest = metrics.horizontalAdvance(WIDE_CHANGE) + 2 * round(PADDING)
        self.horizontalHeader().setDefaultSectionSize(widest)
        few = model.before is not None and model.matrix.size <= FEW
        if not few:
            self._stack(False)
        if few or self._own_widths:  # Qt leaves a column its own width from then on
            widths = self._fitting() if few else [widest] * model.columnCount()
            for column, width in enumerate(widths):
                self.setColumnWidth(column, width)
        self._own_widths = few

    def _fitting(self) -> list[int]:
        """The widths of the columns that show their numbers whole: new ones below old ones where
        there is no room for them side by side, and a little smaller before they scroll."""
        model = self.matrix_model
        room = self.width() - self.verticalHeader().width()
        columns = range(model.columnCount())
        widths = [self._needed(column, stacked=False) for column in columns]
        self._stack(sum(widths) > room)
        self._part = 1.0
        if self._stacked:
            widths = [self._needed(column, stacked=True) for column in columns]
            self._part = max(NARROWEST, min(1.0, room / sum(widths)))
            widths = [math.floor(self._part * width) for width in widths]
        return widths

    def _needed(self, column: int, stacked: bool) -> int:
        """The width of a column that shows its heading and every number whole."""
        model, width = self.matrix_model, self.fontMetrics().horizontalAdvance
        cells = [model.text(row, column) for row in range(model.rowCount())]
        texts = [text for cell in cells for text in (cell if stacked else ("".join(cell),))]
        texts.append(model.headerData(column, Qt.Orientation.Horizontal))
        return max(map(width, texts)) + 2 * round(PADDING)

    def _stack(self, on: bool) -> None:
        if on != self._stacked:
            self._stacked = on
            self._fit_rows()

    def row_height(self) -> int:
        return super().row_height() + (self.fontMetrics().height() if self._stacked else 0)

    def paint_cell(self, painter: QPainter, rect: QRectF, row: int, column: int) -> None:
        inner, metrics = rect.adjusted(0, 0, -PADDING, 0), self.fontMetrics()
        old, new = self.matrix_model.text(row, column)
        texts = (old, new) if self._stacked else (old + new,)
        part = inner.width() / max(map(metrics.horizontalAdvance, texts))
        if self._own_widths:  # all of them are as large
            part = min(part, self._part)
        # Smaller, never with other digits than elsewhere.
        painter.setFont(self.font() if part >= 1.0 else sized(self.font(), part))
        metrics = painter.fontMetrics()
        if self._stacked:
            inner.adjust(0, inner.height() / 2, 0, 0)
        painter.setPen(theme_in_use().colour("text"))
        painter.drawText(inner, RIGHT, new)
        if old:
            painter.setPen(theme_in_use().colour("muted"))
            if self._stacked:
                inner.translate(0, -inner.height())
            else:
                inner.setRight(inner.right() - metrics.horizontalAdvance(new))
            painter.drawText(inner, RIGHT, old)
