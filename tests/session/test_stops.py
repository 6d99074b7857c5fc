"""Playing stops exactly where training does, whatever the size of a step."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.breakpoints import Breakpoint
from bpsim.core.document import Document
from bpsim.core.settings import TrainingSettings
from bpsim.formats.bundled import bundled_network
from bpsim.session.breakpoints import MetBreakpoint, granularity_for, next_scheduled
from bpsim.session.session import Session
from bpsim.session.stops import met_since
from bpsim.steps.schedule import Granularity

ITERATIONS = 3


def lecture(batch_size: int | None = None, learning_rate: float = 0.5) -> Document:
    document = bundled_network("lecture").load()
    return document.with_(training=TrainingSettings(learning_rate, batch_size=batch_size))


def played(walk: Session, breakpoints: list[Breakpoint], iterations: int) -> list[MetBreakpoint]:
    """Every stop on the way through so many iterations, as playing makes them."""
    found = []
    while walk.iteration < iterations:
        before = walk.state
        assert walk.forward()
        stop = met_since(walk, breakpoints, before)
        if stop is not None and stop.iteration < iterations:
            found.append(stop)
            walk.set_granularity(granularity_for(stop, walk.granularity))
            walk.go_to_tick(stop.iteration, stop.tick)
            assert (walk.iteration, walk.state.tick) == (stop.iteration, stop.tick)
    return found


def trained(document: Document, breakpoints: list[Breakpoint], after: int) -> list[MetBreakpoint]:
    """The same stops, from tick ``after`` of iteration 0 on, from the schedule alone."""
    found: list[MetBreakpoint] = []
    at = 0
    while True:
        stop = next_scheduled(breakpoints, document, at, after, ITERATIONS - 1 - at)
        if stop is None:
            return found
        found.append(stop)
        at, after = stop.iteration, stop.tick


SCHEDULED = st.one_of(
    st.builds(Breakpoint, st.just("delta"), layer=st.integers(2, 5), unit=st.integers(1, 3)),
    st.builds(Breakpoint, st.just("example"), number=st.integers(1, 5)),
    st.builds(Breakpoint, st.just("iteration"), number=st.integers(0, 4)),
)


@given(
    st.lists(SCHEDULED, max_size=3),
    st.sampled_from(list(Granularity)),
    st.sampled_from([None, 1, 3]),
    st.booleans(),
)
def test_playing_stops_where_training_does(
    breakpoints: list[Breakpoint], granularity: Granularity, size: int | None, off: bool
) -> None:
    document = lecture(size)
    breakpoints = [*breakpoints, *(replace(each, enabled=False) for each in breakpoints if off)]
    walk = Session(document)
    walk.set_granularity(granularity)
    expected = trained(document, breakpoints, walk.state.tick)
    assert played(walk, breakpoints, ITERATIONS) == expected


@given(st.integers(0, 40), st.sampled_from(list(Granularity)), st.integers(2, 4))
def test_a_stop_lies_behind_where_the_walk_stood_and_not_ahead_of_where_it_stands(
    tick: int, granularity: Granularity, layer: int
) -> None:
    walk = Session(lecture(1))
    walk.set_granularity(granularity)
    walk.go_to_tick(0, tick)
    before = walk.state
    walk.forward()
    stop = met_since(walk, [Breakpoint("delta", layer=layer, unit=1)], before)
    if stop is not None:
        assert stop.iteration == walk.iteration
        assert stop.tick <= walk.state.tick
        assert (stop.iteration, stop.tick) > (before.iteration, before.tick)


def test_a_cost_is_met_where_the_iteration_that_has_it_begins() -> None:
    walk = Session(lecture())
    walk.history.reach(6)
    costs = walk.history.costs
    assert (np.diff(costs) < 0).all()
    below = Breakpoint("cost", below=float(costs[2] + costs[3]) / 2)
    (stop,) = played(walk, [below], 6)
    assert (stop.met, stop.iteration, stop.tick) == (below, 3, 0)


def test_a_cost_that_is_low_from_the_start_is_not_met() -> None:
    walk = Session(lecture())
    assert played(walk, [Breakpoint("cost", below=100.0)], ITERATIONS) == []


def test_one_lucky_batch_is_not_enough() -> None:
    walk = Session(lecture(batch_size=1))
    walk.history.reach(4 * 40)
    costs = walk.history.costs
    epochs = costs.reshape(-1, 4).mean(axis=1)
    at = int(np.argmax(epochs < 0.98 * epochs[0]))
    below = float(epochs[at - 1] + epochs[at]) / 2
    assert epochs[:at].min() > below > costs[: 4 * at].min(), "a batch is below long before"
    walk.go_to_tick(4 * at - 4, 0)
    watch = [Breakpoint("cost", below=below)]
    assert [stop.iteration for stop in played(walk, watch, 4 * at + 4)] == [4 * at + 3]


def test_within_an_iteration_no_cost_is_met() -> None:
    walk = Session(lecture())
    walk.history.reach(2)
    between = float(walk.history.costs[:2].mean())
    before = walk.state
    walk.forward()
    assert met_since(walk, [Breakpoint("cost", below=between)], before) is None


def test_what_the_schedule_tells_comes_before_a_cost() -> None:
    document = lecture()
    walk = Session(document)
    walk.history.reach(2)
    cost = Breakpoint("cost", below=float(walk.history.costs[:2].mean()))
    begins = Breakpoint("iteration", number=1)
    assert [stop.met for stop in played(walk, [cost, begins], 2)] == [begins]
    walk = Session(document)
    off = replace(begins, enabled=False)
    assert [stop.met for stop in played(walk, [cost, off], 2)] == [cost]


def test_a_number_that_is_not_finite_is_met_on_the_step_that_computes_it() -> None:
    document = bundled_network("lecture").load()
    network = document.network
    huge = type(network).of(["linear"] * 3, [w * 1e200 for w in network.weights])
    walk = Session(document.with_(network=huge, cost="squared-error"))
    watch = [Breakpoint("not-finite")]
    for _ in range(walk.schedule.count(Granularity.UNIT)):
        before = walk.state
        assert walk.forward()
        step = walk.step
        assert step is not None
        stop = met_since(walk, watch, before)
        if step.result is not None and not np.isfinite(step.result):
            assert stop == MetBreakpoint(watch[0], walk.iteration, walk.state.tick)
            return
        assert stop is None
    pytest.fail("every number was finite")


def test_the_settings_of_the_iteration_on_screen_say_where_it_stops() -> None:
    walk = Session(lecture())
    walk.go_to(2)
    walk.restore(walk.changed(walk.document.with_(training=TrainingSettings(0.5, batch_size=1))))
    third = Breakpoint("example", number=3)
    # Iterations 0 and 1 take every example, from iteration 2 on each takes one.
    walk.go_to(0)
    found = [(stop.iteration, stop.tick > 0) for stop in played(walk, [third], 8)]
    assert found == [(0, True), (1, True), (2, False), (6, False)]


def test_without_breakpoints_nothing_is_met() -> None:
    assert played(Session(lecture(1)), [], 2) == []
    assert played(Session(lecture(1)), [Breakpoint("gradient")], 2) == []
