"""What a step draws on top of the static picture: lit edges and the weights on them."""

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from bpsim.core.arrays import largest_size
from bpsim.gui.graph.layout.box import Box
from bpsim.gui.graph.layout.label_places import Line, place_labels
from bpsim.gui.graph.layout.lighting import LitEdge, Strength
from bpsim.gui.graph.paint.edges import edge_pen, levels, stroke_scale, width_of
from bpsim.gui.graph.paint.scene import Scene, rect
from bpsim.gui.graph.paint.units import line_width
from bpsim.gui.kit.small_text import draw_centred
from bpsim.notation.numerals import number_text
from bpsim.steps.places import EdgePlace

SOFT = 0.5
"""How much of its colour a softly lit edge has."""


@dataclass(frozen=True, slots=True)
class Ray:
    """A lit edge ready to paint: its ends, its width at rest, its label's place and text."""

    edge: LitEdge
    line: Line
    width: float
    colour: QColor
    label: Box | None
    text: str

    def at(self, progress: float) -> tuple[float, float]:
        """The point that far along the way of the values, 0 … 1."""
        x1, y1, x2, y2 = self.line
        t = 1.0 - progress if self.edge.backward else progress
        return x1 + t * (x2 - x1), y1 + t * (y2 - y1)


def rays(scene: Scene, edges: tuple[LitEdge, ...]) -> list[Ray]:
    """The lit edges laid out in the picture."""
    layout, scale = scene.layout, stroke_scale(scene)
    lines = [layout.edge_line(edge.place) for edge in edges]
    part, small = layout.frame.sizes, scene.fonts.small
    pad = 0.6 * part.label_h
    texts = {n: number_text(edge.weight) for n, edge in enumerate(edges) if edge.labelled}
    boxes = place_labels(
        [(lines[n], edges[n].backward) for n in texts],
        [min(1.1 * part.label_w, small.width(text) + pad) for text in texts.values()],
        part.label_h,
    )
    labels = dict(zip(texts, boxes, strict=True))
    colours: dict[tuple[object, ...], QColor] = {}
    out = []
    for n, (edge, line, level) in enumerate(zip(edges, lines, _levels(scene, edges), strict=True)):
        look = (edge.signed and edge.weight < 0, edge.signed, edge.colour, edge.strength)
        colour = colours.get(look)
        if colour is None:
            colour = colours[look] = ray_colour(scene, edge)
        out.append(Ray(edge, line, width_of(level, scale), colour, labels.get(n), texts.get(n, "")))
    return out


def _levels(scene: Scene, edges: tuple[LitEdge, ...]) -> list[int]:
    """The level 0 … 4 of each edge's weight within its matrix."""
    weights = np.array([edge.weight for edge in edges])
    layers = np.array([edge.place.layer for edge in edges])
    out = np.zeros(len(edges), dtype=int)
    for layer in {edge.place.layer for edge in edges}:
        here = layers == layer
        given = next(edge.largest for edge in edges if edge.place.layer == layer)
        largest = largest_size(scene.network.theta(layer)) if given is None else given
        out[here] = levels(weights[here], largest)
    return [int(level) for level in out]


def ray_colour(scene: Scene, edge: LitEdge) -> QColor:
    """The colour of a lit edge: its term's, or its weight's sign's."""
    theme = scene.colours.theme
    ink = theme.sign(edge.weight) if edge.signed else theme.term(edge.colour)
    if edge.strength is Strength.FULL:
        return ink
    return scene.colours.blend(ink, SOFT)


def paint_rays(painter: QPainter, scene: Scene, lit: list[Ray]) -> None:
    """The lit edges with an arrow head in the direction of travel."""
    scale = stroke_scale(scene)
    for ray in lit:
        extra = 1.3 if ray.edge.strength is Strength.FULL else 0.2
        width = ray.width + extra * scale
        painter.setPen(edge_pen(ray.colour, width, scale, ray.edge.weight < 0))
        painter.drawLine(QLineF(*ray.line))
    painter.setPen(Qt.PenStyle.NoPen)
    for ray in lit:
        if ray.edge.strength is Strength.FULL:
            painter.setBrush(ray.colour)
            painter.drawPolygon(_arrow(ray, (4.0 + 0.8 * ray.width) * math.sqrt(scale)))


def _arrow(ray: Ray, size: float) -> QPolygonF:
    x0, y0 = ray.at(0.0)
    span = abs(ray.line[2] - ray.line[0]) or 1.0
    beyond = 0.0 if ray.label is None else (abs(ray.label.cx - x0) + ray.label.w / 2 + size) / span
    x, y = ray.at(max(0.72, min(0.87, beyond)))
    length = math.hypot(x - x0, y - y0) or 1.0
    ux, uy = (x - x0) / length, (y - y0) / length
    back, side = 0.9 * size, 0.75 * size
    return QPolygonF(
        [
            QPointF(x + ux * size, y + uy * size),
            QPointF(x - ux * back - uy * side, y - uy * back + ux * side),
            QPointF(x - ux * back + uy * side, y - uy * back - ux * side),
        ]
    )


def paint_labels(painter: QPainter, scene: Scene, lit: list[Ray]) -> None:
    """The weights, each in a small field on its edge."""
    for ray in lit:
        if ray.label is not None:
            paint_label(painter, scene, ray.label, ray.text, ray.colour)


def paint_label(painter: QPainter, scene: Scene, box: Box, text: str, ink: QColor) -> None:
    """One weight in its field."""
    painter.setPen(QPen(ink, 0.9 * line_width(scene)))
    painter.setBrush(scene.colours["surface"])
    painter.drawRoundedRect(rect(box), 0.32 * box.h, 0.32 * box.h)
    painter.setPen(ink)
    inner = Box(box.x + 0.2 * box.h, box.y, box.w - 0.4 * box.h, box.h)
    draw_centred(painter, text, scene.fonts.small, rect(inner))


def paint_selected_edge(painter: QPainter, scene: Scene, place: EdgePlace) -> None:
    """A bright border on both sides of the selected edge."""
    line, width, colour, dashed = plain_look(scene, place)
    scale = stroke_scale(scene)
    painter.setPen(QPen(scene.colours["accent"], width + 6.0 * scale))
    painter.drawLine(line)
    painter.setPen(QPen(scene.colours["surface"], width + 3.0 * scale))
    painter.drawLine(line)
    painter.setPen(edge_pen(colour, width, scale, dashed))
    painter.drawLine(line)


def paint_hovered_edge(painter: QPainter, scene: Scene, place: EdgePlace) -> None:
    """The edge under the pointer in its full colour."""
    line, width, colour, dashed = plain_look(scene, place)
    scale = stroke_scale(scene)
    painter.setPen(edge_pen(colour, width + 1.0 * scale, scale, dashed))
    painter.drawLine(line)


def plain_look(scene: Scene, place: EdgePlace) -> tuple[QLineF, float, QColor, bool]:
    """An edge's line, width, full colour, and whether it is dashed."""
    theta = scene.network.theta(place.layer)
    weight = float(theta[place.to - 1, place.frm])
    level = int(levels(np.array([weight]), largest_size(theta))[0])
    line = QLineF(*scene.layout.edge_line(place))
    return line, width_of(level, stroke_scale(scene)), scene.colours.theme.sign(weight), weight < 0
