"""The activations and their derivatives against SciPy, and far out where units saturate."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from bpsim.core.activations.sigmoid import sigmoid, sigmoid_prime
from bpsim.core.activations.softmax import softmax
from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.activations.tanh import tanh_prime
from tests.core import reference

NEAR = np.concatenate([np.linspace(-40, 40, 801), [-0.0, 1e-300, -5e-324, 1e-9, -1e-9]])
FAR = np.array([-1e308, -1e6, -1e3, -746.0, -709.0, 709.0, 746.0, 1e3, 1e6, 1e308])

ELEMENTWISE = [each for each in ACTIVATIONS.values() if each.elementwise]
BY_NAME = {"argvalues": ELEMENTWISE, "ids": [each.name for each in ELEMENTWISE]}


def test_sigmoid_is_scipys() -> None:
    assert sigmoid(NEAR) == pytest.approx(special.expit(NEAR), rel=1e-15, abs=0.0)


def test_sigmoid_far_out() -> None:
    far = sigmoid(np.array([-1e308, -800.0, -700.0, 700.0, 800.0, 1e308]))
    assert far.tolist() == [
        0.0,
        0.0,
        pytest.approx(np.exp(-700.0), rel=1e-15, abs=0.0),
        1.0,
        1.0,
        1.0,
    ]


def test_derivatives_do_not_cancel_when_a_unit_saturates() -> None:
    # g (1 − g) would be 0 from z = 37 on; the derivative is e^−z long after that.
    z = np.array([40.0, -40.0, 300.0, -300.0, 700.0, -700.0])
    assert sigmoid_prime(z) == pytest.approx(np.exp(-np.abs(z)), rel=1e-15, abs=0.0)
    z = z / 2
    assert tanh_prime(z) == pytest.approx(4 * np.exp(-2 * np.abs(z)), rel=1e-14, abs=0.0)


def test_derivatives_are_the_textbooks() -> None:
    assert sigmoid_prime(NEAR) == pytest.approx(
        special.expit(NEAR) * special.expit(-NEAR), rel=1e-14, abs=0.0
    )
    assert tanh_prime(NEAR) == pytest.approx(1 / np.cosh(NEAR) ** 2, rel=1e-13, abs=0.0)


@pytest.mark.parametrize("activation", **BY_NAME)
def test_values_are_the_reference_s(activation) -> None:
    expected = reference.activate(activation.name, NEAR.tolist())
    assert activation.value(NEAR) == pytest.approx(np.array(expected), rel=1e-14, abs=0.0)


@pytest.mark.parametrize("activation", **BY_NAME)
@given(z=st.floats(-20, 20).filter(lambda z: abs(z) > 0.01))
def test_derivatives_are_slopes(activation, z: float) -> None:
    def g(v: float) -> float:
        return reference.activate(activation.name, [v])[0]

    found = float(activation.derivative(np.array([z]))[0])
    assert found == pytest.approx(reference.slope(g, z), rel=1e-6, abs=1e-10)


def test_relu_takes_the_left_derivative_at_its_kink() -> None:
    z = np.array([-1.0, -0.0, 0.0, 5e-324, 1.0])
    assert ACTIVATIONS["relu"].derivative(z).tolist() == [0, 0, 0, 1, 1]


@pytest.mark.parametrize("activation", list(ACTIVATIONS.values()), ids=list(ACTIVATIONS))
def test_everything_is_finite_far_out(activation) -> None:
    z = FAR.reshape(2, -1)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        assert np.isfinite(activation.value(z / 2)).all()
        assert np.isfinite(activation.derivative(z / 2)).all()


@pytest.mark.parametrize("activation", list(ACTIVATIONS.values()), ids=list(ACTIVATIONS))
def test_the_argument_is_not_changed_nor_handed_back(activation) -> None:
    z = np.array([[-1.0, 2.0], [0.5, 3.0]])
    before = z.copy()
    for out in (activation.value(z), activation.derivative(z)):
        assert not np.shares_memory(out, z)
    assert np.array_equal(z, before)


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=6))
def test_softmax_is_scipys_and_adds_up_to_one(z: list[float]) -> None:
    found = softmax(np.array([z, z[::-1]]))
    assert found[0] == pytest.approx(special.softmax(np.array(z)), rel=1e-13, abs=0.0)
    assert found.sum(axis=-1) == pytest.approx(1.0, rel=1e-15, abs=0.0)
    assert found[1].tolist() == pytest.approx(found[0][::-1].tolist(), rel=1e-13, abs=0.0)


def test_softmax_ignores_what_is_added_to_all() -> None:
    z = np.array([1.0, 2.0, 3.0])
    assert softmax(z + 1e6) == pytest.approx(softmax(z), rel=1e-9)


def test_softmax_own_slope_is_the_diagonal_of_its_jacobian() -> None:
    z = np.array([0.3, -1.2, 2.0])
    found = ACTIVATIONS["softmax"].derivative(z)
    for j in range(3):

        def a_j(v: float, j: int = j) -> float:
            return reference.activate("softmax", [*z[:j], v, *z[j + 1 :]])[j]

        assert found[j] == pytest.approx(reference.slope(a_j, float(z[j])), rel=1e-9)
