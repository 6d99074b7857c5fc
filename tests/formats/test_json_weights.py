"""JSON with weights: the activations may stand in several places, under names of others."""

import json
from typing import Any

import pytest

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
