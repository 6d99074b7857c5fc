"""The numerical check is right where the gradient is, and finds one that is not."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bpsim.core import gradient_check
from bpsim.core.gradient_check import (
    WeightCheck,
    central_difference,
    check_each_weight,
    cost_of_z,
    relative_error,
    weight_derivative,
    z_derivative,
)
from bpsim.core.network import Network
from bpsim.core.propagation import Gradient, backward, forward, gradient
from tests.core import reference
from tests.strategies import costs_of, examples_for, networks

PASSES = 1e-6
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
def test_central_difference(f: Callable[[float], float], v: float, slope: float) -> None:
    assert central_difference(f, v) == pytest.approx(slope, rel=1e-8, abs=1e-12)


def test_relative_error() -> None:
    assert relative_error(2.0, 1.0) == 0.5
    assert relative_error(-1.0, 1.0) == 2.0
    assert relative_error(0.0, 0.0) == 0.0
    assert relative_error(1e-12, 2e-12) == pytest.approx(1e-6), "in absolute terms below the floor"
    assert relative_error(3.0, 4.0, floor=10.0) == pytest.approx(0.1)
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
def test_one_weight_and_one_z(data: st.DataObject) -> None:
    network = data.draw(networks(hidden=SMOOTH, outputs=(*SMOOTH, "softmax")))
    cost, examples = data.draw(costs_of(network)), data.draw(examples_for(network, most=1))
    x, y = examples.x, examples.y
    found = gradient(network, cost, x, y, 1.0)
    layer = data.draw(st.integers(1, network.depth - 1))
    j = data.draw(st.integers(1, network.layers[layer]))
    i = data.draw(st.integers(0, network.layers[layer - 1]))
    D = float(found.D[layer - 1][j - 1, i])
    floor = 1e-6 * max(1.0, abs(found.J))
    numeric = weight_derivative(network, cost, x, y, 1.0, (layer, j, i))
    assert relative_error(D, numeric, floor) < PASSES
    passed = forward(network, x)
    delta = float(backward(network, cost, passed, y).delta[layer][0, j - 1])
    assert relative_error(delta, z_derivative(network, cost, x, y, layer + 1, j), floor) < PASSES


@given(st.data(), st.floats(-3, 3))
def test_cost_of_z(data: st.DataObject, z: float) -> None:
    network = data.draw(networks())
    cost, examples = data.draw(costs_of(network)), data.draw(examples_for(network, most=1))
    layer = data.draw(st.integers(2, network.depth))
    unit = data.draw(st.integers(1, network.layers[layer - 1]))
    passed = forward(network, examples.x)
    found = cost_of_z(network, cost, passed, examples.y, layer, unit, z)
    x, y = examples.x[0].tolist(), examples.y[0].tolist()
    assert found == pytest.approx(
        reference.cost_with_z(network, cost, x, y, layer, unit, z), rel=1e-9, abs=1e-9
    )


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
    numeric = z_derivative(network, "cross-entropy", x, y, 2, 1)
    assert relative_error(float(back.delta[1][0, 0]), numeric) < PASSES
    assert relative_error(float(back.weighted_sum[1][0, 0]), numeric) > 0.5


@given(st.data())
def test_relu_passes_away_from_its_kink(data: st.DataObject) -> None:
    network = data.draw(networks(hidden=("relu",), outputs=("relu", "sigmoid")))
    cost, examples = data.draw(costs_of(network)), data.draw(examples_for(network))
    z = forward(network, examples.x).z
    assume(all((np.abs(each) > 0.05).all() for each in z[1:]))
    found = check_each_weight(network, cost, examples.x, examples.y)
    assert max(each.relative_error for each in found) < PASSES
