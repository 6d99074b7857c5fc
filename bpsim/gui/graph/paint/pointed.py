"""The edges that are pointed at, by the pointer or by their term, and those chosen."""

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen

from bpsim.gui.graph.paint.edges import stroke_scale
from bpsim.gui.graph.paint.overlay import paint_hovered_edge, plain_look
from bpsim.gui.graph.paint.picture import Picture
from bpsim.steps.places import EdgePlace, Place


def paint_pointed_edges(
    painter: QPainter, picture: Picture, hovered: Place | None, lit: Collection[Place | None]
) -> None:
    """A broad light along each edge of ``lit``, and the mark of the one under the pointer."""
    scene = picture.scene
    for edge in lit:
        if not isinstance(edge, EdgePlace) or not picture.shows(edge):
            continue
        line, width, _, _ = plain_look(scene, edge)
        wide = width + 9.0 * stroke_scale(scene)
        pen = QPen(scene.colours.blend(scene.colours["accent"], 0.4), wide)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(line)
    if isinstance(hovered, EdgePlace) and picture.shows(hovered):
        paint_hovered_edge(painter, scene, hovered)
