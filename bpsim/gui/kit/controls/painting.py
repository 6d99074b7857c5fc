"""What the painted controls have in common: corners, mixed colours, heights, the focus ring."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from bpsim.gui.kit.controls.told_aloud import ToldAloud
from bpsim.gui.looks.theme import Theme, theme_in_use

RADIUS = 5.0
KEPT_MIXTURES = 1024
_mixed: dict[tuple[int, int, float], QColor] = {}


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

    def paint_ground(self, painter: QPainter, rect: QRect, theme: Theme) -> None:
        """To be called first in a paintEvent, with the rectangle exposed."""
        if self._ground:
            painter.fillRect(rect, theme.colour(self._ground))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._ground:
            with QPainter(self) as painter:
                self.paint_ground(painter, event.rect(), theme_in_use())


def mixed(front: QColor, back: QColor, share: float) -> QColor:
    """``share`` of ``front`` and the rest of ``back``, opaque; shared, as a theme's colours are."""
    key = (front.rgba(), back.rgba(), share)
    known = _mixed.get(key)
    if known is None:
        if len(_mixed) >= KEPT_MIXTURES:
            _mixed.clear()
        known = _mixed[key] = _mixture(front, back, share)
    return known


def _mixture(front: QColor, back: QColor, share: float) -> QColor:
    return QColor.fromRgbF(
        front.redF() * share + back.redF() * (1 - share),
        front.greenF() * share + back.greenF() * (1 - share),
        front.blueF() * share + back.blueF() * (1 - share),
    )


def control_height(metrics: QFontMetrics) -> int:
    """The height of a button, so that all controls of a row are level."""
    return metrics.height() + metrics.height() // 2 + 2


def focus_ring(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """The frame around the control that the keyboard speaks to."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("accent"), 2.0))
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
