"""What lies under the pointer: a unit, a target or, within a few pixels, an edge."""

import math
from collections.abc import Collection

import numpy as np

from bpsim.gui.graph.layout.layout import Layout
from bpsim.steps.places import EdgePlace, Place, TargetPlace, UnitPlace

REACH = 5.0
"""How near, in pixels, the pointer has to come to an edge."""
FAVOUR = 2.0
"""By how many pixels a lit edge is preferred to one at rest."""


def place_at(layout: Layout, x: float, y: float, lit: Collection[EdgePlace] = ()) -> Place | None:
    """The place at a point of the view, or None."""
    frame = layout.frame
    for layer in range(1, frame.depth + 1):
        if frame.edge(layer, -1) <= x <= frame.edge(layer, 1):
            return _unit_at(layout, layer, x, y)
    for unit in layout.shown[-1]:
        if layout.target_box(unit).contains(x, y):
            return TargetPlace(unit)
    for layer in range(1, frame.depth):
        x1, x2 = layout.frame.span(layer)
        if x1 <= x <= x2:
            return _edge_at(layout, layer, x, y, lit)
    return None


def _unit_at(layout: Layout, layer: int, x: float, y: float) -> UnitPlace | None:
    units = layout.shown[layer - 1]
    for unit in (0, *units) if layer < layout.frame.depth else units:
        box = layout.unit_box(layer, unit)
        if math.hypot((x - box.cx) / (box.w / 2), (y - box.cy) / (box.h / 2)) <= 1.0:
            return UnitPlace(layer, unit)
        if unit and layer > 1 and layout.chip_box(layer, unit).contains(x, y):
            return UnitPlace(layer, unit)
    return None


def _edge_at(
    layout: Layout, layer: int, x: float, y: float, lit: Collection[EdgePlace]
) -> EdgePlace | None:
    (x1, x2), (starts, ends) = layout.frame.span(layer), layout.frame.ends(layer)
    rise = ends[:, None] - starts[None, :]
    at = starts[None, :] + rise * ((x - x1) / (x2 - x1))
    distance = np.abs(at - y) * (x2 - x1) / np.hypot(x2 - x1, rise)
    sources = (0, *layout.shown[layer - 1])
    for edge in lit:
        if edge.layer == layer and layout.shows(edge):
            distance[layout.shown[layer].index(edge.to), sources.index(edge.frm)] -= FAVOUR
    to, frm = np.unravel_index(int(np.argmin(distance)), distance.shape)
    if distance[to, frm] > REACH:
        return None
    return EdgePlace(layer, layout.shown[layer][to], sources[frm])
