"""A reader who knows where a step stands."""

from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace
from tests.said.facts import Facts
from tests.said.reading import Reader

DELTAS = (Phase.OUTPUT_DELTA, Phase.HIDDEN_DELTA)
LARGER_FIRST = (Granularity.PASS, Granularity.LAYER, Granularity.UNIT, Granularity.TERM,
                Granularity.ITERATION)  # fmt: skip
FINISH = (Phase.GRADIENT, Phase.UPDATE)


def facts_of(trace: Trace) -> Facts:
    """The same iteration, computed once more and independently."""
    v = trace.values
    return Facts(
        v.network,
        v.cost,
        v.examples,
        v.training,
        v.convention,
        v.iteration,
        v.scaling,
        v.start,
    )


def reader_of(facts: Facts, step: Step) -> Reader:
    """A reader who knows where the walk stands."""
    item = facts.m - 1 if step.item is None else step.item
    summed = facts.m if step.phase in FINISH else item
    short = facts.convention.lecture_shorthand and step.phase in DELTAS
    return Reader(
        facts, item, step.layer, step.unit, summed,
        shorthand=short and step.granularity is not Granularity.PASS,
        updates=step.phase in FINISH,
    )  # fmt: skip


def reader_like(reader: Reader) -> Reader:
    """A reader who has seen nothing yet."""
    return Reader(reader.facts, reader.item, reader.layer, reader.unit, reader.summed,
                  reader.shorthand, reader.updates)  # fmt: skip
