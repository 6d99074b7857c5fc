"""A solution on paper: A4 pages as PDF, set with the painter that the window's formulas have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QImage,
    QPageSize,
    QPainter,
    QPainterPath,
    QPdfWriter,
    QPen,
)

from bpsim.core.examples import Examples
from bpsim.core.progress import Report, silent
from bpsim.export.solution.content import GIVEN, Part, Solution
from bpsim.export.solution.qr_code import Cells, qr_cells
from bpsim.gui.graph.paint.drawing import Drawing
from bpsim.gui.kit.small_text import Fonts, Type
from bpsim.gui.looks.theme import BODY, HEADING, LIGHT, SMALL, TITLE, sized
from bpsim.gui.picture.formulas import Formulas
from bpsim.gui.picture.paragraphs import Lines
from bpsim.gui.program.picture_bytes import open_buffer
from bpsim.notation.formula import EQUALS, Expr, Row, Words
from bpsim.steps.step import Step

DOTS = 144
"""Layout pixels per inch: small rounding, and formulas as sharp as shapes are."""
WIDTH, HEIGHT = 8.27 * DOTS, 11.69 * DOTS
MARGIN = 0.8 * DOTS
TEXT_PIXELS, FORMULA_PIXELS = 21, 24
CODE_SIDE = 0.55 * DOTS
GAP_WIDTH = 1.6 * DOTS
"""Of the line on which an answer is written."""
GRAPH_HEIGHT, GRAPH_PIXELS = 3.4 * DOTS, 19
TOGETHER = 4
"""So many lines to be filled in stay with their formula; the many of a matrix may go on."""


@dataclass(frozen=True)
class Block:
    """Something that stays on one page: its height, the space above it, and how it is painted."""

    height: float
    above: float
    paint: Callable[[QPainter, float, float], None]
    keep: bool = False
    """Stays with the block after it, as a heading does."""


def solution_pdf(solution: Solution, report: Report = silent) -> bytes:
    """``solution`` as a PDF file. Needs a QGuiApplication."""
    buffer = open_buffer()
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle(solution.title)
    writer.setCreator("bpsim")
    sheets = Sheets.of(solution, report)
    with QPainter(writer) as painter:
        painter.scale(writer.width() / WIDTH, writer.height() / HEIGHT)
        for number in range(len(sheets)):
            if number:
                writer.newPage()
            sheets.paint(painter, number)
    return bytes(buffer.data().data())


@dataclass(frozen=True)
class Sheets:
    """A solution set on pages of ``WIDTH`` by ``HEIGHT``."""

    pages: list[list[tuple[float, Block]]]
    code: Cells

    @classmethod
    def of(cls, solution: Solution, report: Report = silent) -> Sheets:
        """Needs a QGuiApplication."""
        return cls(paged(_Setter().blocks(solution, report)), qr_cells(solution.code))

    def __len__(self) -> int:
        return len(self.pages)

    def paint(self, painter: QPainter, number: int) -> None:
        """Paint the page of that number, from 0."""
        for y, block in self.pages[number]:
            block.paint(painter, MARGIN, y)
        if not number:
            _paint_code(painter, self.code)
        _foot(painter, number + 1)


def paged(blocks: list[Block]) -> list[list[tuple[float, Block]]]:
    """The blocks page by page, each with its top; what is to be kept together stays so."""
    pages: list[list[tuple[float, Block]]] = [[]]
    y = MARGIN
    for n, block in enumerate(blocks):
        above = block.above if pages[-1] else 0.0
        needed = above + block.height
        following = n + 1
        while blocks[following - 1].keep and following < len(blocks):
            needed += blocks[following].above + blocks[following].height
            following += 1
        if pages[-1] and y + needed > HEIGHT - MARGIN:
            pages.append([])
            y, above = MARGIN, 0.0
        pages[-1].append((y + above, block))
        y += above + block.height
    return pages


def sheet_image(sheets: Sheets, number: int = 0) -> QImage:
    """A page as pixels, for a preview."""
    image = QImage(round(WIDTH), round(HEIGHT), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheets.paint(painter, number)
    return image


class _Setter:
    """Sets words and formulas at the sizes of a sheet."""

    def __init__(self) -> None:
        font = QFont(QGuiApplication.font())
        font.setPixelSize(TEXT_PIXELS)
        self._fonts = Fonts(font)
        self._formula = QFont(font)
        self._formula.setPixelSize(FORMULA_PIXELS)
        self._width = WIDTH - 2 * MARGIN

    def blocks(self, solution: Solution, report: Report) -> list[Block]:
        """Everything from top to bottom."""
        out = [
            *self._words(solution.title, TITLE, 0, bold=True, keep=True),
            *self._words(solution.facts, SMALL, 6, keep=True),
            *([] if solution.start is None else [self._graph(*solution.start)]),
            *self._words(GIVEN, HEADING, 18, bold=True, keep=True),
        ]
        for words, formula in solution.given:
            out += [*self._words(words, SMALL, 8, keep=True), self._formulas((formula,))]
        total = sum(len(section.parts) for section in solution.sections)
        done = 0
        for section in solution.sections:
            out += self._words(section.heading, TITLE, 26, bold=True, keep=True)
            for part in section.parts:
                out += self._part(part)
                done += 1
                report(done, total)
        return out

    def _graph(self, step: Step, examples: Examples) -> Block:
        """The network as large as the width allows, and no higher than a third of the page."""
        font = QFont(self._fonts.base)
        font.setPixelSize(GRAPH_PIXELS)
        room = (self._width, GRAPH_HEIGHT)
        drawing = Drawing.of(step, examples, LIGHT, font, room)
        spare = max(0.0, drawing.spare)

        def paint(painter: QPainter, x: float, y: float) -> None:
            painter.save()
            painter.translate(x, y - spare / 2)
            drawing.paint(painter)
            painter.restore()

        return Block(GRAPH_HEIGHT - spare, 12, paint)

    def _part(self, part: Part) -> list[Block]:
        out = [
            *self._words(part.title, HEADING, 18, bold=True, keep=True),
            *self._words(part.sentence, BODY, 2, keep=True),
        ]
        if part.blank:
            out.append(self._formulas((part.formula,), keep=True))
            last = min(len(part.answers), TOGETHER) - 1
            out += [self._gap(each.symbol, n < last) for n, each in enumerate(part.answers)]
        else:
            out.append(self._formulas((part.formula, part.numbers)))
        if part.note:
            out += self._words(part.note, SMALL, 4)
        return [block for block in out if block.height]

    def _words(
        self, text: str, size: float, above: float, bold: bool = False, keep: bool = False
    ) -> list[Block]:
        """One block, or several of what would not have room on one page."""
        lines = Lines.of(text, Type(sized(self._fonts.base, size, bold=bold)), self._width)
        pages = lines.pages(HEIGHT - 2 * MARGIN)
        return [
            Block(each.height, 0 if n else above, partial(_paint_lines, each), keep)
            for n, each in enumerate(pages)
        ]

    def _formulas(self, expressions: tuple[Expr, ...], keep: bool = False) -> Block:
        formulas = Formulas.of(expressions, self._formula, self._width, abreast=False)

        def paint(painter: QPainter, x: float, y: float) -> None:
            formulas.paint(painter, x, y, LIGHT)

        return Block(formulas.height, 6, paint, keep)

    def _gap(self, symbol: Expr, keep: bool) -> Block:
        """A symbol with a line on which its value is to be written."""
        expr = Row((symbol, EQUALS, Words(" ")))
        formulas = Formulas.of((expr,), self._formula, self._width, abreast=False)
        width = max((x + box.width for x, box, _ in formulas.lines[0].equations), default=0.0)

        def paint(painter: QPainter, x: float, y: float) -> None:
            formulas.paint(painter, x, y, LIGHT)
            painter.setPen(QPen(LIGHT.colour("text"), 1.5))
            base = y + formulas.height
            painter.drawLine(QPointF(x + width, base), QPointF(x + width + GAP_WIDTH, base))

        return Block(formulas.height, 14, paint, keep)


def _paint_lines(lines: Lines, painter: QPainter, x: float, y: float) -> None:
    lines.paint(painter, x, y, LIGHT.colour("text"))


def _paint_code(painter: QPainter, cells: Cells) -> None:
    """The QR code at the right, above the text of the page."""
    side = CODE_SIDE / max(1, len(cells))
    left, top = WIDTH - MARGIN - CODE_SIDE, (MARGIN - CODE_SIDE) / 2
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)  # neighbours that touch leave no white hair between
    for y, row in enumerate(cells):
        for x, cell in enumerate(row):
            if cell:
                path.addRect(left + x * side, top + y * side, side, side)
    painter.fillPath(path, Qt.GlobalColor.black)


def _foot(painter: QPainter, number: int) -> None:
    font = QFont(QGuiApplication.font())
    font.setPixelSize(round(TEXT_PIXELS * SMALL))
    painter.setFont(font)
    painter.setPen(LIGHT.colour("muted"))
    place = QRectF(MARGIN, HEIGHT - MARGIN * 0.75, WIDTH - 2 * MARGIN, MARGIN * 0.5)
    painter.drawText(place, Qt.AlignmentFlag.AlignRight, str(number))
