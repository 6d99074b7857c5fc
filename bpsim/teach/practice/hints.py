"""The hint ladder: the rule, the edges, the formula, the formula with numbers, the value."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import NamedTuple

from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.core.settings import TrainingSettings
from bpsim.notation.formula import Expr, to_text
from bpsim.notation.numerals import number_text
from bpsim.steps.places import EdgePlace
from bpsim.steps.schedule import OF_UNITS, Granularity, Phase
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace
from bpsim.teach.mistakes.kind import Problem
from bpsim.teach.practice.blanks import OF_A_WEIGHT, ValuePlace, right_value
from bpsim.teach.practice.hint_numbers import with_numbers


class Rung(NamedTuple):
    """One rung: its name, and the share of the point that is gone once it was taken."""

    name: str
    cost: float


LADDER = (
    Rung(tr("the rule"), 0.1),
    Rung(tr("the edges"), 0.2),
    Rung(tr("the formula"), 0.4),
    Rung(tr("the formula with numbers"), 0.7),
    Rung(tr("the value"), 1.0),
)

RULES = {
    "z": tr(
        "z adds up what comes in: each weight times the activation at the "
        "edge’s start, the bias times 1."
    ),
    "a": tr("a is g of z."),
    "cost": tr("The cost compares the outputs with the targets."),
    "output-delta": tr("The δ of the output is the slope of the cost by the output’s z."),
    "sum": tr(
        "Going back, the δ of the units to the right are added up along "
        "the edges that lead to them, each times its weight."
    ),
    "slope": tr("g′ is the slope of g at this unit’s z."),
    "delta": tr("A hidden δ is the weighted sum of the δ to the right, times g′(z)."),
    "Delta": tr("An example adds to Δ the δ at the edge’s end times the a at its start."),
    "D": tr(
        "D is Δ divided by the number of examples, plus λ/m times the weight, but not for a bias."
    ),
    "weight": tr("A new weight is the old one minus α times its D."),
}


@dataclass(frozen=True)
class Hint:
    """A hint: its words, edges to light, and what share it costs in all."""

    name: str
    text: str
    edges: tuple[EdgePlace, ...]
    formula: Expr | None
    cost: float


def hint(
    document: Document,
    example: int,
    place: ValuePlace,
    rung: int,
    hidden: Collection[ValuePlace] = (),
) -> Hint:
    """One rung of the ladder for the value at ``place`` of an example (from 1).

    None but the last tells that value, nor those of ``hidden``, which are blank too.
    """
    name, cost = LADDER[rung]
    problem = Problem.of(document)
    edges = edges_of(problem, place)
    step = step_of(document, example, place)
    if rung == 0:
        return Hint(name, RULES[place.kind], (), None, cost)
    if rung == 1:
        words = ", ".join(each.symbol for each in edges) or tr("no edge; look at the unit itself")
        return Hint(name, tr("It takes {words}.", words=words), edges, None, cost)
    if rung in (2, 3):
        expr = step.formula
        if rung == 3:
            expr = with_numbers(problem, step, example, place, hidden)
        return Hint(name, to_text(expr), edges, expr, cost)
    value = number_text(right_value(problem, example, place), 6)
    return Hint(name, f"{place.symbol} = {value}", edges, None, cost)


def edges_of(problem: Problem, place: ValuePlace) -> tuple[EdgePlace, ...]:
    """The edges that carry the terms of a value: "which edges?" asks for them."""
    layers, layer, unit = problem.network.layers, place.layer, place.unit
    if place.kind == "z":
        return tuple(EdgePlace(layer - 1, unit, i) for i in range(layers[layer - 2] + 1))
    if place.kind in ("sum", "delta"):
        return tuple(EdgePlace(layer, k, unit) for k in range(1, layers[layer] + 1))
    if place.kind in OF_A_WEIGHT:
        return (EdgePlace(layer, unit, place.frm or 0),)
    return ()


def step_of(document: Document, example: int, place: ValuePlace) -> Step:
    """The step of iteration 0 that computes the value at ``place``."""
    trace = Trace.of(document.with_(training=_whole(document)))
    layer = None if place.phase in (Phase.COST, Phase.UPDATE) else place.layer
    per_unit = place.phase in OF_UNITS
    unit, granularity, schedule = place.unit if per_unit else 1, Granularity.UNIT, trace.schedule
    if place.kind == "a" and schedule.softmax and place.layer == document.network.depth:
        # Each z is known before the first a is: the a of all units end the layer.
        last = schedule.tick_where(place.phase, layer, schedule.layers[-1], example - 1)
        tick, granularity = last - (schedule.layers[-1] - unit), Granularity.TERM
    else:
        tick = schedule.tick_where(place.phase, layer, unit, example - 1)
    return trace.step(schedule.index_of(tick, granularity), granularity)


def _whole(document: Document) -> TrainingSettings:
    """The settings by which iteration 0 takes every example, in the order of the file."""
    return replace(document.training, batch_size=None, order="file")
