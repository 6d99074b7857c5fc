"""Words at the lower edge of the graph: that what it shows is not so."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from bpsim.gui.graph.paint.scene import Scene


def remark_size(metrics: QFontMetrics, words: str, width: int) -> QSize:
    """Of the chip that says ``words``, on a view of that width."""
    line = metrics.height()
    return QSize(
        min(metrics.horizontalAdvance(words) + 2 * line, width - 2 * line), round(1.6 * line)
    )


def paint_remark(painter: QPainter, scene: Scene, words: str, view: QRect, chip: QRect) -> None:
    """A chip, and a frame around the whole view."""
    colours, line = scene.colours, painter.fontMetrics().height()
    painter.setPen(colours["update"])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(view).adjusted(0.5, 0.5, -0.5, -0.5))
    painter.setBrush(colours["surface"])
    painter.drawRoundedRect(QRectF(chip), line / 3, line / 3)
    painter.setPen(colours["text"])
    painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), words)
