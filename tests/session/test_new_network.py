"""Networks described from nothing, with the layers as text and the data that they begin with."""

import numpy as np
import pytest

from bpsim.core.activations.activation import Activation
from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.costs.table import usual_cost
from bpsim.core.errors import ModelError
from bpsim.core.examples import Examples
from bpsim.core.initial_weights import Start
from bpsim.core.made_data import made_examples
from bpsim.core.sizes import sizes_text
from bpsim.session.new_network import (
    Data,
    NewNetwork,
    document_of,
    fitting_output,
    layers_in,
    misfit,
    resized,
)

SIGMOID, SOFTMAX = ACTIVATIONS["sigmoid"], ACTIVATIONS["softmax"]


def named(*names: str) -> tuple[Activation, ...]:
    return tuple(ACTIVATIONS[name] for name in names)


@pytest.mark.parametrize(
    "text", ["3-4-2", " 3 – 4 – 2 ", "3, 4, 2", "3 4 2", "3x4×2", "3→4->2", "3-4-2,"]
)
def test_layers_are_read_as_people_write_them(text: str) -> None:
    assert layers_in(text) == (3, 4, 2)
    assert sizes_text(layers_in(text)) == "3-4-2"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "2 to 12 layers"),
        ("3", "2 to 12 layers"),
        ("3-four-2", "“four” is no number"),
        ("3-0-2", "1 to 4,096 units"),
        ("3-99999999999-2", "1 to 4,096 units"),
        ("3-2.5", "“2.5” is no number"),
        ("-".join("1" * 13), "2 to 12 layers"),
    ],
)
def test_what_is_no_network_is_said(text: str, why: str) -> None:
    with pytest.raises(ModelError, match=why):
        layers_in(text)


def test_the_outputs_of_two_classes_are_named_once() -> None:
    examples = Examples.of([[1, 2], [3, 4]], [[0], [1]], ("a", "b"), ("kind = red",))
    chosen = NewNetwork((2, 3, 2), named("sigmoid", "softmax"), usual_cost(SOFTMAX))
    document = document_of(chosen, Data(examples, classes=("green", "red")))
    assert document.examples.y_names == ("kind = green", "kind = red")
    assert np.array_equal(document.examples.y, [[1, 0], [0, 1]])


def test_the_ends_follow_the_data() -> None:
    data = Data(made_examples("circle", 40, 0.1, 3))
    chosen = NewNetwork((7, 5, 9), named("tanh", "sigmoid"), start=Start("glorot", 4))
    document = document_of(chosen, data)
    assert document.network.layers == (2, 5, 1)
    drawn = Start("glorot", 4).weights((2, 5, 1), ("tanh", "sigmoid"))
    for theta, expected in zip(document.network.weights, drawn, strict=True):
        assert np.array_equal(theta, expected)
    assert document.examples == data.examples


def test_ends_that_do_not_follow_must_fit() -> None:
    data = Data(made_examples("xor"))
    with pytest.raises(
        ModelError, match="2 inputs and 1 target, but the network has 3 inputs and 1 output"
    ):
        document_of(NewNetwork((3, 4, 1), follows=False), data)
    assert document_of(NewNetwork((2, 4, 1), follows=False), data).network.layers == (2, 4, 1)


def test_without_data_there_are_no_examples() -> None:
    document = document_of(NewNetwork((3, 4, 2), source="none"), None)
    assert document.network.layers == (3, 4, 2)
    assert len(document.examples) == 0


def test_a_network_is_called_after_its_data() -> None:
    data = Data(made_examples("xor"))
    for chosen, title in (
        (NewNetwork((2, 3, 1), path="/data/iris 2.csv", source="file"), "iris 2"),
        (NewNetwork((2, 3, 1), path="/data/iris.csv", source="made"), "XOR"),
        (NewNetwork((2, 3, 1), path="/data/iris.csv", source="table"), "New network"),
    ):
        assert document_of(chosen, data).title == title


def test_a_pair_that_does_not_fit_is_explained() -> None:
    assert misfit("cross-entropy", SIGMOID) == ""
    assert "made for sigmoid" in misfit("cross-entropy", SOFTMAX)
    assert misfit("squared-error", SOFTMAX) == ""
    with pytest.raises(ModelError):
        document_of(NewNetwork(activations=named("sigmoid", "softmax")), None)


@pytest.mark.parametrize(
    ("y", "expected"),
    [
        ([[0.0], [1.0]], ("sigmoid", "cross-entropy")),
        ([[1, 0, 0], [0, 0, 1]], ("softmax", "categorical-cross-entropy")),
        ([[1, 1], [0, 1]], ("sigmoid", "cross-entropy")),
        ([[-1.0], [3.5]], ("linear", "squared-error")),
    ],
)
def test_the_output_is_made_for_the_targets(y: object, expected: tuple[str, str]) -> None:
    data = Data(Examples.of(np.zeros((2, 2)), y))
    output, cost = fitting_output(data)
    assert (output.name, cost) == expected
    assert misfit(cost, output) == ""


@pytest.mark.parametrize(("layers", "output"), [((2, 3, 2), SIGMOID), ((2, 3, 1), SOFTMAX)])
def test_an_output_for_each_class_gets_a_target_for_each(
    layers: tuple[int, ...], output: Activation
) -> None:
    made = Data(made_examples("moons", 40, 0.1, 3))
    chosen = NewNetwork(layers, (SIGMOID, output), usual_cost(output))
    document = document_of(chosen, made)
    assert document.network.layers == (2, 3, 2)
    assert document.classes == ("0", "1")
    assert document.examples.y_names == ("y = 0", "y = 1")
    assert np.array_equal(document.examples.y[:, 1], made.examples.y[:, 0])
    assert np.array_equal(document.examples.y.sum(axis=1), np.ones(40))
    one = document_of(NewNetwork((2, 3, 1)), made)
    assert one.examples == made.examples and one.classes == ()


def test_targets_that_are_no_classes_stay_as_they_are() -> None:
    data = Data(Examples.of([[1.0], [2.0]], [[0.0], [0.5]]))
    with pytest.raises(ModelError, match="1 target, but the network has 1 input and 2 outputs"):
        document_of(NewNetwork((1, 2), (SIGMOID,), follows=False), data)


def test_other_ends_than_were_asked_for_are_said() -> None:
    words = resized((3, 4, 2), (2, 4, 1), classes=False)
    assert words.startswith("The data have 2 inputs and 1 target, so 3-4-2 becomes 2-4-1.")
    assert "2 inputs and 2 classes, each with an output of its own, so 2-3-1" in resized(
        (2, 3, 1), (2, 3, 2), classes=True
    )
    assert resized((2, 4, 1), (2, 4, 1), classes=False) == ""
