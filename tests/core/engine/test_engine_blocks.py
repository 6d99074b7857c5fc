"""Batches in blocks: cut by their shape alone, and the same mathematics and bits as ever."""

from itertools import pairwise

import numpy as np
import pytest

from bpsim.core.arrays import Array, same_bits
from bpsim.core.document import Document
from bpsim.core.engine import blocks as engine_blocks
from bpsim.core.engine import helper_threads as engine_threads
from bpsim.core.engine.arrays import prepared
from bpsim.core.engine.blocks import blocks_of
from bpsim.core.engine.descent import Descent
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.propagation import Gradient, gradient
from bpsim.core.settings import TrainingSettings

LAYERS = (4, 7, 3)
M = 37


@pytest.fixture(autouse=True)
def _small_batches_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_blocks, "CUTS", ((4, 1, 12), (2, 1, 4)))


def document(cost: str = "cross-entropy", output: str = "sigmoid", **training: object) -> Document:
    rng = np.random.default_rng(8)
    weights = [rng.normal(size=(b, a + 1)) for a, b in pairwise(LAYERS)]
    classes = np.eye(LAYERS[-1])[rng.integers(LAYERS[-1], size=M)]
    return Document(
        "", Network.of(["tanh", output], weights), cost,
        Examples.of(rng.normal(size=(M, LAYERS[0])), classes),
        TrainingSettings(lam=0.3, **training),  # type: ignore[arg-type]
    )  # fmt: skip


def plain(document: Document) -> Gradient:
    x, y = document.examples.x, document.examples.y
    return gradient(document.network, document.cost, x, y, document.training.lam)


def run(document: Document, iterations: int = 9) -> tuple[Array, tuple[Array, ...]]:
    descent, costs = Descent.of(document), np.empty(iterations)
    assert descent.run(iterations, costs) == iterations
    return costs, descent.weights


@pytest.mark.parametrize(
    ("output", "cost"),
    [
        ("sigmoid", "cross-entropy"),
        ("softmax", "categorical-cross-entropy"),
        ("softmax", "squared-error"),
        ("linear", "squared-error"),
    ],
)
def test_the_sums_of_the_blocks_are_those_of_the_batch(output: str, cost: str) -> None:
    problem = document(cost, output)
    assert len(blocks_of(LAYERS, M)) == 4
    wanted = plain(problem)
    found = Descent.of(problem).gradient()
    np.testing.assert_allclose(found.J, wanted.J, rtol=1e-12)
    for ours, theirs in zip((*found.Delta, *found.D), (*wanted.Delta, *wanted.D), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize("order", ["file", "shuffled"])
@pytest.mark.parametrize("batch_size", [None, 25, 10, 3])
def test_batches_take_their_own_examples(
    batch_size: int | None, order: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = document(batch_size=batch_size, order=order)
    costs, weights = run(problem)
    monkeypatch.setattr(engine_blocks, "CUTS", ())
    costs_in_one, weights_in_one = run(problem)
    np.testing.assert_allclose(costs, costs_in_one, rtol=1e-12)
    for ours, theirs in zip(weights, weights_in_one, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-11, atol=1e-12)


@pytest.mark.parametrize("batch_size", [None, 25])
def test_any_number_of_cores_gives_the_same_bits(
    batch_size: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem, found = document(batch_size=batch_size, order="shuffled"), []
    for count in (1, 2, 3, 64):
        monkeypatch.setattr(engine_threads, "cores", lambda count=count: count)
        found.append(run(problem, 40))
    for costs, weights in found[1:]:
        assert same_bits(costs, found[0][0])
        assert all(map(same_bits, weights, found[0][1]))


def test_a_step_a_run_and_a_gradient_are_the_same_bits() -> None:
    problem = document()
    stepping, costs = Descent.of(problem), []
    for _ in range(5):
        shown = stepping.gradient()
        costs.append(stepping.step())
        assert costs[-1] == shown.J
    ran, weights = run(problem, 5)
    assert ran.tolist() == costs
    assert all(map(same_bits, stepping.weights, weights))


def test_blocks_cover_a_batch_without_gaps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    for layers, size in (((2, 2, 2, 1), 4), ((400, 25, 10), 5_001), ((784, 128, 64, 10), 60_000)):
        blocks = blocks_of(layers, size)
        assert (blocks[0].start, blocks[-1].stop) == (0, size)
        assert all(a.stop == b.start for a, b in pairwise(blocks))
        sizes = [each.stop - each.start for each in blocks]
        assert max(sizes) - min(sizes) <= 1


def test_small_batches_stay_whole_and_large_ones_are_shared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.undo()
    assert len(blocks_of((2, 2, 2, 1), 4)) == 1
    assert len(blocks_of((2, 8, 8, 8, 8, 8, 8, 1), 250)) == 1
    assert len(blocks_of((784, 128, 64, 10), 32)) == 1
    assert len(blocks_of((400, 25, 10), 5_000)) == 2
    assert len(blocks_of((784, 128, 64, 10), 1_000)) == 2
    assert len(blocks_of((784, 128, 64, 10), 60_000)) == 4


def test_other_layers_over_the_same_examples_get_blocks_of_their_own() -> None:
    data = prepared(document().examples)
    whole = data.columns([slice(0, M)])
    halves = data.columns([slice(0, 18), slice(18, M)])
    assert [each.shape for each in whole] == [(5, M)]
    np.testing.assert_array_equal(np.hstack(halves), whole[0])
    assert data.columns([slice(0, 18), slice(18, M)]) is halves


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "linear"])
def test_every_activation_runs_in_blocks_without_a_warning(activation: str) -> None:
    problem = document()
    network = Network.of([activation, "sigmoid"], [50.0 * w for w in problem.network.weights])
    descent = Descent.of(problem.with_(network=network))
    wanted = plain(problem.with_(network=network))
    np.testing.assert_allclose(descent.gradient().J, wanted.J, rtol=1e-12)
