"""The numerical check is right where the gradient is, and finds one that is not."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core import gradient_check
from bpsim.core.gradient_check import (
    EPSILON,
    FLOOR,
    Kink,
    WeightCheck,
    check_each_weight,
    checkable,
    kinks_met,
    nudged,
    relative_error,
    z_slope,
)
from bpsim.core.network import Network
from bpsim.core.propagation import Gradient, backward, forward, gradient
from tests.core.mistakes import MISTAKES, mistaken
from tests.core.precise import drawn, precise_D
from tests.strategies import costs_of, examples_for, networks

PASSES = 1e-6
DRAWN = 500
SMOOTH = ("sigmoid", "tanh", "linear")


@pytest.mark.parametrize(
    ("f", "v", "slope"),
    [
        (math.sin, 0.5, math.cos(0.5)),
        (math.exp, -3.0, math.exp(-3.0)),
        (lambda v: v**3, 10.0, 300.0),
        (lambda v: v * v, 1e9, 2e9),
        (lambda v: v, 1e300, 1.0),
        (lambda v: math.tanh(v - 1000), 1000.2, 1 / math.cosh(0.2) ** 2),
        (lambda v: 7.0, 3.0, 0.0),
    ],
)
def test_nudging_finds_a_slope(f: Callable[[float], float], v: float, slope: float) -> None:
    width = EPSILON * max(1.0, abs(v) * 1e-6)
    found = nudged(lambda value: (f(value), 0.0), v, width, math.nan)
    assert found.value == pytest.approx(slope, rel=1e-8, abs=1e-12)


def test_relative_error() -> None:
    assert relative_error(2.0, 1.0) == 0.5
    assert relative_error(-1.0, 1.0) == 2.0
    assert relative_error(0.0, 0.0) == 0.0
    assert relative_error(1e-12, 2e-12) == pytest.approx(1e-6), "in absolute terms below the floor"
    assert relative_error(3.0, 4.0, doubt=0.4) == pytest.approx(0.15)
    assert relative_error(3.0, 4.0, doubt=2.0) == 0.0
    assert relative_error(-1e308, 1e308) == 2.0, "and nothing overflows on the way"
    assert WeightCheck(1, 2, 0, 1.0, 0.5).relative_error == 0.5


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_no_check_passes_with_a_number_that_is_none(value: float) -> None:
    assert relative_error(value, value) == math.inf
    assert relative_error(1.0, value) == math.inf


@given(st.data(), st.sampled_from([0.0, 2.0]))
def test_every_weight_is_checked_in_order_and_passes(data: st.DataObject, lam: float) -> None:
    network = data.draw(networks(hidden=SMOOTH, outputs=(*SMOOTH, "softmax")))
    cost, examples = data.draw(costs_of(network)), data.draw(examples_for(network))
    found = list(check_each_weight(network, cost, examples.x, examples.y, lam))
    places = [
        (layer, j + 1, i)
        for layer, theta in enumerate(network.weights, start=1)
        for j, i in np.ndindex(*theta.shape)
    ]
    assert [(each.l, each.j, each.i) for each in found] == places
    analytic = gradient(network, cost, examples.x, examples.y, lam).D
    assert [each.analytic for each in found] == [float(v) for D in analytic for v in D.ravel()]
    assert max(each.relative_error for each in found) < PASSES


@given(st.data())
def test_one_z(data: st.DataObject) -> None:
    network = data.draw(networks(hidden=SMOOTH, outputs=(*SMOOTH, "softmax")))
    cost, examples = data.draw(costs_of(network)), data.draw(examples_for(network, most=1))
    layer = data.draw(st.integers(2, network.depth))
    j = data.draw(st.integers(1, network.layers[layer - 1]))
    passed = forward(network, examples.x)
    delta = float(backward(network, cost, passed, examples.y).delta[layer - 1][0, j - 1])
    slope = z_slope(network, cost, passed, examples.y, layer, j, delta)
    assert checkable(delta, slope)
    assert relative_error(delta, slope.value, slope.doubt) < PASSES


@pytest.mark.parametrize("size", [30.0, 300.0, 3e3, 1e5])
def test_large_weights_pass_as_well(size: float) -> None:
    # The biases bring z back to where a sigmoid bends, so a nudge must not grow with the weight.
    network = Network.of(
        ["sigmoid", "sigmoid"], [[[0.7 - size, size], [size / 2, -size / 2]], [[0.1, 2.0, -3.0]]]
    )
    x, y = np.array([[1.0]]), np.array([[0.0]])
    found = list(check_each_weight(network, "cross-entropy", x, y))
    assert max(each.relative_error for each in found) < PASSES


@pytest.mark.parametrize("part", [0, 1])
def test_a_wrong_gradient_is_found(part: int, monkeypatch: pytest.MonkeyPatch) -> None:
    network = Network.of(["tanh", "sigmoid"], [[[0.1, 0.2], [0.3, 0.4]], [[0.5, -0.6, 0.7]]])
    x, y = np.array([[0.5], [-1.0]]), np.array([[1.0], [0.0]])

    def wrong(*args: object) -> Gradient:
        right = gradient(network, "cross-entropy", x, y)
        D = [each.copy() for each in right.D]
        D[part][0, 1] *= 1.0001
        return Gradient(right.J, right.Delta, tuple(D))

    monkeypatch.setattr(gradient_check, "gradient", wrong)
    found = list(check_each_weight(network, "cross-entropy", x, y))
    worst = max(found, key=lambda each: each.relative_error)
    assert (worst.l, worst.j, worst.i) == (part + 1, 1, 1)
    assert worst.relative_error == pytest.approx(1e-4, rel=0.01)
    assert sum(each.relative_error > PASSES for each in found) == 1


def test_leaving_out_the_slope_is_found() -> None:
    # The lecture's shorthand: the weighted sum alone is not ∂cost/∂z unless g′ = 1.
    network = Network.of(["sigmoid", "sigmoid"], [[[0.1, 0.2]], [[0.5, -0.6]]])
    x, y = np.array([[0.5]]), np.array([[1.0]])
    back = backward(network, "cross-entropy", forward(network, x), y)
    delta, shorthand = float(back.delta[1][0, 0]), float(back.weighted_sum[1][0, 0])
    passed = forward(network, x)
    right = z_slope(network, "cross-entropy", passed, y, 2, 1, delta)
    assert relative_error(delta, right.value, right.doubt) < PASSES
    wrong = z_slope(network, "cross-entropy", passed, y, 2, 1, shorthand)
    assert checkable(shorthand, wrong)
    assert relative_error(shorthand, wrong.value, wrong.doubt) > 0.5


@given(st.data())
def test_relu_passes_wherever_it_is(data: st.DataObject) -> None:
    network = data.draw(networks(hidden=("relu",), outputs=("relu", "sigmoid")))
    cost, examples = data.draw(costs_of(network)), data.draw(examples_for(network))
    found = list(check_each_weight(network, cost, examples.x, examples.y))
    assert max((each.relative_error for each in found if each.checkable), default=0) < PASSES


def test_a_kink_is_told_with_its_side() -> None:
    network = Network.of(["relu", "relu", "sigmoid"], [[[0.0, 1.0]], [[1e-5, 0.5]], [[0.0, 1.0]]])
    found = list(kinks_met(network, forward(network, np.array([[0.0], [2.0]]))))
    assert found == [
        Kink(1, 2, 1, 0.0, 0.0, above=False),
        Kink(1, 3, 1, 1e-5, 0.0, above=True),
    ]


# --- right gradients of every scale, and wrong ones -----------------------------------------------


def test_no_right_gradient_is_called_wrong() -> None:
    weights = unknown = 0
    for seed in range(DRAWN):
        network, cost, x, y, lam = drawn(seed)
        found = list(check_each_weight(network, cost, x, y, lam))
        weights += len(found)
        unknown += sum(not each.checkable for each in found)
        wrong = [each for each in found if each.checkable and each.relative_error > PASSES]
        assert not wrong, f"{seed}: {network.activations}, {cost}: {wrong[0]}"
    assert unknown < weights / 50


@pytest.mark.parametrize("seed", range(0, DRAWN, 20))
def test_they_are_right(seed: int) -> None:
    network, cost, x, y, lam = drawn(seed)
    right = precise_D(network, cost, x, y, lam)
    for each in check_each_weight(network, cost, x, y, lam):
        D = right[each.l - 1][each.j - 1, each.i]
        assert each.analytic == pytest.approx(D, rel=1e-8, abs=1e-9)
        if each.checkable:
            # Never further off than the check itself thinks.
            assert abs(each.numeric - D) <= each.doubt + PASSES * max(abs(D), FLOOR)


def test_a_small_mistake_is_found_at_every_scale(monkeypatch: pytest.MonkeyPatch) -> None:
    """One weight's D is off by 0.03 % to 100 %."""
    tried = 0
    for seed in range(0, DRAWN, 4):
        network, cost, x, y, lam = drawn(seed)
        right, rng = gradient(network, cost, x, y, lam), np.random.default_rng(seed)
        places = [(n, *at) for n, D in enumerate(right.D) for at in np.argwhere(abs(D) > 1e-4)]
        if not places:
            continue
        n, j, i = places[rng.integers(len(places))]
        D = [each.copy() for each in right.D]
        D[n][j, i] *= 1 + rng.choice([-1, 1]) * 10 ** rng.uniform(-3.5, 0)
        wrong = Gradient(right.J, right.Delta, tuple(D))
        monkeypatch.setattr(gradient_check, "gradient", lambda *_, wrong=wrong: wrong)
        found = {(c.l, c.j, c.i): c for c in check_each_weight(network, cost, x, y, lam)}
        one = found[n + 1, j + 1, i]
        assert one.checkable and one.relative_error > PASSES, f"{seed}: {one}"
        tried += 1
    assert tried > DRAWN / 8


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_is_found(mistake: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    network = Network.of(
        ["sigmoid"] * 3, [rng.normal(size=shape) for shape in ((3, 4), (3, 4), (2, 4))]
    )
    x, y = rng.normal(size=(3, 3)), rng.integers(2, size=(3, 2)).astype(float)
    right = gradient(network, "cross-entropy", x, y, 0.5)
    for unmistaken, D in zip(mistaken("", network, x, y, 0.5), right.D, strict=True):
        np.testing.assert_allclose(unmistaken, D, rtol=1e-12)
    wrong = Gradient(right.J, right.Delta, mistaken(mistake, network, x, y, 0.5))
    monkeypatch.setattr(gradient_check, "gradient", lambda *_: wrong)
    found = check_each_weight(network, "cross-entropy", x, y, 0.5)
    assert any(each.checkable and each.relative_error > PASSES for each in found)


# --- what cannot be checked -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "cost", "theta", "y"),
    [
        ("softmax", "categorical-cross-entropy", [[1e300, 0.0], [1e300, 0.0]], [[1.0, 0.0]]),
        ("linear", "squared-error", [[0.0, 1.5e150]], [[0.0]]),
        ("linear", "squared-error", [[0.0, 1.0]], [[1e308]]),
    ],
)
def test_numbers_too_large_to_be_nudged(
    name: str, cost: str, theta: list[list[float]], y: list[list[float]]
) -> None:
    network, x = Network.of([name], [theta]), np.array([[1.0]])
    assert not any(each.checkable for each in check_each_weight(network, cost, x, np.array(y)))


def test_a_large_offset_is_no_hindrance() -> None:
    network = Network.of(["softmax"], [[[1e12, 0.0], [1e12, 0.0], [1e12, 0.0]]])
    x, y = np.array([[1.0]]), np.array([[1.0, 0.0, 0.0]])
    for each in check_each_weight(network, "categorical-cross-entropy", x, y):
        assert each.checkable and each.relative_error < PASSES
