"""A step as it is shown before its result is asked for: how it is computed, and a question mark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from bpsim.notation.formula import (
    EQUALS,
    Expr,
    Fraction,
    Matrix,
    Number,
    Root,
    Strong,
    Term,
    row,
)
from bpsim.notation.parts import mapped
from bpsim.steps.apart.delta import DeltaBreakdown
from bpsim.steps.apart.weight import WeightBreakdown
from bpsim.steps.schedule import COARSE, Granularity, Phase
from bpsim.steps.step import Step
from bpsim.steps.terms import Terms
from bpsim.teach.practice.blanks import ValuePlace
from bpsim.teach.practice.masking import ASKED, Blanks, masked_known

OF_UNITS: Final = {
    Phase.FORWARD: ("z", "a"),
    Phase.OUTPUT_DELTA: ("output-delta",),
    Phase.HIDDEN_DELTA: ("delta",),
}
OF_LAYERS: Final = {Phase.ACCUMULATE: "Delta", Phase.GRADIENT: "D", Phase.UPDATE: "weight"}


@dataclass(frozen=True)
class ResultHidden:
    """What one step computes is not shown anywhere; every other step is as it is."""

    iteration: int
    index: int
    granularity: Granularity
    places: frozenset[ValuePlace]
    example: int

    @classmethod
    def of(cls, step: Step) -> ResultHidden:
        """The result of ``step`` is the one to hide."""
        places = frozenset(_results(step))
        return cls(step.iteration, step.index, step.granularity, places, step.example or 0)

    def masked(self, step: Step) -> Step:
        """``step`` without its result; the very same where it is another one, or computes none."""
        if not (self.places and self._means(step)):
            return step
        hidden = {step.activation if _squeezes(step) else step.result, step.activation, step.factor}
        if step.granularity is not Granularity.TERM:  # there the sum has had a step of its own
            hidden.add(step.weighted_sum)
        numbers = _asked(step.numbers, hidden)
        # A matrix is all result, and so is everything that a whole pass computes.
        if step.matrices or numbers == step.numbers or step.granularity in COARSE:
            numbers = row(step.symbol, EQUALS, ASKED)
        return replace(
            step, known=masked_known(step.known, self.places), numbers=numbers, terms=Terms.none(),
            term=None, running=None, weighted_sum=None, factor=None, result=None, activation=None,
            matrices=(), entries=(), cost_J=None, note="",
            lit=tuple(replace(each, terms=False, term=None) for each in step.lit),
            network=step.network if step.before is None else step.before,
        )  # fmt: skip

    def hides(self, delta: DeltaBreakdown, step: Step) -> bool:
        """True if this δ is the result, or made of it."""
        return self._means(step) and any(
            place.layer == delta.layer and place.unit == delta.unit for place in self.places
        )

    def weight(self, whole: WeightBreakdown) -> WeightBreakdown:
        """One weight taken apart without the result; the very same where it is no part of it."""
        return Blanks(self.example, self.places).weight(whole)

    def at(self, step: Step) -> frozenset[ValuePlace]:
        """The places that are not shown at ``step``."""
        return self.places if self._means(step) else frozenset()

    def _means(self, step: Step) -> bool:
        return (step.iteration, step.index, step.granularity) == (
            self.iteration, self.index, self.granularity,
        )  # fmt: skip


def _results(step: Step) -> Iterator[ValuePlace]:
    """The places of the values that ``step`` computes."""
    depth = step.network.depth
    kinds = ("a",) if _squeezes(step) else OF_UNITS.get(step.phase, ())
    for layer, unit in step.units:
        for kind in kinds:
            yield ValuePlace(kind, layer, unit)
    if step.phase is Phase.COST:
        yield ValuePlace("cost", depth, 1)
    if step.phase in OF_LAYERS:
        layers = range(1, depth) if step.layer is None else (step.layer,)
        for layer in layers:
            yield ValuePlace(OF_LAYERS[step.phase], layer, 1, 0)


def _squeezes(step: Step) -> bool:
    """True where g alone is the step: z is known from the one before."""
    return step.granularity is Granularity.TERM and step.activation is not None


def _asked(expr: Expr, hidden: set[float | None]) -> Expr:
    """``expr`` with a question mark for its result, and wherever that is used again.

    Terms stay: what they multiply was there before the step; so do fractions, which are shares.
    """

    def change(part: Expr) -> Expr | None:
        match part:
            case Strong():
                return ASKED
            case Number(value) if value in hidden:
                return ASKED
            case Term() | Fraction() | Root() | Matrix():
                return part
        return None

    return mapped(expr, change)
