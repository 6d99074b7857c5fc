"""Partial sums of Δ: right at every example, and the same whichever came first."""

from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core import propagation
from bpsim.core.arrays import same_bits
from bpsim.core.batches import batch_of
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.propagation import gradient
from bpsim.core.settings import TrainingSettings
from bpsim.core.training import batch_gradient
from bpsim.steps import running_sum
from bpsim.steps.running_sum import BLOCK, LARGE_BLOCK, RunningSum
from bpsim.steps.schedule import Granularity
from tests.steps.walks import Walk, walks

COST = "cross-entropy"
M = 2 * BLOCK + 5


def made(order: str = "file", m: int = M) -> tuple[RunningSum, Network, Any, Any]:
    rng = np.random.default_rng(5)
    network = Network.of(["tanh", "sigmoid"], [rng.normal(size=(4, 4)), rng.normal(size=(2, 5))])
    examples = Examples.of(rng.normal(size=(m, 3)), rng.integers(0, 2, (m, 2)))
    # Shuffled, an iteration takes all but one of the examples.
    settings = TrainingSettings(batch_size=m - (order == "shuffled"), order=order)  # type: ignore[arg-type]
    batch = batch_of(0, m, settings)
    rows = batch.rows()
    return RunningSum(network, COST, examples, batch), network, examples.x[rows], examples.y[rows]


@pytest.mark.parametrize("order", ["file", "shuffled"])
@pytest.mark.parametrize("items", [1, 2, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 2 * BLOCK + 4])
def test_it_is_what_the_first_examples_add_up_to(order: str, items: int) -> None:
    sums, network, x, y = made(order)
    expected = gradient(network, COST, x[:items], y[:items]).Delta
    for layer in (1, 2):
        np.testing.assert_allclose(sums.of(layer, items), expected[layer - 1], atol=1e-12)


@pytest.mark.parametrize("items", [LARGE_BLOCK - 1, LARGE_BLOCK, 2 * LARGE_BLOCK + BLOCK + 3])
def test_large_blocks_add_up_to_the_same(items: int) -> None:
    sums, network, x, y = made(m=3 * LARGE_BLOCK)
    expected = gradient(network, COST, x[:items], y[:items]).Delta
    for layer in (1, 2):
        np.testing.assert_allclose(sums.of(layer, items), expected[layer - 1], rtol=1e-12)


def test_a_late_sum_takes_few_passes() -> None:
    sums, *_ = made(m=10 * LARGE_BLOCK)
    with patch.object(running_sum, "forward", wraps=propagation.forward) as passes:
        sums.of(1, 9 * LARGE_BLOCK + 2 * BLOCK + 1)
    assert passes.call_count == 9 + 2 + 1


@given(st.permutations(range(1, 16)))
def test_it_is_the_same_to_the_last_bit_in_any_order(order: list[int]) -> None:
    with patch.multiple(running_sum, BLOCK=3, LARGE_BLOCK=6, KEPT_SUMS=1, KEPT_BLOCKS=1):
        in_order, *_ = made(m=16)
        expected = {items: in_order.of(1, items) for items in range(1, 16)}
        sums, *_ = made(m=16)
        for items in order:
            assert same_bits(sums.of(1, items), expected[items])


@given(walks(most_layers=4))
def test_after_the_last_example_it_is_the_sum_that_training_takes(walk: Walk) -> None:
    """To the last bit, though training takes all examples at once."""
    with patch.object(running_sum, "BLOCK", 1):
        trace = walk.trace()
        trained = batch_gradient(
            walk.network, walk.cost, walk.examples, walk.training, walk.iteration
        )
        known = trace.step(trace.schedule.count(Granularity.PASS) - 2, Granularity.PASS).known
        for layer in range(1, walk.network.depth):
            shown = known.Delta(layer)
            assert shown is not None
            assert same_bits(shown, walk.convention.factor * trained.Delta[layer - 1])


def test_a_sum_once_handed_out_stays_what_it_was() -> None:
    sums, *_ = made()
    before = sums.of(1, BLOCK + 1)
    copy = before.copy()
    for items in range(BLOCK + 1, M):
        sums.of(1, items)
    assert same_bits(before, copy)


def test_going_on_takes_only_what_is_new() -> None:
    sums, *_ = made()
    sums.of(1, 2 * BLOCK)
    with patch.object(running_sum, "forward", wraps=propagation.forward) as forward:
        for items in range(2 * BLOCK + 1, M):
            sums.of(1, items)
            sums.of(2, items)
        assert forward.call_count == 1
        assert len(forward.call_args.args[1]) == M - 2 * BLOCK
