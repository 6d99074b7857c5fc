"""The matrices for assistive technology: a list of matrices, each a list of its cells on screen.

Qt's interface for tables is closed to Python, so every cell says its row and column in words.
"""

import weakref

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import Shiboken

from bpsim.base.counted import counted
from bpsim.base.words import tr
from bpsim.gui.kit.controls import accessible
from bpsim.gui.panels.matrices.layout import PlacedBlock
from bpsim.gui.panels.matrices.matrix_paint import Cell
from bpsim.gui.panels.matrices.sheet import MatrixSheet
from bpsim.notation.aloud import aloud
from bpsim.steps.shown.blocks import Axis


def install() -> None:
    """Have Qt ask here for the interface of a sheet of matrices; once is enough."""
    accessible.install(_interface)


def tell_cursor(sheet: MatrixSheet) -> None:
    """Let a screen reader know that the cursor stands in another cell."""
    if QAccessible.isActive():
        found = QAccessible.queryAccessibleInterface(sheet)
        if isinstance(found, SheetInterface) and found.cursor() is not None:
            event = QAccessibleEvent(found.focusChild(), QAccessible.Event.Focus)
            QAccessible.updateAccessibility(event)


def _interface(key: str, thing: QObject) -> QAccessibleInterface | None:
    return accessible.kept(SheetInterface(thing)) if isinstance(thing, MatrixSheet) else None


class SheetInterface(QAccessibleWidget):
    """The sheet: its name is the equation, its parts are the matrices."""

    def __init__(self, sheet: MatrixSheet) -> None:
        super().__init__(sheet, QAccessible.Role.List)
        self._sheet = weakref.ref(sheet)
        self._children: list[MatrixInterface] = []

    def sheet(self) -> MatrixSheet | None:
        """The sheet, None once it is gone."""
        sheet = self._sheet()
        return sheet if sheet is not None and Shiboken.isValid(sheet) else None

    def childCount(self) -> int:
        """How many matrices there are."""
        sheet = self.sheet()
        return 0 if sheet is None else len(sheet.sheet.blocks)

    def child(self, index: int) -> QAccessibleInterface:
        """The interface of the ``index``-th matrix."""
        if not 0 <= index < self.childCount():
            return None  # type: ignore[return-value]  # Qt's way to say that there is none
        while len(self._children) <= index:
            child = MatrixInterface(self, len(self._children))
            self._children.append(accessible.kept(child))
        return self._children[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """The matrix's number, −1 if it is none of these."""
        return child.index if isinstance(child, MatrixInterface) else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        """The matrix at a point of the screen."""
        return accessible.child_at(self, x, y)

    def cursor(self) -> Cell | None:
        """The cell with the cursor, if it is on screen."""
        sheet = self.sheet()
        cell = None if sheet is None else sheet.look.cursor
        if sheet is None or cell is None or cell[0] >= self.childCount():
            return None
        rows, columns = sheet.look.visible(sheet.arrangement().blocks[cell[0]])
        return cell if cell[1] in rows and cell[2] in columns else None

    def focusChild(self) -> QAccessibleInterface:
        """The cell with the cursor."""
        cell = self.cursor()
        if cell is None:
            return super().focusChild()
        self.child(cell[0])
        return self._children[cell[0]].cell(cell[1], cell[2])


class MatrixInterface(accessible.Part):
    """One matrix: its name says how large it is and how much of it is on screen."""

    def __init__(self, parent: SheetInterface, index: int) -> None:
        super().__init__(parent, index)
        self._whole = parent
        self._cells: list[CellInterface] = []

    def placed(self) -> tuple[MatrixSheet, PlacedBlock] | None:
        """The sheet and the matrix on it, None where there are fewer by now."""
        sheet = self._whole.sheet()
        blocks = () if sheet is None else sheet.arrangement().blocks
        if sheet is None or self.index >= len(blocks):
            return None
        return sheet, blocks[self.index]

    def isValid(self) -> bool:
        """True while the sheet has as many matrices."""
        return self.placed() is not None

    def role(self) -> QAccessible.Role:
        """A list."""
        return QAccessible.Role.List

    def childCount(self) -> int:
        """How many cells are on screen."""
        found = self.placed()
        return 0 if found is None else found[1].rows * found[1].columns

    def child(self, index: int) -> QAccessibleInterface:
        """The ``index``-th cell on screen, row by row."""
        if not 0 <= index < self.childCount():
            return None  # type: ignore[return-value]
        while len(self._cells) <= index:
            self._cells.append(accessible.kept(CellInterface(self, len(self._cells))))
        return self._cells[index]

    def cell(self, row: int, column: int) -> QAccessibleInterface:
        """The interface of a cell on screen."""
        found = self.placed()
        assert found is not None
        rows, columns = found[0].look.visible(found[1])
        return self.child((row - rows.start) * len(columns) + column - columns.start)

    def rect(self) -> QRect:
        """Where the matrix is on the screen."""
        found = self.placed()
        if found is None:
            return QRect()
        sheet, placed = found
        area = placed.frame.translated(sheet.origin()).toRect()
        return QRect(sheet.viewport().mapToGlobal(area.topLeft()), area.size())

    def state(self) -> QAccessible.State:
        """Invisible once there is no such matrix."""
        state = QAccessible.State()
        state.invisible = int(not self.isValid())
        return state

    def text(self, kind: QAccessible.Text) -> str:
        """The name: "Theta of layer 1, 25 rows, 401 columns; on screen columns bias to 7"."""
        found = self.placed()
        if found is None or kind is not QAccessible.Text.Name:
            return ""
        sheet, placed = found
        rows, columns = placed.block.shape
        words = f"{aloud(placed.block.name)}, {counted(rows, 'row')}, {counted(columns, 'column')}"
        parts = [
            tr(
                "{name} {label} to {label_2}",
                name=name,
                label=_label(axis, shown.start),
                label_2=_label(axis, shown.stop - 1))
            for name, axis, shown, hidden in zip(
                ("rows", "columns"), (placed.block.rows, placed.block.columns),
                sheet.look.visible(placed), (placed.hidden_rows, placed.hidden_columns),
                strict=True,
            )
            if hidden
        ]  # fmt: skip
        return (
            tr("{words}; on screen {parts}", words=words, parts=", ".join(parts))
            if parts
            else words
        )


class CellInterface(accessible.Part):
    """One cell on screen: its name says what it holds and to which unit or weight it belongs."""

    def __init__(self, parent: MatrixInterface, index: int) -> None:
        super().__init__(parent, index)
        self._matrix = parent

    def _cell(self) -> tuple[MatrixSheet, Cell] | None:
        found = self._matrix.placed()
        if found is None or self.index >= self._matrix.childCount():
            return None
        sheet, placed = found
        rows, columns = sheet.look.visible(placed)
        down, across = divmod(self.index, len(columns))
        return sheet, (placed.index, rows[down], columns[across])

    def isValid(self) -> bool:
        """True while so many cells are on screen."""
        return self._cell() is not None

    def role(self) -> QAccessible.Role:
        """An item of a list."""
        return QAccessible.Role.ListItem

    def rect(self) -> QRect:
        """Where the cell is on the screen."""
        found = self._cell()
        if found is None:
            return QRect()
        sheet, cell = found
        area = sheet.cell_rect(cell)
        return QRect(sheet.viewport().mapToGlobal(area.topLeft()), area.size())

    def state(self) -> QAccessible.State:
        """Selectable; selected where chosen, focused under the cursor, read-only where computed."""
        state, found = QAccessible.State(), self._cell()
        state.invisible = int(found is None)
        state.selectable = state.focusable = 1
        if found is not None:
            sheet, cell = found
            area, mine = sheet.look.area(), cell == sheet.look.cursor
            chosen = area is not None and cell[0] == area[0]
            state.selected = int(
                chosen and area is not None and cell[1] in area[1] and cell[2] in area[2]
            )
            state.focused = int(mine and sheet.hasFocus())
            state.readOnly = int(not sheet.can_edit(cell))
        return state

    def text(self, kind: QAccessible.Text) -> str:
        """The name of the weight or the unit, then the number, with every digit."""
        found = self._cell()
        if found is None or kind is not QAccessible.Text.Name:
            return ""
        sheet, cell = found
        return aloud(sheet.words(cell))


def _label(axis: Axis | None, place: int) -> str:
    return str(place + 1) if axis is None else axis.label(place)
