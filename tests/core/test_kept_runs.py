"""Kept runs: what makes two the same, which starts they share, how many numbers they hold."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.arrays import frozen
from bpsim.core.errors import ModelError
from bpsim.core.kept_runs import KeptRun, numbers_in, starts_of
from bpsim.core.network import Network
from bpsim.core.settings import TrainingSettings
from tests.strategies import FINITE, kept_runs, networks

NETWORK = Network.of(["sigmoid"], [[[0.0, 0.2, 0.3]]])
SETTINGS = TrainingSettings(0.1)


def run(costs: Any = (0.5, 0.0), **changes: Any) -> KeptRun:
    return KeptRun(**({"name": "a", "settings": SETTINGS, "costs": frozen(costs)}
                      | {"start": NETWORK} | changes))  # fmt: skip


@pytest.mark.parametrize("costs", [[0.5, np.nan], [np.inf], [[0.5, 0.4]]])
def test_costs_are_a_list_of_finite_numbers(costs: Any) -> None:
    with pytest.raises(ModelError, match="every cost must be finite"):
        run(np.array(costs))
    assert len(run([]).costs) == 0, "a run that was broken off at once"


DIFFERENT = [
    {"settings": TrainingSettings(0.2)},
    {"costs": frozen([0.5, -0.0])},
    {"costs": frozen([0.5])},
    {"costs": frozen([])},
    {"start": NETWORK.with_weight(1, 1, 0, -0.0)},
    {"start": Network.of(["tanh"], NETWORK.weights)},
    {"diverged": True},
]
NAMED = [{"name": "b"}, {"colour": 3}, {"shown": False}, {"extras": {"training": {"note": 1}}}]


@pytest.mark.parametrize("change", DIFFERENT)
def test_what_was_done_otherwise_is_another_run(change: dict[str, Any]) -> None:
    other = replace(run(), **change)
    assert not run().same_as(other) and not other.same_as(run())
    assert run() != other


@pytest.mark.parametrize("change", NAMED)
def test_what_it_is_called_and_how_it_is_drawn_makes_no_other_run(change: dict[str, Any]) -> None:
    other = replace(run(), **change)
    assert run().same_as(other)
    assert run() != other
    assert run() == run() != "a run"


def test_only_the_very_same_weights_are_the_same_start() -> None:
    assert run().start == Network.of(["sigmoid"], [[[0.0, 0.2, 0.3]]])
    assert run().start != NETWORK.with_weight(1, 1, 0, -0.0)


@given(networks(numbers=FINITE).flatmap(kept_runs), st.data())
def test_starts_that_runs_share_are_found_and_counted_once(
    runs: tuple[KeptRun, ...], data: st.DataObject
) -> None:
    each_start_is_found_once_in_the_order_of_the_runs(runs)
    starts_that_runs_share_are_counted_once(runs, data.draw(st.permutations(runs)))


def each_start_is_found_once_in_the_order_of_the_runs(runs: tuple[KeptRun, ...]) -> None:
    starts = starts_of(runs)
    for n, start in enumerate(starts):
        assert not any(start == other for other in starts[:n])
    places = [starts.index(each.start) for each in runs]
    firsts = [place for n, place in enumerate(places) if place not in places[:n]]
    assert firsts == list(range(len(starts)))


def starts_that_runs_share_are_counted_once(
    runs: tuple[KeptRun, ...], order: Sequence[KeptRun]
) -> None:
    costs = sum(len(each.costs) for each in runs)
    weights = sum(theta.size for start in starts_of(runs) for theta in start.weights)
    assert numbers_in(runs) == costs + weights
    assert numbers_in(order) == numbers_in(runs)
    # One more of the same costs as much as its own costs are long.
    again = [*order, *order[:1]]
    assert numbers_in(again) == numbers_in(runs) + sum(len(each.costs) for each in order[:1])
