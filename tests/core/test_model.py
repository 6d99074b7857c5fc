"""Networks, training sets, settings and documents: what they refuse, and that nothing changes."""

from dataclasses import FrozenInstanceError
from typing import Any

import numpy as np
import pytest

from bpsim.core.arrays import frozen, same_bits
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError, ModelError
from bpsim.core.examples import Examples, default_names
from bpsim.core.network import Network
from bpsim.core.settings import Convention, Position, TrainingSettings

THETA = [[1.0, 2.0, 3.0]]


def document(**changes: Any) -> Document:
    parts: dict[str, Any] = {
        "title": "Test",
        "network": Network.of(["sigmoid"], [THETA]),
        "cost": "cross-entropy",
        "examples": Examples.of([[0, 1]], [[1]]),
    }
    return Document(**(parts | changes))


# --- arrays --------------------------------------------------------------------------------------


def test_frozen_arrays_are_nobody_else_s() -> None:
    mine = np.array([[1.0, 2.0]])
    view = mine[:]
    view.setflags(write=False)
    for given_array in (mine, view, mine.T, mine[:, ::-1]):
        found = frozen(given_array)
        kept = found.copy()
        assert not found.flags.writeable
        assert found.flags.c_contiguous
        mine[0, 0] += 1
        assert np.array_equal(found, kept)
    assert frozen(found) is found, "no copy where none is needed"
    with pytest.raises(ValueError, match="read-only"):
        found[0, 0] = 5.0


def test_frozen_takes_whatever_numpy_reads_as_numbers() -> None:
    assert frozen([[1, 2], [3, 4]]).dtype == np.float64
    assert frozen(np.array([[1, 2]], dtype=np.int8)).tolist() == [[1.0, 2.0]]


def test_same_bits_sees_every_bit() -> None:
    assert same_bits(np.array([0.1 + 0.2]), np.array([0.30000000000000004]))
    assert not same_bits(np.array([0.1 + 0.2]), np.array([0.3]))
    assert not same_bits(np.array([0.0]), np.array([-0.0]))
    assert not same_bits(np.zeros(2), np.zeros((1, 2)))
    assert same_bits(np.array([np.nan]), np.array([np.nan]))


# --- networks ------------------------------------------------------------------------------------


def test_a_network_describes_itself() -> None:
    network = Network.of(["tanh", "softmax"], [np.ones((4, 3)), np.ones((2, 5))])
    assert network.layers == (2, 4, 2)
    assert network.depth == 3
    assert network.theta(2).shape == (2, 5)
    assert [network.activation(layer).name for layer in (2, 3)] == ["tanh", "softmax"]


@pytest.mark.parametrize(
    ("activations", "weights", "place", "reason"),
    [
        ([], [], "network.layers", "at least two layers"),
        (["sigmoid"], [THETA, [[1, 2]]], "network.activations", "2 expected"),
        (["step"], [THETA], "network.activations[0]", "“step” is none of sigmoid"),
        (["softmax", "linear"], [THETA, [[1, 2]]], "network.activations[0]", "output layer only"),
        (["linear"], [[1.0, 2.0]], "network.weights[0]", "a matrix"),
        (["linear"], [[[1.0]]], "network.weights[0]", "a bias column"),
        (["linear"], [np.empty((0, 3))], "network.weights[0]", "a matrix"),
        (["linear"] * 2, [THETA, [[1, 2, 3]]], "network.weights[1]", "2 columns expected"),
    ],
)
def test_networks_that_contradict_themselves(
    activations: list[str], weights: list[Any], place: str, reason: str
) -> None:
    with pytest.raises(ModelError) as caught:
        Network.of(activations, weights)
    assert caught.value.place == place
    assert reason in caught.value.reason
    assert str(caught.value).startswith(f"{place}: ")


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_network_that_diverged_is_no_document(value: float) -> None:
    network = Network.of(["sigmoid"], [[[1.0, 2.0, value]]])
    with pytest.raises(ModelError) as caught:
        document(network=network)
    assert caught.value.place == "network.weights[0][0][2]"


def test_changing_a_weight_makes_another_network() -> None:
    network = Network.of(["linear", "linear"], [THETA, [[4.0, 5.0]]])
    changed = network.with_weight(2, 1, 0, -4.0)
    assert changed.theta(2).tolist() == [[-4.0, 5.0]]
    assert network.theta(2).tolist() == [[4.0, 5.0]]
    assert changed != network
    assert changed.with_weight(2, 1, 0, 4.0) == network


def test_networks_are_equal_to_the_bit() -> None:
    assert Network.of(["linear"], [[[0.0, 1]]]) != Network.of(["linear"], [[[-0.0, 1]]])
    assert Network.of(["linear"], [[[0, 1]]]) != Network.of(["relu"], [[[0, 1]]])
    assert Network.of(["linear"], [[[0, 1]]]) != 1


def test_networks_and_training_sets_are_immutable() -> None:
    given_weights = np.array(THETA)
    network = Network.of(["linear"], [given_weights])
    examples = Examples.of(np.array([[1.0, 2.0]]), [[1]])
    given_weights[0, 0] = 99.0
    assert network.theta(1)[0, 0] == 1.0
    for array in (network.theta(1), network.with_weights([given_weights]).theta(1), examples.x):
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 5.0
    with pytest.raises(FrozenInstanceError):
        network.weights = ()  # type: ignore[misc]
    with pytest.raises(TypeError):
        hash(network)


# --- training sets -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("letter", "count", "names"),
    [("x", 1, ("x1",)), ("x", 3, ("x1", "x2", "x3")), ("y", 1, ("y",)), ("y", 2, ("y1", "y2"))],
)
def test_default_names(letter: str, count: int, names: tuple[str, ...]) -> None:
    assert default_names(letter, count) == names


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        (([1, 2], [[1]]), "examples"),
        (([[1, 2]], [[1], [2]]), "examples"),
        (([[1, 2]], [[1]], ("a",)), "examples.x_names"),
        (([[1, 2]], [[1]], (), ("a", "b")), "examples.y_names"),
        (([[1, 2], [3, np.nan]], [[1], [2]]), "examples.x[1][1]"),
        (([[1, 2]], [[np.inf]]), "examples.y[0][0]"),
    ],
)
def test_training_sets_that_contradict_themselves(arguments: Any, place: str) -> None:
    with pytest.raises(ModelError) as caught:
        Examples.of(*arguments)
    assert caught.value.place == place


def test_an_empty_training_set_keeps_its_columns() -> None:
    found = Examples.none(3, 2)
    assert (len(found), found.x.shape, found.y.shape) == (0, (0, 3), (0, 2))
    assert found.y_names == ("y1", "y2")


def test_training_sets_are_equal_with_their_names() -> None:
    assert Examples.of([[1]], [[2]]) == Examples.of([[1.0]], [[2.0]], ("x1",), ("y",))
    assert Examples.of([[1]], [[2]]) != Examples.of([[1]], [[2]], ("a",))
    assert Examples.of([[0.0]], [[2]]) != Examples.of([[-0.0]], [[2]])


# --- settings and documents ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "place"),
    [
        (lambda: TrainingSettings(learning_rate=-0.1), "training.learning_rate"),
        (lambda: TrainingSettings(learning_rate=float("nan")), "training.learning_rate"),
        (lambda: TrainingSettings(lam=-1.0), "training.lambda"),
        (lambda: TrainingSettings(lam=float("inf")), "training.lambda"),
        (lambda: TrainingSettings(batch_size=0), "training.batch_size"),
        (lambda: TrainingSettings(seed=-1), "training.seed"),
        (lambda: Position(iteration=-1), "position.iteration"),
        (lambda: Position(step=-1), "position.step"),
        (lambda: document(cost="hinge"), "cost"),
        (lambda: document(cost="categorical-cross-entropy"), "cost"),
        (lambda: document(examples=Examples.of([[1]], [[1]])), "examples.x"),
        (lambda: document(examples=Examples.of([[1, 2]], [[1, 2]])), "examples.y"),
        (lambda: document(examples=Examples.none(3, 1)), "examples.x"),
    ],
)
def test_settings_and_documents_that_contradict_themselves(make: Any, place: str) -> None:
    with pytest.raises(BpsimError) as caught:
        make()
    assert isinstance(caught.value, ModelError)
    assert caught.value.place == place


def test_the_convention_s_sign() -> None:
    assert Convention("course").factor == 1.0
    assert Convention("lecture").factor == -1.0
