"""The fast path equals the plain mathematics of core.propagation, in every combination."""

from itertools import pairwise, product

import numpy as np
import pytest
from _pytest.mark import ParameterSet
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core import propagation
from bpsim.core.activations.activation import Activation
from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.arrays import Array
from bpsim.core.batches import batch_of
from bpsim.core.costs.table import COSTS
from bpsim.core.engine.descent import Descent, quiet
from bpsim.core.errors import ModelError
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.propagation import Gradient, gradient
from bpsim.core.settings import TrainingSettings
from bpsim.core.training import batch_gradient
from tests.strategies import HIDDEN, OUTPUTS, costs_of, examples_for, networks

RELATIVE = 1e-12


def descent(
    network: Network, cost: str, examples: Examples, training: TrainingSettings, iteration: int = 0
) -> Descent:
    made = Descent(network.activations, network.layers, cost, examples, training)
    made.load(network.weights, iteration)
    return made


def assert_equal_gradients(found: Gradient, wanted: Gradient, scale: float) -> None:
    """Equal within 1e-12 of the values; sums that cancel are judged by the size of their parts."""
    floor = RELATIVE * max(1.0, scale)
    np.testing.assert_allclose(found.J, wanted.J, rtol=RELATIVE, atol=floor)
    for mine, plain in zip((*found.Delta, *found.D), (*wanted.Delta, *wanted.D), strict=True):
        np.testing.assert_allclose(mine, plain, rtol=RELATIVE, atol=floor)


def scale_of(network: Network, cost: str, x: Array, y: Array) -> float:
    """The largest product that an entry of Δ, or a cost, is made of."""
    passed = propagation.forward(network, x)
    back = propagation.backward(network, cost, passed, y)
    costs = propagation.example_costs(cost, passed, y)
    delta, a = (max(np.abs(each).max(initial=1.0) for each in s) for s in (back.delta, passed.a))
    return float(len(x) * max(delta * a, np.abs(costs).max()))


@given(st.data())
def test_gradient_equals_plain_mathematics(data: st.DataObject) -> None:
    network = data.draw(networks())
    cost = data.draw(costs_of(network))
    examples = data.draw(examples_for(network, most=6))
    training = TrainingSettings(
        lam=data.draw(st.sampled_from([0.0, 0.3])),
        batch_size=data.draw(st.none() | st.integers(1, 7)),
        order=data.draw(st.sampled_from(["file", "shuffled"])),
    )
    iteration = data.draw(st.integers(0, 9))
    rows = batch_of(iteration, len(examples), training).rows()
    x, y = examples.x[rows], examples.y[rows]
    assert_equal_gradients(
        descent(network, cost, examples, training, iteration).gradient(),
        propagation.gradient(network, cost, x, y, training.lam),
        scale_of(network, cost, x, y),
    )


def combinations() -> list[ParameterSet]:
    """Every hidden activation once, every output activation with every cost that it has."""
    sigmoid, tanh = ACTIVATIONS["sigmoid"], ACTIVATIONS["tanh"]
    found = [(hidden, sigmoid, "squared-error") for hidden in HIDDEN] + [
        (tanh, output, name)
        for output, (name, cost) in product(OUTPUTS, COSTS.items())
        if cost.fits(output)
    ]
    return [pytest.param(*each, id="-".join(map(str, each))) for each in found]


def random_problem(
    layers: tuple[int, ...], m: int, hidden: Activation, output: Activation, size: float = 1.0
) -> tuple[Network, Examples]:
    rng = np.random.default_rng(len(layers) * 1000 + m)
    weights = [size * rng.normal(size=(b, a + 1)) / np.sqrt(a) for a, b in pairwise(layers)]
    network = Network.of([hidden] * (len(layers) - 2) + [output], weights)
    y = np.eye(layers[-1])[rng.integers(layers[-1], size=m)]
    return network, Examples.of(rng.normal(size=(m, layers[0])), y)


@pytest.mark.parametrize(("hidden", "output", "cost"), combinations())
def test_larger_networks(hidden: Activation, output: Activation, cost: str) -> None:
    for layers in ((3, 4), (2, 2, 2, 2), (40, 13, 9, 3)):
        network, examples = random_problem(layers, 137, hidden, output)
        training = TrainingSettings(lam=0.5)
        found = descent(network, cost, examples, training).gradient()
        wanted = propagation.gradient(network, cost, examples.x, examples.y, 0.5)
        assert pytest.approx(wanted.J, rel=RELATIVE) == found.J, layers
        for mine, plain in zip((*found.Delta, *found.D), (*wanted.Delta, *wanted.D), strict=True):
            assert np.abs(mine - plain).max() <= RELATIVE * np.abs(plain).max(), layers


@pytest.mark.parametrize(("hidden", "output", "cost"), combinations())
@pytest.mark.parametrize("size", [30.0, 3000.0])
def test_saturated_units_stay_finite(
    hidden: Activation, output: Activation, cost: str, size: float
) -> None:
    network, examples = random_problem((3, 5, 4), 20, hidden, output, size)
    found = descent(network, cost, examples, TrainingSettings()).gradient()
    wanted = propagation.gradient(network, cost, examples.x, examples.y)
    scale = scale_of(network, cost, examples.x, examples.y)
    assert np.isfinite(found.J)
    assert_equal_gradients(found, wanted, scale)


@pytest.mark.parametrize(("hidden", "output", "cost"), combinations())
def test_no_digit_is_lost_where_units_saturate(
    hidden: Activation, output: Activation, cost: str
) -> None:
    """One unit of each layer at z: its slope is small, but the same in every digit."""
    network = Network.of([hidden, output], [[[0.0, 1.0]], [[0.1, 1.0], [0.2, -1.0]]])
    for z in (-720.0, -40.0, -1e-9, 0.0, 0.5, 30.0, 720.0):
        examples = Examples.of([[z]], [[0.25, 0.75]])
        found = descent(network, cost, examples, TrainingSettings()).gradient()
        wanted = propagation.gradient(network, cost, examples.x, examples.y)
        assert pytest.approx(wanted.J, rel=1e-14) == found.J, z
        for mine, plain in zip(found.Delta, wanted.Delta, strict=True):
            np.testing.assert_allclose(mine, plain, rtol=1e-12, atol=1e-300, err_msg=f"z = {z}")


def test_small_costs_keep_their_digits() -> None:
    network = Network.of(["sigmoid"], [[[0.0, 30.0]]])
    examples = Examples.of([[1.0], [-1.0]], [[1.0], [0.0]])
    J = descent(network, "cross-entropy", examples, TrainingSettings()).gradient().J
    assert pytest.approx(np.log1p(np.exp(-30.0)), rel=1e-15) == J


def test_what_does_not_fit_is_refused() -> None:
    network, examples = random_problem((2, 3, 1), 4, "sigmoid", "sigmoid")
    training = TrainingSettings()
    with pytest.raises(ModelError, match="no example"):
        descent(network, "cross-entropy", Examples.none(2, 1), training)
    with pytest.raises(ModelError, match="do not fit"):
        Descent(network.activations, (3, 3, 1), "cross-entropy", examples, training)
    with pytest.raises(ModelError, match="needs a softmax"):
        descent(network, "categorical-cross-entropy", examples, training)
    other = random_problem((2, 4, 1), 4, "sigmoid", "sigmoid")[0]
    with pytest.raises(ValueError, match="shape"):
        descent(network, "cross-entropy", examples, training).load(other.weights, 0)


@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
def test_a_unit_is_as_saturated_as_on_the_walk(name: str) -> None:
    z = np.concatenate([np.linspace(-2000, 2000, 4001), np.linspace(-40, 40, 801), [1e308, -1e308]])
    used, a, slope = z.copy(), np.empty_like(z), np.empty_like(z)
    with quiet():
        for call in ACTIVATIONS[name].fast(used, a, slope):
            call()
        value, derivative = ACTIVATIONS[name].value(z), ACTIVATIONS[name].derivative(z)
    np.testing.assert_allclose(a, value, rtol=1e-14, atol=1e-322)
    np.testing.assert_allclose(slope, derivative, rtol=1e-14, atol=1e-322)


def test_a_saturated_unit_passes_nothing_on_however_large_the_weight() -> None:
    network = Network.of(["sigmoid", "linear"], [[[0, 800]], [[0, 1e150]]])
    examples = Examples.of([[1.0]], [[0.0]])
    settings = TrainingSettings()
    found = batch_gradient(network, "squared-error", examples, settings, 0)
    plain = gradient(network, "squared-error", examples.x, examples.y)
    for mine, theirs in zip(found.D, plain.D, strict=True):
        assert np.array_equal(mine, theirs)
    assert not found.D[0].any()
