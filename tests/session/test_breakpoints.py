"""Breakpoints are met on exactly their step, found by arithmetic as by walking."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.breakpoints import Breakpoint
from bpsim.core.document import Document
from bpsim.core.settings import TrainingSettings
from bpsim.formats.bundled import bundled_network
from bpsim.session.breakpoints import (
    cost_met,
    first_in_iteration,
    fits,
    granularity_for,
    next_scheduled,
)
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.trace import Trace


def lecture(batch_size: int | None = None) -> Document:
    document = bundled_network("lecture").load()
    return document.with_(training=TrainingSettings(batch_size=batch_size))


@given(
    layer=st.integers(2, 4),
    unit=st.integers(1, 2),
    after=st.integers(-1, 200),
    size=st.integers(1, 200),
    iteration=st.integers(0, 5),
    batch_size=st.sampled_from([None, 1, 3]),
)
def test_a_delta_is_found_where_walking_finds_it(
    layer: int, unit: int, after: int, size: int, iteration: int, batch_size: int | None
) -> None:
    document = lecture(batch_size)
    each = Breakpoint("delta", layer=layer, unit=unit)
    trace = Trace.of(document, iteration)
    last = min(after + size, trace.schedule.ticks - 1)
    expected = None
    if fits(each, document):
        for tick in range(after + 1, last + 1):
            place = trace.schedule.position_of(tick)
            deltas = (Phase.OUTPUT_DELTA, Phase.HIDDEN_DELTA)
            done = place.part == place.block.parts - 1
            if (place.phase in deltas and done) and (place.layer, place.unit) == (layer, unit):
                expected = tick
                break
    found = first_in_iteration([each], document, iteration, after, last)
    assert (found.tick if found else None) == expected


def test_an_example_is_met_when_it_is_loaded() -> None:
    document = lecture()
    stop = first_in_iteration([Breakpoint("example", number=3)], document, 0, -1)
    assert stop is not None
    trace = Trace.of(document)
    step = trace.step(trace.schedule.index_of(stop.tick, Granularity.UNIT), Granularity.UNIT)
    assert (step.phase, step.example) == (Phase.LOAD, 3)
    single = lecture(1)
    met = [
        k for k in range(8)
        if first_in_iteration([Breakpoint("example", number=3)], single, k, -1)
    ]  # fmt: skip
    assert met == [2, 6]


def test_the_first_of_several_is_met() -> None:
    several = [
        Breakpoint("delta", layer=2, unit=1),
        Breakpoint("delta", layer=4, unit=1),
        Breakpoint("iteration", number=7),
        Breakpoint("delta", layer=4, unit=1, enabled=False),
    ]
    stop = first_in_iteration(several, lecture(), 7, -1)
    assert stop is not None and stop.met.kind == "iteration"
    stop = first_in_iteration(several, lecture(), 7, 0)
    assert stop is not None and stop.met.layer == 4


def test_the_next_stop_may_lie_iterations_ahead() -> None:
    document = lecture(1)
    example, far = Breakpoint("example", number=3), Breakpoint("iteration", number=10**9)
    stop = next_scheduled([example], document, 3, -1, 100)
    assert stop is not None and (stop.iteration, stop.tick) == (6, 0)
    assert next_scheduled([example], document, 3, -1, 2) is None
    stop = next_scheduled([far], document, 3, -1, 10**10)
    assert stop is not None and stop.iteration == 10**9
    assert next_scheduled([far], document, 3, -1, 10**5) is None
    delta = Breakpoint("delta", layer=4, unit=1)
    first = next_scheduled([delta], document, 0, -1, 5)
    assert first is not None and first.iteration == 0
    again = next_scheduled([delta], document, 0, first.tick, 5)
    assert again is not None and (again.iteration, again.tick) == (1, first.tick)


def test_nothing_is_met_outside_the_document() -> None:
    outside = [Breakpoint("delta", layer=9, unit=1), Breakpoint("delta", layer=2, unit=3),
               Breakpoint("example", number=5), Breakpoint("delta", layer=1, unit=1)]  # fmt: skip
    assert first_in_iteration(outside, lecture(), 0, -1) is None


def test_costs() -> None:
    costs = np.array([0.9, 0.7, 0.5, 0.3])
    low, lower = Breakpoint("cost", below=0.6), Breakpoint("cost", below=0.4)
    assert cost_met([lower, low], costs) == (2, low)
    assert cost_met([lower], costs) == (3, lower)
    assert cost_met([Breakpoint("cost", below=0.1)], costs) is None
    above = Breakpoint("cost", below=1.0)
    assert cost_met([above], costs) is None  # it is low already
    assert cost_met([above], costs, previous=1.2) == (0, above)
    assert cost_met([low], costs[:0]) is None
    assert cost_met([Breakpoint("cost", below=0.6, enabled=False)], costs) is None


@pytest.mark.parametrize("granularity", list(Granularity))
def test_a_stop_is_a_step_of_its_own(granularity: Granularity) -> None:
    stop = first_in_iteration([Breakpoint("delta", layer=3, unit=2)], lecture(), 0, -1)
    assert stop is not None
    fine = granularity_for(stop, granularity)
    assert fine in (Granularity.TERM, Granularity.UNIT)
    trace = Trace.of(lecture())
    step = trace.step(trace.schedule.index_of(stop.tick, fine), fine)
    assert (step.phase, step.layer, step.unit) == (Phase.HIDDEN_DELTA, 3, 2)


def test_an_iteration_is_written_as_on_the_rest_of_the_screen() -> None:
    assert str(Breakpoint("iteration", number=12_500)) == "iteration 12,500"
