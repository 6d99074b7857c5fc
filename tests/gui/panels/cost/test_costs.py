"""The points that are drawn of many costs: no peak is lost, none is invented."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bpsim.gui.panels.cost.costs import Costs

numbers = st.one_of(st.floats(-1e9, 1e9, width=32), st.sampled_from([np.nan, np.inf, -np.inf]))
costs = st.integers(0, 600).flatmap(lambda n: arrays(np.float64, n, elements=numbers))


def drawable(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The values that have a place on an axis."""
    return values[np.isfinite(values)]


@given(costs, st.data())
def test_any_range_shows_its_lowest_and_its_highest_cost(
    values: npt.NDArray[np.float64], data: st.DataObject
) -> None:
    run = Costs(values)
    assert len(run) == len(values)
    start = data.draw(st.integers(0, len(values)))
    stop = data.draw(st.integers(start, len(values)))
    columns = data.draw(st.integers(1, 80))
    x, y = run.view(start, stop, columns)
    assert len(x) == len(y) <= 2 * columns + 4
    assert (np.diff(x) >= 0).all()
    inside, shown = drawable(values[start:stop]), drawable(y)
    if len(inside):
        assert shown.min() <= inside.min()
        assert shown.max() >= inside.max()
    assert set(shown) <= set(values), "a cost that was never there"


@given(costs)
def test_the_first_cost_that_is_not_finite_is_known(values: npt.NDArray[np.float64]) -> None:
    bad = np.flatnonzero(~np.isfinite(values))
    assert Costs(values).first_bad == (bad[0] if len(bad) else None)


def test_costs_are_kept_to_the_bit_and_few_are_shown_as_they_are() -> None:
    values = np.array([0.1, 1 / 3, np.inf, -0.0])
    run = Costs(values)
    assert [run[n] for n in range(4)] == values.tolist()
    x, y = run.view(0, 4, 100)
    np.testing.assert_array_equal(x, [0, 1, 2, 3])
    np.testing.assert_array_equal(y, [0.1, 1 / 3, np.nan, -0.0])
    for outside in (-1, 4):
        with pytest.raises(IndexError):
            run[outside]


def test_a_single_peak_among_a_million_is_drawn_in_its_place() -> None:
    values = np.zeros(1_000_000)
    values[654_321] = 5.0
    x, y = Costs(values).view(0, len(values), 700)
    assert len(x) <= 1404
    peak = x[np.argmax(y)]
    assert y.max() == 5.0
    assert abs(peak - 654_321) <= 1_000_000 / 700


def test_panning_draws_the_same_groups_again() -> None:
    values = np.random.default_rng(1).normal(size=100_000)
    run = Costs(values)
    x0, y0 = run.view(0, 50_000, 500)
    x1, y1 = run.view(1_000, 51_000, 500)
    here, there = dict(zip(x0[::2], y0[::2], strict=True)), dict(zip(x1[::2], y1[::2], strict=True))
    both = sorted(set(here) & set(there))
    assert len(both) > 0.9 * len(here)
    # The group at the left end may be cut off; all others are as they were.
    assert [here[x] for x in both[1:-1]] == [there[x] for x in both[1:-1]]


def test_new_costs_leave_the_groups_before_them_as_they_are() -> None:
    values = np.random.default_rng(2).normal(size=60_000)
    x0, y0 = Costs(values[:50_000]).view(0, 50_000, 500)
    x1, y1 = Costs(values).view(0, 60_000, 500)
    np.testing.assert_array_equal(x0[:-2], x1[: len(x0) - 2])
    np.testing.assert_array_equal(y0[:-2], y1[: len(y0) - 2])
