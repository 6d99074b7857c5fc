"""The edges that are pointed at: the one under the pointer, and the one whose term is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen

from bpsim.gui.graph.paint.edges import stroke_scale
from bpsim.gui.graph.paint.overlay import paint_hovered_edge, plain_look
from bpsim.gui.graph.paint.picture import Picture
from bpsim.steps.places import EdgePlace, Place


def paint_pointed_edges(
    painter: QPainter, picture: Picture, hovered: Place | None, lit: Place | None
) -> None:
    """A broad light along the edge whose term is pointed at, and the one under the pointer."""
    scene = picture.scene
    if isinstance(lit, EdgePlace) and picture.shows(lit):
        line, width, _, _ = plain_look(scene, lit)
        wide = width + 9.0 * stroke_scale(scene)
        pen = QPen(scene.colours.blend(scene.colours["accent"], 0.4), wide)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(line)
    if isinstance(hovered, EdgePlace) and picture.shows(hovered):
        paint_hovered_edge(painter, scene, hovered)
