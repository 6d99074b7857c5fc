"""Initial weights have the shapes, ranges and variances of their method, and come back by seed."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.arrays import same_bits
from bpsim.core.errors import ModelError
from bpsim.core.initial_weights import COURSE_EPSILON, Start, StartMethod, course_epsilon
from tests.strategies import layers

LARGE = (300, 200, 100)
SIGMOIDS = ("sigmoid", "sigmoid")


@given(layers(), st.sampled_from(["zeros", "uniform", "glorot", "he"]), st.integers(0, 2**40))
def test_shapes_and_reproducibility(sizes: list[int], method: StartMethod, seed: int) -> None:
    activations = ["tanh"] * (len(sizes) - 1)
    first = Start(method, seed).weights(sizes, activations)
    assert [theta.shape for theta in first] == [(b, a + 1) for a, b in pairwise(sizes)]
    again = Start(method, seed).weights(sizes, activations)
    assert all(map(same_bits, first, again))
    assert not any(theta.flags.writeable for theta in first)


@pytest.mark.parametrize("method", ["uniform", "glorot", "he"])
def test_another_seed_gives_other_weights(method: StartMethod) -> None:
    first, second = (Start(method, seed).weights(LARGE, SIGMOIDS) for seed in (1, 2))
    for one, other in zip(first, second, strict=True):
        assert (one[:, 1:] != other[:, 1:]).all()


def test_zeros() -> None:
    assert not any(theta.any() for theta in Start("zeros", 1).weights(LARGE, SIGMOIDS))


@pytest.mark.parametrize("epsilon", [None, COURSE_EPSILON, 3.0])
def test_uniform_fills_its_range_evenly(epsilon: float | None) -> None:
    weights = Start("uniform", 5, epsilon).weights(LARGE, SIGMOIDS)
    for theta in weights:
        bound = course_epsilon(theta.shape[1] - 1, theta.shape[0]) if epsilon is None else epsilon
        assert np.abs(theta).max() <= bound
        assert np.abs(theta).max() > 0.99 * bound
        assert theta.var() == pytest.approx(bound**2 / 3, rel=0.03)
        assert abs(theta.mean()) < 0.02 * bound
        assert np.ptp(theta[:, 0]) > bound  # the biases are drawn as well


def test_epsilon_of_the_course() -> None:
    assert course_epsilon(400, 25) == pytest.approx(0.12, abs=0.002)
    assert course_epsilon(2, 1) == pytest.approx(np.sqrt(2))


@pytest.mark.parametrize(
    ("method", "variance"), [("glorot", lambda a, b: 2 / (a + b)), ("he", lambda a, b: 2 / a)]
)
def test_normal_weights_have_their_variance_and_no_bias(
    method: StartMethod, variance: object
) -> None:
    assert callable(variance)
    for theta in Start(method, 9).weights(LARGE, SIGMOIDS):
        outputs, inputs = theta.shape[0], theta.shape[1] - 1
        assert not theta[:, 0].any()
        assert theta[:, 1:].var() == pytest.approx(variance(inputs, outputs), rel=0.03)
        beyond = np.abs(theta[:, 1:]) > 1.96 * np.sqrt(variance(inputs, outputs))
        assert beyond.mean() == pytest.approx(0.05, abs=0.01)


@pytest.mark.parametrize(
    ("sizes", "activations", "method", "epsilon", "said"),
    [
        ((2, 1), ("sigmoid",), "lecun", None, "none of zeros"),
        ((2, 1), ("sigmoid",), "uniform", 0.0, "ε"),
        ((2, 1), ("sigmoid",), "uniform", float("nan"), "ε"),
        ((2, 0, 1), SIGMOIDS, "he", None, "at least one unit"),
        ((2, 1), SIGMOIDS, "he", None, "1 expected"),
        ((2,), (), "he", None, "two layers"),
        ((2, 1), ("step",), "he", None, "step"),
    ],
)
def test_what_makes_no_network_is_refused(
    sizes: tuple[int, ...],
    activations: tuple[str, ...],
    method: StartMethod,
    epsilon: float | None,
    said: str,
) -> None:
    with pytest.raises(ModelError, match=said):
        Start(method, 1, epsilon).weights(sizes, activations)
