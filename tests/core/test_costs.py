"""The costs against their definitions, and their derivatives by z against slopes."""

import gettext
import math
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special

from bpsim.base.bundled import resource
from bpsim.base.language import LANGUAGES
from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.arrays import Array
from bpsim.core.costs.table import COSTS, check_cost
from bpsim.core.errors import ModelError
from tests.core import reference

PAIRS = [
    (cost.key, output)
    for cost in COSTS.values()
    for output, g in ACTIVATIONS.items()
    if cost.fits(g)
]
FAR = [-1e308, -1e6, -1e3, -40.0, 0.0, 40.0, 1e3, 1e6, 1e308]


def per_unit(cost: str, output: str, z: Array, y: Array) -> Array:
    return COSTS[cost].per_unit(z, ACTIVATIONS[output].value(z), y)


def delta_of(cost: str, output: str, z: Array, y: Array) -> Array:
    g = ACTIVATIONS[output]
    return COSTS[cost].delta(g, z, g.value(z), y)


@pytest.mark.parametrize(("cost", "output"), PAIRS)
@settings(max_examples=8)  # of each of so many pairs
@given(data=st.data())
def test_value_and_delta(cost: str, output: str, data: st.DataObject) -> None:
    units = data.draw(st.integers(1, 4))
    kinks = (0.0, *ACTIVATIONS[output].kinks)  # an ELU’s curvature jumps at 0
    numbers = st.floats(-5, 5).filter(lambda v: all(abs(v - k) > 0.01 for k in kinks))
    z = np.array(data.draw(st.lists(numbers, min_size=units, max_size=units)))
    y = np.array(data.draw(st.lists(st.floats(-1, 2), min_size=units, max_size=units)))

    def value(zs: list[float]) -> float:
        return reference.cost_of_output(cost, reference.activate(output, zs), y.tolist())

    assert float(per_unit(cost, output, z, y).sum()) == pytest.approx(
        value(z.tolist()), rel=1e-9, abs=1e-12
    )
    delta = delta_of(cost, output, z, y)
    for k in range(units):

        def along(v: float, k: int = k) -> float:
            return value([*z[:k].tolist(), v, *z[k + 1 :].tolist()])

        assert delta[k] == pytest.approx(reference.slope(along, float(z[k])), rel=1e-7, abs=1e-9)


@pytest.mark.parametrize("y", [0.0, 1.0, 0.3])
def test_cross_entropy_of_saturated_units_is_exact(y: float) -> None:
    z = np.array(FAR[1:-1])
    expected = y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)
    assert per_unit("cross-entropy", "sigmoid", z, np.full_like(z, y)) == pytest.approx(
        expected, rel=1e-14, abs=0.0
    )


SIZES = [1e-8, 1e-4, 0.01, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 36.0, 40.0, 100.0, 300.0, 700.0, 800.0]


@pytest.mark.parametrize("z", [0.0, *SIZES, *(-size for size in SIZES)])
def test_cross_entropy_is_exact_for_targets_between_0_and_1(z: float) -> None:
    with localcontext(prec=400):  # e^−800 has to count beside 1
        below = (1 + Decimal(-z).exp()).ln()  # −log h
        above = (1 + Decimal(z).exp()).ln()  # −log(1 − h)
        for y in (0.0, 1e-12, 0.3, 0.5, 0.9, 1.0 - 1e-12, 1.0 - 2.0**-53, 1.0):
            found = float(per_unit("cross-entropy", "sigmoid", np.array([z]), np.array([y]))[0])
            expected = float(Decimal(y) * below + (1 - Decimal(y)) * above)
            assert found == pytest.approx(expected, rel=5e-16, abs=0.0), y


def test_a_right_and_saturated_unit_costs_little_but_not_nothing() -> None:
    z, y = np.array([50.0, -50.0]), np.array([1.0, 0.0])
    assert per_unit("cross-entropy", "sigmoid", z, y) == pytest.approx(
        [math.exp(-50)] * 2, rel=1e-14, abs=0.0
    )


def test_categorical_cross_entropy_is_scipys_log_softmax() -> None:
    z = np.array([[1e3, 0.0, -1e3], [0.1, 0.2, 0.3], [-1e6, 1e6, 0.0]])
    y = np.array([[0.0, 0.0, 1.0], [0.2, 0.3, 0.5], [1.0, 0.0, 0.0]])
    assert per_unit("categorical-cross-entropy", "softmax", z, y) == pytest.approx(
        -y * special.log_softmax(z, axis=1), rel=1e-14, abs=0.0
    )


@pytest.mark.parametrize(("cost", "output"), [pair for pair in PAIRS if pair[1] != "linear"])
def test_everything_is_finite_up_to_a_thousand_and_beyond(cost: str, output: str) -> None:
    z = np.array([[v, w] for v in FAR[1:-1] for w in FAR[1:-1]])
    for target in (0.0, 1.0):
        y = np.full_like(z, target)
        with np.errstate(over="raise", invalid="raise", divide="raise"):
            assert np.isfinite(per_unit(cost, output, z, y)).all()
            assert np.isfinite(delta_of(cost, output, z, y)).all()


def test_the_largest_z_of_all_does_not_overflow_where_the_target_is_met() -> None:
    z, y = np.array([1e308, -1e308]), np.array([1.0, 0.0])
    assert per_unit("cross-entropy", "sigmoid", z, y).tolist() == [0.0, 0.0]


@pytest.mark.parametrize("cost", ["cross-entropy", "categorical-cross-entropy"])
def test_the_output_delta_is_a_minus_y(cost: str) -> None:
    output = COSTS[cost].outputs[0].name
    z, y = np.array([[0.2, -1.0, 3.0]]), np.array([[0.0, 1.0, 0.0]])
    a = ACTIVATIONS[output].value(z)
    assert delta_of(cost, output, z, y) == pytest.approx(a - y, rel=1e-15, abs=0.0)


@pytest.mark.parametrize("output", list(ACTIVATIONS))
def test_which_cost_fits_which_output(output: str) -> None:
    for cost in COSTS:
        if (cost, output) in PAIRS:
            check_cost(cost, ACTIVATIONS[output])
        else:
            with pytest.raises(ModelError, match=f"{cost} needs a .* but it is {output}") as caught:
                check_cost(cost, ACTIVATIONS[output])
            assert caught.value.place == "cost"


def test_an_unknown_cost() -> None:
    with pytest.raises(ModelError, match="“hinge” is none of cross-entropy"):
        check_cost("hinge", ACTIVATIONS["sigmoid"])


def test_a_cost_is_called_in_words_where_it_is_shown() -> None:
    assert [cost.label for cost in COSTS.values()] == [
        "cross-entropy", "categorical cross-entropy", "squared error", "log-cosh",
        "cross-entropy per output", "categorical cross-entropy per output",
        "squared error per output", "log-cosh per output",
    ]  # fmt: skip


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_the_words_are_translated(language: str) -> None:
    words = gettext.translation("bpsim", resource("languages"), [language])
    named = {words.gettext(cost.words) for cost in COSTS.values()}
    assert named & {cost.words for cost in COSTS.values()} == {"log-cosh"}
