"""Which units of a layer too large to draw stay in the picture, as textbooks shorten it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from bpsim.steps.places import EdgePlace, Place, UnitPlace

if TYPE_CHECKING:
    from bpsim.steps.step import Lit, Step


def shown_units(size: int, slots: int, wanted: Iterable[int]) -> tuple[int, ...]:
    """The units in the slots of a layer, ascending: ``slots`` of them, or all if there are fewer.

    The first ones always stay; then come the ``wanted`` in the order given, as far as there is
    room. Slots still free go to the lowest units, so that the picture changes no more than it must.
    """
    if slots >= size:
        return tuple(range(1, size + 1))
    chosen = set(range(1, first_units(slots) + 1))
    for unit in wanted:
        if len(chosen) == slots:
            break
        if 1 <= unit <= size:
            chosen.add(unit)
    unit = 1
    while len(chosen) < slots:
        chosen.add(unit)
        unit += 1
    return tuple(sorted(chosen))


def first_units(slots: int) -> int:
    """How many of the first units always stay."""
    return 2 if slots >= 8 else 1


def wanted_units(step: Step, selected: Place | None) -> dict[int, list[int]]:
    """By layer the units that the picture of ``step`` needs, the most important first.

    Those are the unit computed, the far end of the current term's edge, the selected unit or
    edge, and the far ends of the terms written out, the largest product first.
    """
    wanted: dict[int, list[int]] = {layer: [] for layer in range(1, step.network.depth + 1)}
    if len(step.units) == 1:
        layer, unit = step.units[0]
        wanted[layer].append(unit)
    for lit in step.lit:
        if lit.to is not None:
            wanted[lit.layer + 1].append(lit.to)
        if lit.frm is not None:
            wanted[lit.layer].append(lit.frm)
    match selected:
        case UnitPlace(layer, unit):
            wanted[layer].append(unit)
        case EdgePlace():
            wanted[selected.layer].append(selected.frm)
            wanted[selected.layer + 1].append(selected.to)
        case _:
            pass
    if step.terms.shown:
        shown = step.terms.shown
        size = np.abs(step.terms.products[list(shown)])
        size[np.isnan(size)] = np.inf
        by_size = [shown[n] for n in np.argsort(-size, kind="stable")]
        for lit in step.lit:
            if lit.terms:
                layer, offset = source_of(lit)
                wanted[layer].extend(t + offset for t in by_size)
    return wanted


def source_of(lit: Lit) -> tuple[int, int]:
    """The layer that the terms of ``lit`` come from, and its unit number for term 0."""
    return (lit.layer + 1, 1) if lit.backward else (lit.layer, 0)
