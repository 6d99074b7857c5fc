"""A step is the same whatever was looked at before it, and at whatever granularity."""

from dataclasses import replace
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.steps import running_sum, trace, values
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.step import Step
from tests.steps.walks import GRANULARITIES, Walk, steps_of, walks

# So many examples that Δ takes more than one block of them, with the block made small.
SMALL_BLOCK = patch.object(running_sum, "BLOCK", 2)


def numbers(step: Step) -> tuple[Any, ...]:
    """The numbers that a step states."""
    return step.result, step.weighted_sum, step.factor, step.activation


@given(walks(most_layers=4, most_units=4), st.sampled_from(GRANULARITIES), st.randoms())
def test_any_order_gives_the_same_steps(walk: Walk, granularity: Granularity, random: Any) -> None:
    with SMALL_BLOCK:
        first = steps_of(walk.trace(), granularity)
        count = len(first)
        kept = walk.trace()
        backwards = [kept.step(n, granularity) for n in reversed(range(count))]
        assert backwards[::-1] == first
        order = list(range(count))
        random.shuffle(order)
        with (
            patch.object(trace, "KEPT_STEPS", 1),
            patch.object(values, "KEPT_EXAMPLES", 1),
            patch.object(running_sum, "KEPT_SUMS", 1),
            patch.object(running_sum, "KEPT_BLOCKS", 1),
        ):
            forgetful = walk.trace()
            for n in order:
                assert forgetful.step(n, granularity) == first[n]


@given(walks(most_layers=4, most_units=4))
def test_a_fresh_trace_for_every_step_gives_the_same_steps(walk: Walk) -> None:
    cached = steps_of(walk.trace(), Granularity.UNIT)
    for n, step in enumerate(cached):
        assert walk.trace().step(n, Granularity.UNIT) == step


@given(walks(most_layers=4, most_units=5))
def test_the_granularity_never_changes_a_number(walk: Walk) -> None:
    made = walk.trace()
    schedule = made.schedule
    finest: dict[int, Step] = {
        tick: made.step(tick, Granularity.TERM) for tick in range(schedule.ticks)
    }
    for granularity in GRANULARITIES[1:]:
        for step in steps_of(made, granularity):
            tick = schedule.tick_of(step.index, granularity)
            fine = finest[tick]
            assert step.known == fine.known
            assert step.network == fine.network
            for coarse_number, fine_number in zip(numbers(step), numbers(fine), strict=True):
                if coarse_number is not None and fine_number is not None:
                    assert coarse_number == fine_number


@given(walks(most_layers=4, most_units=5))
def test_a_unit_shows_the_numbers_that_its_terms_came_to(walk: Walk) -> None:
    """Everything that the stop of a unit states was stated by one of its finer stops."""
    made = walk.trace()
    schedule = made.schedule
    for step in steps_of(made, Granularity.UNIT):
        last = schedule.tick_of(step.index, Granularity.UNIT)
        first = schedule.tick_of(step.index - 1, Granularity.UNIT) + 1 if step.index else 0
        finer = [made.step(tick, Granularity.TERM) for tick in range(first, last + 1)]
        assert all(each.unit == step.unit or each.term is None for each in finer)
        for name in ("weighted_sum", "factor", "result", "activation"):
            value = getattr(step, name)
            if value is not None:
                assert value in [getattr(each, name) for each in finer]


@given(walks(most_layers=3, most_units=3), walks(most_layers=3, most_units=3))
def test_what_is_known_is_compared_by_content(one: Walk, other: Walk) -> None:
    mine, again, theirs = (steps_of(each.trace(), Granularity.UNIT) for each in (one, one, other))
    for left, right in zip(mine, again, strict=True):
        assert left.known is not right.known
        assert left.known == right.known
    assert mine[0].known != mine[-1].known
    if one.network != other.network:
        assert mine[-1] != theirs[-1]
    assert mine[0].known != "known"
    assert mine[0] != "step"


def _turned(arrays: tuple[Any, ...], layer: int) -> tuple[Any, ...]:
    return tuple(-each - 1 if n == layer - 1 else each for n, each in enumerate(arrays))


@pytest.mark.parametrize("name", ["z", "a", "delta"])
def test_a_value_counts_from_the_step_on_that_computes_it(name: str) -> None:
    """Two walks agree on a step although a later one will part them."""
    schedule = _example().trace().schedule
    phase = Phase.HIDDEN_DELTA if name == "delta" else Phase.FORWARD
    known_from = schedule.index_of(schedule.tick_where(phase, 2, 1, 0), Granularity.UNIT)
    for index in range(schedule.per_example(Granularity.UNIT)):
        step = _example().trace().step(index, Granularity.UNIT)
        known = step.known
        turned = replace(known.values, **{name: _turned(getattr(known.values, name), 2)})
        assert (replace(known, values=turned) == known) == (step.index < known_from)


def test_knowledge_differs_where_one_number_does() -> None:
    walk = _example()
    last = steps_of(walk.trace(), Granularity.UNIT)[-1].known
    assert last == steps_of(walk.trace(), Granularity.TERM)[-1].known
    assert last.D[0] is not None
    for changes in (
        {"J": 0.25},
        {"cost": 0.25},
        {"D": (last.D[0] + 1, last.D[1])},
        {"D": (None, last.D[1])},
        {"summed": (1, 2)},
        {"sums": lambda layer, items: np.ones((1, 2))},
        {"values": replace(last.values, y=np.array([0.5]))},
    ):
        assert replace(last, **changes) != last


def _example() -> Walk:
    network = Network.of(["sigmoid", "sigmoid"], [[[0.1, 0.2]], [[0.3, -0.4]]])
    examples = Examples.of([[0.5], [1.0]], [[1.0], [0.0]])
    return Walk(network, "cross-entropy", examples, TrainingSettings(), Convention(), 0)
