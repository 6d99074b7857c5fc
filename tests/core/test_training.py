"""Which examples an iteration takes, and the update of the weights."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core import propagation
from bpsim.core.batches import batch_of
from bpsim.core.checkpoint import Checkpoint
from bpsim.core.errors import ModelError
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import Order, TrainingSettings
from bpsim.core.training import batch_gradient, updated
from tests.strategies import costs_of, examples_for, networks

ORDERS: tuple[Order, Order] = ("file", "shuffled")


@given(
    st.integers(1, 30),
    st.none() | st.integers(1, 40),
    st.sampled_from(ORDERS),
    st.integers(0, 5),
    st.integers(0, 3),
)
def test_an_epoch_takes_every_example_once(
    m: int, batch_size: int | None, order: Order, seed: int, epoch: int
) -> None:
    settings = TrainingSettings(batch_size=batch_size, order=order, seed=seed)
    per_epoch = -(-m // min(batch_size or m, m))
    seen = []
    for iteration in range(epoch * per_epoch, (epoch + 1) * per_epoch):
        batch = batch_of(iteration, m, settings)
        assert batch.epoch == epoch
        rows = [batch.row(n) for n in range(batch.size)]
        np.testing.assert_array_equal(np.arange(m)[batch.rows()], rows)
        assert [batch.index(row) for row in rows] == list(range(batch.size))
        assert all(batch.index(row) is None for row in range(m) if row not in rows)
        seen += rows
    assert sorted(seen) == list(range(m))
    if order == "file" or per_epoch == 1:
        assert seen == list(range(m))


def test_each_epoch_is_shuffled_anew_from_the_seed() -> None:
    settings = TrainingSettings(batch_size=1, order="shuffled", seed=4)
    epochs = [tuple(batch_of(50 * e + n, 50, settings).row(0) for n in range(50)) for e in range(4)]
    assert len(set(epochs)) == 4
    other = replace(settings, seed=5)
    assert tuple(batch_of(n, 50, other).row(0) for n in range(50)) != epochs[0]
    assert tuple(batch_of(n, 50, settings).row(0) for n in range(50)) == epochs[0]


@given(st.data())
def test_the_batch_alone_counts(data: st.DataObject) -> None:
    network = data.draw(networks())
    cost, examples = data.draw(costs_of(network)), data.draw(examples_for(network, least=2))
    settings = TrainingSettings(batch_size=1, order=data.draw(st.sampled_from(ORDERS)))
    iteration = data.draw(st.integers(0, 9))
    row = batch_of(iteration, len(examples), settings).row(0)
    found = batch_gradient(network, cost, examples, settings, iteration)
    alone = propagation.gradient(network, cost, examples.x[[row]], examples.y[[row]])
    np.testing.assert_allclose(found.J, alone.J, rtol=1e-12, atol=1e-12)
    for mine, plain in zip(found.D, alone.D, strict=True):
        np.testing.assert_allclose(mine, plain, rtol=1e-12, atol=1e-9)


def test_the_update_follows_the_rule() -> None:
    weights = np.array([[1.0, 2.0]]), np.array([[3.0, -4.0]])
    D = [np.array([[0.5, 1.0]]), np.array([[-2.0, 0.0]])]
    after = updated(Checkpoint(weights), D, TrainingSettings(learning_rate=0.1)).weights
    np.testing.assert_array_equal(after[0], [[0.95, 1.9]])
    np.testing.assert_array_equal(after[1], [[3.2, -4.0]])
    fixed = updated(
        Checkpoint(weights), D, TrainingSettings(learning_rate=0.1, train_biases=False)
    ).weights
    np.testing.assert_array_equal(fixed[0], [[1.0, 1.9]])
    assert not any(theta.flags.writeable for theta in (*after, *fixed))


def test_gradient_descent_learns_xor() -> None:
    examples = Examples.of([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]])
    rng = np.random.default_rng(2)
    network = Network.of(["tanh", "sigmoid"], [rng.normal(size=(3, 3)), rng.normal(size=(1, 4))])
    settings = TrainingSettings(learning_rate=1.0)
    for iteration in range(400):
        found = batch_gradient(network, "cross-entropy", examples, settings, iteration)
        network = network.with_weights(
            updated(Checkpoint(network.weights), found.D, settings).weights
        )
    h = propagation.forward(network, examples.x).a[-1]
    np.testing.assert_array_equal(h.round(), examples.y)


def test_without_examples_there_is_no_gradient() -> None:
    network = Network.of(["sigmoid"], [[[0.0, 1.0]]])
    with pytest.raises(ModelError, match="no example"):
        batch_gradient(network, "cross-entropy", Examples.none(1, 1), TrainingSettings(), 0)
