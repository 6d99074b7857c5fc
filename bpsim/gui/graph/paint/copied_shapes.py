"""Ellipses painted once and then copied: a copy costs a tenth of the painting."""

import math
from typing import Any, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from bpsim.gui.graph.layout.box import Box


class Glow(NamedTuple):
    """A ring of that ``colour`` and ``width``, its middle ``out`` pixels outside an ellipse."""

    colour: QColor
    width: float
    out: float


class CopiedShapes:
    """Keeps them for as long as their sizes and colours are in use, one set for each scale.

    Without ``copying`` each ellipse is painted, for devices that have no pixels of this size.
    """

    MARGIN = 3
    """How far an ellipse without a glow reaches beyond its box."""

    def __init__(self, copying: bool = True) -> None:
        self._copying = copying
        self._kept: dict[tuple[Any, ...], tuple[QPixmap, int]] = {}

    def ellipse(
        self, painter: QPainter, box: Box, pen: QPen, fill: QColor, glow: Glow | None = None
    ) -> None:
        """Draw an ellipse whose box begins on a whole pixel."""
        if not self._copying:
            _paint(painter, QRectF(box.x, box.y, box.w, box.h), pen, fill, glow)
            return
        ratio = painter.device().devicePixelRatioF()
        around = None if glow is None else (glow.colour.rgba(), glow.width, glow.out)
        key = (box.w, box.h, fill.rgba(), pen.color().rgba(), pen.widthF(), around, ratio)
        known = self._kept.get(key)
        if known is None:
            known = self._kept[key] = _stamp(box, pen, fill, glow, ratio)
        stamp, margin = known
        painter.drawPixmap(QPointF(round(box.x) - margin, round(box.y) - margin), stamp)


def _stamp(
    box: Box, pen: QPen, fill: QColor, glow: Glow | None, ratio: float
) -> tuple[QPixmap, int]:
    """The picture of an ellipse, and how far it reaches beyond its box."""
    margin = CopiedShapes.MARGIN + (0 if glow is None else math.ceil(glow.out + glow.width / 2))
    size = QSize(math.ceil(box.w), math.ceil(box.h)) + QSize(2 * margin + 1, 2 * margin + 1)
    stamp = QPixmap(size * ratio)
    stamp.setDevicePixelRatio(ratio)
    stamp.fill(Qt.GlobalColor.transparent)
    place = QRectF(margin, margin, box.w, box.h)
    with QPainter(stamp) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint(painter, place, pen, fill, glow)
    return stamp, margin


def _paint(painter: QPainter, place: QRectF, pen: QPen, fill: QColor, glow: Glow | None) -> None:
    if glow is not None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(glow.colour, glow.width))
        painter.drawEllipse(place.adjusted(-glow.out, -glow.out, glow.out, glow.out))
    painter.setPen(pen)
    painter.setBrush(fill)
    painter.drawEllipse(place)
