"""Paints one matrix: caption, headings, brackets, and its numbers or its heat map."""

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPainterPath, QPen

from bpsim.core.arrays import Array, largest_size
from bpsim.gui.kit.controls.painting import mixed
from bpsim.gui.kit.formula import draw
from bpsim.gui.kit.small_text import Type, draw_right
from bpsim.gui.looks.theme import Theme
from bpsim.gui.panels.matrices.layout import Measures, PlacedBlock
from bpsim.notation.numerals import known_text
from bpsim.steps.shown.blocks import Axis, Block, whole

RESULT_TINT = 0.10
SHADES = 129
"""Shades of a heat map on either side of nothing, and nothing itself."""
Cell = tuple[int, int, int]
"""Which matrix of the sheet, row and column."""


@dataclass
class Look:
    """What the user has done to the sheet: how it is scrolled and what is chosen in it."""

    offsets: dict[tuple[Axis, bool], int] = field(default_factory=dict)
    """By axis, and whether it runs across (True) or down."""
    cursor: Cell | None = None
    anchor: Cell | None = None
    focused: bool = False

    def offset(self, axis: Axis | None, across: bool) -> int:
        """The first place of ``axis`` on screen where it runs ``across`` or down."""
        return self.offsets.get((axis, across), 0) if axis is not None else 0

    def corner(self, block: Block) -> tuple[int, int]:
        """The first row and the first column of ``block`` on screen."""
        return self.offset(block.rows, False), self.offset(block.columns, True)

    def visible(self, placed: PlacedBlock) -> tuple[range, range]:
        """The rows and columns on screen."""
        top, left = self.corner(placed.block)
        return range(top, top + placed.rows), range(left, left + placed.columns)

    def cell_rect(self, placed: PlacedBlock, row: int, column: int) -> QRectF:
        """Where a cell is on the sheet; outside of the grid where it is scrolled away."""
        top, left = self.corner(placed.block)
        wide, high = placed.cell_width, placed.measures.cell_height
        x = placed.grid.left() + (column - left) * wide
        y = placed.grid.top() + (row - top) * high
        return QRectF(x, y, wide, high)

    def area(self) -> tuple[int, range, range] | None:
        """The matrix with the cursor and the rows and columns chosen in it."""
        if self.cursor is None:
            return None
        index, row, column = self.cursor
        _, row0, column0 = self.anchor if self.anchor else self.cursor
        rows = range(min(row, row0), max(row, row0) + 1)
        return index, rows, range(min(column, column0), max(column, column0) + 1)


@lru_cache(maxsize=8)
def shades(theme: Theme) -> npt.NDArray[np.uint32]:
    """From the colour for the most negative number over the ground to the most positive."""
    out = np.empty(2 * SHADES - 1, dtype=np.uint32)
    surface = theme.colour("surface")
    for n in range(SHADES):
        share = 0.0 if n == 0 else 0.06 + 0.94 * n / (SHADES - 1)
        out[SHADES - 1 - n] = mixed(theme.colour("negative"), surface, share).rgb()
        out[SHADES - 1 + n] = mixed(theme.colour("positive"), surface, share).rgb()
    return out


def shown_number(
    painter: QPainter, m: Measures, ink: Type, cell: QRectF, value: float | None
) -> None:
    """One number at the right of its cell, smaller where it would not fit; "—" for None."""
    room = cell.width() - 1.6 * m.pad
    text = known_text(value)
    if ink.width(text) > room:
        ink = ink.narrowed(room / ink.width(text))
    draw_right(painter, text, ink, cell.right() - m.pad, cell.center().y())


class MatrixPaint:
    """Paints a matrix without anything that changes from step to step."""

    def __init__(self, painter: QPainter, theme: Theme, look: Look, placed: PlacedBlock) -> None:
        self.painter, self.theme, self.look, self.placed = painter, theme, look, placed
        self.rows, self.columns = look.visible(placed)
        self.surface, self.muted = theme.colour("surface"), theme.colour("muted")
        block = placed.block
        self.known = block.shape[0] if block.known is None else block.known
        self.result = block.lit is whole

    def paint(self) -> None:
        """Everything."""
        self.caption()
        self.row_headings()
        self.column_headings()
        self.brackets()
        if self.placed.measures.heat:
            self.heat()
        else:
            self.numbers()

    # --- around the cells ------------------------------------------------------------------------

    def caption(self) -> None:
        """The matrix's symbol over its middle."""
        box, grid = self.placed.caption, self.placed.grid
        x, y = grid.center().x() - box.width / 2, self.placed.area.top() + box.ascent
        draw(self.painter, box, round(x), round(y), self.theme)

    def row_headings(self) -> None:
        """The numbers of the units beside the rows."""
        m, block, grid = self.placed.measures, self.placed.block, self.placed.grid
        if block.rows is None or block.round:
            return
        self.painter.setPen(self.muted)
        right = grid.left() - m.bracket - m.pad * 0.8
        every = 2 if m.cell_height < m.label.height else 1
        for n in range(0, len(self.rows), every):
            middle = grid.top() + (n + 0.5) * m.cell_height
            draw_right(self.painter, block.rows.label(self.rows[n]), m.label, right, middle)

    def column_headings(self) -> None:
        """The numbers of the units above the columns, as many as have room."""
        m, block, grid = self.placed.measures, self.placed.block, self.placed.grid
        if block.columns is None:
            return
        self.painter.setPen(self.muted)
        middle, free = grid.top() - m.head_height / 2, grid.left() - self.placed.cell_width
        for n, column in enumerate(self.columns):
            text = block.columns.label(column)
            width = m.label.width(text)
            centre = grid.left() + (n + 0.5) * self.placed.cell_width
            if centre - width / 2 >= free:
                draw_right(self.painter, text, m.label, centre + width / 2, middle)
                free = centre + width / 2 + m.pad

    def brackets(self) -> None:
        """Square or round ones; in the accent colour around what the step computes."""
        side, grid = self.placed.measures.bracket, self.placed.grid
        tick, top, bottom = side * 0.62, grid.top() + 0.5, grid.bottom() - 0.5
        path = QPainterPath()
        for edge, way in ((grid.left() - side, 1), (grid.right() + side, -1)):
            x = round(edge) + 0.5 * way
            path.moveTo(x + way * tick, top)
            if self.placed.block.round:
                path.cubicTo(x, top + 5, x, bottom - 5, x + way * tick, bottom)
                continue
            path.lineTo(x, top)
            path.lineTo(x, bottom)
            path.lineTo(x + way * tick, bottom)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        colour = self.theme.colour("accent" if self.result else "text")
        self.painter.setPen(QPen(colour, 2.2 if self.result else 1.3))
        self.painter.drawPath(path)

    # --- cells -----------------------------------------------------------------------------------

    def values(self) -> Array:
        """The numbers on screen."""
        rows, columns = self.rows, self.columns
        return self.placed.block.values[rows.start : rows.stop, columns.start : columns.stop]

    def numbers(self) -> None:
        """The numbers, on a tinted ground where all of them are what the step computes."""
        m, text = self.placed.measures, self.theme.colour("text")
        if self.result:
            ground = mixed(self.theme.colour("accent"), self.surface, RESULT_TINT)
            self.painter.fillRect(self.placed.grid, ground)
        ink = m.bold if self.result else m.body
        for row, line in zip(self.rows, self.values().tolist(), strict=True):
            known = row < self.known
            self.painter.setPen(text if known else self.muted)
            for column, value in zip(self.columns, line, strict=True):
                cell = self.look.cell_rect(self.placed, row, column)
                shown = known and (row, column) not in self.placed.block.hidden
                shown_number(self.painter, m, ink, cell, value if shown else None)

    def heat(self) -> None:
        """Squares from orange over the ground to blue; a stroke marks what is below 0."""
        placed, values = self.placed, self.values()
        largest = largest_size(placed.block.values) or 1.0
        with np.errstate(invalid="ignore", over="ignore"):
            share = np.clip(np.nan_to_num(values / largest, nan=0.0), -1.0, 1.0)
        # Never the ground itself for what is not 0.
        steps = np.sign(share) * np.ceil(np.abs(share) * (SHADES - 1))
        pixels = np.ascontiguousarray(shades(self.theme)[(steps + SHADES - 1).astype(np.intp)])
        rows = len(self.rows)
        hidden = min(rows, max(0, self.rows.stop - max(self.known, self.rows.start)))
        if hidden:
            pixels[rows - hidden :] = self.surface.rgb()
        image = QImage(
            pixels.data, pixels.shape[1], rows, pixels.strides[0], QImage.Format.Format_RGB32
        )
        self.painter.drawImage(placed.grid, image)
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self.strokes(np.argwhere(values[: rows - hidden] < 0))
        if hidden:
            area = QRectF(placed.grid)
            area.setTop(area.bottom() - hidden * placed.measures.cell_height)
            hatching = QBrush(self.theme.colour("line"), Qt.BrushStyle.BDiagPattern)
            self.painter.fillRect(area, hatching)
        self.gaps()
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)

    def strokes(self, places: npt.NDArray[np.intp]) -> None:
        """A minus in each of the squares at ``places``, shape (n, 2)."""
        placed = self.placed
        wide, high = placed.cell_width, placed.measures.cell_height
        half = max(2, round(wide * 0.22))
        xs = (placed.grid.left() + wide // 2 + places[:, 1] * wide).tolist()
        ys = (placed.grid.top() + high // 2 + places[:, 0] * high).tolist()
        lines = [QLineF(x - half, y, x + half, y) for x, y in zip(xs, ys, strict=True)]
        self.painter.setPen(QPen(self.theme.colour("text"), 1.0))
        self.painter.drawLines(lines)

    def gaps(self) -> None:
        """Thin lines of ground between the squares."""
        placed, grid = self.placed, self.placed.grid
        wide, high = placed.cell_width, placed.measures.cell_height
        xs = [grid.left() + n * wide for n in range(1, placed.columns)]
        ys = [grid.top() + n * high for n in range(1, placed.rows)]
        lines = [QLineF(x, grid.top(), x, grid.bottom()) for x in xs]
        lines += [QLineF(grid.left(), y, grid.right(), y) for y in ys]
        self.painter.setPen(QPen(self.surface, 1.0))
        self.painter.drawLines(lines)
