"""Which of the drawn edges a step lights, how strongly, and in which colour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from bpsim.gui.graph.layout.layout import Layout
from bpsim.steps.places import EdgePlace
from bpsim.steps.shown.gradient import on_edges

if TYPE_CHECKING:
    from bpsim.steps.step import Lit, Step

MOST_SINGLE, MOST_GRADIENT = 12, 120
"""A layer lit as a whole is lit edge by edge, each with its number, up to so many edges.

Where the edges show the gradient more of them are, but then without numbers."""


class Strength(IntEnum):
    """How strongly an edge is lit: a term not written out, a term already added, a term now."""

    FAINT = 0
    SOFT = 1
    FULL = 2


@dataclass(frozen=True, slots=True)
class LitEdge:
    """An edge that the step lights.

    ``weight`` is the number on it: its weight, or its part of the gradient, whose ``largest`` size
    in the layer is given then. ``told`` says that there is room for the number.

    ``colour`` is the number of the term it carries; None takes the colour of the weight's sign
    where it is ``signed`` and the muted one where not. ``backward`` is the direction of travel.
    """

    place: EdgePlace
    weight: float
    backward: bool
    strength: Strength
    colour: int | None
    signed: bool
    largest: float | None = None
    told: bool = True

    @property
    def labelled(self) -> bool:
        """True if its weight is written on it."""
        return self.told and self.strength is Strength.FULL


def flooded(step: Step, layout: Layout) -> dict[int, bool]:
    """The layers l whose Θ^(l) is lit as a whole and too large to light each edge.

    The value is True where the values travel backward.
    """
    return {lit.layer: lit.backward for lit in step.lit if _floods(step, lit, layout)}


def lit_edges(step: Step, layout: Layout) -> tuple[LitEdge, ...]:
    """The edges to light one by one among those that ``layout`` shows, the strongest last."""
    out: list[LitEdge] = []
    for lit in step.lit:
        if lit.terms:
            out += _fan(step, lit, layout)
        elif not _floods(step, lit, layout):
            out += _all(step, lit, layout)
    return tuple(sorted(out, key=lambda edge: edge.strength))


def _floods(step: Step, lit: Lit, layout: Layout) -> bool:
    if lit.terms or lit.to is not None or lit.frm is not None:
        return False
    most = MOST_SINGLE if on_edges(step, lit.layer) is None else MOST_GRADIENT
    return _edges(lit, layout) > most


def _edges(lit: Lit, layout: Layout) -> int:
    return (len(layout.shown[lit.layer - 1]) + 1) * len(layout.shown[lit.layer])


def _all(step: Step, lit: Lit, layout: Layout) -> Iterator[LitEdge]:
    """All drawn edges of a layer's weights, or those into or out of one unit."""
    gradient = on_edges(step, lit.layer)
    theta = step.network.theta(lit.layer) if gradient is None else gradient
    largest = None if gradient is None else float(np.nan_to_num(np.abs(gradient)).max())
    told = gradient is None or _edges(lit, layout) <= MOST_SINGLE
    # On the way back nothing travels to the bias: its δ is not used.
    sources = layout.shown[lit.layer - 1] if lit.backward else (0, *layout.shown[lit.layer - 1])
    for to in layout.shown[lit.layer] if lit.to is None else (lit.to,):
        for frm in sources if lit.frm is None else (lit.frm,):
            place = EdgePlace(lit.layer, to, frm)
            if layout.shows(place):
                weight = float(theta[to - 1, frm])
                yield LitEdge(place, weight, lit.backward, Strength.FULL, None, True, largest, told)


def _fan(step: Step, lit: Lit, layout: Layout) -> Iterator[LitEdge]:
    """The edges of one sum: all its terms, or at term granularity those added so far."""
    theta = step.network.theta(lit.layer)
    for place, t in _terms(lit, layout):
        colour = step.terms.colour(t)
        written = Strength.FULL if lit.term is None else Strength.SOFT
        if lit.term is not None and t > lit.term:
            continue
        strength = Strength.FAINT if colour is None else written
        if t == lit.term:
            strength = Strength.FULL
        weight = float(theta[place.to - 1, place.frm])
        yield LitEdge(place, weight, lit.backward, strength, colour, False)


def _terms(lit: Lit, layout: Layout) -> Iterator[tuple[EdgePlace, int]]:
    """The drawn edges of the sum that ``lit`` belongs to, each with its term's number."""
    if lit.backward and lit.frm is not None and lit.frm in layout.shown[lit.layer - 1]:
        for to in layout.shown[lit.layer]:
            yield EdgePlace(lit.layer, to, lit.frm), to - 1
    elif not lit.backward and lit.to is not None and lit.to in layout.shown[lit.layer]:
        for frm in (0, *layout.shown[lit.layer - 1]):
            yield EdgePlace(lit.layer, lit.to, frm), frm
