"""Puts a label beside a point where it covers little of what is drawn."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from bpsim.core.arrays import Array
from bpsim.gui.kit.controls.painting import fill_rounded
from bpsim.gui.kit.formula import Box, draw
from bpsim.gui.looks.theme import Theme


def free_place(
    size: tuple[float, float], at: QPointF, within: QRectF, taken: Sequence[QRectF], curve: Array,
    gap: float,
) -> QRectF:  # fmt: skip
    """A rectangle for a label beside the point ``at`` that covers little of what is drawn.

    ``taken`` are rectangles to stay clear of, ``curve`` pixels of shape (n, 2) to cover few of.
    """
    width, height = size
    best, least = QRectF(), math.inf
    for steps in (1.0, 2.2):
        away = gap * steps
        for n, (dx, dy) in enumerate(
            ((1, -1), (-1, -1), (1, 1), (-1, 1), (0, -1), (0, 1), (1, 0), (-1, 0))
        ):
            x = at.x() + (away if dx > 0 else -away - width if dx < 0 else -width / 2)
            y = at.y() + (away if dy > 0 else -away - height if dy < 0 else -height / 2)
            x = max(within.left(), min(within.right() - width, x))
            y = max(within.top(), min(within.bottom() - height, y))
            rect = QRectF(x, y, width, height)
            price = n + 4 * steps + 40.0 * _covered(rect, curve)
            price += 500.0 * sum(rect.intersects(other) for other in taken)
            price += 200.0 * rect.contains(at)
            if price < least:
                best, least = rect, price
    return best


def _covered(rect: QRectF, curve: Array) -> float:
    """1 if a curve runs through a rectangle, and more the more of it does."""
    x, y = curve[:, 0], curve[:, 1]
    inside = (x > rect.left()) & (x < rect.right()) & (y > rect.top()) & (y < rect.bottom())
    count = int(inside.sum())
    return 1.0 + 10.0 * count / len(curve) if count else 0.0


def paint_label(painter: QPainter, box: Box, rect: QRectF, theme: Theme) -> None:
    """A formula in the middle of ``rect``, on a veil that lets what lies behind it stand back."""
    veil = QColor(theme.colour("surface"))
    veil.setAlphaF(0.78)
    fill_rounded(painter, rect.adjusted(-2, 0, 2, 0), 3, veil)
    y = rect.center().y() + (box.ascent - box.descent) / 2
    draw(painter, box, rect.center().x() - box.width / 2, y, theme)
