"""Paints what the cells of a table are made of: chips, numbers, bars, formulas."""

import math

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from bpsim.gui.kit.controls.painting import mixed
from bpsim.gui.kit.formula import Box, draw
from bpsim.gui.kit.formula.painted import Look, Painted, on_base_line
from bpsim.gui.looks.theme import theme_in_use
from bpsim.notation.numerals import number_text

PADDING = 6.0
NARROWEST = 0.8
"""A column leaves its numbers at least this part of their width; digits are never left out."""
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


def chip_size(metrics: QFontMetricsF) -> tuple[float, float]:
    """Width and height of a chip beside text with those metrics."""
    return metrics.horizontalAdvance("00") + 8.0, metrics.height()


def chip(painter: QPainter, rect: QRectF, text: str, colour: QColor, filled: bool) -> None:
    """A small tile with a number, in the painter's font; only framed where it has no colour."""
    painter.setPen(colour)
    painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
    radius = rect.height() * 0.28
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.setPen(theme_in_use().colour("surface") if filled else colour)
    painter.drawText(rect, CENTRE, text)


def formula(
    painter: QPainter,
    rect: QRectF,
    box: Box,
    picture: Painted | None = None,
    ground: QColor | None = None,
) -> None:
    """A formula on one line from the left of ``rect``, as small as it has to be to fit.

    A ``picture`` is copied if it shows just that on ``ground``, the surface if not given.
    """
    scale = fitting_scale(box, rect.height(), rect.width())
    top = rect.center().y() - box.height * scale / 2
    # Whole pixels, or the same letters would look different from row to row.
    x, y = round(rect.left()), round(top + box.ascent * scale)
    if picture is not None and picture.shows(box, _look(scale, ground, _ratio(painter))):
        picture.put(painter, x, y, rect.top() + 1, rect.bottom())
    else:
        draw(painter, box, x, y, theme_in_use(), scale)


def formula_picture(
    box: Box,
    height: float,
    ratio: float,
    ground: QColor | None = None,
    known: Painted | None = None,
) -> Painted | None:
    """What :func:`formula` may copy in a row of that height, ``ratio`` device pixels to a pixel.

    That is ``known`` if it shows just that. None for a ratio at which copies would fall between
    pixels.
    """
    if not ratio.is_integer():
        return None
    look = _look(fitting_scale(box, height), ground, ratio)
    if known is not None and known.shows(box, look):
        return known
    return on_base_line(box, look)


def _look(scale: float, ground: QColor | None, ratio: float) -> Look:
    theme = theme_in_use()
    return Look(scale, theme, (ground or theme.colour("surface")).rgba(), ratio)


def _ratio(painter: QPainter) -> float:
    return painter.device().devicePixelRatioF()


def fitting_scale(box: Box, height: float, width: float = math.inf) -> float:
    """How small ``box`` has to be in a row of that height, in a column of that width."""
    return min(1.0, (height - 2) / box.height, width / max(1.0, box.width))


class NumberPainter:
    """Paints numbers in one font."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetricsF(font)
        self._drop = (self.metrics.ascent() - self.metrics.descent()) / 2

    def draw(self, painter: QPainter, rect: QRectF, value: float) -> None:
        """``value`` at the right of ``rect``; squeezed to make it fit, with all of its digits."""
        room = max(1.0, rect.width() - PADDING)
        text = number_text(value)
        painter.setFont(self.font)
        self.put(painter, text, rect.right(), rect.center().y(), room)

    def put(
        self, painter: QPainter, text: str, right: float, middle: float, room: float = 0.0
    ) -> None:
        """``text`` ending before ``right``, squeezed into ``room``; the font has been set."""
        width = self.width(text)
        if 0.0 < room < width:
            self._text(painter, right, middle, text, width, room / width)
        else:
            painter.drawText(QPointF(right - PADDING - width, round(middle + self._drop)), text)

    def draw_text(self, painter: QPainter, rect: QRectF, text: str) -> None:
        """``text`` where a number would stand."""
        painter.setFont(self.font)
        self.put(painter, text, rect.right(), rect.center().y())

    def width(self, text: str) -> float:
        """How wide ``text`` is."""
        return self.metrics.horizontalAdvance(text)

    def _text(
        self, painter: QPainter, right: float, middle: float, text: str, width: float,
        squeeze: float,
    ) -> None:  # fmt: skip
        painter.save()
        painter.translate(right - PADDING - width * squeeze, round(middle + self._drop))
        painter.scale(squeeze, 1.0)
        painter.drawText(QPointF(0, 0), text)
        painter.restore()


def bar(painter: QPainter, rect: QRectF, value: float, largest: float) -> None:
    """A bar from the middle of ``rect``: right and plain for ≥ 0, left and hatched for < 0."""
    middle = round(rect.center().x()) + 0.5
    inner = rect.adjusted(PADDING, 0, -PADDING, 0)
    share = abs(value) / largest if largest > 0 and math.isfinite(largest) else 0.0
    if not math.isfinite(share):
        share = 1.0 if math.isinf(value) else 0.0
    length = min(1.0, share) * inner.width() / 2
    if share > 0:
        length = max(length, 1.5)
    thick = min(inner.height() * 0.5, 12.0)
    left = middle if value >= 0 else middle - length
    body = QRectF(left, round(inner.center().y() - thick / 2), length, round(thick))
    theme = theme_in_use()
    colour = theme.sign(value)
    if value < 0:
        painter.fillRect(body, mixed(colour, theme.colour("surface"), 0.30))
        painter.fillRect(body, QBrush(colour, Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(colour, 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(body.adjusted(0.5, 0.5, -0.5, -0.5))
    else:
        painter.fillRect(body, colour)
    painter.setPen(QPen(theme.colour("muted"), 1.0))
    painter.drawLine(QLineF(middle, rect.top(), middle, rect.bottom()))
