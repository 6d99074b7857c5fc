"""Forward and backward propagation against the formulas written out number by number."""

import math
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.arrays import Array
from bpsim.core.errors import NotFiniteError
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.propagation import (
    accumulate,
    backward,
    cost_J,
    example_costs,
    forward,
    gradient,
    regularisation,
    require_finite,
)
from tests.core import reference
from tests.strategies import costs_of, examples_for, networks

LAMBDAS = st.sampled_from([0.0, 0.1, 3.0])


@st.composite
def problems(draw: st.DrawFn) -> tuple[Network, str, Examples]:
    """A network, a cost that fits it and a few examples."""
    network = draw(networks())
    return network, draw(costs_of(network)), draw(examples_for(network))


def away_from_kinks(network: Network, examples: Examples) -> bool:
    """True if no unit is so near a kink that a nudge would carry it across."""
    z = forward(network, examples.x).z
    return all(
        bool((np.abs(each - kink) > 0.05).all())
        for g, each in zip(network.activations, z[1:], strict=True)
        for kink in (() if g.slope_is_one else (0.0, *g.kinks))  # an ELU’s curvature jumps at 0
    )


def largest(arrays: Sequence[Array]) -> float:
    return max(1.0, *(float(np.abs(each).max(initial=0.0)) for each in arrays))


# --- forward -------------------------------------------------------------------------------------


@given(problems())
def test_forward(problem: tuple[Network, str, Examples]) -> None:
    network, _, examples = problem
    passed = forward(network, examples.x)
    assert passed.z[0].shape == (len(examples), 0)
    for n, x in enumerate(examples.x.tolist()):
        z, a = reference.forward(network, x)
        for layer in range(network.depth):
            assert passed.z[layer][n] == pytest.approx(z[layer], rel=1e-12, abs=1e-12)
            assert passed.a[layer][n] == pytest.approx(a[layer], rel=1e-12, abs=1e-12)


def test_column_0_is_the_bias_and_rows_are_the_next_layer() -> None:
    network = Network.of(["linear"], [[[100.0, 1.0, 2.0], [200.0, 3.0, 4.0], [300.0, 5.0, 6.0]]])
    assert forward(network, np.array([[10.0, 1.0]])).z[1].tolist() == [[112.0, 234.0, 356.0]]


@given(problems(), LAMBDAS)
def test_cost(problem: tuple[Network, str, Examples], lam: float) -> None:
    network, cost, examples = problem
    x, y = examples.x.tolist(), examples.y.tolist()
    costs = example_costs(cost, forward(network, examples.x), examples.y)
    expected = [reference.example_cost(network, cost, *pair) for pair in zip(x, y, strict=True)]
    assert costs == pytest.approx(expected, rel=1e-9, abs=1e-9)
    assert cost_J(network, cost, examples.x, examples.y, lam) == pytest.approx(
        reference.J(network, cost, x, y, lam), rel=1e-9, abs=1e-9
    )


# --- backward ------------------------------------------------------------------------------------


@given(problems())
def test_delta_is_the_slope_of_the_cost_by_z(problem: tuple[Network, str, Examples]) -> None:
    network, cost, examples = problem
    assume(away_from_kinks(network, examples))
    passed = forward(network, examples.x)
    found = backward(network, cost, passed, examples.y)
    scale = largest(found.delta)
    for n, (x, y) in enumerate(zip(examples.x.tolist(), examples.y.tolist(), strict=True)):
        for layer in range(2, network.depth + 1):
            for unit in range(1, network.layers[layer - 1] + 1):
                by_z = partial(reference.cost_with_z, network, cost, x, y, layer, unit)
                slope = reference.slope(by_z, float(passed.z[layer - 1][n, unit - 1]))
                assert found.delta[layer - 1][n, unit - 1] == pytest.approx(
                    slope, rel=1e-6, abs=1e-8 * scale
                )


@given(problems())
def test_hidden_delta_is_a_weighted_sum_times_a_slope(
    problem: tuple[Network, str, Examples],
) -> None:
    network, cost, examples = problem
    passed = forward(network, examples.x)
    found = backward(network, cost, passed, examples.y)
    assert found.delta[0].shape == found.weighted_sum[0].shape == (len(examples), 0)
    assert found.weighted_sum[-1].shape == (len(examples), 0)
    for layer in range(2, network.depth):
        theta = network.theta(layer).tolist()
        for n in range(len(examples)):
            downstream = found.delta[layer][n].tolist()
            for j in range(network.layers[layer - 1]):
                weighted = math.fsum(
                    row[j + 1] * each for row, each in zip(theta, downstream, strict=True)
                )
                scale = math.fsum(
                    abs(row[j + 1] * each) for row, each in zip(theta, downstream, strict=True)
                )
                assert found.weighted_sum[layer - 1][n, j] == pytest.approx(
                    weighted, rel=1e-12, abs=1e-14 * scale
                )
        product = found.weighted_sum[layer - 1] * found.slope[layer - 1]
        assert np.array_equal(found.delta[layer - 1], product)
        slope = network.activations[layer - 2].derivative(passed.z[layer - 1])
        assert np.array_equal(found.slope[layer - 1], slope)


@given(problems(), LAMBDAS)
def test_D_is_the_slope_of_J_by_each_weight(
    problem: tuple[Network, str, Examples], lam: float
) -> None:
    network, cost, examples = problem
    assume(away_from_kinks(network, examples))
    x, y = examples.x.tolist(), examples.y.tolist()
    found = gradient(network, cost, examples.x, examples.y, lam)
    assert cost_J(network, cost, examples.x, examples.y, lam) == found.J
    scale = largest(found.D)
    for layer, D in enumerate(found.D, start=1):
        assert D.shape == network.theta(layer).shape
        for j, i in np.ndindex(*D.shape):

            def J(weight: float, at: tuple[int, int, int] = (layer, j + 1, i)) -> float:
                return reference.J(network.with_weight(*at, weight), cost, x, y, lam)

            slope = reference.slope(J, float(network.theta(layer)[j, i]))
            assert D[j, i] == pytest.approx(slope, rel=1e-6, abs=1e-7 * scale)


@given(problems())
def test_Delta_adds_up_over_the_examples(problem: tuple[Network, str, Examples]) -> None:
    network, cost, examples = problem
    found = gradient(network, cost, examples.x, examples.y)
    for layer, Delta in enumerate(found.Delta, start=1):
        total = np.zeros_like(Delta)
        for n in range(len(examples)):
            x, y = examples.x[n : n + 1], examples.y[n : n + 1]
            passed = forward(network, x)
            back = backward(network, cost, passed, y)
            outer = np.outer(back.delta[layer][0], [1.0, *passed.a[layer - 1][0]])
            assert accumulate(passed, back)[layer - 1] == pytest.approx(outer, rel=1e-12, abs=1e-14)
            total += outer
        assert Delta == pytest.approx(total, rel=1e-9, abs=1e-11)
        assert found.D[layer - 1] == pytest.approx(Delta / len(examples), rel=1e-15)


# --- regularisation ------------------------------------------------------------------------------


def test_regularisation_leaves_the_bias_out() -> None:
    weights = [np.array([[10.0, 1.0, 2.0]]), np.array([[20.0, 3.0], [30.0, -4.0]])]
    assert regularisation(weights, 0.5, 5) == pytest.approx(0.5 / 10 * (1 + 4 + 9 + 16))
    assert regularisation(weights, 0.0, 5) == 0.0


@given(problems())
def test_lambda_adds_to_D_but_not_for_the_bias(problem: tuple[Network, str, Examples]) -> None:
    network, cost, examples = problem
    m, lam = len(examples), 2.0
    plain = gradient(network, cost, examples.x, examples.y)
    found = gradient(network, cost, examples.x, examples.y, lam)
    for theta, before, after in zip(network.weights, plain.D, found.D, strict=True):
        assert np.array_equal(after[:, 0], before[:, 0])
        assert after[:, 1:] == pytest.approx(before[:, 1:] + lam / m * theta[:, 1:], rel=1e-13)
    assert all(map(np.array_equal, plain.Delta, found.Delta))


# --- saturation and overflow ---------------------------------------------------------------------


@pytest.mark.parametrize("hidden", [name for name, each in ACTIVATIONS.items() if each.elementwise])
@pytest.mark.parametrize(
    ("output", "cost"),
    [
        ("sigmoid", "cross-entropy"),
        ("softmax", "categorical-cross-entropy"),
        ("sigmoid", "squared-error"),
        ("tanh", "squared-error"),
        ("relu", "squared-error"),
        ("linear", "squared-error"),
    ],
)
def test_everything_is_finite_with_saturated_units(hidden: str, output: str, cost: str) -> None:
    x = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    for size in (40.0, 1e3, 1e6):
        rows = [[size, size, -size], [-size, 0.0, size]], [[size, -size, size], [-size, size, 0]]
        network = Network.of([hidden, output], rows)
        for target in (0.0, 1.0):
            y = np.full((4, 2), target)
            require_finite(network, cost, x, y)
            found = gradient(network, cost, x, y, 1.0)
            assert math.isfinite(found.J), size
            assert all(np.isfinite(each).all() for each in found.D), size


class Overflow(NamedTuple):
    """A linear network with one example, the first value to overflow, and the sentence for it."""

    weights: list[list[list[float]]]
    x: float
    y: float
    sentence: str
    lam: float = 0.0


OVERFLOWS = [
    Overflow(
        [[[0, 1e200]]], 1e200, 0, "z of unit 1, layer 2, is too large for a float64 (example 2)"
    ),
    Overflow(
        [[[0, 1], [0, 1e200]], [[0, 1, 1]]],
        1e150,
        0,
        "z of unit 2, layer 2, is too large for a float64 (example 2)",
    ),
    Overflow([[[0, 1e100]]], 1e100, 0, "the cost of example 2 is too large for a float64"),
    Overflow(
        [[[0, 1]], [[0, 1e-200]], [[0, 1e200]]],
        1,
        1e153,
        "δ of unit 1, layer 3, is too large for a float64 (example 1)",
    ),
    Overflow(
        [[[0, 1]], [[0, 1e-300]]],
        1e300,
        1e150,
        "Δ of the weight from unit 1, layer 2, to unit 1, layer 3, is too large for a float64",
    ),
    Overflow([[[0, 1e200]]], 0, 0, "J is too large for a float64", lam=1.0),
    Overflow(
        [[[0, 1e-10]]],
        0,
        0,
        "",
        lam=1e308,
    ),
]


@pytest.mark.parametrize("case", OVERFLOWS)
def test_overflow_is_reported_as_what_it_is(case: Overflow) -> None:
    network = Network.of(["linear"] * len(case.weights), case.weights)
    x, y = np.array([[0.0], [case.x]]), np.full((2, 1), case.y)
    if not case.sentence:
        require_finite(network, "squared-error", x, y, case.lam)
        return
    with pytest.raises(NotFiniteError) as caught:
        require_finite(network, "squared-error", x, y, case.lam)
    assert str(caught.value) == case.sentence


def test_overflow_raises_no_warning_and_is_not_hidden() -> None:
    network = Network.of(["linear", "linear"], [[[0, 1e200]], [[0, 1e200]]])
    x, y = np.array([[1e10]]), np.array([[0.0]])
    found = gradient(network, "squared-error", x, y, 1.0)
    assert not math.isfinite(found.J)
    assert not math.isfinite(cost_J(network, "squared-error", x, y, 1.0))


def test_what_is_handed_in_is_not_changed() -> None:
    network = Network.of(["sigmoid"], [[[0.1, 0.2, 0.3]]])
    x, y = np.array([[1.0, 2.0]]), np.array([[1.0]])
    before = x.copy(), y.copy(), network.weights[0].copy()
    gradient(network, "cross-entropy", x, y, 1.0)
    assert all(map(np.array_equal, before, (x, y, network.weights[0])))
