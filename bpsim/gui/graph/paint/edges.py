"""Painting the edges between two layers at rest: by sign, by size, and by dash."""

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from bpsim.core.arrays import Array, largest_size
from bpsim.gui.graph.paint.scene import Scene

WIDTHS = (1.0, 1.0, 1.8, 2.4, 3.1)
"""Widths of edges, from the smallest weights of a pair of layers to the largest."""
FEW_EDGES = 40
CONTRASTS = (3.05, 3.1, 3.2, 3.3, 3.4)
"""How far edges at rest stand out from their ground, by the same levels."""
FLOODED, FLOOD_WIDTH = 4.4, 1.8
"""How far they do where all edges of a layer are lit, and how much wider they are."""


def levels(weights: Array, largest: float) -> Array:
    """The level 0 … 4 of each weight's size relative to ``largest``, same shape."""
    if largest == 0.0:
        return np.zeros(weights.shape)
    top = len(WIDTHS) - 1
    with np.errstate(over="ignore", invalid="ignore"):
        steps = np.ceil(np.abs(weights) / largest * len(WIDTHS)) - 1
        # What is not a number is not less than the top either.
        clipped: Array = np.where(steps < top, np.maximum(steps, 0.0), top)
    return clipped


def edge_pen(colour: QColor, width: float, scale: float, negative: bool) -> QPen:
    """A line of that width, dashed for a negative weight."""
    pen = QPen(colour, width, c=Qt.PenCapStyle.FlatCap)
    if negative:
        pen.setDashPattern([5.0 * scale / width, 3.2 * scale / width])
    return pen


def stroke_scale(scene: Scene) -> float:
    """What line widths are multiplied by: they grow less than the picture does."""
    return float(max(0.75, min(2.0, scene.layout.frame.scale)))


def width_of(level: int, scale: float) -> float:
    """The width of an edge; the two thinnest are a pixel wide, where lines paint fast."""
    return 1.0 if level < 2 else max(1.0, WIDTHS[level] * scale)


def paint_edges(painter: QPainter, scene: Scene, layer: int) -> None:
    """All drawn edges of Θ^(layer), thin ones first."""
    colours, flooded = scene.colours, layer in scene.flooded
    scale = stroke_scale(scene) * (1.0 if flooded else thinned(scene, layer))
    kinds = edge_kinds(scene, layer)
    for kind in np.unique(kinds):
        level, negative = divmod(int(kind), 2)
        ink = colours["negative" if negative else "positive"]
        colour = colours.standing_out(ink, FLOODED if flooded else CONTRASTS[level])
        width = width_of(level, scale) * (FLOOD_WIDTH if flooded else 1.0)
        painter.setPen(edge_pen(colour, width, scale, bool(negative)))
        painter.drawLines(edge_lines(scene, layer, kinds == kind))


def thinned(scene: Scene, layer: int) -> float:
    """What makes edges thinner where many cross each other."""
    shown = scene.layout.shown
    count = (len(shown[layer - 1]) + 1) * len(shown[layer])
    return min(1.0, math.sqrt(FEW_EDGES / count))


def edge_lines(scene: Scene, layer: int, which: NDArray[np.bool_]) -> list[QLineF]:
    """Those of the drawn edges of Θ^(layer) for which ``which``, of shape (to, from), is true."""
    frame = scene.layout.frame
    x1, x2 = frame.span(layer)
    starts, ends = frame.ends(layer)
    to, frm = np.nonzero(which)
    pairs = zip(starts[frm].tolist(), ends[to].tolist(), strict=True)
    return [QLineF(x1, y1, x2, y2) for y1, y2 in pairs]


def paint_stream(
    painter: QPainter, scene: Scene, layer: int, progress: float, backward: bool
) -> None:
    """A dot on each drawn edge of Θ^(layer), that far along the way of the values."""
    negatives = edge_kinds(scene, layer) % 2
    starts, ends = scene.layout.frame.ends(layer)
    x1, x2 = scene.layout.frame.span(layer)
    t = 1.0 - progress if backward else progress
    x = x1 + t * (x2 - x1)
    heights = starts + t * (ends[:, np.newaxis] - starts)
    for negative in (False, True):
        pen = QPen(scene.colours["negative" if negative else "positive"], 5.0 * stroke_scale(scene))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        dots = heights[negatives == negative].tolist()
        painter.drawPoints([QPointF(x, y) for y in dots])


def edge_kinds(scene: Scene, layer: int) -> Array:
    """Of all drawn edges of Θ^(layer) twice the level, plus one if negative; shape (to, from)."""
    theta = scene.network.theta(layer)
    weights = of_drawn_edges(scene, layer, theta)
    kinds: Array = 2 * levels(weights, largest_size(theta)) + (weights < 0)
    return kinds


def of_drawn_edges(scene: Scene, layer: int, values: Array) -> Array:
    """What ``values``, shaped as Θ^(layer), have for the edges in the picture; shape (to, from)."""
    shown = scene.layout.shown
    rows, columns = np.array(shown[layer]) - 1, np.array((0, *shown[layer - 1]))
    drawn: Array = values[np.ix_(rows, columns)]
    return drawn
