"""Moving with the keys: from unit to unit, along the edges between them, from number to number."""

from collections.abc import Sequence

from bpsim.gui.graph.layout.layout import Layout
from bpsim.steps.places import EdgePlace, Place, TargetPlace, UnitPlace


def moved(layout: Layout, place: Place | None, right: int, down: int) -> Place:
    """The neighbour of ``place``: one column to the ``right`` (or left, −1), or one row ``down``.

    From an edge the column keys lead to the units at its ends, and the row keys to the next edge
    into the same unit. With nothing selected, the first unit.
    """
    layers = layout.frame.layers
    depth = len(layers)
    match place:
        case None:
            return UnitPlace(1, 1)
        case EdgePlace(layer, to, frm):
            if right:
                return place.end if right > 0 else place.start
            return EdgePlace(layer, to, _within(frm + down, 0, layers[layer - 1]))
        case TargetPlace(unit):
            if right:
                return UnitPlace(depth, unit) if right < 0 else place
            return TargetPlace(_within(unit + down, 1, layers[-1]))
        case UnitPlace(layer, unit):
            if not right:
                first = 0 if layer < depth else 1
                return UnitPlace(layer, _within(unit + down, first, layers[layer - 1]))
            if layer + right > depth:
                return TargetPlace(unit)
            return _beside(layout, place, _within(layer + right, 1, depth))


def edge_beside(layout: Layout, place: Place | None, right: int) -> Place | None:
    """The first edge that leaves the selected unit to the ``right``, or enters it from the left."""
    match place:
        case UnitPlace(layer, unit):
            if right > 0 and layer < layout.frame.depth:
                end = _beside(layout, place, layer + 1)
                return EdgePlace(layer, max(end.unit, 1), unit)
            if right < 0 and layer > 1 and unit > 0:
                return EdgePlace(layer - 1, unit, _beside(layout, place, layer - 1).unit)
            return place
        case EdgePlace():
            return moved(layout, place, right, 0)
        case _:
            return place


def number_beside(layers: Sequence[int], place: Place, by: int) -> Place | None:
    """The weight, input or target ``by`` numbers after ``place``; None where there is none.

    Weights follow one another as in their matrices: the bias of a unit and the weights into it,
    then those into the next unit, then the next layer.
    """
    match place:
        case EdgePlace():
            return _weight_beside(layers, place, by)
        case UnitPlace(layer, unit):
            found: Place = UnitPlace(layer, unit + by)
            return found if 1 <= unit + by <= layers[layer - 1] else None
        case TargetPlace(unit):
            return TargetPlace(unit + by) if 1 <= unit + by <= layers[-1] else None


def _weight_beside(layers: Sequence[int], place: EdgePlace, by: int) -> EdgePlace | None:
    row = layers[place.layer - 1] + 1
    layer, number = place.layer, (place.to - 1) * row + place.frm + by
    if number < 0:
        layer -= 1
        number += _weights_after(layers, layer)
    elif number >= _weights_after(layers, layer):
        number -= _weights_after(layers, layer)
        layer += 1
    if not 1 <= layer < len(layers):
        return None
    to, frm = divmod(number, layers[layer - 1] + 1)
    return EdgePlace(layer, to + 1, frm)


def _weights_after(layers: Sequence[int], layer: int) -> int:
    """How many weights lead out of a layer, 0 for one that is none."""
    return (layers[layer - 1] + 1) * layers[layer] if 1 <= layer < len(layers) else 0


def _beside(layout: Layout, place: UnitPlace, layer: int) -> UnitPlace:
    """The unit of ``layer`` that is drawn nearest to the height of ``place``."""
    if layer == place.layer:
        return place
    if place.unit == 0 and layer < layout.frame.depth:
        return UnitPlace(layer, 0)
    y = layout.y(place.layer, place.unit) if layout.shows(place) else layout.frame.bias_y
    # Of two that are equally near it is the upper one, however the distances were rounded.
    nearest = min(
        layout.shown[layer - 1], key=lambda unit: round(abs(layout.y(layer, unit) - y), 3)
    )
    return UnitPlace(layer, nearest)


def _within(value: int, least: int, most: int) -> int:
    return max(least, min(most, value))
