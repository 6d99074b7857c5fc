"""The weights that an update moved most, each with "from … to …", old, new and change."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from bpsim.base.words import tr
from bpsim.gui.kit.controls.painting import draw_fitting
from bpsim.gui.kit.formula import layout
from bpsim.gui.kit.table import cells
from bpsim.gui.kit.table.base import CalmTable
from bpsim.gui.kit.table.cells import PADDING
from bpsim.gui.kit.table.model import Index
from bpsim.gui.looks.theme import BODY, sized, theme_in_use
from bpsim.notation.aloud import aloud
from bpsim.notation.formula import to_text
from bpsim.notation.numerals import full_number, number_text
from bpsim.steps.changes import Move

_NOWHERE = QModelIndex()
SYMBOL, EDGE, OLD, NEW, CHANGE = range(5)
NUMBER = "−0.0000"
NARROWEST_EDGE = 0.6
"""The part of its width that "from … to …" may be shortened to before the table scrolls."""


class MovesModel(QAbstractTableModel):
    """One row for each weight."""

    def __init__(self) -> None:
        super().__init__()
        self.moves: tuple[Move, ...] = ()

    def show_moves(self, moves: tuple[Move, ...]) -> None:
        """Show ``moves``."""
        self.beginResetModel()
        self.moves = moves
        self.endResetModel()

    def number(self, row: int, column: int) -> float:
        """Old, new or change."""
        move = self.moves[row]
        return {OLD: move.old, NEW: move.new, CHANGE: move.change}[column]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.moves)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 5

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return (tr("Weight"), "", tr("Old"), tr("New"), tr("Change"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return aloud(self.data(index))
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row, column, tip = index.row(), index.column(), role == Qt.ItemDataRole.ToolTipRole
        if column == SYMBOL:
            return to_text(self.moves[row].symbol)
        if column == EDGE:
            place = self.moves[row].place
            return str(place) if tip else place.short
        value = self.number(row, column)
        return full_number(value) if tip else number_text(value)


class MovesTable(CalmTable):
    """A few weights in the order of how far they moved."""

    left_columns = frozenset((SYMBOL, EDGE))

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        self.moves_model = MovesModel()
        super().__init__(name, parent)
        self._measure()
        self.moves_model.setParent(self)
        self.setModel(self.moves_model)
        self.verticalHeader().hide()

    def show_moves(self, moves: tuple[Move, ...]) -> None:
        """Show ``moves``."""
        if moves == self.moves_model.moves:
            return
        self.moves_model.show_moves(moves)
        self.rows_changed()
        self.fit_columns()

    def fit_columns(self) -> None:
        metrics, model = self.fontMetrics(), self.moves_model
        symbols = [layout(move.symbol, self.font()).width for move in model.moves]
        heading = metrics.horizontalAdvance(tr("Weight"))
        symbol = round(max(heading, *symbols, 0.0) + 2 * PADDING)
        number = metrics.horizontalAdvance(NUMBER) + 2 * round(PADDING)
        edges = [metrics.horizontalAdvance(move.place.short) for move in model.moves]
        edge = max(edges, default=0) + 2 * round(PADDING)
        room = self.viewport().width() - symbol - 3 * number
        self.setColumnWidth(SYMBOL, symbol)
        self.setColumnWidth(EDGE, max(round(edge * NARROWEST_EDGE), room))
        for column in (OLD, NEW, CHANGE):
            self.setColumnWidth(column, number)

    def paint_cell(self, painter: QPainter, rect: QRectF, row: int, column: int) -> None:
        model = self.moves_model
        painter.setPen(theme_in_use().colour("text"))
        if column == SYMBOL:
            inner = rect.adjusted(PADDING, 0, 0, 0)
            box = layout(model.moves[row].symbol, self.font())
            cells.formula(painter, inner, box)
        elif column == EDGE:
            painter.setPen(theme_in_use().colour("muted"))
            inner = rect.adjusted(PADDING, 0, -PADDING, 0)
            side = Qt.AlignmentFlag.AlignVCenter
            draw_fitting(painter, inner, side, model.moves[row].place.short)
        else:
            numbers = self._bold if column == CHANGE else self._plain
            numbers.draw(painter, rect, model.number(row, column))

    def minimumSizeHint(self) -> QSize:
        # They are few: they never scroll by themselves.
        return QSize(super().minimumSizeHint().width(), self.maximumHeight())

    def changeEvent(self, event: QEvent) -> None:
        self._measure()
        super().changeEvent(event)

    def _measure(self) -> None:
        self._plain = cells.NumberPainter(self.font())
        self._bold = cells.NumberPainter(sized(self.font(), BODY, bold=True))
