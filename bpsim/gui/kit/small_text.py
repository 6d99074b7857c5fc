"""Drawing helpers: fonts at a scale, text that fits, small symbols with stacked indices."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
)

from bpsim.gui.kit.formula.alphabets import in_alphabet
from bpsim.gui.kit.formula.family import RELATIVE_SIZE, SCRIPT_SCALES, math_family
from bpsim.gui.looks.theme import BODY, SMALL, sized

KEPT_WIDTHS = 2048


class Type:
    """A font with its measures, which remembers how wide what it has measured is.

    ``outlined`` text is drawn as shapes, which need no font to be seen.
    """

    def __init__(self, font: QFont, outlined: bool = False) -> None:
        self.font, self.outlined = font, outlined
        self.metrics = QFontMetricsF(font)
        self.height = self.metrics.height()
        self.x_height = self.metrics.xHeight()
        self.rise = (self.metrics.ascent() - self.metrics.descent()) / 2
        self._widths: dict[str, float] = {}
        self._narrowed: dict[int, Type] = {}

    def width(self, text: str) -> float:
        """How wide ``text`` is, in pixels."""
        known = self._widths.get(text)
        if known is None:
            if len(self._widths) > KEPT_WIDTHS:
                self._widths.clear()
            known = self._widths[text] = self.metrics.horizontalAdvance(text)
        return known

    def draw(self, painter: QPainter, x: float, baseline: float, text: str) -> None:
        """Draw one line of text."""
        place = QPointF(x, baseline)
        if self.outlined:
            path = QPainterPath()
            path.setFillRule(Qt.FillRule.WindingFill)
            path.addText(place, self.font, text)
            painter.fillPath(path, painter.pen().color())
            return
        painter.setFont(self.font)
        painter.drawText(place, text)

    def elided(self, text: str, width: float) -> str:
        """``text``, cut short with "…" where it is wider than ``width``."""
        return self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)

    def narrowed(self, factor: float) -> "Type":
        """The same font, at most ``factor`` times as large, in steps of 5 %."""
        step = max(1, int(factor * 20))
        known = self._narrowed.get(step)
        if known is None:
            bold = self.font.weight() >= QFont.Weight.DemiBold
            small = sized(self.font, step / 20, bold)
            known = self._narrowed[step] = Type(small, self.outlined)
        return known


@dataclass(frozen=True)
class Fonts:
    """The type scale at ``scale`` times the size of ``base``, as outlines where that is wanted."""

    base: QFont
    scale: float = 1.0
    outlined: bool = False

    @cached_property
    def body(self) -> Type:
        """Running text and numbers."""
        return self._type(BODY)

    @cached_property
    def body_bold(self) -> Type:
        """Numbers that are new."""
        return self._type(BODY, bold=True)

    @cached_property
    def small(self) -> Type:
        """Secondary text."""
        return self._type(SMALL)

    @cached_property
    def small_bold(self) -> Type:
        """Headings inside a drawing."""
        return self._type(SMALL, bold=True)

    @cached_property
    def symbol(self) -> Type:
        """Letters of the notation, in the font of the formulas."""
        return self._math(0.92)

    @cached_property
    def script(self) -> Type:
        """The indices of a letter of the notation."""
        return self._math(0.92 * SCRIPT_SCALES[1])

    def _type(self, scale: float, bold: bool = False) -> Type:
        return Type(sized(self.base, scale * self.scale, bold), self.outlined)

    def _math(self, scale: float) -> Type:
        font = sized(self.base, BODY * RELATIVE_SIZE * scale * self.scale)
        font.setFamilies([math_family()])
        return Type(font, self.outlined)


def draw_centred(painter: QPainter, text: str, ink: Type, box: QRectF) -> None:
    """Draw one line of text in the middle of ``box``, smaller if it would stick out."""
    width = ink.width(text)
    if width > box.width() > 0:
        ink = ink.narrowed(box.width() / width)
        width = ink.width(text)
    centre = box.center()
    ink.draw(painter, centre.x() - width / 2, centre.y() + ink.rise, text)


def draw_right(painter: QPainter, text: str, ink: Type, right: float, middle: float) -> None:
    """Draw one line of text that ends at ``right``, around the height ``middle``."""
    ink.draw(painter, right - ink.width(text), middle + ink.rise, text)


@lru_cache
def italic(letters: str) -> str:
    """``letters`` as mathematical italics."""
    return "".join(in_alphabet(letter, True, False) for letter in letters)


def symbol_width(fonts: Fonts, name: str, sub: str, sup: str) -> float:
    """How wide a letter with its two stacked indices is."""
    scripts = max(fonts.script.width(sub), fonts.script.width(sup))
    return fonts.symbol.width(italic(name)) + scripts


def draw_symbol(
    painter: QPainter, centre: QPointF, fonts: Fonts, name: str, sub: str = "", sup: str = ""
) -> None:
    """Draw a letter with an index below and one above it, such as z₂⁽³⁾, around ``centre``."""
    letter, tall = italic(name), fonts.symbol.x_height
    x = centre.x() - symbol_width(fonts, name, sub, sup) / 2
    baseline = centre.y() + tall / 2
    fonts.symbol.draw(painter, x, baseline, letter)
    if not (sub or sup):
        return
    x += fonts.symbol.width(letter)
    fonts.script.draw(painter, x, baseline + 0.45 * tall, sub)
    fonts.script.draw(painter, x, baseline - 0.85 * tall, sup)
