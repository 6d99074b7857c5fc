"""What the painted controls have in common: corners, mixed colours, heights, the focus ring."""

from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from bpsim.gui.kit.controls.told_aloud import ToldAloud
from bpsim.gui.looks.theme import sized, theme_in_use

RADIUS = 5.0
SMALLEST = 0.75
"""Of its usual size a text keeps that much before it is shortened."""


class Grounded(ToldAloud, QWidget):
    """A widget that may paint the ground it stands on itself.

    Otherwise everything behind it, up to the window, is painted again whenever it changes. One
    that only holds others together paints nothing else.
    """

    _ground = ""

    def set_ground(self, name: str) -> None:
        """Stand on the theme's colour called ``name``, or on whatever is behind for ""."""
        self._ground = name
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, bool(name))

    def paint_ground(self, painter: QPainter, rect: QRect) -> None:
        """To be called first in a paintEvent, with the rectangle exposed."""
        if self._ground:
            painter.fillRect(rect, theme_in_use().colour(self._ground))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._ground:
            with QPainter(self) as painter:
                self.paint_ground(painter, event.rect())


def draw_fitting(painter: QPainter, room: QRectF, side: Qt.AlignmentFlag, text: str) -> None:
    """Draw one line of ``text`` in the painter's font: smaller where it would not fit, and
    shortened only where it would have to be smaller than ``SMALLEST``."""
    usual, width = painter.font(), round(room.width()) + 1
    needed = painter.fontMetrics().horizontalAdvance(text)
    if needed > width:
        bold = usual.weight() > QFont.Weight.Normal
        painter.setFont(sized(usual, max(SMALLEST, 0.98 * width / needed), bold))
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
    painter.drawText(room, int(side), text)
    painter.setFont(usual)


def mixed(front: QColor, back: QColor, share: float) -> QColor:
    """``share`` of ``front`` and the rest of ``back``, opaque; shared, as a theme's colours are."""
    return _mixture(front.rgba(), back.rgba(), share)


@lru_cache(maxsize=1024)
def _mixture(front: int, back: int, share: float) -> QColor:
    over, under = QColor(front), QColor(back)
    return QColor.fromRgbF(
        over.redF() * share + under.redF() * (1 - share),
        over.greenF() * share + under.greenF() * (1 - share),
        over.blueF() * share + under.blueF() * (1 - share),
    )


def fill_rounded(painter: QPainter, rect: QRectF, radius: float, colour: QColor) -> None:
    """A ground with round corners and no line around it."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(rect, radius, radius)


def control_height(metrics: QFontMetrics) -> int:
    """The height of a button, so that all controls of a row are level."""
    return metrics.height() + metrics.height() // 2 + 2


def focus_ring(painter: QPainter, rect: QRectF) -> None:
    """The frame around the control that the keyboard speaks to."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme_in_use().colour("accent"), 2.0))
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
