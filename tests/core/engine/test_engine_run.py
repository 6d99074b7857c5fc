"""Iterations of the fast path: the same bits however they are reached, and where they end."""

import gc
import os
import subprocess
import sys
import threading
import weakref

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.arrays import Array, same_bits
from bpsim.core.batches import batch_of
from bpsim.core.checkpoint import Checkpoint
from bpsim.core.document import Document
from bpsim.core.engine.arrays import prepared
from bpsim.core.engine.descent import Descent
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import TrainingSettings
from bpsim.core.training import batch_gradient, updated
from tests import problems
from tests.strategies import costs_of, examples_for, networks

Weights = tuple[Array, ...]


def document(layers: tuple[int, ...] = (3, 5, 2), m: int = 11, **training: object) -> Document:
    return problems.problem(layers, m, seed=3, **training)


def straight(document: Document, iterations: int) -> tuple[list[float], list[Weights]]:
    """J and the weights of each iteration, one after the other."""
    descent = Descent.of(document)
    costs, weights = [], [descent.weights]
    for _ in range(iterations):
        costs.append(descent.step())
        weights.append(descent.weights)
    return costs, weights


def assert_same(left: Weights, right: Weights) -> None:
    assert all(map(same_bits, left, right))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    network = draw(networks())
    training = TrainingSettings(
        learning_rate=draw(st.floats(0.0, 1.0)),
        lam=draw(st.sampled_from([0.0, 0.7])),
        batch_size=draw(st.none() | st.integers(1, 5)),
        train_biases=draw(st.booleans()),
        order=draw(st.sampled_from(["file", "shuffled"])),
    )
    cost, examples = draw(costs_of(network)), draw(examples_for(network))
    return Document("", network, cost, examples, training)


@given(documents(), st.integers(0, 7))
def test_the_walk_and_training_agree_to_the_last_bit(document: Document, iteration: int) -> None:
    network, training = document.network, document.training
    shown = batch_gradient(network, document.cost, document.examples, training, iteration)
    after = updated(Checkpoint(network.weights), shown.D, training).weights
    descent = Descent.of(document)
    descent.load(network.weights, iteration)
    J = descent.step()
    assert J == shown.J
    assert_same(descent.weights, after)
    assert descent.iteration == iteration + 1


@pytest.mark.parametrize("batch_size", [None, 1, 4])
@pytest.mark.parametrize("order", ["file", "shuffled"])
def test_any_iteration_again_gives_the_same_bits(batch_size: int | None, order: str) -> None:
    problem = document(batch_size=batch_size, order=order, lam=0.1)
    costs, weights = straight(problem, 12)
    other = Descent.of(problem)
    for k in (11, 0, 5, 5, 3):
        other.load(weights[k], k)
        assert other.step() == costs[k]
        assert_same(other.weights, weights[k + 1])
        other.gradient()
        assert_same(other.weights, weights[k + 1])


def test_runs_of_any_length_are_the_same_run() -> None:
    problem = document(batch_size=4)
    wanted, weights = straight(problem, 20)
    descent, costs, done = Descent.of(problem), np.full(20, np.nan), 0
    for n in (1, 7, 0, 12):
        assert descent.run(n, costs[done:]) == n
        done += n
    np.testing.assert_array_equal(costs, wanted)
    assert_same(descent.weights, weights[20])


def test_the_last_batch_is_smaller_and_divided_by_its_own_size() -> None:
    problem = document(m=5, batch_size=3, lam=2.0)
    descent = Descent.of(problem)
    descent.load(problem.network.weights, 1)
    found = descent.gradient()
    assert batch_of(1, 5, problem.training).size == 2
    for Delta, D, theta in zip(found.Delta, found.D, problem.network.weights, strict=True):
        np.testing.assert_allclose(D[:, 0], Delta[:, 0] / 2)
        np.testing.assert_allclose(D[:, 1:], Delta[:, 1:] / 2 + 2.0 / 2 * theta[:, 1:])


def test_biases_that_are_not_trained_keep_their_bits() -> None:
    problem = document(train_biases=False)
    start = [theta.copy() for theta in problem.network.weights]
    for theta in start:
        theta[0, 0] = -0.0
    descent = Descent.of(problem.with_(network=problem.network.with_weights(start)))
    for _ in range(5):
        descent.step()
    for before, after in zip(start, descent.weights, strict=True):
        assert same_bits(before[:, 0].copy(), after[:, 0].copy())
        assert not np.array_equal(before[:, 1:], after[:, 1:])


def test_what_was_handed_out_stays_as_it_was() -> None:
    descent = Descent.of(document())
    weights, gradient = descent.weights, descent.gradient()
    kept = [each.copy() for each in (*weights, *gradient.Delta, *gradient.D)]
    for _ in range(3):
        descent.step()
    for before, after in zip(kept, (*weights, *gradient.Delta, *gradient.D), strict=True):
        assert same_bits(before, after)
        assert not after.flags.writeable


# --- where it ends --------------------------------------------------------------------------------


def line(rate: float, activation: str = "linear", weight: float = 1.0) -> Document:
    """One weight, no bias trained: Θ := Θ (1 − α) towards 0 with the squared error."""
    return Document(
        "",
        Network.of([activation], [[[0.0, weight]]]),
        "squared-error",
        Examples.of([[1.0]], [[0.0]]),
        TrainingSettings(learning_rate=rate, train_biases=False),
    )


def test_a_cost_that_overflows_ends_the_run_before_its_update() -> None:
    # Θ grows by 10^3 each time, J = Θ²/2 overflows at Θ = 10^156, the 52nd.
    descent, costs = Descent.of(line(1001.0)), np.full(100, np.nan)
    assert descent.run(100, costs) == descent.iteration == 52
    assert descent.diverged
    assert np.isfinite(costs[:52]).all() and np.isnan(costs[52:]).all()
    before = descent.weights
    assert np.isfinite(before[0]).all()
    assert descent.step() == np.inf
    assert descent.run(10, costs) == 0
    assert descent.iteration == 52
    assert_same(descent.weights, before)


def test_a_weight_that_overflows_ends_the_run_after_its_update() -> None:
    # The rate times the slope overflows, while J was a small number.
    descent, costs = Descent.of(line(1e308, weight=100.0)), np.full(5, np.nan)
    assert descent.run(5, costs) == 1
    assert descent.diverged and descent.iteration == 1
    assert not np.isfinite(descent.weights[0]).all()
    descent.load(line(1.0).network.weights, 0)
    assert not descent.diverged
    assert descent.step() == 0.5


def test_weights_that_are_not_finite_are_not_trained() -> None:
    descent = Descent.of(line(1.0, "sigmoid"))
    descent.load((np.array([[0.0, np.inf]]),), 7)
    assert descent.diverged
    assert descent.run(3, np.empty(3)) == 0
    J = descent.step()
    assert np.isfinite(J)  # the unit is saturated, nothing else shows the overflow
    assert descent.iteration == 7


# --- threads and memory ---------------------------------------------------------------------------


def test_threads_do_not_disturb_each_other() -> None:
    problem = document((6, 30, 4), m=300)
    costs, weights = straight(problem, 30)
    wrong: list[int] = []

    def walk(step: int) -> None:
        for k in range(0, 30, step):
            network = problem.network.with_weights(weights[k])
            found = batch_gradient(network, problem.cost, problem.examples, problem.training, k)
            if costs[k] != found.J:
                wrong.append(k)

    threads = [threading.Thread(target=walk, args=(step,)) for step in (1, 1, 2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_examples_are_prepared_once_and_forgotten_with_them() -> None:
    examples = Examples.of([[1.0, 2.0]], [[1.0]])
    first = prepared(examples)
    assert prepared(examples) is first
    assert prepared(Examples.of([[1.0, 2.0]], [[1.0]])) is not first
    gone = weakref.ref(first)
    del examples, first
    gc.collect()
    assert gone() is None


def environment_after_import(**variables: str) -> list[str]:
    """OPENBLAS_NUM_THREADS and whether NumPy is there, once bpsim has been imported."""
    inherited = {k: v for k, v in os.environ.items() if not k.endswith("_NUM_THREADS")}
    program = (
        "import bpsim, os, sys; print(os.environ['OPENBLAS_NUM_THREADS'], 'numpy' in sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        env=inherited | variables, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return result.stdout.split()


def test_multiplications_use_one_thread_unless_told_otherwise() -> None:
    assert environment_after_import() == ["1", "False"]
    assert environment_after_import(OPENBLAS_NUM_THREADS="3") == ["3", "False"]
