"""The activations and their derivatives against SciPy, and far out where units saturate."""

import math
from collections.abc import Callable
from typing import Any

import mpmath
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import special

from bpsim.core.activations.activation import Activation
from bpsim.core.activations.elu import Elu
from bpsim.core.activations.hard_sigmoid import HardSigmoid
from bpsim.core.activations.leaky_relu import LeakyRelu
from bpsim.core.activations.normal import erfc
from bpsim.core.activations.selu import ALPHA, SCALE
from bpsim.core.activations.sigmoid import Sigmoid, sigmoid, sigmoid_prime
from bpsim.core.activations.softmax import softmax
from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.activations.tanh import Tanh, tanh_prime
from bpsim.core.errors import ModelError
from tests.core import reference
from tests.strategies import HIDDEN, OUTPUTS

NEAR = np.concatenate([np.linspace(-40, 40, 801), [-0.0, 1e-300, -5e-324, 1e-9, -1e-9]])
FAR = np.array([-1e308, -1e6, -1e3, -746.0, -709.0, 709.0, 746.0, 1e3, 1e6, 1e308])

BY_NAME = {"argvalues": HIDDEN, "ids": list(map(str, HIDDEN))}


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


@pytest.mark.parametrize("g", **BY_NAME)
def test_a_slope_written_with_a_is_that_of_its_z(g: Activation) -> None:
    z = np.linspace(-4.0, 4.0, 81)
    by_value = g.slope_by_value(g.value(z))
    if by_value is None:
        assert g.name not in ("sigmoid", "tanh")
    else:
        assert by_value == pytest.approx(g.derivative(z), rel=1e-9, abs=1e-12)


def test_derivatives_are_the_textbooks() -> None:
    assert sigmoid_prime(NEAR) == pytest.approx(
        special.expit(NEAR) * special.expit(-NEAR), rel=1e-14, abs=0.0
    )
    assert tanh_prime(NEAR) == pytest.approx(1 / np.cosh(NEAR) ** 2, rel=1e-13, abs=0.0)


@pytest.mark.parametrize("activation", **BY_NAME)
def test_values_are_the_reference_s(activation) -> None:
    expected = reference.activate(activation, NEAR.tolist())
    assert activation.value(NEAR) == pytest.approx(np.array(expected), rel=1e-14, abs=1e-300)


@pytest.mark.parametrize("activation", **BY_NAME)
@given(z=st.floats(-20, 20).filter(lambda z: abs(z) > 0.01))
def test_derivatives_are_slopes(activation, z: float) -> None:
    assume(all(abs(z - kink) > 0.01 for kink in activation.kinks))

    def g(v: float) -> float:
        return reference.activate(activation, [v])[0]

    found = float(activation.derivative(np.array([z]))[0])
    assert found == pytest.approx(reference.slope(g, z), rel=1e-6, abs=1e-10)


def test_relu_takes_the_left_derivative_at_its_kink() -> None:
    z = np.array([-1.0, -0.0, 0.0, 5e-324, 1.0])
    assert ACTIVATIONS["relu"].derivative(z).tolist() == [0, 0, 0, 1, 1]


@pytest.mark.parametrize("activation", OUTPUTS, ids=map(str, OUTPUTS))
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


mpmath.mp.dps = 50
TEXTBOOK: dict[str, Callable[..., Any]] = {
    "sigmoid": lambda z, steepness: 1 / (1 + mpmath.exp(-steepness * z)),
    "tanh": lambda z, steepness: mpmath.tanh(steepness * z),
    "relu": lambda z: max(z, mpmath.mpf(0)),
    "linear": lambda z: z,
    "leaky-relu": lambda z, slope: z if z > 0 else slope * z,
    "elu": lambda z, alpha: z if z > 0 else alpha * mpmath.expm1(z),
    "selu": lambda z: mpmath.mpf(SCALE) * (z if z > 0 else ALPHA * mpmath.expm1(z)),
    "softplus": lambda z: mpmath.log(1 + mpmath.exp(z)),
    "silu": lambda z: z / (1 + mpmath.exp(-z)),
    "gelu": lambda z: z * mpmath.ncdf(z),
    "hard-sigmoid": lambda z, slope: max(mpmath.mpf(0), min(mpmath.mpf(1), slope * z + 0.5)),
}


@pytest.mark.parametrize("activation", **BY_NAME)
def test_values_and_slopes_have_all_digits(activation) -> None:
    parameters = {name: mpmath.mpf(value) for name, value in activation.parameters.items()}

    def g(v: Any) -> Any:
        return TEXTBOOK[activation.name](v, **parameters)

    for z in (-30.0, -8.0, -1.2, -0.3, -1e-7, 1e-7, 0.4, 1.2784, 6.0, 30.0):
        value = float(activation.value(np.array([z]))[0])
        tail = 1 + z * z if activation.name == "gelu" else 1  # how far rounding of z/√2 counts
        assert value == pytest.approx(float(g(mpmath.mpf(z))), rel=2e-15 * tail, abs=1e-300), z
        h = mpmath.mpf(10) ** -18
        slope = (g(mpmath.mpf(z)) - g(mpmath.mpf(z) - h)) / h
        found = float(activation.derivative(np.array([z]))[0])
        assert found == pytest.approx(float(slope), rel=1e-14 * tail, abs=1e-16), z


@pytest.mark.parametrize("activation", **BY_NAME)
def test_bounds_kinks_and_steepest_are_those_of_g(activation) -> None:
    z = np.linspace(-60, 60, 240001)
    a, slope = activation.value(z), activation.derivative(z)
    low, high = activation.bounds
    assert low <= a.min()
    assert a.max() <= high
    if np.isfinite(low):
        assert a.min() == pytest.approx(low, abs=1e-6)
    if np.isfinite(high):
        assert a.max() == pytest.approx(high, abs=1e-6)
    if activation.steepest is not None:
        assert slope.max() == pytest.approx(activation.steepest, rel=1e-9)
    jumps = z[1:][np.abs(np.diff(slope)) > 0.005]
    assert len(jumps) == len(activation.kinks)
    assert jumps == pytest.approx(activation.kinks, abs=1e-3)
    assert activation.zero_below == (not a[z <= 0].any())
    assert activation.slope_is_one == bool((slope == 1).all())


@pytest.mark.parametrize("activation", **BY_NAME)
def test_the_slope_at_a_kink_is_that_from_the_left(activation) -> None:
    for kink in activation.kinks:
        left, here = activation.derivative(np.array([kink - 1e-9, kink]))
        assert here == pytest.approx(left, rel=1e-8)


@pytest.mark.parametrize("activation", **BY_NAME)
def test_the_fast_form_is_the_same(activation) -> None:
    z = np.concatenate([NEAR, [-700.0, 700.0]]).reshape(1, -1)
    used, a, slope = z.copy(), np.empty_like(z), np.ones_like(z)
    with np.errstate(over="ignore", divide="ignore"):
        for call in activation.fast(used, a, slope):
            call()
    assert a == pytest.approx(activation.value(z), rel=1e-14, abs=1e-300)
    assert slope == pytest.approx(activation.derivative(z), rel=1e-13, abs=1e-16)


@pytest.mark.parametrize("x", [-30.0, -3.0, -0.47, -1e-9, 0.0, 0.2, 0.468, 0.47, 3.99, 4.01, 26.0])
def test_erfc_has_all_digits(x: float) -> None:
    expected = float(mpmath.erfc(mpmath.mpf(x)))
    assert float(erfc(np.array([x]))[0]) == pytest.approx(expected, rel=1e-15, abs=0.0)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: LeakyRelu(math.nan), "slope: a finite number"),
        (lambda: Elu(0.0), "alpha: a number > 0"),
        (lambda: Sigmoid(-1.0), "steepness: a number > 0"),
        (lambda: Tanh(math.inf), "steepness: a finite number"),
        (lambda: HardSigmoid(0.0), "slope: a number > 0"),
    ],
)
def test_parameters_are_checked(make: Callable[[], object], said: str) -> None:
    with pytest.raises(ModelError, match=said):
        make()


def test_labels_say_what_is_unusual() -> None:
    assert str(LeakyRelu()) == "leaky-relu"
    assert str(LeakyRelu(0.2)) == "leaky-relu with slope 0.2"
