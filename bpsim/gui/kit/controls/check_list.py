"""A list whose rows are switched by a check box, painted in the theme's colours."""

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from bpsim.base.words import tr
from bpsim.gui.kit.controls.check_list_row import Row, check_rect, paint_row, row_height, text_rect
from bpsim.gui.kit.controls.painting import focus_ring
from bpsim.gui.looks.theme import sized, theme_in_use
from bpsim.gui.program.tips import tip
from bpsim.notation.aloud import aloud

__all__ = ["CheckList", "Row"]

Index = QModelIndex | QPersistentModelIndex
OWN_KEYS = (
    Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_F2, Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
)  # fmt: skip


class CheckList(QListView):
    """Shows rows and asks for changes; nothing changes before :meth:`set_rows` says so.

    A click on the box or Space asks to switch a row, Delete to remove it, F2 or a double click to
    name it anew where its row allows that. Rows count from 0.
    """

    toggled = Signal(int, bool)
    renamed = Signal(int, str)
    remove_requested = Signal(int)
    current_changed = Signal(int)
    """The row that the keyboard speaks to, −1 for none."""

    def __init__(self, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = hint
        self._rows = _Rows(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.selectionModel().currentChanged.connect(
            lambda now, _before: self.current_changed.emit(now.row())
        )
        self._rows.renamed.connect(self.renamed)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show ``rows``; the current one stays where it is, as far as there are so many."""
        before = self.current_row()
        if self._rows.replace(tuple(rows)):
            self.set_current_row(min(before, len(rows) - 1))
        self.setAccessibleDescription("" if rows else self._hint)
        self.viewport().update()

    def rows(self) -> tuple[Row, ...]:
        """The rows on show."""
        return self._rows.rows

    def current_row(self) -> int:
        """The row that the keyboard speaks to, −1 for none."""
        return self.currentIndex().row()

    def set_current_row(self, row: int) -> None:
        """Let the keyboard speak to ``row``, −1 for none."""
        self.setCurrentIndex(self._rows.index(row) if row >= 0 else QModelIndex())

    def rename_current(self) -> None:
        """Open the current row's name for editing, if it can be edited."""
        row = self.current_row()
        if row >= 0 and self._rows.rows[row].editable:
            self.edit(self.currentIndex())

    def stop_naming(self) -> None:
        """Close the line in which a row is named anew, if one is open, and leave its name."""
        if self.state() == QAbstractItemView.State.EditingState:
            self._rows.replace_all()

    def ask_toggle(self, row: int) -> None:
        """Ask to switch ``row`` on if it is off, else off."""
        self.toggled.emit(row, not self._rows.rows[row].checked)

    # --- gestures --------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in OWN_KEYS
            and self.current_row() >= 0
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            event.accept()  # else Space would play
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, key = self.current_row(), event.key()
        editing = self.state() == QAbstractItemView.State.EditingState  # Enter comes here as well
        if row < 0 or key not in OWN_KEYS or editing:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self.ask_toggle(row)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_requested.emit(row)
        else:
            self.rename_current()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            box = check_rect(QRectF(self.visualRect(index)), self.fontMetrics())
            if box.adjusted(-4, -4, 4, 4).contains(event.position()):
                self.ask_toggle(index.row())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            box = check_rect(QRectF(self.visualRect(index)), self.fontMetrics())
            if event.position().x() > box.right() + 4:
                self.rename_current()

    # --- how it looks ----------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(16 * em, 8 * em)

    def minimumSizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(9 * em, 4 * em)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), theme_in_use().colour("surface"))
        super().paintEvent(event)
        with QPainter(self.viewport()) as painter:
            rect = QRectF(self.viewport().rect())
            if not self._rows.rows:
                em = self.fontMetrics().height()
                painter.setPen(theme_in_use().colour("muted"))
                flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
                painter.drawText(rect.adjusted(em, 0, -em, 0), flags, self._hint)
            if self.hasFocus() and self.current_row() < 0:
                focus_ring(painter, rect)


class _Rows(QAbstractListModel):
    """The rows as Qt's views ask for them; editing asks and changes nothing."""

    renamed = Signal(int, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def replace(self, rows: tuple[Row, ...]) -> bool:
        """Hold ``rows``; True if there are as many as before no longer."""
        if len(rows) != len(self.rows):
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return True
        self.rows = rows
        if rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
        return False

    def replace_all(self) -> None:
        """Say that no row is what it was: views forget what is open over any of them."""
        self.beginResetModel()
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return row.text
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if row.checked else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                words = ", ".join(filter(None, (row.text, row.detail, row.tag)))
                return tip(words) if role == Qt.ItemDataRole.ToolTipRole else aloud(words)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        name = str(value).strip() if role == Qt.ItemDataRole.EditRole else ""
        if name and name != self.rows[index.row()].text:
            self.renamed.emit(index.row(), name)
        return False  # whoever was asked shows the new rows

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        flags |= Qt.ItemFlag.ItemIsUserCheckable
        if index.isValid() and self.rows[index.row()].editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags


class _Delegate(QStyledItemDelegate):
    """Paints the rows; the list itself handles the check boxes."""

    def __init__(self, owner: CheckList) -> None:
        super().__init__(owner)
        self._list = owner

    def _row(self, index: Index) -> Row:
        return self._list.rows()[index.row()]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, row_height(self._row(index), self._list.font()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(cast(Any, option).rect)
        own = self._list
        current = index.row() == own.current_row()
        painter.save()
        painter.setFont(own.font())
        paint_row(
            painter, rect, self._row(index), theme_in_use(), current, current and own.hasFocus()
        )
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        return False

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = QLineEdit(parent)
        line.setFont(sized(self._list.font(), 1.0))
        line.setAccessibleName(tr("Name"))
        line.setMaxLength(60)
        return line

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        rect = QRectF(cast(Any, option).rect)
        place = text_rect(rect, self._row(index), self._list.font())
        editor.setGeometry(place.adjusted(-4, -1, 0, 1).toRect())
