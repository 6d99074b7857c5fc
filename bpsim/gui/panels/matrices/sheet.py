"""The matrices of a step, pointed at, walked through with the keys and edited in place."""

from typing import cast

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from bpsim.base.words import named, tr
from bpsim.gui.kit.controls.tip_by_place import TipByPlace
from bpsim.gui.kit.entry.inline_editor import InlineEditor
from bpsim.gui.panels.matrices.layout import PlacedBlock
from bpsim.gui.panels.matrices.matrix_paint import Cell
from bpsim.gui.panels.matrices.view import SheetView
from bpsim.notation.numerals import full_number
from bpsim.steps.places import Place
from bpsim.steps.shown.blocks import Block, Light

WHEEL_STEP = 120
_KEY = Qt.Key
_MOVES = {
    _KEY.Key_Left: (0, -1), _KEY.Key_Right: (0, 1), _KEY.Key_Up: (-1, 0), _KEY.Key_Down: (1, 0),
}  # fmt: skip
_JUMPS = {_KEY.Key_Home, _KEY.Key_End, _KEY.Key_PageUp, _KEY.Key_PageDown}
_EDIT = {_KEY.Key_Return, _KEY.Key_Enter, _KEY.Key_F2}


class MatrixSheet(TipByPlace, SheetView):
    """Shows a Sheet. ``pointed`` carries the place of the cell that the user went to, ``edited``
    the place of a cell and the number typed into it."""

    pointed = Signal(object)
    edited = Signal(object, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editing: Place | None = None
        self._dragged: tuple[PlacedBlock, bool] | None = None
        self.editor = InlineEditor(self)
        self.editor.committed.connect(self._committed)

    def chosen(self) -> tuple[Block, range, range] | None:
        """The matrix with the cursor and the rows and columns chosen in it."""
        area = self.look.area()
        if area is None:
            return None
        index, rows, columns = area
        return self.sheet.blocks[index], rows, columns

    # --- cells -----------------------------------------------------------------------------------

    def cell_at(self, point: QPoint) -> Cell | None:
        """The cell under a point of the viewport."""
        at = QPointF(point) - self.origin()
        for placed in self.arrangement().blocks:
            if placed.grid.contains(at) and at.x() < placed.grid.right():
                m = placed.measures
                row = int((at.y() - placed.grid.top()) // m.cell_height)
                column = int((at.x() - placed.grid.left()) // placed.cell_width)
                top, left = self.look.corner(placed.block)
                row = top + min(row, placed.rows - 1)
                return placed.index, row, left + min(column, placed.columns - 1)
        return None

    def cell_rect(self, cell: Cell) -> QRect:
        """Where a cell is in the viewport."""
        placed = self.arrangement().blocks[cell[0]]
        rect = self.look.cell_rect(placed, cell[1], cell[2])
        return rect.translated(self.origin()).toRect()

    def place_of_keys(self) -> QPoint:
        cursor = self.look.cursor
        return super().place_of_keys() if cursor is None else self.cell_rect(cursor).center()

    def go_to(self, cell: Cell, extend: bool = False) -> None:
        """Put the cursor on ``cell``, keeping the other end of the selection if ``extend``."""
        stays = extend and self.look.anchor is not None and self.look.anchor[0] == cell[0]
        if not stays:
            self.look.anchor = cell
        changed = cell != self.look.cursor
        self.look.cursor = cell
        block = self.sheet.blocks[cell[0]]
        self.reveal(block, *cell[1:])
        self.bring_into_view(self.cell_rect(cell))
        self.setAccessibleDescription(self.words(cell))
        self.viewport().update()
        if changed:
            self.pointed.emit(block.place(*cell[1:]))

    def words(self, cell: Cell) -> str:
        """A cell and its number in words, with every digit."""
        block = self.sheet.blocks[cell[0]]
        value = block.value(*cell[1:])
        number = tr("not computed yet") if value is None else full_number(value)
        text = named(block.words(*cell[1:]), number)
        light = block.lit(*cell[1:])
        return text if light is not Light.RESULT else tr("{text} (this step)", text=text)

    def edit_cell(self) -> bool:
        """Open the editor over the cell with the cursor; False where it is no number to edit."""
        cell = self.look.cursor
        if cell is None or not self.can_edit(cell):
            return False
        block = self.sheet.blocks[cell[0]]
        value = block.value(*cell[1:])
        assert value is not None
        self._editing = block.place(*cell[1:])
        rect = self.cell_rect(cell)
        self.editor.open_at(self.viewport(), rect, value, block.words(*cell[1:]))
        return True

    def can_edit(self, cell: Cell) -> bool:
        """True for a weight, an input or a target, which follow from nothing else."""
        block = self.sheet.blocks[cell[0]]
        bias = block.letter == "a" and getattr(block.place(*cell[1:]), "unit", 1) == 0
        return block.editable and not bias and block.value(*cell[1:]) is not None

    def _committed(self, value: float) -> None:
        if self._editing is not None:
            self.edited.emit(self._editing, value)

    # --- keys ------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self._is_own(cast(QKeyEvent, event)):
            event.accept()
            return True
        return super().event(event)

    def _is_own(self, event: QKeyEvent) -> bool:
        shift = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if self._action_for(event) is not None:
            return True
        return not shift and (event.key() in _EDIT | _JUMPS or event.key() in _MOVES)

    def _action_for(self, event: QKeyEvent) -> QAction | None:
        keys = QKeySequence(event.keyCombination())
        return next((each for each in self.actions() if each.shortcut() == keys), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self._action_for(event)
        if action is not None:
            action.trigger()
        elif not self._is_own(event) or not self.sheet.blocks:
            super().keyPressEvent(event)
        elif event.key() in _EDIT:
            self.edit_cell()
        else:
            extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._move(Qt.Key(event.key()), extend)

    def _move(self, key: Qt.Key, extend: bool) -> None:
        if self.look.cursor is None:
            self.go_to((0, *self.look.corner(self.sheet.blocks[0])))
            return
        index, row, column = self.look.cursor
        rows, columns = self.sheet.blocks[index].shape
        page = max(1, self.arrangement().blocks[index].rows - 1)
        if key in _MOVES:
            down, right = _MOVES[key]
            row, column = row + down, column + right
            if not 0 <= column < columns and not extend:
                index, row, column = self._beyond(index, row, right)
        else:
            row += {_KEY.Key_PageUp: -page, _KEY.Key_PageDown: page}.get(key, 0)
            column = {_KEY.Key_Home: 0, _KEY.Key_End: columns - 1}.get(key, column)
        rows, columns = self.sheet.blocks[index].shape
        cell = (index, max(0, min(row, rows - 1)), max(0, min(column, columns - 1)))
        self.go_to(cell, extend)

    def _beyond(self, index: int, row: int, way: int) -> Cell:
        """The cell of the neighbouring matrix at the same height."""
        other = max(0, min(index + way, len(self.sheet.blocks) - 1))
        rows, columns = self.sheet.blocks[other].shape
        if other == index:
            return index, row, columns - 1 if way > 0 else 0
        start = self.look.corner(self.sheet.blocks[other])[0]
        here = row - self.look.corner(self.sheet.blocks[index])[0]
        return other, min(start + here, rows - 1), 0 if way > 0 else columns - 1

    # --- mouse -----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        self._dragged = self._bar_at(point)
        if self._dragged is not None:
            self._drag_bar(point)
            return
        cell = self.cell_at(point)
        if cell is not None:
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.go_to(cell, extend=bool(shift))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if self._dragged is not None:
            self._drag_bar(point)
            return
        cell = self.cell_at(point)
        if cell is not None and self.look.anchor is not None and cell[0] == self.look.anchor[0]:
            self.go_to(cell, extend=True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.cell_at(event.position().toPoint()) is not None:
            self.edit_cell()

    def _bar_at(self, point: QPoint) -> tuple[PlacedBlock, bool] | None:
        at = QPointF(point) - self.origin()
        for placed in self.arrangement().blocks:
            if placed.hidden_rows and placed.down_bar.contains(at):
                return placed, True
            if placed.hidden_columns and placed.across_bar.contains(at):
                return placed, False
        return None

    def _drag_bar(self, point: QPoint) -> None:
        assert self._dragged is not None
        placed, down = self._dragged
        at = QPointF(point) - self.origin()
        block = placed.block
        axis, shown = (block.rows, placed.rows) if down else (block.columns, placed.columns)
        bar = placed.down_bar if down else placed.across_bar
        share = (at.y() - bar.top()) / bar.height() if down else (
            (at.x() - bar.left()) / bar.width()
        )  # fmt: skip
        if axis is not None:
            self.scroll_to(axis, not down, round(share * axis.count - shown / 2))

    def wheelEvent(self, event: QWheelEvent) -> None:
        at = event.position() - self.origin()
        turn = event.angleDelta()
        sideways = turn.x() or (event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        steps = (turn.x() or turn.y()) / WHEEL_STEP
        for placed in self.arrangement().blocks:
            block = placed.block
            hidden = placed.hidden_columns if sideways else placed.hidden_rows
            axis = block.columns if sideways else block.rows
            if hidden and axis is not None and placed.frame.contains(at):
                shown = placed.columns if sideways else placed.rows
                by = max(1, shown // 4)
                step = round(steps * by) or (1 if steps > 0 else -1)
                across = bool(sideways)
                self.scroll_to(axis, across, self.look.offset(axis, across) - step)
                event.accept()
                return
        super().wheelEvent(event)

    # --- Qt ---

    def tip_at(self, at: QPoint) -> str:
        cell = self.cell_at(at)
        return "" if cell is None else self.words(cell)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            self.show_tip(cast(QHelpEvent, event))
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
