"""The mathematical font, loaded when first needed, with the measures of its glyphs remembered."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF
from PySide6.QtGui import (
    QFont,
    QGlyphRun,
    QGuiApplication,
    QPainterPath,
    QRawFont,
    QTextLayout,
)

from bpsim.gui.kit.formula.alphabets import in_alphabet
from bpsim.gui.kit.formula.family import RELATIVE_SIZE, SCRIPT_SCALES, math_family
from bpsim.gui.looks.theme import grey_edged

WIDE: Final = 1e6
_USUAL_AXIS = 0.25


@dataclass(slots=True)
class Text:
    """A run of glyphs on one base line: glyph numbers of ``raw`` and where each starts."""

    text: str
    raw: QRawFont
    glyphs: list[int]
    xs: list[float]
    width: float
    _run: QGlyphRun | None = field(default=None, repr=False, compare=False)

    def run(self) -> QGlyphRun:
        """The same for Qt, made once."""
        if self._run is None:
            self._run = QGlyphRun()
            self._run.setRawFont(self.raw)
            self._run.setGlyphIndexes(self.glyphs)
            self._run.setPositions([QPointF(x, 0.0) for x in self.xs])
        return self._run


class Face:
    """The mathematical font at one pixel size."""

    def __init__(self, size: float) -> None:
        font = grey_edged(QFont(math_family()))
        font.setPixelSize(max(1, round(size)))
        # Positions are computed here, to fractions of a pixel and for every zoom alike.
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self.font = font
        self.size = size
        self.raw = QRawFont.fromFont(font)
        self.raw.setPixelSize(size)
        self._known: dict[tuple[str, bool, bool], tuple[int, float]] = {}

    def texts(self, text: str, italic: bool = False, bold: bool = False) -> list[Text]:
        """``text`` in one style: one run, or several where the font lacks some character."""
        known, glyphs, xs, x = self._known, [], [], 0.0
        for char in text:
            found = known.get((char, italic, bold)) or self._look_up(char, italic, bold)
            if not found[0]:
                return self._substituted("".join(in_alphabet(c, italic, bold) for c in text))
            glyphs.append(found[0])
            xs.append(x)
            x += found[1]
        return [Text(text, self.raw, glyphs, xs, x)]

    def glyph(self, glyph: int, text: str) -> Text:
        """A single glyph by its number, standing for ``text``."""
        return Text(text, self.raw, [glyph], [0.0], self.advance(glyph))

    def number(self, char: str) -> int:
        """The number of the glyph for ``char``, 0 if there is none."""
        return self._look_up(char, False, False)[0]

    def advance(self, glyph: int) -> float:
        """How far the glyph moves on."""
        return float(self.raw.advancesForGlyphIndexes([glyph])[0].x())

    def outline(self, glyph: int) -> QPainterPath:
        """The glyph's shape around the origin of its base line."""
        return self.raw.pathForGlyph(glyph)

    def _look_up(self, char: str, italic: bool, bold: bool) -> tuple[int, float]:
        indexes = self.raw.glyphIndexesForString(in_alphabet(char, italic, bold))
        if not indexes[0]:
            indexes = self.raw.glyphIndexesForString(char)
        found = (indexes[0], self.advance(indexes[0]))
        self._known[char, italic, bold] = found
        return found

    def _substituted(self, text: str) -> list[Text]:
        """Let Qt find fonts for ``text``; each run starts where the whole text starts."""
        layout = QTextLayout(text, self.font)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(WIDE)
        layout.endLayout()
        width = line.horizontalAdvance()
        return [
            Text(text, run.rawFont(), run.glyphIndexes(), [p.x() for p in run.positions()], width)
            for run in layout.glyphRuns()
        ]


class MathFont:
    """The mathematical font for formulas beside text of one pixel size, scripts included."""

    def __init__(self, size: float) -> None:
        self.size = size
        self.faces = [Face(size * scale) for scale in SCRIPT_SCALES]
        from bpsim.gui.kit.formula.math_table import read_math_table  # letters alone do not need it

        self.table = read_math_table(bytes(self.faces[0].raw.fontTable("MATH").data()))
        per_em = self.faces[0].raw.unitsPerEm()
        self.axis = self.table.axis / per_em if self.table.axis else _USUAL_AXIS
        self.variants = {
            glyph: [(other, height / per_em) for other, height in variants]
            for glyph, variants in self.table.variants.items()
        }

    def face(self, level: int) -> Face:
        """The face for scripts of ``level`` (0 is the formula itself)."""
        return self.faces[min(level, len(self.faces) - 1)]


def math_font(font: QFont) -> MathFont:
    """The mathematical font that goes with text set in ``font``."""
    pixels = font.pixelSize()
    return _of_pixels(pixels) if pixels > 0 else _of_points(font.pointSizeF())


@lru_cache(maxsize=24)
def _of_pixels(pixels: float) -> MathFont:
    return MathFont(round(pixels * RELATIVE_SIZE, 2))


@lru_cache(maxsize=24)
def _of_points(points: float) -> MathFont:
    return _of_pixels(points * QGuiApplication.primaryScreen().logicalDotsPerInchY() / 72.0)
