"""Which panels would give a blank value away by their picture, and what each then says instead."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from bpsim.base.words import tr
from bpsim.steps.apart.what_if import Nudged
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.teach.practice.blanks import DELTA_KINDS, ValuePlace
from bpsim.teach.practice.masking import summed

Places = Collection[ValuePlace]
FORWARDS: Final = ("z", "a")
BACKWARDS: Final = ("sum", "slope", *DELTA_KINDS)

COST = tr("Not shown while the cost is blank: J is made of it.")
SLOPE = tr(
    "Not shown while {symbol} is blank: the line in this picture is as steep as that number."
)
HEIGHT = tr("Not shown while the cost is blank: this picture is as high as the cost.")
MAP = tr("Not shown while {symbol} is blank: the colour at the example would tell it.")
ANSWERS = tr("No input is answered while {symbol} is blank: one like the example would tell it.")
PATHS = tr(
    "Not shown while {symbol} is blank: it is a factor of these paths, or what they add up to."
)
FLOW = tr("Not shown while {symbol} is blank: the height of these lines is the size of δ.")


def why_no_cost(blank: Places) -> str:
    """Why J is not shown; empty where it gives nothing away. So for each function here."""
    return COST if _of(blank, ("cost",)) else ""


def why_no_slope(blank: Places, nudged: Nudged) -> str:
    """Why the cost is not drawn as a function of this z or weight."""
    if _of(blank, ("cost",)):
        return HEIGHT
    if isinstance(nudged, UnitPlace):
        found = [each for each in blank if _is_of(each, *nudged)]
    else:
        layer, to, frm = nudged
        found = [
            each for each in blank
            if layer in summed(each) or _is_of(each, layer + 1, to)
            or (each.kind in FORWARDS and _is_of(each, layer, frm))
        ]  # fmt: skip
    return _said(SLOPE, found)


def why_no_map(blank: Places, place: UnitPlace | None, depth: int) -> str:
    """Why a map of a unit's a, of all outputs for None, is not drawn."""
    layer = depth if place is None else place.layer
    found = [
        each for each in _of(blank, (*FORWARDS, "cost"))
        if each.layer == layer and (place is None or each.unit == place.unit)
    ]  # fmt: skip
    return _said(MAP, found)


def why_no_answers(blank: Places, depth: int) -> str:
    """Why the network answers no input of the user's own."""
    return _said(ANSWERS, [each for each in _of(blank, FORWARDS) if each.layer == depth])


def why_no_paths(blank: Places, place: UnitPlace, weight: EdgePlace | None = None) -> str:
    """Why the δ of a unit is not taken apart into paths, or the slope by a ``weight`` into it."""
    parts = _of(blank, (*FORWARDS, *BACKWARDS))
    found = [each for each in parts if each.layer > place.layer or _is_of(each, *place)]
    if weight is not None:
        start = weight.layer, weight.frm
        found += [each for each in _of(blank, FORWARDS) if _is_of(each, *start)]
    return _said(PATHS, found)


def why_no_flow(blank: Places) -> str:
    """Why the sizes of δ are not drawn."""
    return _said(FLOW, _of(blank, DELTA_KINDS))


def is_blank(blank: Places, place: UnitPlace | EdgePlace, kind: str) -> bool:
    """True if this z, a, δ ("delta") of a unit or D of a weight is not to be seen."""
    if isinstance(place, EdgePlace):
        return any(place.layer in summed(each) for each in blank)
    kinds = DELTA_KINDS if kind == "delta" else (kind,)
    return any(each.kind in kinds and _is_of(each, *place) for each in blank)


def _of(blank: Iterable[ValuePlace], kinds: Collection[str]) -> list[ValuePlace]:
    return [each for each in blank if each.kind in kinds]


def _is_of(each: ValuePlace, layer: int, unit: int) -> bool:
    return each.kind in (*FORWARDS, *BACKWARDS) and (each.layer, each.unit) == (layer, unit)


def _said(words: str, found: Collection[ValuePlace]) -> str:
    return words.format(symbol=min(found).symbol) if found else ""
