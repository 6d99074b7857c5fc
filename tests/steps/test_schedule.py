"""The order of the walk: the closed forms against a list of every stop, written out by hand."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.costs.table import COSTS
from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.scaling import Scaling
from bpsim.steps.schedule import FINISH, Granularity, Phase, Schedule
from tests.steps.walks import GRANULARITIES
from tests.strategies import costs_of, layers, networks


@dataclass(frozen=True)
class Tick:
    """One of the finest stops; ``unit`` as in a Place, ``group`` the unit whose stop it is in."""

    item: int | None
    phase: Phase
    layer: int | None
    unit: int
    part: int
    group: int


def ticks(network: Network, cost: str, batch: int, scaled: bool, answered: bool) -> Iterator[Tick]:
    """Every tick of an iteration in its order, in plain loops."""
    s, depth = network.layers, network.depth
    softmax = network.activations[-1].name == "softmax"
    for item in range(batch):
        if scaled:
            yield Tick(item, Phase.SCALE, 1, 1, 0, 1)
        yield Tick(item, Phase.LOAD, 1, 1, 0, 1)
        for layer in range(2, depth + 1):
            together = softmax and layer == depth
            for unit in range(1, s[layer - 1] + 1):
                for part in range(1 + s[layer - 2] + (0 if together else 1)):
                    yield Tick(item, Phase.FORWARD, layer, unit, part, unit)
            if together:
                for unit in range(1, s[layer - 1] + 1):
                    yield Tick(item, Phase.FORWARD, layer, unit, -1, s[layer - 1])
        if not answered:
            continue
        yield Tick(item, Phase.COST, depth, 1, 0, 1)
        parts = 1
        if COSTS[cost].keeps_slope:
            parts = s[-1] if softmax else 2
        for unit in range(1, s[-1] + 1):
            for part in range(parts):
                yield Tick(item, Phase.OUTPUT_DELTA, depth, unit, part, unit)
        for layer in reversed(range(2, depth)):
            for unit in range(1, s[layer - 1] + 1):
                for part in range(s[layer] + 1):
                    yield Tick(item, Phase.HIDDEN_DELTA, layer, unit, part, unit)
        for layer in range(1, depth):
            yield Tick(item, Phase.ACCUMULATE, layer, 1, 0, 1)
    for layer in range(1, depth if answered else 1):
        yield Tick(None, Phase.GRADIENT, layer, 1, 0, 1)
    if answered:
        yield Tick(None, Phase.UPDATE, None, 1, 0, 1)


def stop_of(tick: Tick, number: int, granularity: Granularity) -> Hashable:
    """What two neighbouring ticks have in common if they are one stop."""
    forward = tick.phase in (Phase.SCALE, Phase.LOAD, Phase.FORWARD, Phase.COST)
    return {
        Granularity.TERM: number,
        Granularity.UNIT: (tick.item, tick.phase, tick.layer, tick.group),
        Granularity.LAYER: (tick.item, tick.phase, tick.layer),
        Granularity.PASS: (tick.item, forward),
        Granularity.ITERATION: None,
    }[granularity]


@st.composite
def plans(draw: st.DrawFn) -> tuple[Schedule, list[Tick]]:
    # No activation but softmax changes the order: drawn among all, it would hardly ever come.
    network = draw(networks(draw(layers(5, 6)), outputs=("sigmoid", "softmax")))
    cost, batch = draw(costs_of(network)), draw(st.integers(1, 3))
    how = draw(st.booleans()), draw(st.booleans())
    scaled, answered = how
    x, y = np.zeros((batch, network.layers[0])), np.zeros((batch, network.layers[-1]))
    examples = replace(Examples.of(x, y), answered=answered)
    scaling = Scaling((0.0,) * x.shape[1], (1.0,) * x.shape[1]) if scaled else None
    document = Document("", network, cost, examples, scaling=scaling)
    return Schedule.of(document, 0), list(ticks(network, cost, batch, scaled, answered))


@given(plans())
def test_any_schedule_is_the_list_of_its_ticks(plan: tuple[Schedule, list[Tick]]) -> None:
    """One list for all four: it takes longer to draw than to look at."""
    schedule, every = plan
    the_closed_forms_are_the_list(schedule, every)
    the_stops_seen_from_an_example_are_its_own_and_those_at_the_end(schedule)
    a_coarser_walk_stops_only_where_a_finer_one_does(schedule)
    the_stop_of_a_unit_is_found_from_its_place(schedule, every)


def the_closed_forms_are_the_list(schedule: Schedule, every: list[Tick]) -> None:
    assert schedule.ticks == len(every)
    for tick, expected in enumerate(every):
        place = schedule.position_of(tick)
        assert (place.item, place.phase, place.layer, place.unit, place.part) == (
            expected.item, expected.phase, expected.layer, expected.unit, expected.part
        )  # fmt: skip
    for granularity in GRANULARITIES:
        stops = [
            [number for number, _ in group]
            for _, group in groupby(
                enumerate(every), key=lambda pair: stop_of(pair[1], pair[0], granularity)
            )
        ]
        assert schedule.count(granularity) == len(stops)
        for index, stop in enumerate(stops):
            assert schedule.tick_of(index, granularity) == stop[-1]
            assert {schedule.index_of(tick, granularity) for tick in stop} == {index}


def the_stops_seen_from_an_example_are_its_own_and_those_at_the_end(schedule: Schedule) -> None:
    for granularity in GRANULARITIES:
        each, every = schedule.per_example(granularity), range(schedule.count(granularity))
        for item in range(schedule.batch):
            seen = [*every[item * each : (item + 1) * each], *every[schedule.batch * each :]]
            assert schedule.seen_from_example(granularity) == len(seen)
            for number, index in enumerate(seen):
                assert schedule.index_in_example(item, number, granularity) == index
                assert schedule.number_in_example(index, granularity) == number


def a_coarser_walk_stops_only_where_a_finer_one_does(schedule: Schedule) -> None:
    finer = set(range(schedule.ticks))
    for granularity in GRANULARITIES:
        stops = {
            schedule.tick_of(index, granularity) for index in range(schedule.count(granularity))
        }
        assert stops <= finer
        assert max(stops) == schedule.ticks - 1
        finer = stops


def the_stop_of_a_unit_is_found_from_its_place(schedule: Schedule, every: list[Tick]) -> None:
    last = {
        (tick.phase, tick.layer, tick.group, tick.item): number for number, tick in enumerate(every)
    }
    for (phase, layer, unit, item), number in last.items():
        assert schedule.tick_where(phase, layer, unit, item or 0) == number


def test_places_that_are_not_on_the_walk_are_refused() -> None:
    schedule = Schedule((2, 3, 1), softmax=False, output_parts=1, batch=4)
    for phase, layer, unit, item in [
        (Phase.HIDDEN_DELTA, 3, 1, 0),  # the output layer has no hidden delta
        (Phase.HIDDEN_DELTA, 2, 4, 0),
        (Phase.FORWARD, 1, 1, 0),
        (Phase.FORWARD, 2, 0, 0),
        (Phase.FORWARD, 2, 1, 4),
        (Phase.FORWARD, 2, 1, -1),
        (Phase.GRADIENT, 3, 1, 0),
    ]:
        with pytest.raises(KeyError):
            schedule.tick_where(phase, layer, unit, item)
    for granularity in GRANULARITIES:
        for index in (-1, schedule.count(granularity)):
            with pytest.raises(IndexError):
                schedule.tick_of(index, granularity)
    for tick in (-1, schedule.ticks):
        with pytest.raises(IndexError):
            schedule.position_of(tick)
        with pytest.raises(IndexError):
            schedule.index_of(tick, Granularity.UNIT)


@pytest.mark.parametrize("batch", [5_000, 10**15])
def test_the_number_of_examples_costs_nothing(batch: int) -> None:
    """A list of all stops of the second batch would fill every memory there is."""
    schedule = Schedule((400, 25, 10), softmax=False, output_parts=1, batch=batch)
    per_example = 1 + 25 + 10 + 1 + 10 + 25 + 2
    assert schedule.count(Granularity.UNIT) == batch * per_example + 3
    assert schedule.ticks_per_example == (
        1 + 25 * 402 + 10 * 27 + 1 + 10 + 25 * 11 + 2  # load, forward, cost, backward, accumulate
    )
    assert schedule.count(Granularity.PASS) == 2 * batch + 1
    for granularity in GRANULARITIES:
        count = schedule.count(granularity)
        for index in {0, count // 3, count // 2, count - 1}:
            tick = schedule.tick_of(index, granularity)
            assert schedule.index_of(tick, granularity) == index
            place = schedule.position_of(tick)
            assert (place.item is None) == (place.phase in FINISH)
    last = schedule.tick_where(Phase.HIDDEN_DELTA, 2, 25, batch - 1)
    assert schedule.position_of(last).item == batch - 1
