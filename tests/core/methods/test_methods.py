"""Each method does what PyTorch documents and what scikit-learn computes, to the bits of a walk."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from sklearn.neural_network._stochastic_optimizers import AdamOptimizer, SGDOptimizer

from bpsim.core.arrays import same_bits
from bpsim.core.checkpoint import Checkpoint
from bpsim.core.engine.blocks import blocks_of
from bpsim.core.engine.descent import Descent
from bpsim.core.errors import ModelError
from bpsim.core.methods.adam import Adam
from bpsim.core.methods.descent import PLAIN
from bpsim.core.methods.method import Method
from bpsim.core.methods.momentum import Momentum
from bpsim.core.methods.rmsprop import RMSProp
from bpsim.core.methods.table import UPDATE_METHODS, method_named
from bpsim.core.settings import TrainingSettings
from bpsim.core.training import batch_gradient, updated
from tests.problems import problem

OTHERS = (Momentum(), Momentum(0.3), RMSProp(), RMSProp(0.99, 1e-3), Adam(), Adam(0.8, 0.95, 1e-4))
ALL = (PLAIN, *OTHERS)
Slopes = list[list[float]]


# --- what PyTorch documents, one weight after the other -------------------------------------------


def sgd(method: Momentum, alpha: float, theta: list[float], slopes: Slopes) -> list[float]:
    """torch.optim.SGD: the buffer is the first gradient at first, then μ b + g."""
    buffer: list[float] = []
    for g in slopes:
        pushed = [method.beta * b + each for b, each in zip(buffer or g, g, strict=True)]
        buffer = pushed if buffer else g
        theta = [w - alpha * b for w, b in zip(theta, buffer, strict=True)]
    return theta


def rms_prop(method: RMSProp, alpha: float, theta: list[float], slopes: Slopes) -> list[float]:
    """torch.optim.RMSprop, not centred, without momentum."""
    square = [0.0] * len(theta)
    for g in slopes:
        for k, each in enumerate(g):
            square[k] = method.rho * square[k] + (1 - method.rho) * each**2
            theta[k] -= alpha * each / (math.sqrt(square[k]) + method.epsilon)
    return theta


def adam(method: Adam, alpha: float, theta: list[float], slopes: Slopes) -> list[float]:
    """torch.optim.Adam, without weight decay and without AMSGrad."""
    first, second = [0.0] * len(theta), [0.0] * len(theta)
    for t, g in enumerate(slopes, start=1):
        for k, each in enumerate(g):
            first[k] += (each - first[k]) * (1 - method.beta1)  # as its lerp_
            second[k] = method.beta2 * second[k] + (1 - method.beta2) * each * each
            root = math.sqrt(second[k]) / math.sqrt(1 - method.beta2**t) + method.epsilon
            theta[k] -= alpha / (1 - method.beta1**t) * first[k] / root
    return theta


DOCUMENTED: dict[str, Callable[..., list[float]]] = {
    "momentum": sgd, "rmsprop": rms_prop, "adam": adam,
}  # fmt: skip


def slopes_of(count: int, weights: int = 6) -> Slopes:
    """Gradients of every size, some of them 0."""
    rng = np.random.default_rng(5)
    sizes = 10.0 ** rng.integers(-6, 3, weights)
    found = rng.normal(size=(count, weights)) * sizes
    found[:, 2] = 0.0
    return [list(map(float, row)) for row in found]


def after(method: Method, alpha: float, theta: list[float], slopes: Slopes) -> list[float]:
    """The weights as the program leaves them."""
    settings = TrainingSettings(alpha, method=method)
    state = Checkpoint.begin((np.array([theta]),), method)
    for row in slopes:
        state = updated(state, [np.array([row])], settings)
    return [float(each) for each in state.weights[0][0]]


@pytest.mark.parametrize("method", OTHERS, ids=repr)
def test_it_is_what_pytorch_documents(method: Method) -> None:
    theta, slopes = [0.3, -0.7, 1.0, 2.0, -0.01, 5.0], slopes_of(40)
    wanted = DOCUMENTED[method.name](method, 0.05, list(theta), slopes)
    np.testing.assert_allclose(after(method, 0.05, theta, slopes), wanted, rtol=1e-12, atol=1e-14)


def test_momentum_is_that_of_scikit_learn() -> None:
    theta, slopes = [0.3, -0.7, 1.0, 2.0, -0.01, 5.0], slopes_of(40)
    params = [np.array(theta)]
    theirs = SGDOptimizer(params, 0.05, momentum=0.8, nesterov=False)
    for row in slopes:
        theirs.update_params(params, [np.array(row)])
    found = after(Momentum(0.8), 0.05, theta, slopes)
    np.testing.assert_allclose(found, params[0], rtol=1e-12, atol=1e-14)


def test_adam_is_that_of_scikit_learn() -> None:
    """It multiplies ε by √(1 − β₂ᵗ) as well, so an ε that does not count is compared."""
    theta, slopes = [0.3, -0.7, 1.0, 2.0, -0.01, 5.0], slopes_of(40)
    params = [np.array(theta)]
    theirs = AdamOptimizer(params, 0.05, beta_1=0.8, beta_2=0.99, epsilon=1e-30)
    for row in slopes:
        theirs.update_params(params, [np.array(row)])
    found = after(Adam(0.8, 0.99, 1e-30), 0.05, theta, slopes)
    np.testing.assert_allclose(found, params[0], rtol=1e-11, atol=1e-13)


def test_the_first_step_of_adam_is_alpha_whatever_the_size_of_the_slope() -> None:
    slopes = [[3.0, -0.02, 700.0, -5e-4]]
    found = after(Adam(), 0.1, [0.0] * 4, slopes)
    np.testing.assert_allclose(found, [-0.1, 0.1, -0.1, 0.1], rtol=1e-4)


# --- training and the walk ------------------------------------------------------------------------


@pytest.mark.parametrize("method", ALL, ids=repr)
@pytest.mark.parametrize("biases", [True, False], ids=["biases", "biases fixed"])
def test_training_has_the_bits_of_one_update_after_the_other(method: Method, biases: bool) -> None:
    document = problem(
        (3, 4, 2), 7, 2, batch_size=3, order="shuffled", lam=0.1, method=method,
        train_biases=biases, learning_rate=0.1,
    )  # fmt: skip
    settings, network = document.training, document.network
    descent = Descent.of(document)
    state = Checkpoint.begin(network.weights, method)
    for k in range(12):
        assert descent.checkpoint == state
        found = batch_gradient(
            network.with_weights(state.weights), document.cost, document.examples, settings, k
        )
        state = updated(state, found.D, settings)
        descent.step()
    assert descent.checkpoint == state
    assert state.updates == (12 if method.remembers else 0)
    moved = [bool((a != b).any()) for a, b in zip(state.weights, network.weights, strict=True)]
    assert all(moved)
    if not biases:
        for theta, old in zip(state.weights, network.weights, strict=True):
            assert same_bits(theta[:, 0].copy(), old[:, 0].copy())
        assert not any(matrix[:, 0].any() for kept in state.memory for matrix in kept)


@pytest.mark.parametrize("method", OTHERS[::2], ids=repr)
def test_a_batch_in_threads_has_the_bits_of_another_start(method: Method) -> None:
    """The memory comes along: going on from the middle is the same as going on."""
    document = problem((100, 25, 4), 2000, 3, method=method, learning_rate=0.01)
    assert len(blocks_of(document.network.layers, 2000)) > 1
    one, other = Descent.of(document), Descent.of(document)
    costs = np.empty(6)
    one.run(3, costs)
    other.resume(one.checkpoint, 3)
    one.run(3, costs[3:])
    again = np.empty(3)
    other.run(3, again)
    assert same_bits(again, costs[3:].copy())
    assert one.checkpoint == other.checkpoint


def test_what_another_method_remembers_is_no_start() -> None:
    document = problem((2, 2, 1), 3, 1, method=Adam())
    with pytest.raises(ValueError, match=r"shorter|longer"):
        Descent.of(document).resume(Checkpoint(document.network.weights), 0)
    other = Checkpoint.begin(problem((3, 2, 1), 3, 1).network.weights, Adam())
    with pytest.raises(ValueError, match="of shape"):
        Descent.of(document).resume(other, 0)


# --- what they are --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: Momentum(1.0), "beta"),
        (lambda: Momentum(-0.1), "beta"),
        (lambda: Momentum(math.nan), "beta"),
        (lambda: RMSProp(rho=1.5), "rho"),
        (lambda: RMSProp(epsilon=0.0), "epsilon"),
        (lambda: Adam(beta2=1.0), "beta2"),
        (lambda: Adam(epsilon=math.inf), "epsilon"),
    ],
)
def test_parameters_have_bounds(make: Callable[[], Method], name: str) -> None:
    with pytest.raises(ModelError) as refused:
        make()
    assert refused.value.place == name


def test_methods_by_name() -> None:
    assert [method_named(name, "") for name in UPDATE_METHODS] == list(UPDATE_METHODS.values())
    with pytest.raises(ModelError, match="adagrad"):
        method_named("adagrad", "training.method")


def test_a_method_goes_on_with_its_own_memory_only() -> None:
    for one in UPDATE_METHODS.values():
        assert [one.continues(each) for each in UPDATE_METHODS.values()] == [
            each is one for each in UPDATE_METHODS.values()
        ]
    assert Momentum(0.5).continues(Momentum(0.9))
    assert replace(Adam(), beta1=0.5) != Adam()


def test_checkpoints_are_equal_bit_for_bit() -> None:
    weights = problem((2, 2, 1), 3, 1).network.weights
    one = Checkpoint.begin(weights, Adam())
    assert one == Checkpoint.begin(weights, Adam())
    assert one != Checkpoint.begin(weights, Momentum())
    assert one != replace(one, updates=1)
    assert one != one.with_weights([weights[0], -weights[1]])
    assert one.nbytes > Checkpoint(weights).nbytes
    assert one != 3
