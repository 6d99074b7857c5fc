"""Slopes that take long to make: the same in another thread, and quick once they are made."""

from concurrent.futures import ThreadPoolExecutor

from bpsim.core.examples import Examples
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.steps.apart.slope import slope_later, slope_of
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.steps.schedule import Granularity
from tests.steps.walks import large_walk
from tests.traces import traced

UNIT = Granularity.UNIT


def test_only_what_takes_long_is_left_for_later() -> None:
    trace = large_walk()
    step = trace.step(60, UNIT)
    assert slope_later(trace, step, UnitPlace(2, 1)) is None  # cost(i) by a z
    assert slope_later(trace, step, EdgePlace(1, 1, 1)) is not None
    every = trace.values.examples
    four = Examples.of(every.x[:4], every.y[:4])
    small = traced(trace.values.network, "cross-entropy", four, TrainingSettings(), Convention())
    assert slope_later(small, small.step(60, UNIT), EdgePlace(1, 1, 1)) is None


def test_later_and_elsewhere_it_is_the_same_slope() -> None:
    trace, other = large_walk(), large_walk()
    nudge, step = EdgePlace(1, 3, 2), trace.step(60, UNIT)
    make = slope_later(trace, step, nudge)
    assert make is not None
    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(make).result()
    expected = slope_of(other, other.step(60, UNIT), nudge)
    assert found.same_as(expected) and found.shown == expected.shown
    assert found.span == expected.span and found.contribution == expected.contribution
    for mine, theirs in zip(
        found.samples(*found.span), expected.samples(*expected.span), strict=True
    ):
        assert mine.tobytes() == theirs.tobytes()


def test_once_made_it_is_quick_at_every_stop_of_the_iteration() -> None:
    trace = large_walk()
    nudge = EdgePlace(1, 3, 2)
    make = slope_later(trace, trace.step(60, UNIT), nudge)
    assert make is not None
    made = make()
    other = trace.step(61, UNIT)
    assert slope_later(trace, other, nudge) is None
    assert slope_later(trace, other, EdgePlace(1, 3, 1)) is not None
    again = slope_of(trace, other, nudge)
    assert again.samples(*again.span) is made.samples(*made.span)
