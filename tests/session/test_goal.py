"""How far a run goes in words, where a cost is first met, and how long it will take about."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.document import Document
from bpsim.formats.bundled import bundled_network
from bpsim.session.goal import (
    GOAL_KINDS,
    LONGEST_RUN,
    MOST_ITERATIONS,
    CostGoal,
    EpochMeans,
    Goal,
    GoalChoice,
    cost_goal_words,
    iterations_left,
)


def test_a_goal_without_a_number_ends_all_the_same() -> None:
    assert Goal(iterations=7).most == 7
    assert Goal(below=0.1).most == Goal().most == LONGEST_RUN


@given(
    st.sampled_from(GOAL_KINDS) | st.text(),
    st.integers(-1, MOST_ITERATIONS + 1) | st.floats(),
    st.floats(),
)
def test_a_choice_keeps_what_makes_sense_and_nothing_else(
    kind: str, iterations: float, below: float
) -> None:
    choice, usual = GoalChoice.of(kind, iterations, below), GoalChoice()
    assert choice.kind == (kind if kind in GOAL_KINDS else usual.kind)
    kept = int(iterations) if 1 <= iterations <= MOST_ITERATIONS else usual.iterations
    assert (choice.iterations, type(choice.iterations)) == (kept, int)
    assert choice.below == (below if 0 < below < np.inf else usual.below)
    assert GoalChoice.of(choice.kind, choice.iterations, choice.below) == choice


def test_a_cost_in_words_of_either_convention() -> None:
    assert cost_goal_words(0.01) == "J < 0.01"
    assert cost_goal_words(0.01, -1.0) == "J > −0.01"


def in_batches(size: int | None) -> Document:
    document = bundled_network("lecture").load()
    return document.with_(training=replace(document.training, batch_size=size))


@given(
    st.lists(st.floats(0, 1), max_size=40),
    st.floats(0, 1),
    st.sampled_from([None, 3, 1]),
    st.integers(1, 9),
)
def test_an_epoch_has_to_be_below(
    costs: list[float], below: float, size: int | None, chunk: int
) -> None:
    goal = CostGoal(below, in_batches(size))
    found = None
    for start in range(0, len(costs), chunk):
        place = goal.first(np.array(costs[start : start + chunk]))
        if place is not None:
            found = start + place
            break
    n = {None: 1, 3: 2, 1: 4}[size]
    epochs = [costs[at : at + n] for at in range(0, len(costs) - n + 1, n)]
    expected = next((k for k, epoch in enumerate(epochs) if np.mean(epoch) < below), None)
    assert found == (None if expected is None else (expected + 1) * n - 1)
    if expected is not None:
        assert pytest.approx(np.mean(epochs[expected])) == goal.J


def test_one_lucky_example_is_not_enough() -> None:
    goal = CostGoal(0.1, in_batches(1))
    assert goal.first(np.array([0.9, 0.01, 0.9, 0.9, 0.01])) is None
    assert CostGoal(0.1, in_batches(None)).first(np.array([0.9, 0.01])) == 1


def test_an_epoch_that_has_begun_goes_on() -> None:
    means, places = EpochMeans(3, np.array([0.9, 0.6])).of(np.array([0.3, 1.0, 2.0, 3.0, 4.0]))
    assert means.tolist() == pytest.approx([0.6, 2.0])
    assert places.tolist() == [0, 3]


def test_what_is_not_a_number_is_not_below() -> None:
    assert CostGoal(0.5, in_batches(None)).first(np.array([np.nan, np.inf])) is None


@pytest.mark.parametrize("power", [0.3, 0.5, 1.0, 2.0])
def test_a_power_law_is_foretold(power: float) -> None:
    costs = 0.9 * np.arange(1, 2001) ** -power
    below = float(costs[-1]) / 1.5
    expected = (0.9 / below) ** (1 / power) - 2000
    found = iterations_left(costs, below)
    assert found is not None
    assert abs(found - expected) < 0.1 * (expected + 2000)


def test_a_noisy_curve_is_foretold_about() -> None:
    rng = np.random.default_rng(5)
    costs = np.arange(1, 4001) ** -0.5 * (1 + 0.3 * rng.standard_normal(4000))
    found = iterations_left(costs, 0.01)
    assert found is not None
    assert 2_000 < found < 24_000, "10,000 iterations reach it, 6,000 more"


def test_an_exponential_fall_is_not_foretold_as_too_short() -> None:
    costs = np.exp(-np.arange(1000) / 200)
    found = iterations_left(costs, float(np.exp(-6)))
    assert found is not None
    assert 150 < found < 2_000, "200 more in truth"


@pytest.mark.parametrize(
    ("costs", "below"),
    [
        (np.linspace(1, 0.5, 20), 0.1),
        (np.full(1000, 0.69), 0.1),
        (np.linspace(0.1, 0.9, 1000), 0.05),
        (0.9 * np.arange(1, 1001) ** -0.01, 0.5),
        (np.arange(1, 1001) ** -0.1, 1e-6),
        (np.arange(1, 1001) ** -1.0, 0.0),
        (np.arange(1, 1001) ** -1.0, -1.0),
        (np.zeros(1000), 0.1),
        (np.full(1000, 1e308), 0.1),
    ],
    ids=["short", "flat", "rising", "hardly", "far", "zero", "negative", "is zero", "overflow"],
)
def test_what_cannot_be_foretold_is_not(costs: np.ndarray, below: float) -> None:
    with np.errstate(over="ignore"):
        assert iterations_left(costs, below) is None
