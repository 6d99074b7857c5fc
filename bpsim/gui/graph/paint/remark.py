"""Words at the lower edge of the graph: that what it shows is not so."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from bpsim.gui.graph.paint.scene import Scene


def paint_remark(painter: QPainter, scene: Scene, words: str, width: int, height: int) -> None:
    """A chip in the middle of the lower edge of a view of that size, and a frame around it all."""
    colours, line = scene.colours, painter.fontMetrics().height()
    wide = min(painter.fontMetrics().horizontalAdvance(words) + 2 * line, width - 2 * line)
    chip = QRectF((width - wide) / 2, height - 2.1 * line, wide, 1.6 * line)
    painter.setPen(colours["update"])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(0.5, 0.5, width - 1, height - 1))
    painter.setBrush(colours["surface"])
    painter.drawRoundedRect(chip, line / 3, line / 3)
    painter.setPen(colours["text"])
    painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), words)
