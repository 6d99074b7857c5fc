"""Painting the edges between two layers at rest: by sign, by size, and by dash."""

import math
from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from bpsim.core.arrays import Array
from bpsim.gui.controls.painting import mixed
from bpsim.gui.graph.scene import Scene

WIDTHS = (0.7, 1.2, 1.8, 2.4, 3.1)
"""Widths of edges, from the smallest weights of a pair of layers to the largest."""
FEW_EDGES = 40
PRESENCE = (0.24, 0.28, 0.32, 0.36, 0.40)
"""How much of an edge's colour shows at rest, by the same levels."""


def largest_weight(theta: Array) -> float:
    """The largest |Θ| of a matrix."""
    return float(max(theta.max(), -theta.min()))


def levels(weights: Array, largest: float) -> Array:
    """The level 0 … 4 of each weight's size relative to ``largest``, same shape."""
    if largest == 0.0:
        return np.zeros(weights.shape)
    steps = np.ceil(np.abs(weights) / largest * len(WIDTHS)) - 1
    clipped: Array = np.clip(steps, 0, len(WIDTHS) - 1)
    return clipped


def edge_pen(colour: QColor, width: float, scale: float, negative: bool) -> QPen:
    """A line of that width, dashed for a negative weight."""
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if negative:
        pen.setDashPattern([5.0 * scale / width, 3.2 * scale / width])
    return pen


def stroke_scale(scene: Scene) -> float:
    """What line widths are multiplied by: they grow less than the picture does."""
    return float(max(0.75, min(2.0, scene.layout.frame.scale)))


def paint_edges(painter: QPainter, scene: Scene, layer: int) -> None:
    """All drawn edges of Θ^(layer), thin ones first."""
    scale = stroke_scale(scene)
    ground = scene.theme.colour("surface")
    veil = presence(scene, layer)
    for level, negative, lines in buckets(scene, layer):
        ink = scene.theme.colour("negative" if negative else "positive")
        painter.setPen(
            edge_pen(
                mixed(ink, ground, veil * PRESENCE[level]), WIDTHS[level] * scale, scale, negative
            )
        )
        painter.drawLines(lines)


def presence(scene: Scene, layer: int) -> float:
    """How strongly edges show at rest: where many cross each other they stand back."""
    shown = scene.layout.shown
    count = (len(shown[layer - 1]) + 1) * len(shown[layer])
    return min(1.0, math.sqrt(FEW_EDGES / count))


def buckets(scene: Scene, layer: int) -> Iterator[tuple[int, bool, list[QLineF]]]:
    """The drawn edges of Θ^(layer) by level and sign."""
    layout = scene.layout
    theta = scene.network.theta(layer)
    rows = np.array(layout.shown[layer]) - 1
    columns = np.array((0, *layout.shown[layer - 1]))
    weights = theta[np.ix_(rows, columns)]
    starts, ends = layout.ends[layer - 1]
    x1, x2 = layout.span(layer)
    level = levels(weights, largest_weight(theta))
    negative = weights < 0
    for n in range(len(WIDTHS)):
        for sign in (False, True):
            to, frm = np.nonzero((level == n) & (negative == sign))
            if len(to):
                pairs = zip(starts[frm].tolist(), ends[to].tolist(), strict=True)
                yield n, sign, [QLineF(x1, y1, x2, y2) for y1, y2 in pairs]
