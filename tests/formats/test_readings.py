"""Of several ways to read weights, the examples beside them tell which one is meant."""

from typing import Any

import numpy as np
import pytest

from bpsim.core.arrays import Array
from bpsim.core.initial_weights import Start
from bpsim.core.network import Network
from bpsim.core.propagation import forward
from bpsim.formats.assemble import assembled
from bpsim.formats.content import Answers, Content, Opened

RNG = np.random.default_rng(8)
SIZES = (4, 4, 4)
THETAS = [RNG.normal(scale=3, size=(4, 5)) for _ in range(2)]
X = RNG.normal(size=(30, 4))
Y = np.round(forward(Network.of(("sigmoid", "sigmoid"), THETAS), X).a[-1])


def last(theta: Array) -> Array:
    return np.hstack([theta[:, 1:], theta[:, :1]])


def read(arrays: dict[str, Any], answers: Answers | None = None, kind: str = "npz") -> Opened:
    return assembled(Content(kind, arrays=arrays), answers or Answers())


def named(thetas: list[Array], **more: Array) -> dict[str, Array]:
    return {"Theta1": thetas[0], "Theta2": thetas[1], **more}


APART = {
    "W1": THETAS[0][:, 1:].T,
    "W2": THETAS[1][:, 1:].T,
    "b1": THETAS[0][:, 0],
    "b2": THETAS[1][:, 0],
}
VECTOR = np.concatenate([each.ravel(order="F") for each in THETAS])


@pytest.mark.parametrize(
    ("arrays", "option", "value"),
    [
        (named(THETAS), "bias", "first"),
        (named([last(each) for each in THETAS]), "bias", "last"),
        (APART, "orientation", "in-out"),
        ({"nn_params": VECTOR, "layers": np.array(SIZES, float)}, "orientation", "out-in"),
    ],
    ids=["first", "last", "in-out", "by columns"],
)
def test_the_reading_whose_outputs_are_nearest_to_the_targets_is_guessed(
    arrays: dict[str, Array], option: str, value: str
) -> None:
    opened = read({**arrays, "X": X, "y": Y}, Answers(activations=("sigmoid", "sigmoid")))
    assert opened.document is not None
    for theta, expected in zip(opened.document.network.weights, THETAS, strict=True):
        np.testing.assert_array_equal(theta, expected)
    (guess,) = [each for each in opened.guesses if each.option == option]
    assert guess.value == value
    assert guess.alternatives


def test_the_reason_names_both_differences_and_the_answer_goes_before_it() -> None:
    arrays = named([last(each) for each in THETAS], X=X, y=Y)
    guess = next(each for each in read(arrays).guesses if each.option == "bias")
    assert guess.reason.startswith("with it outputs and targets differ by ")
    assert guess.alternatives == ("first",)
    said = read(arrays, Answers(bias="first")).document
    assert said is not None
    np.testing.assert_array_equal(said.network.weights[0], last(THETAS[0]))


def test_of_weights_that_have_not_learnt_the_course_is_followed() -> None:
    for seed in range(30):
        rng = np.random.default_rng(seed)
        thetas = [rng.normal(size=(4, 5)) for _ in range(2)]
        labels = rng.integers(0, 2, size=(30, 4)).astype(float)
        guess = next(
            each for each in read(named(thetas, X=X, y=labels)).guesses if each.option == "bias"
        )
        assert guess.value == "first"


def test_without_examples_the_course_is_followed() -> None:
    guess = next(each for each in read(named(THETAS)).guesses if each.option == "bias")
    assert (guess.value, guess.alternatives) == ("first", ("last",))


def test_a_reading_that_fits_nothing_is_passed_over() -> None:
    square = list(Start("uniform", 1).weights((4, 4), ("sigmoid",)))
    opened = read({"W1": square[0][:, 1:], "X": X, "y": Y})
    assert opened.document is not None
    assert opened.document.network.layers in ((4, 4), (3, 4))
