"""Bars at the edges of a graph that is larger than its view: which part of it is seen."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from bpsim.gui.graph.paint.scene import Scene


def paint_position(painter: QPainter, scene: Scene, width: int, height: int) -> None:
    """A thin bar at each edge along which the picture is larger than the view."""
    frame = scene.layout.frame
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(scene.colours.blend(scene.colours["muted"], 0.5))
    if frame.width > width + 2:
        bar = width * width / frame.width
        at = -frame.left * width / frame.width
        painter.drawRoundedRect(QRectF(at + 2, height - 5, bar - 4, 3), 1.5, 1.5)
    if frame.height > height + 2:
        bar = height * height / frame.height
        at = -frame.top * height / frame.height
        painter.drawRoundedRect(QRectF(width - 5, at + 2, 3, bar - 4), 1.5, 1.5)
