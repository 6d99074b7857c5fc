"""Finds room for matrices and signs: lines as in a formula, large matrices shown in part."""

import math
import sys
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont

from bpsim.base.language import shown_digits
from bpsim.gui.kit.formula import Box, layout
from bpsim.gui.kit.small_text import Type
from bpsim.gui.looks.theme import SMALL, sized
from bpsim.notation.numerals import number_text
from bpsim.steps.shown.blocks import Block, Item, Sheet, Sign

DIGITS: Final = shown_digits()
COUNTS: Final = (128, 96, 64, 48, 32, 24, 20, 16, 14, 12, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1)
FEW_ROWS, FEW_COLUMNS = 6, 6
"""Rather than cut off so few, the whole sheet is scrolled."""
FEWEST_ROWS, FEWEST_COLUMNS = 3, 3
"""Of a large matrix, so many are on screen."""
MEASURED: Final = 36
"""In a matrix of so many numbers the columns are as wide as the numbers."""
HEAT_CELLS: Final = (1.9, 1.28, 0.72)
"""Sides of the squares of a heat map in heights of a line, the largest that fits first."""


class Measures:
    """How large things are in one font; the cells of a heat map are squares of side ``heat``.

    ``digits`` decimals have room in the column of a small matrix.
    """

    def __init__(self, font: QFont, heat: float = 0.0, digits: int = DIGITS) -> None:
        self.digits = digits
        self.font, self.heat = font, heat > 0
        self.body, self.label = Type(font), Type(sized(font, SMALL * 0.92))
        self.bold = Type(sized(font, 1.0, bold=True))
        line = self.body.height
        self.pad = round(line * 0.3)
        self.cell_height = round(line * (heat or 1.28))
        self.widest = round(self.bold.width("−0.8888" + "8" * (digits - 3))) + 2 * self.pad
        self.head_height = round(self.label.height + 1)
        self.bracket = round(line * 0.32)
        self.bar = max(5, round(line * 0.3))
        self.gap = round(line * 0.35)
        self.line_gap = round(line * 0.7)

    def cell_width(self, block: Block) -> int:
        """The width of a column: of a small matrix what its numbers need, in steps."""
        if self.heat:
            return self.cell_height
        if block.values.size > MEASURED:
            return self.widest
        texts = (
            number_text(value, self.digits) for line in block.values.tolist() for value in line
        )
        needed = max(map(self.bold.width, texts), default=0.0) + 2 * self.pad
        step = self.body.height / 2
        return min(self.widest, round(math.ceil(max(needed, 2.4 * step) / step) * step))

    def box(self, item: Item) -> Box:
        """A caption or a sign, laid out."""
        return layout(item.caption if isinstance(item, Block) else item.expr, self.font)

    def label_width(self, block: Block) -> float:
        """Room for the numbers of the units beside the rows; behind g there are none."""
        axis = block.rows
        if axis is None or block.round:
            return 0.0
        words = (axis.label(0), axis.label(axis.count - 1))
        return max(map(self.label.width, words)) + 1.3 * self.pad


@dataclass(frozen=True, slots=True)
class Shown:
    """How many rows and columns are on screen where there are more; a few rows always are."""

    rows: int
    columns: int

    def down(self, block: Block) -> int:
        """How many rows of ``block``."""
        count = block.shape[0]
        return count if count <= FEW_ROWS else min(count, self.rows)

    def across(self, block: Block) -> int:
        """How many columns of ``block``."""
        return min(block.shape[1], self.columns)


EVERYTHING: Final = Shown(sys.maxsize, sys.maxsize)


@dataclass(frozen=True)
class PlacedBlock:
    """A matrix on the sheet: ``grid`` is where its visible cells are."""

    index: int
    block: Block
    caption: Box
    grid: QRectF
    rows: int
    columns: int
    cell_width: int
    measures: Measures

    @cached_property
    def hidden_rows(self) -> bool:
        """True if there are more rows than fit."""
        return self.rows < self.block.shape[0]

    @cached_property
    def hidden_columns(self) -> bool:
        """True if there are more columns than fit."""
        return self.columns < self.block.shape[1]

    @cached_property
    def frame(self) -> QRectF:
        """The grid with its brackets and scroll bars."""
        side, bar = self.measures.bracket, self.measures.bar
        return self.grid.adjusted(
            -side, 0, side + (bar if self.hidden_rows else 0), bar if self.hidden_columns else 0
        )

    @cached_property
    def area(self) -> QRectF:
        """All of it, headings and caption included, on whole pixels."""
        m, head = self.measures, self.measures.head_height if self.block.columns else 0
        spill = 2.0 * m.pad  # what headings of narrow columns stick out
        left = min(
            self.frame.left() - m.label_width(self.block),
            self.grid.center().x() - self.caption.width / 2,
        )
        right = max(self.frame.right(), self.grid.center().x() + self.caption.width / 2)
        top = math.floor(self.grid.top() - head - 2 - self.caption.height)
        left, right = math.floor(left - spill), math.ceil(right + spill)
        return QRectF(left, top, right - left, math.ceil(self.frame.bottom()) + 2 - top)

    @cached_property
    def down_bar(self) -> QRectF:
        """Where the rows are scrolled."""
        left = self.grid.right() + self.measures.bracket
        return QRectF(left, self.grid.top(), self.measures.bar, self.grid.height())

    @cached_property
    def across_bar(self) -> QRectF:
        """Where the columns are scrolled."""
        return QRectF(
            self.grid.left(), self.grid.bottom() + 2, self.grid.width(), self.measures.bar
        )


@dataclass(frozen=True)
class PlacedSign:
    """A sign and where its base line starts."""

    box: Box
    x: float
    y: float


@dataclass(frozen=True)
class Arrangement:
    """Everything in its place."""

    blocks: tuple[PlacedBlock, ...]
    signs: tuple[PlacedSign, ...]
    width: float
    height: float
    broken: int
    """How many lines go on with what an earlier one began."""
    measures: Measures

    @property
    def whole(self) -> bool:
        """True if every cell of every matrix is on screen."""
        return not any(placed.hidden_rows or placed.hidden_columns for placed in self.blocks)

    @property
    def cells(self) -> int:
        """How many cells are on screen."""
        return sum(placed.rows * placed.columns for placed in self.blocks)


def arrange(sheet: Sheet, font: QFont, width: float, height: float, heat: bool) -> Arrangement:
    """Lay ``sheet`` out in ``width`` × ``height``, with as many cells on screen as fit."""
    if heat:
        for size in HEAT_CELLS[:-1]:
            fitter = _Fitter(sheet, Measures(font, size), width)
            if fitter.widest(EVERYTHING) <= width:
                found = fitter.placed(EVERYTHING)
                if found.height <= height:
                    return found
        return _Fitter(sheet, Measures(font, HEAT_CELLS[-1]), width).best(height)
    found = _Fitter(sheet, Measures(font), width).best(height)
    if found.broken or not found.whole:
        # Columns for a digit less, with smaller numbers, may keep an equation on its line.
        shorter = _Fitter(sheet, Measures(font, digits=DIGITS - 1), width).best(height)
        if shorter.broken < found.broken or shorter.cells > found.cells:
            return shorter
    return found


def column_widths(sheet: Sheet, font: QFont) -> tuple[int, ...]:
    """The widths that the columns of each matrix need, for those who keep an arrangement."""
    m = measures(font)
    return tuple(m.cell_width(block) for block in sheet.blocks)


@lru_cache(maxsize=8)
def measures(font: QFont) -> Measures:
    """Numbers in ``font``."""
    return Measures(font)


def with_blocks(found: Arrangement, sheet: Sheet) -> Arrangement:
    """The same arrangement with the numbers of another sheet of the same form."""
    m = found.measures
    placed = tuple(
        PlacedBlock(p.index, block, p.caption, p.grid, p.rows, p.columns, p.cell_width, m)
        for p, block in zip(found.blocks, sheet.blocks, strict=True)
    )
    return Arrangement(placed, found.signs, found.width, found.height, found.broken, m)


class _Fitter:
    """Tries how much of the matrices fits into lines of one width."""

    def __init__(self, sheet: Sheet, m: Measures, width: float) -> None:
        self.sheet, self.m, self.room = sheet, m, width
        self.cell = {id(block): m.cell_width(block) for block in sheet.blocks}
        self.boxes = {id(item): m.box(item) for line in sheet.equations for item in line}
        self.labels = {id(block): m.label_width(block) for block in sheet.blocks}
        self.starts = {id(equation[0]) for equation in sheet.equations if equation}

    def best(self, height: float) -> Arrangement:
        """Most cells on screen within ``height``; where even a few do not fit, too high."""
        highest, widest = (max((b.shape[n] for b in self.sheet.blocks), default=1) for n in (0, 1))
        heights = [n for n in _counts(highest) if n >= FEWEST_ROWS or n == highest]
        best: Arrangement | None = None
        fewest = FEW_COLUMNS if widest <= FEW_COLUMNS else FEWEST_COLUMNS
        for columns in _counts(widest):
            if columns > 1 and self.widest(Shown(1, columns)) > self.room:
                continue
            found = self.highest(columns, heights, height)
            fits = found.height <= height
            if best is None or (fits and (best.height > height or found.cells > best.cells)):
                best = found
            if columns <= fewest:
                break
        assert best is not None
        return best

    def highest(self, columns: int, counts: list[int], height: float) -> Arrangement:
        """With so many columns, the most rows of ``counts`` (descending) that fit ``height``."""
        low, high = 0, len(counts) - 1
        best = self.placed(Shown(counts[high], columns))
        if best.height > height:
            return best
        while low < high:  # the fewer the rows, the lower it is
            middle = (low + high) // 2
            found = self.placed(Shown(counts[middle], columns))
            if found.height <= height:
                best, high = found, middle
            else:
                low = middle + 1
        return best

    def widest(self, shown: Shown) -> float:
        """The width of the widest part of an equation that has to stay on one line."""
        return max(
            (
                sum(self.width(item, shown) + self.m.gap for item in piece)
                + (2 * self.m.gap if n else 0) - self.m.gap
                for equation in self.sheet.equations for n, piece in enumerate(_pieces(equation))
            ),
            default=0.0,
        )  # fmt: skip

    def body(self, block: Block, shown: Shown) -> float:
        """The width of a matrix with brackets, headings and scroll bar."""
        bar = self.m.bar if shown.down(block) < block.shape[0] else 0
        cells = shown.across(block) * self.cell[id(block)]
        return self.labels[id(block)] + cells + 2 * self.m.bracket + bar

    def width(self, item: Item, shown: Shown) -> float:
        """The width of a sign, or of a matrix and its caption."""
        caption = self.boxes[id(item)].width
        return max(self.body(item, shown), caption) if isinstance(item, Block) else caption

    def above(self, item: Item, shown: Shown) -> float:
        """From the middle of a line up to the top of an item."""
        box = self.boxes[id(item)]
        if isinstance(item, Sign):
            return box.height / 2
        head = self.m.head_height if item.columns is not None else 0
        return shown.down(item) * self.m.cell_height / 2 + head + box.height + 2

    def below(self, item: Item, shown: Shown) -> float:
        """From the middle of a line down to the bottom of an item."""
        if isinstance(item, Sign):
            return self.boxes[id(item)].height / 2
        hidden = shown.across(item) < item.shape[1]
        return shown.down(item) * self.m.cell_height / 2 + (self.m.bar + 3 if hidden else 0)

    def lines(self, shown: Shown) -> list[list[Item]]:
        """An equation stays on one line if it can, and breaks before its signs if not."""
        gap, most = self.m.gap, self.room + self.m.gap
        lines: list[list[Item]] = [[]]
        used = 0.0
        for equation in self.sheet.equations:
            pieces = _pieces(equation)
            lengths = [sum(self.width(item, shown) + gap for item in piece) for piece in pieces]
            apart = 3.0 * gap if lines[-1] else 0.0
            if lines[-1] and used + apart + sum(lengths) > most:
                lines.append([])
                used = apart = 0.0
            used += apart
            for piece, length in zip(pieces, lengths, strict=True):
                if lines[-1] and used + length > most:
                    lines.append([])
                    used = 2.0 * gap  # a line that goes on is set in
                lines[-1].extend(piece)
                used += length
        return [line for line in lines if line]

    def placed(self, shown: Shown) -> Arrangement:
        """Everything in its place."""
        m = self.m
        blocks: list[PlacedBlock] = []
        signs: list[PlacedSign] = []
        broken, widest = 0, 0.0
        top = 0.0
        for line in self.lines(shown):
            middle = top + max(self.above(item, shown) for item in line)
            begun = id(line[0]) not in self.starts
            broken += begun
            x = 2.0 * m.gap if begun else 0.0
            for n, item in enumerate(line):
                if n and id(item) in self.starts:
                    x += 3.0 * m.gap
                box, wide = self.boxes[id(item)], self.width(item, shown)
                if isinstance(item, Sign):
                    signs.append(PlacedSign(box, x, middle - box.height / 2 + box.ascent))
                else:
                    rows, columns = shown.down(item), shown.across(item)
                    left = x + (wide - self.body(item, shown)) / 2
                    left += self.labels[id(item)] + m.bracket
                    cell, high = self.cell[id(item)], rows * m.cell_height
                    grid = QRectF(round(left), round(middle - high / 2), columns * cell, high)
                    blocks.append(PlacedBlock(len(blocks), item, box, grid, rows, columns, cell, m))
                x += wide + m.gap
            widest = max(widest, x - m.gap)
            top = middle + max(self.below(item, shown) for item in line) + m.line_gap
        return Arrangement(
            tuple(blocks), tuple(signs), widest, max(0.0, top - m.line_gap), broken, m
        )


def _counts(most: int) -> list[int]:
    """How many places to try, the most first."""
    return [most, *(count for count in COUNTS if count < most)]


def _pieces(equation: tuple[Item, ...]) -> list[list[Item]]:
    """What must stay together: signs with the matrix behind them."""
    out: list[list[Item]] = [[]]
    for item in equation:
        if any(isinstance(each, Block) for each in out[-1]):
            out.append([])
        out[-1].append(item)
    return out
