"""Paper arithmetic: rounding at every step, and exact fractions."""

from fractions import Fraction

import numpy as np
import pytest

from bpsim.core.errors import ModelError
from bpsim.teach.mistakes.backprop import backprop
from bpsim.teach.mistakes.kind import Problem
from bpsim.teach.paper import in_fractions, on_paper, why_no_fractions
from bpsim.teach.practice.exercises import exercise
from tests.teach.problems import lecture


def test_two_digits_at_every_step_by_hand() -> None:
    found = on_paper(lecture(), 1, 2)
    # z₁ = 0.1 − 0.2 = −0.1, a₁ = 0.475 → 0.48 (0.475021), z₂ = −0.1 + 0.4 = 0.3, a₂ = 0.5744.
    np.testing.assert_allclose(found.values["z"][0], [-0.1, 0.3])
    np.testing.assert_allclose(found.values["a"][0], [0.48, 0.57])
    # z₁ of layer 3: 0.2 − 0.4·0.48 + 0.6·0.57 = 0.35; z₂: 0.7·0.48 − 0.3·0.57 = 0.165 → 0.16/0.17
    np.testing.assert_allclose(found.values["z"][1], [0.35, 0.16], atol=0.0101)
    assert found.values["a"][2][0] == round(found.values["a"][2][0], 2)
    assert found.fractions is None


@pytest.mark.parametrize("digits", [1, 3, 6, 12])
def test_the_difference_to_full_precision_shrinks(digits: int) -> None:
    found = on_paper(lecture(), 2, digits)
    largest = max(float(np.abs(each).max()) for each in found.off["delta"])
    assert largest <= 5 * 10.0**-digits
    for values, off in zip(found.values["D"], found.off["D"], strict=True):
        np.testing.assert_allclose(values - off, backprop(lecture()).D[found_index(found, values)])


def found_index(found: object, values: np.ndarray) -> int:
    return next(n for n, each in enumerate(found.values["D"]) if each is values)  # type: ignore[attr-defined]


@pytest.mark.parametrize("hidden", ["relu", "linear"])
def test_fractions_are_exact(hidden: str) -> None:
    problem = Problem.of(exercise((2, 3, 2, 1), hidden, 5))
    found = in_fractions(problem, 1)
    assert found.fractions is not None
    for arrays in found.off.values():
        for each in arrays:
            np.testing.assert_allclose(each, 0.0, atol=1e-12)
    assert isinstance(found.fractions["delta"][0][0], Fraction)


def test_fractions_of_a_cost_that_is_a_mean_over_the_outputs() -> None:
    document = exercise((2, 2, 3), "linear", 2)
    problem = Problem.of(document.with_(cost="squared-error per output"))
    found = in_fractions(problem, 1)
    for arrays in found.off.values():
        for each in arrays:
            np.testing.assert_allclose(each, 0.0, atol=1e-12)


def test_a_tenth_is_a_tenth() -> None:
    document = exercise((2, 2, 1), "linear", 1)
    network = document.network.with_weight(1, 1, 0, 0.1)
    problem = Problem.of(document.with_(network=network))
    found = in_fractions(problem, 1)
    assert found.fractions is not None
    assert found.fractions["z"][0][0].denominator in (1, 10, 2, 5)


def test_where_fractions_are_impossible() -> None:
    assert "sigmoid units" in why_no_fractions(lecture())
    with pytest.raises(ModelError, match="sigmoid"):
        in_fractions(lecture(), 1)
    with pytest.raises(ModelError, match="digits"):
        on_paper(lecture(), 1, 99)
