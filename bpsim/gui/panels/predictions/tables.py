"""The two tables of the panel: all predictions, sortable, and how often classes are confused."""

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView

from bpsim.base.words import in_local_signs, tr
from bpsim.core.predictions import Numbers
from bpsim.gui.kit.controls.painting import draw_fitting, mixed
from bpsim.gui.kit.table.base import CalmTable
from bpsim.gui.kit.table.cells import PADDING
from bpsim.gui.looks.theme import theme_in_use
from bpsim.gui.panels.predictions.content import HEADINGS, RIGHT, WRONG, PredictedExamples
from bpsim.notation.aloud import aloud

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
NUMBER, LONGEST = "−0.00000", 24
"""A usual number, and how many letters of a long name there is room for."""
ROOM = round(2 * PADDING)


class PredictionsModel(QAbstractTableModel):
    """PredictedExamples in the order of a column; a cell is worded when it is drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.content: PredictedExamples | None = None
        self.column, self.falling = 0, False
        self._order: list[int] = []

    def show(self, content: PredictedExamples) -> bool:
        """Show other numbers; True if there are other rows or columns."""
        old = self.content
        other = old is None or (len(old), old.headings) != (len(content), content.headings)
        if other:
            self.beginResetModel()
            if old is None or old.headings != content.headings:
                self.column, self.falling = 0, False
        self.content = content
        self._order = content.order(self.column, self.falling)
        if other:
            self.endResetModel()
        elif self._order:
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(self._order) - 1, self.columnCount() - 1)
            )
        return other

    def sort_by(self, column: int) -> None:
        """Sort by a column, the other way round if it is that one already."""
        if self.content is None:
            return
        self.falling = column == self.column and not self.falling
        self.column = column
        self._order = self.content.order(column, self.falling)
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def row_of(self, place: int) -> int:
        """The row of the content that stands at a place of the table."""
        return self._order[place]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() or self.content is None else len(self.content.headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or self.content is None:
            return None
        if orientation is not Qt.Orientation.Horizontal:
            return None
        words = self.content.headings[section]
        arrow = (" ▼" if self.falling else " ▲") if section == self.column else ""
        return f"{words}{arrow}".strip()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        texts = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if role not in texts or self.content is None or not index.isValid():
            return None
        text = self.content.text(self._order[index.row()], index.column())
        return text if role == Qt.ItemDataRole.DisplayRole else aloud(text)


class PredictionsTable(CalmTable):
    """All predictions; a click on a heading sorts, Enter or a double click chooses a row."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__(tr("Predictions"))
        self.predictions = PredictionsModel()
        self.predictions.setParent(self)
        self.setModel(self.predictions)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().sectionClicked.connect(self.predictions.sort_by)
        self.doubleClicked.connect(lambda index: self._choose(index.row()))

    def show_content(self, content: PredictedExamples) -> None:
        """Show other numbers."""
        if self.predictions.show(content):
            self.rows_changed()
            self.fit_columns()
        self.viewport().update()

    def _choose(self, place: int) -> None:
        if 0 <= place < self.predictions.rowCount():
            self.chosen.emit(self.predictions.row_of(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def fit_columns(self) -> None:
        count = self.predictions.columnCount()
        if not count:
            return
        metrics = self.fontMetrics()
        content = self.predictions.content
        assert content is not None
        names = () if content.classes is None else content.classes.names
        texts = {
            HEADINGS["predicted"]: names,
            HEADINGS["target"]: names,
            HEADINGS[""]: (RIGHT, WRONG),
            HEADINGS["example"]: (tr("00 held out"),),
        }
        widths = [
            max(
                metrics.horizontalAdvance(text[:LONGEST])
                for text in (f"{words} ▲", *texts.get(words, (NUMBER,)), NUMBER[:5])
            )
            + ROOM
            for words in content.headings
        ]
        spare = max(0, self.viewport().width() - sum(widths)) // count
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width + min(spare, width // 2))

    def paint_cell(self, painter: QPainter, rect: QRectF, row: int, column: int) -> None:
        words = str(self.predictions.index(row, column).data() or "")
        theme = theme_in_use()
        if words in (RIGHT, WRONG):
            ink = theme.colour("forward" if words == RIGHT else "warning")
            painter.fillRect(rect.adjusted(2, 1, -2, -1), mixed(ink, theme.colour("surface"), 0.14))
        painter.setPen(theme.colour("text"))
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        inner = rect.adjusted(PADDING, 0, -PADDING, 0)
        draw_fitting(painter, inner, side, words)


class ConfusionModel(QAbstractTableModel):
    """Rows are the classes wanted, columns those predicted."""

    def __init__(self) -> None:
        super().__init__()
        self.names: tuple[str, ...] = ()
        self.counts: Numbers | None = None

    def show(self, names: tuple[str, ...], counts: Numbers) -> None:
        """Show other counts."""
        if names != self.names or self.counts is None:
            self.beginResetModel()
            self.names, self.counts = names, counts
            self.endResetModel()
            return
        self.counts = counts
        if names:
            last = len(names) - 1
            self.dataChanged.emit(self.index(0, 0), self.index(last, last))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.names)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return self.rowCount(parent)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        return self.names[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.counts is None or not index.isValid():
            return None
        count = int(self.counts[index.row(), index.column()])
        if role == Qt.ItemDataRole.DisplayRole:
            return in_local_signs(f"{count:,}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            wanted, found = self.names[index.row()], self.names[index.column()]
            return tr(
                "{count:,} times {wanted} predicted as {found}",
                count=count,
                wanted=wanted,
                found=found,
            )
        return None


class ConfusionTable(CalmTable):
    """How often each class was taken for which: the diagonal is right."""

    usual_rows = 10

    def __init__(self) -> None:
        super().__init__(tr("Confusion matrix: rows are targets, columns predictions"))
        self.confusion = ConfusionModel()
        self.confusion.setParent(self)
        self.setModel(self.confusion)

    def show_counts(self, names: tuple[str, ...], counts: Numbers) -> None:
        """Show other counts."""
        other = names != self.confusion.names
        self.confusion.show(names, counts)
        if other:
            self.rows_changed()
            self.fit_columns()
        self.viewport().update()

    def fit_columns(self) -> None:
        metrics = self.fontMetrics()
        widest = max(map(metrics.horizontalAdvance, self.confusion.names), default=0)
        widest = min(widest, metrics.horizontalAdvance("0" * 14)) + ROOM
        self.verticalHeader().setFixedWidth(widest)
        for column in range(self.confusion.columnCount()):
            self.setColumnWidth(column, max(widest, metrics.horizontalAdvance("0,000") + ROOM))

    def paint_cell(self, painter: QPainter, rect: QRectF, row: int, column: int) -> None:
        counts, theme = self.confusion.counts, theme_in_use()
        if counts is not None and counts.any():
            share = float(counts[row, column]) / max(1, int(counts[row].sum()))
            ink = theme.colour("forward" if row == column else "warning")
            ground = mixed(ink, theme.colour("surface"), round(0.3 * share, 2))
            painter.fillRect(rect.adjusted(1, 1, -1, -1), ground)
        super().paint_cell(painter, rect, row, column)
