"""The formulas of a step in a picture: one below the other, or abreast where they are many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QFont, QPainter

from bpsim.gui.kit.formula.box import Box
from bpsim.gui.kit.formula.fitting import fitted
from bpsim.gui.kit.formula.paint import draw
from bpsim.gui.looks.theme import Theme
from bpsim.notation.formula import EMPTY, Expr, Row, lines_of

ABREAST, BELOW, APART = 1.6, 0.14, 0.5
"""Between formulas side by side, between lines, and between formulas, in em."""


Equation = tuple[Box, float]
"""Laid out, with the scale at which it is drawn."""


@dataclass(frozen=True, eq=False)
class Line:
    """Equations side by side on one base line, each with its x; ``gap`` is what is above them."""

    equations: tuple[tuple[float, Box, float], ...]
    gap: float

    @property
    def ascent(self) -> float:
        """How far it reaches above the base line."""
        return max(box.ascent * scale for _, box, scale in self.equations)

    @property
    def height(self) -> float:
        """As drawn."""
        return self.ascent + max(box.descent * scale for _, box, scale in self.equations)


@dataclass(frozen=True, eq=False)
class Formulas:
    """All formulas of a step laid out in lines."""

    lines: tuple[Line, ...]

    @classmethod
    def of(cls, expressions: Sequence[Expr], font: QFont, width: float, abreast: bool) -> Formulas:
        """Lay ``expressions`` out; equations of one of them stand side by side if ``abreast``.

        They form columns where each has as many equations as the others, and all have room.
        """
        em = font.pixelSize()
        shown = [expr for expr in expressions if expr != EMPTY]
        if abreast:
            blocks = [
                [fitted(Row(tuple(parts)), font, width) for parts in lines_of(expr)]
                for expr in shown
            ]
            columns = _columns(blocks, width, ABREAST * em)
        else:
            blocks, columns = [[fitted(expr, font, width)] for expr in shown], None
        lines: list[Line] = []
        for block in blocks:
            gap = APART * em if lines else 0.0
            for row in _rows(block, width, ABREAST * em, columns):
                lines.append(Line(row, gap))
                gap = BELOW * em
        return cls(tuple(lines))

    @property
    def height(self) -> float:
        """From the top of the first line to the bottom of the last; 0 where there is none."""
        return sum(line.gap + line.height for line in self.lines)

    @property
    def count(self) -> int:
        """How many lines there are, those of equations that are broken included."""
        return sum(max(len(box.lines) for _, box, _ in line.equations) for line in self.lines)

    def paint(self, painter: QPainter, x: float, y: float, theme: Theme) -> None:
        """Draw them with the upper left corner at (x, y)."""
        for line in self.lines:
            y += line.gap
            for left, box, scale in line.equations:
                draw(painter, box, x + left, y + line.ascent, theme, scale)
            y += line.height


def _columns(blocks: list[list[Equation]], width: float, apart: float) -> list[float] | None:
    """Where each column begins; None where the equations form none, or too wide ones."""
    if len({len(block) for block in blocks}) != 1:
        return None
    starts = [0.0]
    for equations in zip(*blocks, strict=True):
        starts.append(starts[-1] + max(box.width * scale for box, scale in equations) + apart)
    return starts[:-1] if starts[-1] - apart <= width else None


def _rows(
    block: list[Equation], width: float, apart: float, columns: list[float] | None
) -> Iterator[tuple[tuple[float, Box, float], ...]]:
    """The equations in ``columns``, or as many in each row as fit with ``apart`` between them."""
    if columns is not None:
        yield tuple((x, *equation) for x, equation in zip(columns, block, strict=True))
        return
    row: list[tuple[float, Box, float]] = []
    x = 0.0
    for box, scale in block:
        if row and x + box.width * scale > width:
            yield tuple(row)
            row, x = [], 0.0
        row.append((x, box, scale))
        x += box.width * scale + apart
    yield tuple(row)
