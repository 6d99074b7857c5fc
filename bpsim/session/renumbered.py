"""What pointed at units of a network, once it has another shape: moved along, or gone."""

from collections.abc import Sequence
from dataclasses import replace

from bpsim.core.breakpoints import Breakpoint
from bpsim.core.reshape import NewLayer
from bpsim.steps.places import EdgePlace, Place, TargetPlace, UnitPlace
from bpsim.steps.schedule import BEFORE_COST, DELTAS, OF_UNITS, Granularity, Phase, Schedule


def place_after(place: Place | None, layers: Sequence[NewLayer]) -> Place | None:
    """The same unit, edge or target among the new ``layers``; None where it is gone.

    Where a unit is gone and its layer is not, another unit of the layer stands for it: the one
    that has its number now, or the last one.
    """
    match place:
        case UnitPlace(layer, unit):
            return _unit_after(layer, unit, layers) or _unit_beside(layer, unit, layers)
        case EdgePlace():
            start = _unit_after(place.layer, place.frm, layers)
            end = _unit_after(place.layer + 1, place.to, layers)
            if start is None or end is None or end.layer != start.layer + 1:
                return None
            return EdgePlace(start.layer, end.unit, start.unit)
        case TargetPlace(unit):
            output = layers[-1]
            return TargetPlace(output.units.index(unit) + 1) if unit in output.units else None
        case None:
            return None


def _unit_after(layer: int, unit: int, layers: Sequence[NewLayer]) -> UnitPlace | None:
    for number, each in enumerate(layers, start=1):
        if each.old == layer:
            if unit == 0:
                return UnitPlace(number, 0) if number < len(layers) else None
            return UnitPlace(number, each.units.index(unit) + 1) if unit in each.units else None
    return None


def _unit_beside(layer: int, unit: int, layers: Sequence[NewLayer]) -> UnitPlace | None:
    for number, each in enumerate(layers, start=1):
        if each.old == layer and unit > 0:
            old = [n for n in each.units if n is not None]
            later = [n for n in old if n > unit]
            if old:
                return UnitPlace(number, each.units.index(later[0] if later else old[-1]) + 1)
    return None


def breakpoints_after(
    breakpoints: Sequence[Breakpoint], layers: Sequence[NewLayer]
) -> tuple[Breakpoint, ...]:
    """The breakpoints with their units among the new ``layers``, without those at units gone."""
    out = []
    for each in breakpoints:
        if each.kind != "delta":
            out.append(each)
            continue
        place = _unit_after(each.layer, each.unit, layers)
        # The input layer has no δ.
        if place is not None and place.layer > 1:
            out.append(replace(each, layer=place.layer, unit=place.unit))
    return tuple(out)


def tick_after(tick: int, old: Schedule, new: Schedule, layers: Sequence[NewLayer]) -> int:
    """The tick of the walk ``new`` at which happens what happened at ``tick`` of ``old``.

    The same example, unit and part of its sum; of what is gone the nearest that is left, as
    :func:`place_after` has it. Both walks have an example at least.
    """
    at = old.position_of(tick)
    if at.phase is Phase.SCALE and not new.scaled:
        return new.tick_where(Phase.LOAD, 1, 1, min(at.item or 0, new.batch - 1))
    if at.phase not in BEFORE_COST and not new.answered:
        return new.ticks - 1
    depth, phase, layer, unit = len(layers), at.phase, at.layer, 1
    if phase is Phase.COST:
        layer = None
    if layer is not None:
        came = next((n for n, each in enumerate(layers, start=1) if each.old == layer), layer)
        layer = min(came, depth if phase in OF_UNITS else depth - 1)
    if layer is not None and phase in OF_UNITS:
        place = place_after(UnitPlace(at.layer or layer, at.unit), layers)
        unit = place.unit if isinstance(place, UnitPlace) else min(at.unit, new.layers[layer - 1])
        if phase in DELTAS:
            phase = Phase.OUTPUT_DELTA if layer == depth else Phase.HIDDEN_DELTA
    end = new.tick_where(phase, layer, unit, min(at.item or 0, new.batch - 1))
    block = new.position_of(end).block
    start = end - block.last_tick(unit - 1, Granularity.UNIT)
    if at.part < 0 and block.tail:
        return start + block.units * block.parts + unit - 1
    last = at.part in (-1, at.block.parts - 1)  # g or g′, or all terms that there are
    part = block.parts - 1 if last else min(at.part, block.parts - 1)
    return start + (unit - 1) * block.parts + part
