"""A table without a grid, in the theme's colours, that asks for no more room than its rows need."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QFrame,
    QSizePolicy,
    QTableView,
    QWidget,
)

from bpsim.gui.kit.controls.painting import focus_ring, mixed
from bpsim.gui.kit.controls.told_aloud import ToldAloud
from bpsim.gui.kit.table.cells import CENTRE, PADDING, RIGHT
from bpsim.gui.kit.table.headings import LEFT, ModelHeadings
from bpsim.gui.looks.theme import SMALL, sized, theme_in_use

FEWEST_ROWS = 2
USUAL_ROWS = 3
SELECTED = 0.10
Cells = Sequence[tuple[int, int]]
Spans = Sequence[tuple[int, int, int]]


class _Corner(QObject):
    """Paints the corner between two headers like the rest, which no property of it would do."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Paint or not isinstance(watched, QWidget):
            return False
        with QPainter(watched) as painter:
            painter.fillRect(watched.rect(), theme_in_use().colour("surface"))
            painter.setPen(QPen(theme_in_use().colour("line"), 1.0))
            painter.drawLine(watched.rect().bottomLeft(), watched.rect().bottomRight())
        return True


class BareTable(ToldAloud, QTableView):
    """A table without a frame and a grid, which scrolls by pixels; Tab leaves it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        corner = self.findChild(QAbstractButton)
        if corner is not None:
            corner.installEventFilter(_Corner(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)  # the arrow keys move within it


class CalmTable(BareTable):
    """A read-only table for panels; ``left_columns`` are those that hold no numbers."""

    left_columns: frozenset[int] = frozenset()
    centre_columns: frozenset[int] = frozenset()
    usual_rows = USUAL_ROWS

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._across = ModelHeadings(Qt.Orientation.Horizontal, self, self._side)
        self._down = ModelHeadings(Qt.Orientation.Vertical, self, self._side)
        self.setHorizontalHeader(self._across)
        self.setVerticalHeader(self._down)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        for opaque in (self, self._across, self._down):
            opaque.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._fit_rows()

    def _side(self, column: int) -> Qt.AlignmentFlag:
        if column in self.left_columns:
            return LEFT
        return CENTRE if column in self.centre_columns else RIGHT

    def row_height(self) -> int:
        """The height of every row."""
        return self._row_height

    def header_height(self) -> int:
        """The height of the headings."""
        return self._header_height

    def _measure_lines(self) -> None:
        height = self.fontMetrics().height()
        self._row_height = height + max(4, round(height * 0.36))
        self._header_height = QFontMetrics(sized(self.font(), SMALL)).height() + 6

    def rows_changed(self) -> None:
        """To be called when the number of rows is another one."""
        most = self._height_of(max(1, self._rows()))
        if most != self.maximumHeight():
            self.setMaximumHeight(most)
        self.updateGeometry()

    def fit_columns(self) -> None:
        """Share the width out among the columns; called when width or font change."""

    def _fit_rows(self) -> None:
        self._measure_lines()
        self.verticalHeader().setDefaultSectionSize(self.row_height())
        self.horizontalHeader().setFixedHeight(self.header_height())
        self.rows_changed()

    def _rows(self) -> int:
        model = self.model()
        return model.rowCount() if model is not None else 0  # type: ignore[redundant-expr]

    def _height_of(self, rows: int) -> int:
        across = self.horizontalHeader().length() + self._heading_width()
        extra = 0
        if across > max(self.width(), 1):
            never = self.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            extra = 0 if never else self.horizontalScrollBar().sizeHint().height()
        return self.header_height() + rows * self.row_height() + 2 + extra

    def _heading_width(self) -> int:
        heading = self.verticalHeader()
        return 0 if heading.isHidden() else heading.width()

    # --- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        # By hand, because asking a delegate for each cell takes three times as long.
        model = self.model()
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), theme_in_use().colour("surface"))
            if not model.rowCount():
                return
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.paint_rows(painter, *self._visible_rows(event.rect()))

    def paint_rows(self, painter: QPainter, first: int, last: int) -> None:
        """Paint the rows from ``first`` to ``last``."""
        height, right = self.row_height(), self.viewport().width()
        columns = [
            (column, left, width)
            for column in range(self.model().columnCount())
            if (left := self.columnViewportPosition(column)) < right
            and left + (width := self.columnWidth(column)) > 0
        ]
        chosen = self.selectionModel().currentIndex()
        among = first <= chosen.row() <= last
        if among:
            place = QRect(0, self.rowViewportPosition(chosen.row()), right, height)
            self.paint_choice(painter, QRect(place), chosen.column())
        rows = [(row, self.rowViewportPosition(row)) for row in range(first, last + 1)]
        self.paint_cells(painter, rows, columns)
        if among and self.hasFocus():
            focus_ring(painter, QRectF(place))

    def paint_cells(self, painter: QPainter, rows: Cells, columns: Spans) -> None:
        """Paint ``rows``, each with its top, in ``columns``, each with its left end and width."""
        height = self.row_height()
        for row, top in rows:
            painter.setFont(self.font())
            for column, left, width in columns:
                self.paint_cell(painter, QRectF(left, top, width, height), row, column)

    def paint_choice(self, painter: QPainter, rect: QRect, column: int) -> None:
        """The ground of the selected row or cell."""
        if not self.selectionModel().hasSelection():
            return
        if self.selectionBehavior() is not QAbstractItemView.SelectionBehavior.SelectRows:
            rect.setLeft(self.columnViewportPosition(column))
            rect.setWidth(self.columnWidth(column))
        accent, surface = theme_in_use().colour("accent"), theme_in_use().colour("surface")
        painter.fillRect(rect, mixed(accent, surface, SELECTED))

    def paint_cell(self, painter: QPainter, rect: QRectF, row: int, column: int) -> None:
        """One cell: its text, at the right unless the column is one of ``left_columns``."""
        painter.setPen(theme_in_use().colour("text"))
        side = LEFT if column in self.left_columns else RIGHT
        painter.drawText(
            rect.adjusted(PADDING, 0, -PADDING, 0), side,
            str(self.model().index(row, column).data() or ""),
        )  # fmt: skip

    def _visible_rows(self, rect: QRect) -> tuple[int, int]:
        first, last = self.rowAt(max(0, rect.top())), self.rowAt(rect.bottom())
        return max(0, first), self.model().rowCount() - 1 if last < 0 else last

    # --- Qt -------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        rows = min(max(1, self._rows()), self.usual_rows)
        return QSize(20 * self.fontMetrics().height(), self._height_of(rows))

    def minimumSizeHint(self) -> QSize:
        rows = min(max(1, self._rows()), FEWEST_ROWS)
        return QSize(10 * self.fontMetrics().height(), self._height_of(rows))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()
        most = self._height_of(max(1, self._rows()))
        if most != self.maximumHeight():
            self.rows_changed()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_rows()
            self.fit_columns()
