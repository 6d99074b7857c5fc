"""Which edge carries which term of a step, so that to point at one is to point at the other."""

from bpsim.steps.places import EdgePlace, Place
from bpsim.steps.step import Step


def edge_of(step: Step, term: int) -> EdgePlace | None:
    """The edge that carries the term (from 0) of the step's sum; None where there is none."""
    if not 0 <= term < len(step.terms):
        return None
    for lit in step.lit:
        if not lit.terms:
            continue
        if lit.backward and lit.frm is not None:
            return EdgePlace(lit.layer, term + 1, lit.frm)
        if not lit.backward and lit.to is not None:
            return EdgePlace(lit.layer, lit.to, term)
    return None


def term_of(step: Step, place: Place | None) -> int | None:
    """The term (from 0) of the step's sum that the edge at ``place`` carries, if it carries one."""
    if not isinstance(place, EdgePlace):
        return None
    for lit in step.lit:
        if lit.terms and lit.layer == place.layer:
            if lit.backward and lit.frm == place.frm:
                return place.to - 1 if place.to <= len(step.terms) else None
            if not lit.backward and lit.to == place.to:
                return place.frm if place.frm < len(step.terms) else None
    return None
