"""Painting which weights an update has moved most, as a glow behind their edges."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QPainter, QPen

from bpsim.core.arrays import Array, largest_size
from bpsim.gui.graph.paint.edges import stroke_scale
from bpsim.gui.graph.paint.scene import Scene

GLOWS = ((0.25, 5.0), (0.5, 8.0), (0.75, 12.0))
"""From which part of the largest change on a weight glows, and how wide."""


def paint_changes(painter: QPainter, scene: Scene, changes: Sequence[Array]) -> None:
    """A glow behind each drawn edge whose weight moved much; ``changes`` are shaped as the Θ."""
    if [each.shape for each in changes] != [theta.shape for theta in scene.network.weights]:
        return  # those of a network that is not on screen any more
    largest = max(map(largest_size, changes))
    if not 0.0 < largest < np.inf:
        return
    layout, scale = scene.layout, stroke_scale(scene)
    ink = scene.colours.blend(scene.colours["update"], 0.4)
    for layer, change in enumerate(changes, start=1):
        rows = np.array(layout.shown[layer]) - 1
        columns = np.array((0, *layout.shown[layer - 1]))
        size = np.abs(change[np.ix_(rows, columns)]) / largest
        starts, ends = layout.frame.ends[layer - 1]
        x1, x2 = layout.frame.span(layer)
        for n, (least, width) in enumerate(GLOWS):
            most = GLOWS[n + 1][0] if n + 1 < len(GLOWS) else np.inf
            to, frm = np.nonzero((size >= least) & (size < most))
            pen = QPen(ink, width * scale)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            pairs = zip(starts[frm].tolist(), ends[to].tolist(), strict=True)
            painter.drawLines([QLineF(x1, y1, x2, y2) for y1, y2 in pairs])
