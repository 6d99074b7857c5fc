"""What the painted controls have in common: corners, mixed colours, heights, the focus ring."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from bpsim.gui.theme import Theme

RADIUS = 5.0


def mixed(front: QColor, back: QColor, share: float) -> QColor:
    """``share`` of ``front`` and the rest of ``back``, opaque."""
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
