"""The pyramid of costs: never loses a peak, never invents one, whatever is added or taken back."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bpsim.gui.panels.cost.pyramid import Pyramid

numbers = st.one_of(st.floats(-1e9, 1e9, width=32), st.sampled_from([np.nan, np.inf, -np.inf]))
costs = st.integers(0, 600).flatmap(lambda n: arrays(np.float64, n, elements=numbers))


def drawable(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The values that have a place on an axis."""
    return values[np.isfinite(values)]


@given(costs, st.lists(st.integers(1, 200), max_size=6), st.data())
def test_any_range_shows_its_lowest_and_its_highest_cost(
    values: npt.NDArray[np.float64], cuts: list[int], data: st.DataObject
) -> None:
    pyramid = Pyramid()
    at = 0
    for cut in [*cuts, len(values)]:
        pyramid.append(values[at : at + cut])
        at = min(len(values), at + cut)
    assert len(pyramid) == len(values)
    start = data.draw(st.integers(0, len(values)))
    stop = data.draw(st.integers(start, len(values)))
    columns = data.draw(st.integers(1, 80))
    x, y = pyramid.view(start, stop, columns)
    assert len(x) == len(y) <= 2 * columns + 4
    assert (np.diff(x) >= 0).all()
    inside, shown = drawable(values[start:stop]), drawable(y)
    if len(inside):
        assert shown.min() <= inside.min()
        assert shown.max() >= inside.max()
    assert set(shown) <= set(values), "a cost that was never there"


@given(costs, costs, st.integers(0, 600))
def test_replacing_is_the_same_as_starting_anew(
    before: npt.NDArray[np.float64], after: npt.NDArray[np.float64], same: int
) -> None:
    after = np.concatenate([before[:same], after])
    replaced, anew = Pyramid(before), Pyramid(after)
    replaced.replace(after)
    assert len(replaced) == len(anew)
    assert replaced.first_bad == anew.first_bad
    for start, stop, columns in ((0, len(after), 7), (len(after) // 3, len(after), 3)):
        for mine, theirs in zip(
            replaced.view(start, stop, columns), anew.view(start, stop, columns), strict=True
        ):
            np.testing.assert_array_equal(mine, theirs)


@given(costs)
def test_the_first_cost_that_is_not_finite_is_known(values: npt.NDArray[np.float64]) -> None:
    bad = np.flatnonzero(~np.isfinite(values))
    assert Pyramid(values).first_bad == (bad[0] if len(bad) else None)


def test_costs_are_kept_to_the_bit_and_few_are_shown_as_they_are() -> None:
    values = np.array([0.1, 1 / 3, np.inf, -0.0])
    pyramid = Pyramid(values)
    assert [pyramid[n] for n in range(4)] == values.tolist()
    x, y = pyramid.view(0, 4, 100)
    np.testing.assert_array_equal(x, [0, 1, 2, 3])
    np.testing.assert_array_equal(y, [0.1, 1 / 3, np.nan, -0.0])
    for outside in (-1, 4):
        with pytest.raises(IndexError):
            pyramid[outside]


def test_a_single_peak_among_a_million_is_drawn_in_its_place() -> None:
    values = np.zeros(1_000_000)
    values[654_321] = 5.0
    x, y = Pyramid(values).view(0, len(values), 700)
    assert len(x) <= 1404
    peak = x[np.argmax(y)]
    assert y.max() == 5.0
    assert abs(peak - 654_321) <= 1_000_000 / 700


def test_panning_draws_the_same_groups_again() -> None:
    values = np.random.default_rng(1).normal(size=100_000)
    pyramid = Pyramid(values)
    x0, y0 = pyramid.view(0, 50_000, 500)
    x1, y1 = pyramid.view(1_000, 51_000, 500)
    here, there = dict(zip(x0[::2], y0[::2], strict=True)), dict(zip(x1[::2], y1[::2], strict=True))
    both = sorted(set(here) & set(there))
    assert len(both) > 0.9 * len(here)
    # The group at the left end may be cut off; all others are as they were.
    assert [here[x] for x in both[1:-1]] == [there[x] for x in both[1:-1]]
