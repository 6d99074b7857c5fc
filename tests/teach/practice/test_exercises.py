"""Exercises without end: their numbers stay nice by hand, and a seed always gives the same one."""

import numpy as np
import pytest

from bpsim.core.activations.elu import Elu
from bpsim.core.activations.sigmoid import Sigmoid
from bpsim.core.activations.tanh import Tanh
from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import Convention
from bpsim.teach.mistakes.kind import Problem
from bpsim.teach.practice.blanks import places, right_value
from bpsim.teach.practice.exercises import exercise, exercise_like


@pytest.mark.parametrize("hidden", ["relu", "linear"])
@pytest.mark.parametrize("seed", range(6))
def test_exercises_stay_whole_numbers(hidden: str, seed: int) -> None:
    document = exercise((2, 3, 2, 1), hidden, seed)
    problem = Problem.of(document)
    for place in places(problem, ("z", "a", "output-delta", "sum", "delta", "Delta", "D")):
        value = right_value(problem, 1, place)
        assert value == round(value)
    assert exercise((2, 3, 2, 1), hidden, seed) == document
    assert exercise((2, 3, 2, 1), hidden, seed + 100).network != document.network
    assert any(right_value(problem, 1, p) for p in places(problem, ("delta",)))


def test_exercises_with_sigmoids_have_few_digits() -> None:
    document = exercise((2, 2, 1), seed=3)
    for theta in document.network.weights:
        np.testing.assert_array_equal(theta, np.round(theta, 1))


@pytest.mark.parametrize("seed", range(5))
def test_exercises_with_softmax_have_one_right_class(seed: int) -> None:
    (y,) = exercise((3, 2, 4), seed=seed, output="softmax").examples.y
    assert sorted(y) == [0, 0, 0, 1]


def test_an_exercise_like_a_network_has_its_units_and_its_cost() -> None:
    units = (Elu(0.5), Tanh(), Sigmoid())
    network = Network.of(units, [np.ones((2, 4)), np.ones((3, 3)), np.ones((2, 4))])
    examples = Examples.of([[1.0, 2, 3]], [[0.0, 1]])
    document = Document("Exam", network, "squared-error per output", examples)
    document = document.with_(convention=Convention("lecture", lecture_shorthand=True))
    drawn = exercise_like(document, 4)
    assert drawn.network.layers == network.layers
    assert drawn.network.activations == units
    assert drawn.cost == document.cost
    assert drawn.convention == Convention("lecture")  # whoever leaves g′ out cannot go on to Δ
    assert drawn == exercise_like(document, 4) != exercise_like(document, 5)
