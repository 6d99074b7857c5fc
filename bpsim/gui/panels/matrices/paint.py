"""Paints a sheet of matrices: each at rest, then light, bars and cursor."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from bpsim.gui.kit.controls.painting import fill_rounded, mixed
from bpsim.gui.kit.formula import draw
from bpsim.gui.looks.theme import Theme
from bpsim.gui.panels.matrices.layout import Arrangement, PlacedBlock
from bpsim.gui.panels.matrices.matrix_paint import Look, MatrixPaint, shown_number
from bpsim.steps.shown.blocks import Light, dark, whole

TINT, PART_TINT, SELECTED = 0.24, 0.10, 0.22
SHORTEST_THUMB: Final = 8.0


class SheetPainter:
    """Paints one arrangement."""

    def __init__(self, painter: QPainter, theme: Theme, look: Look) -> None:
        self.painter, self.theme, self.look = painter, theme, look
        self.surface, self.text = theme.colour("surface"), theme.colour("text")
        self.muted, self.accent = theme.colour("muted"), theme.colour("accent")

    def paint(
        self, arrangement: Arrangement, selected: dict[int, tuple[int, int]], clip: QRectF
    ) -> None:
        """Paint what is in ``clip``; ``selected`` has the chosen place's cell in each matrix."""
        for placed in arrangement.blocks:
            if placed.area.intersects(clip):
                MatrixPaint(self.painter, self.theme, self.look, placed).paint()
        for sign in arrangement.signs:
            draw(self.painter, sign.box, round(sign.x), round(sign.y), self.theme)
        for placed in arrangement.blocks:
            if placed.area.intersects(clip):
                self.light(placed)
                self.bars(placed)
                self.chosen(placed, selected.get(placed.index))

    # --- light -----------------------------------------------------------------------------------

    def light(self, placed: PlacedBlock) -> None:
        """The cells that the step is about."""
        lit = placed.block.lit
        if lit is dark or lit is whole:
            return
        rows, columns = self.look.visible(placed)
        at = placed.block.focus[0]
        if placed.block.columns is not None and at is not None:  # only the unit's row has any
            rows = range(at, at + 1) if at in rows else range(0)
        paint = self.lit_square if placed.measures.heat else self.lit_number
        for row in rows:
            for column in columns:
                light = lit(row, column)
                if light is not None:
                    paint(placed, row, column, light)

    def light_colour(self, light: int | Light) -> tuple[QColor, float]:
        """Colour and strength of a lit cell."""
        if isinstance(light, int):
            return self.theme.term(light), TINT
        return (self.accent, TINT) if light is Light.RESULT else (self.muted, PART_TINT)

    def lit_number(self, placed: PlacedBlock, row: int, column: int, light: int | Light) -> None:
        """A number on its light; a term's has a bar beneath, a result a frame."""
        colour, strength = self.light_colour(light)
        m, whole_cell = placed.measures, self.look.cell_rect(placed, row, column)
        cell = whole_cell.adjusted(1, 1, -1, -1)
        self.painter.fillRect(cell, mixed(colour, self.surface, strength))
        if isinstance(light, int):
            self.painter.fillRect(QRectF(cell.left(), cell.bottom() - 2, cell.width(), 2), colour)
        elif light is Light.RESULT:
            self.painter.setPen(QPen(colour, 1.0))
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            self.painter.drawRect(cell.adjusted(0.5, 0.5, -0.5, -0.5))
        value = placed.block.value(row, column)
        self.painter.setPen(self.muted if value is None else self.text)
        ink = m.bold if light is Light.RESULT else m.body
        shown_number(self.painter, m, ink, whole_cell, value)

    def lit_square(self, placed: PlacedBlock, row: int, column: int, light: int | Light) -> None:
        """A frame in the light's colour on a line of ground, to be seen on any shade."""
        if light is Light.PART:
            return
        cell = self.look.cell_rect(placed, row, column)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(QPen(self.surface, 3.0))
        self.painter.drawRect(cell.adjusted(1.5, 1.5, -1.5, -1.5))
        self.painter.setPen(QPen(self.light_colour(light)[0], 2.0))
        self.painter.drawRect(cell.adjusted(1, 1, -1, -1))

    # --- where, and what is chosen ---------------------------------------------------------------

    def bars(self, placed: PlacedBlock) -> None:
        """Where in a large matrix this is."""
        block = placed.block
        if placed.hidden_rows and block.rows is not None:
            bar, first = placed.down_bar, self.look.corner(block)[0]
            top, length = _thumb(bar.top(), bar.height(), first, placed.rows, block.rows.count)
            self.bar(bar, QRectF(bar.left(), top, bar.width(), length))
        if placed.hidden_columns and block.columns is not None:
            bar, first = placed.across_bar, self.look.corner(block)[1]
            count = block.columns.count
            left, length = _thumb(bar.left(), bar.width(), first, placed.columns, count)
            self.bar(bar, QRectF(left, bar.top(), length, bar.height()))

    def bar(self, bar: QRectF, thumb: QRectF) -> None:
        """A scroll bar."""
        fill_rounded(self.painter, bar, 2, self.theme.colour("raised"))
        fill_rounded(self.painter, thumb.adjusted(1, 1, -1, -1), 2, self.muted)

    def chosen(self, placed: PlacedBlock, selected: tuple[int, int] | None) -> None:
        """The place chosen anywhere, the cells chosen here, and where the keyboard is."""
        if selected is not None:
            self.frame(placed, *selected, self.text)
        area, cursor = self.look.area(), self.look.cursor
        if area is None or cursor is None or area[0] != placed.index:
            return
        _, rows, columns = area
        first = self.look.cell_rect(placed, rows[0], columns[0])
        last = self.look.cell_rect(placed, rows[-1], columns[-1])
        cells = first.united(last).intersected(placed.grid)
        if len(rows) * len(columns) > 1 and not cells.isEmpty():
            ground = QColor(self.accent)
            ground.setAlphaF(SELECTED)
            self.painter.fillRect(cells, ground)
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            self.painter.setPen(QPen(self.accent, 1.0))
            self.painter.drawRect(cells.adjusted(0.5, 0.5, -0.5, -0.5))
        if self.look.focused:
            self.frame(placed, cursor[1], cursor[2], self.accent)

    def frame(self, placed: PlacedBlock, row: int, column: int, colour: QColor) -> None:
        """A frame around one cell, if it is on screen."""
        cell = self.look.cell_rect(placed, row, column)
        if placed.grid.contains(cell.center()):
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            self.painter.setPen(QPen(colour, 2.0))
            self.painter.drawRect(cell.adjusted(1, 1, -1, -1))


def _thumb(start: float, length: float, first: int, shown: int, count: int) -> tuple[float, float]:
    """Where the thumb of a bar from ``start`` on begins, and its length.

    It stands for the rows or columns from ``first`` (from 0) on, ``shown`` of ``count``.
    """
    thumb = max(length * shown / count, SHORTEST_THUMB)
    return min(start + length * first / count, start + length - thumb), thumb
