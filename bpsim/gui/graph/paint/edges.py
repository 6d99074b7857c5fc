"""Painting the edges between two layers at rest: by sign, by size, and by dash."""

import math
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
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
    for level, negative, lines in buckets(scene, layer):
        ink = colours["negative" if negative else "positive"]
        colour = colours.standing_out(ink, FLOODED if flooded else CONTRASTS[level])
        width = width_of(level, scale) * (FLOOD_WIDTH if flooded else 1.0)
        painter.setPen(edge_pen(colour, width, scale, negative))
        painter.drawLines(lines)


def thinned(scene: Scene, layer: int) -> float:
    """What makes edges thinner where many cross each other."""
    shown = scene.layout.shown
    count = (len(shown[layer - 1]) + 1) * len(shown[layer])
    return min(1.0, math.sqrt(FEW_EDGES / count))


def buckets(scene: Scene, layer: int) -> Iterator[tuple[int, bool, list[QLineF]]]:
    """The drawn edges of Θ^(layer) by level and sign."""
    kinds = edge_kinds(scene, layer).ravel()
    order = np.argsort(kinds, kind="stable")
    lines = scene.layout.frame.lines[layer - 1].ravel()[order].tolist()
    bounds = np.searchsorted(kinds[order], np.arange(2 * len(WIDTHS) + 1)).tolist()
    for kind, (first, last) in enumerate(pairwise(bounds)):
        if last > first:
            yield kind // 2, bool(kind % 2), lines[first:last]


def paint_stream(
    painter: QPainter, scene: Scene, layer: int, progress: float, backward: bool
) -> None:
    """A dot on each drawn edge of Θ^(layer), that far along the way of the values."""
    negatives = edge_kinds(scene, layer) % 2
    starts, ends = scene.layout.frame.ends[layer - 1]
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


class DrawnEdges:
    """What tells one picture of the edges of a pair of layers from another: their kinds.

    Training changes weights in every frame, but seldom the level or the sign by which they are
    drawn. Equal to another with the same matrix or the same kinds, which are only looked at then.
    """

    def __init__(self, scene: Scene, layer: int) -> None:
        self._theta = scene.network.theta(layer)
        self._scene: Scene | None = scene
        self._layer = layer
        self._kinds = b""

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, DrawnEdges):
            return NotImplemented
        return self._theta is other._theta or self._drawn() == other._drawn()

    __hash__ = None  # type: ignore[assignment]  # compared with one other, never looked up

    def _drawn(self) -> bytes:
        if self._scene is not None:
            self._kinds = edge_kinds(self._scene, self._layer).tobytes()
            self._scene = None  # which would keep all that was on screen then
        return self._kinds


def edge_kinds(scene: Scene, layer: int) -> Array:
    """Of all drawn edges of Θ^(layer) twice the level, plus one if negative; shape (to, from)."""
    layout, theta = scene.layout, scene.network.theta(layer)
    rows = np.array(layout.shown[layer]) - 1
    columns = np.array((0, *layout.shown[layer - 1]))
    weights = theta[np.ix_(rows, columns)]
    kinds: Array = 2 * levels(weights, largest_size(theta)) + (weights < 0)
    return kinds
