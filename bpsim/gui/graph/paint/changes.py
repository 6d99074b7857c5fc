"""Painting which weights an update has moved most, as a glow behind their edges."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen

from bpsim.core.arrays import Array, largest_size
from bpsim.gui.graph.paint.edges import edge_lines, of_drawn_edges, stroke_scale
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
    ink, scale = scene.colours.blend(scene.colours["update"], 0.4), stroke_scale(scene)
    for layer, change in enumerate(changes, start=1):
        size = np.abs(of_drawn_edges(scene, layer, change)) / largest
        for n, (least, width) in enumerate(GLOWS):
            most = GLOWS[n + 1][0] if n + 1 < len(GLOWS) else np.inf
            pen = QPen(ink, width * scale)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLines(edge_lines(scene, layer, (size >= least) & (size < most)))
