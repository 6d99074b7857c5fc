"""The steps of a walk as a table: a row for each term, and one for each result."""

from collections.abc import Iterable, Iterator

import numpy as np

from bpsim.base.words import tr
from bpsim.core.progress import Report, silent
from bpsim.core.separated import separated_text
from bpsim.notation.formula import to_text
from bpsim.steps.schedule import Granularity
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace

HEADINGS = (
    "step", "iteration", "example", "phase", "layer", "unit", "symbol", "term", "weight", "value",
    "product", "weighted sum", "factor", "result", "activation",
)  # fmt: skip


def steps_of(
    trace: Trace, item: int | None, granularity: Granularity, report: Report = silent
) -> list[Step]:
    """Every step of the iteration, or of the example at ``item`` of the batch, from 0.

    An example has with it the steps that end the iteration.
    """
    schedule = trace.schedule
    places = list(range(schedule.count(granularity)))
    if item is not None:
        places = [*schedule.stops_of(item, granularity), *schedule.final_stops(granularity)]
    steps = []
    for done, place in enumerate(places, start=1):
        steps.append(trace.step(place, granularity))
        report(done, len(places))
    return steps


def trace_table(steps: Iterable[Step]) -> str:
    """CSV with every digit; what a step does not have is empty. Matrices have a row an entry."""
    return separated_text([HEADINGS, *(row for step in steps for row in _rows(step))])


def _rows(step: Step) -> Iterator[tuple[object, ...]]:
    start = (
        step.index + 1, step.iteration, step.example, step.phase.value, step.layer, step.unit,
    )  # fmt: skip
    symbol = to_text(step.symbol)
    for term in step.terms:
        words = (term.weight, term.value, term.product)
        yield *start, symbol, to_text(term.symbol), *words, *[None] * 4
    results = (step.weighted_sum, step.factor, step.result, step.activation)
    yield *start, symbol, *[None] * 4, *results
    for layer, matrix in enumerate(step.matrices, start=step.layer or 1):
        for (j, i), value in np.ndenumerate(matrix):
            name = tr(
                "{symbol} from layer {layer}: row {j}, column {i}",
                symbol=symbol,
                layer=layer,
                j=j + 1,
                i=i,
            )
            yield *start, name, *[None] * 6, float(value), None
