"""Where in an iteration a number first leaves the range of a float64."""

import numpy as np

from bpsim.core.propagation import backward, example_costs, forward
from bpsim.steps.schedule import Granularity
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace
from bpsim.steps.values import BLOCK


def is_finite(step: Step) -> bool:
    """True if every number that the step computes is finite."""
    J = None if step.cost_J is None else step.cost_J.J
    numbers = (step.result, step.activation, step.weighted_sum, step.factor, step.running, J)
    return all(n is None or np.isfinite(n) for n in numbers) and all(
        bool(np.isfinite(matrix).all()) for matrix in step.matrices
    )


def first_not_finite(trace: Trace, after: int = -1, upto: int | None = None) -> int | None:
    """The first tick behind ``after``, and not behind ``upto``, that ends a unit's step like that.

    ``after`` −1 is the start of the iteration, ``upto`` None its end; None where there is none.
    """
    schedule = trace.schedule
    each, last = schedule.ticks_per_example, schedule.ticks - 1 if upto is None else upto
    first_item, last_item = (after + 1) // each, min(last // each, schedule.batch - 1)
    for item in _suspects(trace, first_item, last_item):
        begin = item * each
        found = _first_step(trace, max(begin, after + 1), min(begin + each - 1, last))
        if found is not None:
            return found
    return _first_step(trace, max(schedule.batch * each, after + 1), last)


def _first_step(trace: Trace, begin: int, end: int) -> int | None:
    """Looked for one by one, among the steps that end in ``begin`` … ``end``."""
    unit, schedule = Granularity.UNIT, trace.schedule
    if begin > end:
        return None
    for index in range(schedule.index_of(begin, unit), schedule.count(unit)):
        tick = schedule.tick_of(index, unit)
        if tick > end:
            return None
        if not is_finite(trace.step(index, unit)):
            return tick
    return None


def _suspects(trace: Trace, first: int, last: int) -> list[int]:
    """The places in the batch, of ``first`` … ``last``, of examples with such a number."""
    values = trace.values
    rows = values.batch.rows()
    x, y = values.examples.x[rows], values.examples.y[rows]
    bad = np.zeros(len(x), dtype=bool)
    for start in range(first, last + 1, BLOCK):
        part = slice(start, min(start + BLOCK, last + 1))
        passed = forward(values.network, x[part])
        back = backward(values.network, values.cost, passed, y[part])
        costs = example_costs(values.cost, passed, y[part])
        numbers = (*passed.z, *passed.a, *back.weighted_sum, *back.delta, costs[:, None])
        bad[part] = np.any([~np.isfinite(array).all(axis=1) for array in numbers], axis=0)
    for layer, whole in enumerate(values.gradient.Delta, start=1):
        if first <= last and not np.isfinite(whole).all():
            item = _first_sum(trace, layer)
            bad[item] |= first <= item <= last
    return np.flatnonzero(bad).tolist()


def _first_sum(trace: Trace, layer: int) -> int:
    """The place in the batch of the example with which Δ^(layer) ceases to be finite.

    It never is again: no sum of what is not finite is.
    """
    low, high = 0, trace.schedule.batch - 1
    while low < high:
        middle = (low + high) // 2
        Delta = trace.values.Delta(layer, middle + 1)
        if Delta is not None and np.isfinite(Delta).all():
            low = middle + 1
        else:
            high = middle
    return low
