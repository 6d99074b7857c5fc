"""JSON with weights: the activations may stand in several places, under names of others."""

import json
from typing import Any

import numpy as np
import pytest

from bpsim.core.propagation import forward
from bpsim.formats.assemble import assembled
from bpsim.formats.content import Answers
from bpsim.formats.json_weights import read

MATRICES: dict[str, Any] = {"weights": [[[1, 2], [3, 4]], [[5, 6]]], "biases": [[0, 1], [2]]}


def within(*names: str) -> dict[str, Any]:
    """A list of layers, each with its weights, bias and activation."""
    parts = zip(MATRICES["weights"], MATRICES["biases"], names, strict=True)
    return {"layers": [{"weights": w, "bias": b, "activation": g} for w, b, g in parts]}


@pytest.mark.parametrize(
    "value",
    [
        MATRICES | {"activations": ["tanh", "logistic"]},
        MATRICES | {"activation": "tanh", "out_activation_": "logistic"},
        within("tanh", "logistic"),
    ],
    ids=["listed", "as scikit-learn", "within the layers"],
)
def test_activations_are_found(value: dict[str, Any]) -> None:
    content = read(json.dumps(value).encode(), "net.json")
    assert content.activations == ("tanh", "sigmoid")
    assert not content.notices


def test_an_activation_that_is_not_known_is_said() -> None:
    content = read(json.dumps(within("mish", "sigmoid")).encode(), "net.json")
    assert content.activations == ()
    assert content.notices == ("The activation “mish” in the file is not known here.",)


RNG = np.random.default_rng(6)
W = [RNG.normal(size=(4, 3)).tolist(), RNG.normal(size=(2, 4)).tolist()]
B = [RNG.normal(size=4).tolist(), RNG.normal(size=2).tolist()]
BACK = [np.transpose(w).tolist() for w in W]


def units(layer: int) -> list[dict[str, Any]]:
    """A layer as a list of its units, as networks that are written by hand have it."""
    return [{"weights": w, "bias": b} for w, b in zip(W[layer], B[layer], strict=True)]


@pytest.mark.parametrize(
    "value",
    [
        [BACK[0], B[0], BACK[1], B[1]],  # model.get_weights() of Keras
        [[BACK[0], B[0]], [BACK[1], B[1]]],
        [{"W": W[0], "b": B[0]}, {"W": W[1], "b": B[1]}],
        {"layers": [units(0), units(1)]},
        {"layers": [{"neurons": units(0)}, {"neurons": units(1)}]},
        [units(0), units(1)],
    ],
    ids=["in order", "pairs", "layers", "units", "units named", "units alone"],
)
def test_lists_of_weights_are_read(value: Any) -> None:
    answers = Answers(activations=("tanh", "sigmoid"))
    document = assembled(read(json.dumps(value).encode(), "net.json"), answers).document
    assert document is not None
    x = RNG.normal(size=(5, 3))
    z = np.tanh(x @ np.transpose(W[0]) + B[0]) @ np.transpose(W[1]) + B[1]
    np.testing.assert_allclose(forward(document.network, x).z[-1], z, rtol=1e-12)


def test_the_activation_of_brain_js_is_that_of_all_layers() -> None:
    layers = [{"weights": [], "biases": []}]
    layers += [{"weights": w, "biases": b} for w, b in zip(W, B, strict=True)]
    value = {"sizes": [3, 4, 2], "layers": layers, "trainOpts": {"activation": "leaky-relu"}}
    content = read(json.dumps(value).encode(), "net.json")
    assert content.activations == ("leaky-relu", "leaky-relu")


@pytest.mark.parametrize("wrapped", [False, True])
@pytest.mark.parametrize(("names", "targets"), [(("input", "output"), 2), (("x", "y"), 1)])
def test_records_of_inputs_and_targets_are_examples(
    names: tuple[str, str], targets: int, wrapped: bool
) -> None:
    x, y = RNG.normal(size=(6, 3)), RNG.random(size=(6, targets))
    rows = [(a, b if targets > 1 else b[0]) for a, b in zip(x.tolist(), y.tolist(), strict=True)]
    value: Any = [dict(zip(names, row, strict=True)) for row in rows]
    value = {"data": value} if wrapped else value
    document = assembled(read(json.dumps(value).encode(), "d.json"), Answers()).document
    assert document is not None
    np.testing.assert_array_equal(document.examples.x, x)
    np.testing.assert_array_equal(document.examples.y, y)
