"""Predictions against loops in plain NumPy, one example and one unit at a time."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.examples import Examples
from bpsim.core.initial_weights import Start
from bpsim.core.network import Network
from bpsim.core.predictions import NO_CLASS, Classes, classes_of, predictions


def network_of(layers: tuple[int, ...], output: str, seed: int = 1) -> Network:
    activations = (*["tanh"] * (len(layers) - 2), output)
    return Network.of(activations, Start("uniform", seed).weights(layers, activations))


@given(seed=st.integers(0, 1000), m=st.integers(1, 12))
def test_one_output_against_a_loop(seed: int, m: int) -> None:
    rng = np.random.default_rng(seed)
    network = network_of((2, 3, 1), "sigmoid", seed)
    examples = Examples.of(rng.normal(size=(m, 2)), rng.integers(0, 2, (m, 1)))
    classes = classes_of([examples])
    assert classes == Classes(("0", "1"), 0.5)
    found = predictions(network, "cross-entropy", examples, classes)
    for i in range(m):
        a = examples.x[i]
        hidden = np.tanh([row[0] + row[1:] @ a for row in network.theta(1)])
        h = 1 / (1 + math.exp(-(network.theta(2)[0, 0] + network.theta(2)[0, 1:] @ hidden)))
        y = examples.y[i, 0]
        assert found.h[i, 0] == pytest.approx(h, rel=1e-12)
        assert found.costs[i] == pytest.approx(-math.log(h if y else 1 - h), rel=1e-9)
        assert found.predicted[i] == (h >= 0.5)
        assert found.right[i] == ((h >= 0.5) == bool(y))


@given(seed=st.integers(0, 1000), m=st.integers(1, 15), k=st.integers(2, 5))
def test_several_outputs_against_a_loop(seed: int, m: int, k: int) -> None:
    rng = np.random.default_rng(seed)
    network = network_of((3, k), "softmax", seed)
    wanted = rng.integers(0, k, m)
    examples = Examples.of(rng.normal(size=(m, 3)), np.eye(k)[wanted])
    classes = classes_of([examples])
    assert classes is not None
    assert classes.names == examples.y_names
    found = predictions(network, "categorical-cross-entropy", examples, classes)
    table = [[0] * k for _ in range(k)]
    for i in range(m):
        z = [row[0] + row[1:] @ examples.x[i] for row in network.theta(1)]
        best = max(range(k), key=lambda n: z[n])
        assert found.predicted[i] == best
        table[int(wanted[i])][best] += 1
    confusion = found.confusion(k)
    assert confusion.tolist() == table
    assert np.trace(confusion) == found.right.sum()


@pytest.mark.parametrize(
    ("y", "names", "expected"),
    [
        ([[0.0], [1.0]], ("no", "yes"), Classes(("no", "yes"), 0.5)),
        ([[-1.0], [1.0]], (), Classes(("-1", "1"), 0.0)),
        ([[0.3], [1.0]], (), None),
        ([[1, 0], [0, 1]], ("a", "b"), Classes(("a", "b"))),
        ([[1, 1], [0, 1]], (), None),
    ],
)
def test_classes_are_found_in_the_targets(
    y: object, names: tuple[str, ...], expected: Classes | None
) -> None:
    assert classes_of([Examples.of(np.zeros((2, 2)), y)], names) == expected


def test_both_sets_decide() -> None:
    training = Examples.of([[0.0]], [[1.0]])
    held_out = Examples.of([[0.0]], [[0.25]])
    assert classes_of([training]) is not None
    assert classes_of([training, held_out]) is None
    assert classes_of([Examples.none(2, 1)]) is None


def test_h_that_is_no_number_is_no_class() -> None:
    network = Network.of(("linear",), (np.array([[0.0, 1e308, -1e308]]),))
    examples = Examples.of([[1e10, 1e10]], [[1.0]])
    found = predictions(network, "squared-error", examples, Classes(("0", "1"), 0.5))
    assert np.isnan(found.h[0, 0])
    assert found.predicted[0] == NO_CLASS
    assert not found.right[0]
    assert found.confusion(2).sum() == 0


def test_numbers_without_classes_are_neither_right_nor_wrong() -> None:
    network = network_of((1, 1), "linear")
    examples = Examples.of([[1.0], [2.0]], [[0.3], [5.0]])
    found = predictions(network, "squared-error", examples, None)
    assert not found.right.any()
    assert found.mean_cost == pytest.approx(((found.h - examples.y) ** 2 / 2).mean())
