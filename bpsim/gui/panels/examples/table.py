"""The table of examples: painted by hand, edited in place, driven by keys or mouse."""

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QWidget,
)

from bpsim.base.words import tr
from bpsim.gui.kit.controls.painting import mixed
from bpsim.gui.kit.entry.inline_editor import InlineEditor
from bpsim.gui.kit.table.base import BareTable
from bpsim.gui.kit.table.cells import PADDING, NumberPainter
from bpsim.gui.looks.theme import SMALL, sized, theme_in_use
from bpsim.gui.panels.examples.header import ColumnHeader, RowHeader
from bpsim.gui.panels.examples.model import ExamplesModel, Index

SELECTED, CURRENT, TARGETS, HELD_OUT = 0.20, 0.10, 0.035, 0.10
WIDEST_EM = 8
FEWEST_ROWS = 2
TYPED = "0123456789.,-−+"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CTRL = Qt.KeyboardModifier.ControlModifier


class ExamplesTable(BareTable):
    """Rows of examples. ``edited`` carries row and column (from 0) and the new number,
    ``chosen`` the row of the example to go to."""

    edited = Signal(int, int, float)
    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Examples"), parent)
        self.examples = ExamplesModel()
        self.examples.setParent(self)
        self._numbers = NumberPainter(self.font())
        self._across = ColumnHeader(self, self.examples)
        self._down = RowHeader(self, self.examples, self._whole_rows)
        self.setHorizontalHeader(self._across)
        self.setVerticalHeader(self._down)
        self.setModel(self.examples)
        self.setAccessibleDescription(tr("One example per row: type into a cell to change it"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.editor = InlineEditor(self)
        self.editor.committed.connect(self._committed)
        self.editor.moved.connect(self._go_on)
        self._editing: tuple[int, int] = (0, 0)
        self._down.sectionClicked.connect(self.chosen)
        self.doubleClicked.connect(lambda _index: self.edit_cell())
        self.fit()

    # --- what is chosen --------------------------------------------------------------------------

    def _ranges(self) -> list[QItemSelectionRange]:
        selection = self.selectionModel().selection()
        return [selection.at(n) for n in range(selection.size())]

    def rows(self) -> list[int]:
        """The rows that the selection touches, ascending; else the cursor's."""
        rows = {row for part in self._ranges() for row in range(part.top(), part.bottom() + 1)}
        at = self.currentIndex()
        return sorted(rows) or ([at.row()] if at.isValid() else [])

    def block(self) -> tuple[int, int, int, int] | None:
        """First row, first column, last row and last column of the selection, else the cursor's."""
        parts = self._ranges()
        if parts:
            return (
                min(part.top() for part in parts), min(part.left() for part in parts),
                max(part.bottom() for part in parts), max(part.right() for part in parts),
            )  # fmt: skip
        at = self.currentIndex()
        return (at.row(), at.column(), at.row(), at.column()) if at.isValid() else None

    def whole_rows(self) -> bool:
        """True if rows are selected by their headings, not single cells."""
        block = self.block()
        columns = self.examples.columnCount()
        return block is not None and columns > 1 and (block[1], block[3]) == (0, columns - 1)

    def _whole_rows(self) -> set[int]:
        return set(self.rows()) if self.whole_rows() else set()

    def go_to(self, row: int, column: int, last_row: int | None = None) -> None:
        """Put the cursor on a cell; from ``row`` to ``last_row``, select whole rows."""
        flag = QItemSelectionModel.SelectionFlag
        index = self.examples.index(row, column)
        if last_row is None:
            self.setCurrentIndex(index)
        else:
            rows = QItemSelection(self.examples.index(row, 0), self.examples.index(last_row, 0))
            self.selectionModel().setCurrentIndex(index, flag.NoUpdate)
            self.selectionModel().select(rows, flag.ClearAndSelect | flag.Rows)
        self.scrollTo(index)

    # --- editing ---------------------------------------------------------------------------------

    def edit_cell(self, typed: str = "") -> None:
        """Open the editor over the cell with the cursor."""
        index = self.currentIndex()
        if not index.isValid():
            return
        self.scrollTo(index)
        row, column = self._editing = index.row(), index.column()
        value, label = self.examples.value(row, column), self.examples.place(row, column)
        self.editor.open_at(
            self.viewport(), self.visualRect(index), value, label, caption=False, typed=typed
        )

    def _committed(self, value: float) -> None:
        self.edited.emit(*self._editing, value)

    def _go_on(self, by: int) -> None:
        """To the next cell of the row after Tab, to the next row after Enter."""
        row, column = self._editing
        rows, columns = self.examples.rowCount(), self.examples.columnCount()
        if by == 0:
            row = min(row + 1, rows - 1)
        else:
            place = max(0, min(row * columns + column + by, rows * columns - 1))
            row, column = divmod(place, max(1, columns))
        if row < rows:
            self.go_to(row, column)

    # --- keys ------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and self._is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, index = event.key(), self.currentIndex()
        action = self._action_for(event)
        if action is not None:
            action.trigger()
        elif not index.isValid():
            super().keyPressEvent(event)
        elif self._enters(event):
            if self.whole_rows() or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.chosen.emit(index.row())
            else:
                self.edit_cell()
        elif self._types(event):
            self.edit_cell(event.text())
        elif key == Qt.Key.Key_Left and index.column() == 0:
            self.selectRow(index.row())
        elif key == Qt.Key.Key_Right and self.whole_rows():
            self.go_to(index.row(), 0)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.whole_rows():
            by = 1 if key == Qt.Key.Key_Down else -1
            row = max(0, min(index.row() + by, self.examples.rowCount() - 1))
            self.selectRow(row)
            self.scrollTo(self.examples.index(row, index.column()))
        else:
            super().keyPressEvent(event)

    def _is_own(self, event: QKeyEvent) -> bool:
        action = self._action_for(event)
        return action is not None or self._enters(event) or self._types(event)

    def _action_for(self, event: QKeyEvent) -> QAction | None:
        keys = QKeySequence(event.keyCombination())
        return next((action for action in self.actions() if action.shortcut() == keys), None)

    @staticmethod
    def _enters(event: QKeyEvent) -> bool:
        # With Ctrl it runs, here as everywhere.
        return event.key() in _ENTER and not event.modifiers() & _CTRL

    @staticmethod
    def _types(event: QKeyEvent) -> bool:
        return bool(event.text()) and event.text() in TYPED and not event.modifiers() & _CTRL

    # --- measures --------------------------------------------------------------------------------

    def fit(self) -> None:
        """Measure rows, columns and headings again; after another font or other columns."""
        self._numbers = NumberPainter(self.font())
        metrics = self.fontMetrics()
        small = QFontMetrics(sized(self.font(), SMALL))
        names = [self.examples.name(column) for column in range(self.examples.columnCount())]
        longest = max(names, key=len, default="")
        wide = max(metrics.horizontalAdvance("−0.8888"), small.horizontalAdvance(longest))
        wide = min(wide + round(2 * PADDING), WIDEST_EM * metrics.height())
        self._across.setDefaultSectionSize(wide)
        self._down.setDefaultSectionSize(metrics.height() + max(6, round(metrics.height() * 0.44)))
        self._across.fit()
        trained = self.examples.trained
        self._down.fit(trained, self.examples.rowCount() - trained)

    def minimumSizeHint(self) -> QSize:
        """Its headings and a few rows: in none could a number be seen or typed."""
        rows = FEWEST_ROWS * self._down.defaultSectionSize()
        return QSize(super().minimumSizeHint().width(), self._across.height() + rows)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_current()

    def show_current(self) -> None:
        """Scroll to the example on screen, unless the user is busy in the table."""
        at = self.examples.current
        if at is not None and at < self.examples.rowCount() and not self.hasFocus():
            self.scrollTo(self.examples.index(at, max(0, self.currentIndex().column())))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()

    # --- painting --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        # By hand, because asking a delegate for each cell takes three times as long.
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), theme_in_use().colour("surface"))
            if self.examples.rowCount():
                self._paint(painter, event.rect())

    def _paint(self, painter: QPainter, rect: QRect) -> None:
        model, theme = self.examples, theme_in_use()
        rows = self._down.sections(rect.top(), rect.bottom())
        columns = self._across.sections(rect.left(), rect.right())
        left = self.columnViewportPosition(0)
        bottom = self.rowViewportPosition(rows[-1]) + self.rowHeight(rows[-1])
        right = left + self._across.length()
        surface = theme.colour("surface")
        targets = self.columnViewportPosition(model.inputs)
        painter.fillRect(QRect(targets, 0, right - targets, bottom),
                         mixed(theme.colour("text"), surface, TARGETS))  # fmt: skip
        if model.trained <= rows[-1]:  # the ground says it too, not it alone: see the headings
            top = max(0, self.rowViewportPosition(max(model.trained, rows[0])))
            painter.fillRect(QRect(left, top, right - left, bottom - top),
                             mixed(theme.colour("muted"), surface, HELD_OUT))  # fmt: skip
            painter.fillRect(QRect(left, top, right - left, 2), theme.colour("muted"))
        if model.current is not None and model.current in rows:
            top = self.rowViewportPosition(model.current)
            height = self.rowHeight(model.current)
            tint = mixed(theme.colour("accent"), surface, CURRENT)
            painter.fillRect(left, top, right - left, height, tint)
            painter.fillRect(max(0, left), top, 3, height, theme.colour("accent"))
        for part in self._ranges():
            area = self.visualRect(model.index(part.top(), part.left())).united(
                self.visualRect(model.index(part.bottom(), part.right()))
            )
            painter.fillRect(area, mixed(theme.colour("accent"), surface, SELECTED))
        painter.setPen(QPen(theme.colour("line"), 1.0))
        painter.drawLine(targets, 0, targets, bottom - 1)
        painter.setPen(theme.colour("text"))
        for row in rows:
            top, height = self.rowViewportPosition(row), self.rowHeight(row)
            for column in columns:
                at, width = self.columnViewportPosition(column), self.columnWidth(column)
                place = QRectF(at, top, width, height)
                self._numbers.draw(painter, place, model.value(row, column))
        cursor = self.currentIndex()
        if cursor.isValid() and self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2.0))
            frame = self.visualRect(cursor)
            if self.whole_rows():
                frame.setLeft(left)
                frame.setRight(right - 1)
            painter.drawRect(frame.adjusted(1, 1, -1, -1))
