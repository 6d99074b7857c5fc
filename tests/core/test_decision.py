"""Values over the input plane against a plain loop, contours against geometry, ranges by law."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from bpsim.core import decision
from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.arrays import Array
from bpsim.core.decision import (
    FARTHEST,
    Plane,
    Sampling,
    contour,
    equal_steps,
    plane_ranges,
    values_at,
    work_per_point,
)
from bpsim.core.network import Network
from tests import strategies
from tests.core import reference

XOR = Network.of(["sigmoid", "sigmoid"], [[[-30, 20, 20], [10, -20, -20]], [[10, -20, -20]]])

Range = tuple[float, float]


def over_plane(
    network: Network, layer: int, unit: int, x: Range, y: Range, nx: int, ny: int
) -> Array:
    return Sampling(network, layer, unit, Plane(x, y, nx, ny)).finish()


@given(st.data())
def test_each_point_is_one_forward_pass(data: st.DataObject) -> None:
    hidden = data.draw(st.lists(st.integers(1, 3), max_size=2))
    sizes = [2, *hidden, data.draw(st.integers(1, 3))]
    network = data.draw(strategies.networks(sizes))
    layer = data.draw(st.integers(1, network.depth))
    unit = data.draw(st.integers(1, network.layers[layer - 1]))
    found = over_plane(network, layer, unit, (-1.0, 2.0), (0.0, 3.0), 4, 3)
    assert found.shape == (3, 4)
    for row, column in itertools.product(range(3), range(4)):
        _, a = reference.forward(network, [-1.0 + column, 1.5 * row])
        assert found[row, column] == pytest.approx(a[layer - 1][unit - 1], rel=1e-12, abs=1e-14)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_a_sampling_done_in_parts_is_that_done_at_once(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(4)
    network = Network.of(["tanh", name], [rng.normal(size=(5, 3)), rng.normal(size=(3, 6))])
    plane = Plane((-2.0, 1.0), (0.0, 5.0), 13, 7)
    for unit in (2, None):
        whole = Sampling(network, 3, unit, plane).finish()
        assert whole.shape == ((7, 13) if unit else (7, 13, 3))
        with monkeypatch.context() as patch:
            patch.setattr(decision, "CHUNK", 20)
            parts = Sampling(network, 3, unit, plane)
            assert not parts.done
            for _ in range(10):
                parts.advance(9)
            assert not parts.done
            parts.advance(9)
            assert parts.done
            np.testing.assert_allclose(parts.finish(), whole, rtol=1e-13, atol=1e-15)


def test_memory_does_not_grow_with_the_grid(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    real = values_at

    def watched(network: Network, layer: int, unit: int | None, x: Array, z: bool) -> Array:
        seen.append(len(x))
        return real(network, layer, unit, x, z)

    monkeypatch.setattr(decision, "values_at", watched)
    network = Network.of(["relu", "linear"], [np.ones((1000, 3)), np.ones((1, 1001))])
    over_plane(network, 3, 1, (0, 1), (0, 1), 40, 40)
    assert sum(seen) == 1600
    assert max(seen) * 1000 <= decision.CHUNK


def test_nothing_after_the_layer_asked_for_is_computed() -> None:
    network = Network.of(["sigmoid", "sigmoid"], [[[0, 1, 0]], [[math.nan, math.inf]]])
    found = over_plane(network, 2, 1, (-1, 1), (-1, 1), 3, 3)
    np.testing.assert_allclose(found[0], [1 / (1 + math.e), 0.5, 1 / (1 + 1 / math.e)])
    assert np.isnan(over_plane(network, 3, 1, (-1, 1), (-1, 1), 3, 3)).all()
    assert work_per_point(network, 1) < work_per_point(network, 2) < work_per_point(network, 3)


def test_the_inputs_are_units_as_well() -> None:
    assert over_plane(XOR, 1, 1, (0, 1), (5, 6), 3, 2).tolist() == [[0, 0.5, 1]] * 2
    assert over_plane(XOR, 1, 2, (0, 1), (5, 6), 3, 2).tolist() == [[5] * 3, [6] * 3]


def test_relu_units_may_be_sampled_before_the_kink() -> None:
    network = Network.of(["relu"], [[[-1, 2, 0]]])
    plane = Plane((0.0, 1.0), (0.0, 1.0), 3, 2)
    assert Sampling(network, 2, 1, plane).finish()[0].tolist() == [0, 0, 1]
    assert Sampling(network, 2, 1, plane, relu_sum=True).finish()[0].tolist() == [-1, 0, 1]
    same = Sampling(XOR, 2, 1, plane, relu_sum=True).finish()
    assert same.tolist() == Sampling(XOR, 2, 1, plane).finish().tolist()


# --- contours ------------------------------------------------------------------------------------


def test_the_contour_of_a_plane_is_its_straight_line() -> None:
    plane = Plane((-1.0, 2.0), (0.0, 1.0), 17, 9)
    values = 2.0 * plane.xs - 3.0 * plane.ys[:, np.newaxis]
    pieces = contour(values, 0.25, plane)
    np.testing.assert_allclose(2.0 * pieces[..., 0] - 3.0 * pieces[..., 1], 0.25, atol=1e-12)
    lengths = np.hypot(*(pieces[:, 1] - pieces[:, 0]).T)
    ends = (0.25 / 2.0, 0.0), (3.25 / 2.0, 1.0)
    assert lengths.sum() == pytest.approx(math.dist(*ends), rel=1e-12)


def test_the_contour_of_a_cone_is_a_closed_circle() -> None:
    plane = Plane((-2.0, 2.0), (-3.0, 3.0), 81, 121)
    values = np.hypot(plane.xs, plane.ys[:, np.newaxis])
    pieces = contour(values, 1.31, plane)
    np.testing.assert_allclose(np.hypot(pieces[..., 0], pieces[..., 1]), 1.31, atol=2e-3)
    lengths = np.hypot(*(pieces[:, 1] - pieces[:, 0]).T)
    assert lengths.sum() == pytest.approx(2 * math.pi * 1.31, rel=1e-3)
    ends, counts = np.unique(np.round(pieces.reshape(-1, 2), 9), axis=0, return_counts=True)
    assert len(ends) == len(pieces)
    assert set(counts.tolist()) == {2}


@given(hnp.arrays(np.float64, (4, 5), elements=st.integers(-3, 3).map(float)))
def test_contours_part_what_is_above_from_what_is_not(values: Array) -> None:
    plane = Plane((0.0, 4.0), (0.0, 3.0), 5, 4)
    pieces = contour(values, 0.5, plane)
    crossings = set()
    for (row, column), value in np.ndenumerate(values):
        for r, c in ((row, column + 1), (row + 1, column)):
            if r < 4 and c < 5 and (value > 0.5) != (values[r, c] > 0.5):
                t = (0.5 - value) / (values[r, c] - value)
                crossings.add((column + t * (c - column), row + t * (r - row)))
    ends = {(round(x, 9), round(y, 9)) for x, y in pieces.reshape(-1, 2).tolist()}
    assert ends == {(round(x, 9), round(y, 9)) for x, y in crossings}
    cells = np.floor(pieces.mean(axis=1))
    assert (np.abs(pieces - cells[:, np.newaxis] - 0.5) <= 0.5 + 1e-12).all()


@pytest.mark.parametrize(("high", "joined"), [(3.0, True), (1.0, False)])
def test_a_saddle_is_joined_as_its_middle_says(high: float, joined: bool) -> None:
    values = np.array([[high, -1.0], [-1.0, high]])
    pieces = contour(values, 0.0, Plane((0.0, 1.0), (0.0, 1.0), 2, 2))
    cut = sorted(sorted(each) for each in pieces.tolist())
    at = high / (high + 1)
    low_corners = [[[0.0, at], [1 - at, 1.0]], [[at, 0.0], [1.0, 1 - at]]]
    high_corners = [[[0.0, at], [at, 0.0]], [[1 - at, 1.0], [1.0, 1 - at]]]
    assert cut == (low_corners if joined else high_corners)


def test_cells_that_are_not_finite_have_no_contour() -> None:
    plane = Plane((0.0, 3.0), (0.0, 1.0), 4, 2)
    values = np.array([[0.0, 1.0, math.inf, 0.0], [0.0, 1.0, 1.0, math.nan]])
    pieces = contour(values, 0.5, plane)
    assert pieces.tolist() == [[[0.5, 0.0], [0.5, 1.0]]]
    assert contour(np.full((2, 4), math.nan), 0.5, plane).shape == (0, 2, 2)


# --- ranges --------------------------------------------------------------------------------------


@given(hnp.arrays(np.float64, st.tuples(st.integers(1, 5), st.just(2)), elements=strategies.FINITE))
def test_ranges_are_finite_and_hold_the_examples(x: Array) -> None:
    for (low, high), column in zip(plane_ranges(x), x.T, strict=True):
        assert math.isfinite(high - low)
        assert low < high
        inside = np.clip(column, -FARTHEST, FARTHEST)
        assert low <= inside.min()
        assert inside.max() <= high
        steps = np.diff(np.linspace(low, high, 50))
        assert (steps > 0).all()


def test_there_is_room_around_the_examples() -> None:
    corners = np.array([[0.0, 0.0], [1.0, 10.0]])
    (x0, x1), (y0, y1) = plane_ranges(corners)
    assert (x0, x1) == pytest.approx((-0.2, 1.2))
    assert (y0, y1) == pytest.approx((-2.0, 12.0))


@pytest.mark.parametrize(
    ("x", "first", "second"),
    [
        (np.empty((0, 2)), (-1, 1), (-1, 1)),
        ([[0.0, 0.0]], (-0.7, 0.7), (-0.7, 0.7)),
        ([[10.0, 0.0]] * 3, (3, 17), (-0.7, 0.7)),
        ([[5.0, 0.0], [5.0, 2.0]], (3.6, 6.4), (-0.4, 2.4)),
        ([[0.0, 1e9], [1e-3, 1e9]], (-0.0002, 0.0012), (3e8, 1.7e9)),
    ],
)
def test_inputs_that_do_not_vary(
    x: Array, first: tuple[float, float], second: tuple[float, float]
) -> None:
    assert plane_ranges(np.asarray(x)) == (pytest.approx(first), pytest.approx(second))


@pytest.mark.parametrize(
    ("ranges", "area", "wanted"),
    [
        (((0, 2), (0, 1)), (400, 100), ((-1, 3), (0, 1))),
        (((0, 2), (0, 1)), (100, 100), ((0, 2), (-0.5, 1.5))),
        (((0, 2), (0, 1)), (200, 100), ((0, 2), (0, 1))),
        (((0, FARTHEST), (0, FARTHEST)), (400, 100), ((-FARTHEST, FARTHEST), (0, FARTHEST))),
        (((0, 100), (0, 1)), (100, 100), ((0, 100), (0, 1))),  # age and income, say
    ],
)
def test_both_inputs_have_the_same_scale(ranges, area, wanted) -> None:
    assert equal_steps(ranges, *area) == wanted
