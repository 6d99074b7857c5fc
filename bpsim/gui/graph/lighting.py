"""Which of the drawn edges a step lights, how strongly, and in which colour."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from bpsim.gui.graph.layout import Layout
from bpsim.gui.places import EdgePlace
from bpsim.steps.step import Lit, Step

MOST_LABELS = 12
"""Where a step lights whole layers, the weights are written only on so many edges."""


class Strength(IntEnum):
    """How strongly an edge is lit: a term not written out, a term already added, a term now."""

    FAINT = 0
    SOFT = 1
    FULL = 2


@dataclass(frozen=True, slots=True)
class LitEdge:
    """An edge that the step lights.

    ``colour`` is the number of the term it carries; None takes the colour of the weight's sign
    where it is ``signed`` and the muted one where not. ``backward`` is the direction of travel.
    """

    place: EdgePlace
    weight: float
    backward: bool
    strength: Strength
    colour: int | None
    signed: bool
    labelled: bool


def lit_edges(step: Step, layout: Layout) -> tuple[LitEdge, ...]:
    """The lit edges among those that ``layout`` shows, the strongest last."""
    plain = [lit for lit in step.lit if not lit.terms]
    whole = [edge for lit in plain for edge in _whole(step, lit, layout)]
    out = [edge for lit in step.lit if lit.terms for edge in _fan(step, lit, layout)]
    labelled = len(whole) <= MOST_LABELS
    out += [
        LitEdge(place, weight, backward, Strength.FULL, None, True, labelled)
        for place, weight, backward in whole
    ]
    return tuple(sorted(out, key=lambda edge: edge.strength))


def _whole(step: Step, lit: Lit, layout: Layout) -> Iterator[tuple[EdgePlace, float, bool]]:
    """All drawn edges of a layer's weights, or those into or out of one unit."""
    theta = step.network.theta(lit.layer)
    # On the way back nothing travels to the bias: its δ is not used.
    sources = layout.shown[lit.layer - 1] if lit.backward else (0, *layout.shown[lit.layer - 1])
    for to in layout.shown[lit.layer] if lit.to is None else (lit.to,):
        for frm in sources if lit.frm is None else (lit.frm,):
            place = EdgePlace(lit.layer, to, frm)
            if layout.shows(place):
                yield place, float(theta[to - 1, frm]), lit.backward


def _fan(step: Step, lit: Lit, layout: Layout) -> Iterator[LitEdge]:
    """The edges of one sum: all its terms, or at term granularity those added so far."""
    theta = step.network.theta(lit.layer)
    for place, t in _terms(lit, layout):
        colour = step.terms.colour(t)
        if lit.term is None:
            strength = Strength.FAINT if colour is None else Strength.FULL
        elif t > lit.term:
            continue
        elif t == lit.term:
            strength = Strength.FULL
        else:
            strength = Strength.FAINT if colour is None else Strength.SOFT
        yield LitEdge(
            place,
            float(theta[place.to - 1, place.frm]),
            lit.backward,
            strength,
            colour,
            False,
            strength is Strength.FULL,
        )


def _terms(lit: Lit, layout: Layout) -> Iterator[tuple[EdgePlace, int]]:
    """The drawn edges of the sum that ``lit`` belongs to, each with its term's number."""
    if lit.backward:
        assert lit.frm is not None
        if layout.shows(EdgePlace(lit.layer, layout.shown[lit.layer][0], lit.frm)):
            for to in layout.shown[lit.layer]:
                yield EdgePlace(lit.layer, to, lit.frm), to - 1
    else:
        assert lit.to is not None
        if lit.to in layout.shown[lit.layer]:
            for frm in (0, *layout.shown[lit.layer - 1]):
                yield EdgePlace(lit.layer, lit.to, frm), frm
