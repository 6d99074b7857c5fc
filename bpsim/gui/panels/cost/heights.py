"""How far up the axis of J reaches: where a run beside the one on screen went wild, not so far.

Runs from the same start begin with the same J and fall from there; one whose rate was too large
may end at 10^300, and drawn whole it would make a flat line of every other.
"""

import math
from collections.abc import Iterable, Sequence

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.gui.panels.cost.costs import Costs
from bpsim.gui.panels.cost.data import CostData, Run, axis_ends, spread
from bpsim.gui.panels.cost.samples import Samples
from bpsim.notation.numerals import number_text

ROOM = 1.0
"""Other runs may rise above the run on screen by so many times what the curves fall."""
LEAST, LEAST_LOG = 0.1, 0.3
"""That is taken to be so much at least: a part of J, or so many powers of ten."""
FEWEST_POINTS = 2
SMALL, LARGE, LAST_POWER = 1e-100, 1e100, 300
"""Between these an axis counts J as it is, beyond in a power of ten."""

Curve = tuple[Array, Array]


def ceiling(data: CostData) -> float:
    """The largest J, in the course's sign, up to which other runs are drawn unless they are shown
    whole; or infinity."""
    mine, others = _ends_of(data.own_curves), _ends_of(run.costs for run in data.runs)
    if not others:
        return math.inf
    low = min(each[0] for each in (*mine, *others))
    # Where all runs begin is in sight whatever is drawn of the run on screen.
    starts = [run.costs[0] for run in data.runs if len(run.costs)]
    top = max([*(high for _, high in mine), *filter(math.isfinite, starts)], default=low)
    if low == top and len(data.costs) < FEWEST_POINTS:
        return math.inf  # a run that only rises is all there is to be read
    if data.log:
        if not 0 < low <= top:
            return math.inf
        fall = math.log10(top) - math.log10(low)
        power = math.log10(top) + ROOM * max(fall, LEAST_LOG)
        return 10.0**power if power < 308 else math.inf
    return top + ROOM * max(top - low, LEAST * abs(top))


def unit_of(data: CostData) -> float:
    """What a linear axis counts J in: 1, or a power of ten where J is near the end of numbers."""
    found = _ends_of([*data.own_curves, *(run.costs for run in data.runs)])
    largest = max((abs(end) for ends in found for end in ends if end <= data.reach), default=0.0)
    if largest == 0 or SMALL < largest < LARGE:
        return 1.0
    return float(10.0 ** min(max(math.floor(math.log10(largest)), -LAST_POWER), LAST_POWER))


def rises_above(most: float, run: Run) -> bool:
    """True if a J of ``run`` is above ``most``."""
    ends = _ends(run.costs)
    return ends is not None and ends[1] > most


def name_of(data: CostData, run: Run) -> str:
    """The name of ``run``, and how far it goes where that is above what is drawn."""
    ends = _ends(run.costs)
    if ends is None or ends[1] <= data.reach:
        return run.name
    highest = number_text(data.sign * ends[1], 2)
    return (
        tr("{run} (up to {highest})", run=run.name, highest=highest)
        if data.sign > 0
        else tr("{run} (down to {highest})", run=run.name, highest=highest)
    )


def fitted(
    data: CostData, own: Sequence[Curve], others: Sequence[Curve]
) -> tuple[tuple[float, float], list[Curve]]:
    """The ends of the axis of J for these points, and those of ``others`` cut off there.

    ``own`` belong to the run on screen and are shown whole, ``others`` are not worth a longer axis
    above what is drawn. All points are places on the axis.
    """
    if math.isinf(data.reach):
        return axis_ends(spread([*own, *others]), data.log), list(others)
    top = math.log10(data.reach) if data.log else data.reach / data.unit
    near = [(x[data.sign * y <= top], y[data.sign * y <= top]) for x, y in others]
    reached = spread([*own, *near])
    if reached is None:  # nothing but what goes beyond can be seen here
        return axis_ends(spread(others), data.log), list(others)
    ends = axis_ends(reached, data.log)
    return ends, [cut_off(x, y, *ends) for x, y in others]


def cut_off(x: Array, y: Array, low: float, high: float) -> Curve:
    """The line through these points between two heights, with NaN where it lies outside."""
    for bound in (low, high):
        with np.errstate(invalid="ignore", over="ignore"):
            crossed = (
                np.isfinite(y[:-1]) & np.isfinite(y[1:]) & ((y[:-1] < bound) != (y[1:] < bound))
            )
            before = np.flatnonzero(crossed)
            rise = y[before + 1] - y[before]
            share = np.where(np.isfinite(rise), (bound - y[before]) / rise, 0.0)
        at = x[before] + share * (x[before + 1] - x[before])
        x, y = np.insert(x, before + 1, at), np.insert(y, before + 1, bound)
    with np.errstate(invalid="ignore"):
        return x, np.where((y >= low) & (y <= high), y, np.nan)


def _ends(costs: Costs | Samples) -> tuple[float, float] | None:
    """The smallest and the largest of all that are finite, in the course's sign."""
    _, values = costs.view(0, len(costs), 1)
    finite = values[np.isfinite(values)]
    return (float(finite.min()), float(finite.max())) if len(finite) else None


def _ends_of(curves: Iterable[Costs | Samples]) -> list[tuple[float, float]]:
    """The same of each that has any."""
    return [ends for each in curves if (ends := _ends(each)) is not None]
