"""One weight taken apart: against central differences, training's update, and by its words."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.notation.formula import EMPTY, to_text
from bpsim.steps.apart.weight import WeightBreakdown, weight_breakdown, weight_to_show
from bpsim.steps.places import EdgePlace
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace
from tests.steps.walks import (
    GRANULARITIES,
    Walk,
    forward,
    gain,
    mean_cost,
    steps_of,
    walks,
)
from tests.traces import traced

GENTLE = st.floats(-1.0, 1.0, allow_subnormal=False)
# Bounded, so that no output saturates: the reference takes log(1 − h) as it stands.
BOUNDED = ("sigmoid", "tanh")
PHASES = (Phase.ACCUMULATE, Phase.GRADIENT, Phase.UPDATE)


def places(network: Network) -> list[tuple[int, int, int]]:
    """Every weight as (layer, to, frm)."""
    return [
        (layer, j + 1, i)
        for layer, theta in enumerate(network.weights, start=1)
        for j, i in np.ndindex(theta.shape)
    ]


def last(trace: Trace) -> Step:
    return trace.step(trace.schedule.count(Granularity.UNIT) - 1, Granularity.UNIT)


@given(
    walks(
        3,
        3,
        numbers=GENTLE,
        hidden=BOUNDED,
        outputs=(*BOUNDED, "linear", "softmax"),
        most_examples=5,
    )
)
def test_D_is_the_slope_of_J_and_the_update_that_of_training(walk: Walk) -> None:
    trace, nudge = walk.trace(), 1e-5
    step = last(trace)
    for layer, to, frm in places(walk.network):
        weight = weight_breakdown(trace, step, EdgePlace(layer, to, frm))
        high, low = (
            mean_cost(walk, walk.network.with_weight(layer, to, frm, weight.old + n).weights)
            for n in (nudge, -nudge)
        )
        slope = walk.convention.factor * float(high - low) / (2 * nudge)
        assert pytest.approx(slope, rel=1e-4, abs=1e-8) == weight.D
        # Bit for bit what training leaves behind.
        assert weight.new == trace.values.after.theta(layer)[to - 1, frm]
        assert weight.old == walk.network.theta(layer)[to - 1, frm]
        if not weight.trained:
            assert weight.new == weight.old


def rounding_of_Delta(walk: Walk, layer: int) -> float:
    """What is left of a Δ^(layer) that cancels: a δ may be the difference of far larger numbers.

    Some 64 roundings, layer by layer, of the largest δ there could be, times the largest input.
    """
    total = 0.0
    for row in walk.rows:
        x, y = walk.xy(row)
        a = forward(walk.network, x)[1]
        error = float((np.abs(a[-1]) + np.abs(y)).sum())
        total += error * max(1.0, float(np.abs(a[layer - 1]).max()))
    return 64 * float(np.finfo(np.float64).eps) / 2 * gain(walk.network, layer + 1) * total


@given(walks(4, 4, most_examples=5), st.sampled_from(GRANULARITIES), st.data())
def test_its_parts_add_up(walk: Walk, granularity: Granularity, data: st.DataObject) -> None:
    trace = walk.trace()
    place = data.draw(st.sampled_from(places(walk.network)))
    layer, to, frm = place
    for step in steps_of(trace, granularity):
        weight = weight_breakdown(trace, step, EdgePlace(*place))
        Delta, D = step.known.Delta(layer), step.known.D[layer - 1]
        assert weight.added == len(weight.terms) == step.known.summed[layer - 1]
        assert weight.Delta == (None if Delta is None else Delta[to - 1, frm])
        assert (None if D is None else D[to - 1, frm]) == weight.D
        assert (weight.mean is None) == (weight.D is None)
        assert (weight.new is None) == (step.phase is not Phase.UPDATE)
        products = weight.terms.products
        if weight.Delta is not None:
            slack = 1e-12 * float(np.abs(products).sum()) + rounding_of_Delta(walk, layer)
            assert abs(float(products.sum()) - weight.Delta) <= slack
        if weight.D is not None:
            assert weight.mean is not None
            parts = weight.mean + (weight.penalty or 0.0)
            assert parts == pytest.approx(weight.D, rel=1e-12, abs=1e-15)
        assert (weight.penalty is None) == (frm == 0 or walk.training.lam == 0)
        if weight.new is not None and weight.trained and weight.D is not None:
            step_by = walk.convention.factor * weight.alpha * weight.D
            assert weight.new == weight.old - step_by
            assert weight.change == weight.new - weight.old


@given(walks(4, 4, most_examples=4), st.data())
def test_a_contribution_is_delta_times_activation_of_its_example(
    walk: Walk, data: st.DataObject
) -> None:
    trace = walk.with_convention(walk.convention.sign).trace()
    layer, to, frm = data.draw(st.sampled_from(places(walk.network)))
    weight = weight_breakdown(trace, last(trace), EdgePlace(layer, to, frm))
    assert weight.rows.tolist() == [row + 1 for row in walk.rows]
    for item, term in enumerate(weight.terms):
        values = trace.values.of(item)
        a = 1.0 if frm == 0 else float(values.a[layer - 1][frm - 1])
        delta = float(values.delta[layer][to - 1])
        assert term.weight == pytest.approx(delta, rel=1e-12, abs=1e-15)
        assert term.value == pytest.approx(a, rel=1e-12, abs=1e-15)


@given(walks(4, 4), st.sampled_from(GRANULARITIES))
def test_the_weight_to_show_is_the_one_that_counts_most(
    walk: Walk, granularity: Granularity
) -> None:
    trace = walk.trace()
    for step in steps_of(trace, granularity):
        place = weight_to_show(step)
        assert (place is not None) == (step.phase in PHASES)
        if place is None:
            continue
        layer, to, frm = place
        if step.phase is Phase.GRADIENT:
            assert layer == step.layer
            D = trace.values.D[layer - 1]
            assert abs(D[to - 1, frm]) == np.abs(D).max()
        if step.phase is Phase.UPDATE:
            moved = [
                np.abs(new - old).max()
                for new, old in zip(trace.values.after.weights, walk.network.weights, strict=True)
            ]
            change = trace.values.after.theta(layer) - walk.network.theta(layer)
            assert abs(change[to - 1, frm]) == max(moved)


NETWORK = Network.of(
    ["sigmoid", "sigmoid"], [[[0.1, 0.3, -0.2], [-0.1, 0.5, 0.4]], [[0.2, -0.4, 0.6]]]
)
X, Y = [[0.0, 1.0], [1.0, 1.0]], [[1.0], [0.0]]


def trace_of(sign: str = "course", **settings: Any) -> Trace:
    convention = Convention(sign)  # type: ignore[arg-type]
    training = TrainingSettings(**{"lam": 0.1, **settings})
    return traced(NETWORK, "cross-entropy", Examples.of(X, Y), training, convention)


def shown(trace: Trace, *place: int) -> WeightBreakdown:
    return weight_breakdown(trace, last(trace), EdgePlace(*place))


def test_it_reads_as_the_lecture_writes_it() -> None:
    weight = shown(trace_of(), 2, 1, 2)
    assert str(weight.place) == "from unit 2 of layer 2 to unit 1 of layer 3"
    assert [to_text(each) for each in (weight.symbol, weight.Delta_symbol, weight.D_symbol)] == [
        "Θ₁₂⁽²⁾", "Δ₁₂⁽²⁾", "D₁₂⁽²⁾",
    ]  # fmt: skip
    assert to_text(weight.formula) == "D₁₂⁽²⁾ = (1/m)Σᵢ δ₁⁽³⁾(i)a₂⁽²⁾(i) + (λ/m)Θ₁₂⁽²⁾"
    assert to_text(weight.update_formula) == "Θ₁₂⁽²⁾ := Θ₁₂⁽²⁾ − αD₁₂⁽²⁾"
    assert [str(term) for term in weight.terms] == ["δ₁⁽³⁾(1)a₂⁽²⁾(1)", "δ₁⁽³⁾(2)a₂⁽²⁾(2)"]
    assert to_text(weight.numbers).startswith("D₁₂⁽²⁾ = (1/2)(")
    assert " + 0.1/2 · 0.6 = " in to_text(weight.numbers)
    assert to_text(weight.update_numbers).startswith("Θ₁₂⁽²⁾ := 0.6 − 0.5 · ")
    assert weight.sentence == (
        "To Δ each example adds the δ at the end of the edge times the activation at its start; "
        "their mean, plus λ’s pull towards zero, is D."
    )


def test_the_lectures_signs_add_what_the_course_subtracts() -> None:
    course, turned = shown(trace_of(), 2, 1, 2), shown(trace_of("lecture"), 2, 1, 2)
    assert to_text(turned.formula).endswith(" − (λ/m)Θ₁₂⁽²⁾")
    assert to_text(turned.update_formula) == "Θ₁₂⁽²⁾ := Θ₁₂⁽²⁾ + αD₁₂⁽²⁾"
    assert (turned.D, turned.penalty) == (-course.D, -course.penalty)  # type: ignore[operator]
    assert turned.new == course.new
    assert turned.turned and not course.turned


def test_a_bias_has_no_lambda_and_may_stay() -> None:
    weight = shown(trace_of(), 2, 1, 0)
    assert to_text(weight.formula) == "D₁₀⁽²⁾ = (1/m)Σᵢ δ₁⁽³⁾(i) · 1"
    assert weight.penalty is None
    assert "λ" not in weight.sentence
    fixed = shown(trace_of(train_biases=False), 2, 1, 0)
    assert to_text(fixed.update_formula) == "Θ₁₀⁽²⁾ := Θ₁₀⁽²⁾  (the biases stay)"
    assert (fixed.new, fixed.change) == (fixed.old, 0.0)


def test_before_its_stop_a_number_is_not_given_away() -> None:
    trace = trace_of()
    weight = weight_breakdown(trace, trace.step(0, Granularity.UNIT), EdgePlace(1, 1, 1))
    assert (weight.added, weight.Delta, weight.mean, weight.D, weight.new) == (
        0, None, None, None, None,
    )  # fmt: skip
    assert weight.numbers == EMPTY and weight.update_numbers == EMPTY
    assert "0 of 2 examples so far" in weight.sentence


def test_of_many_examples_the_largest_come_first() -> None:
    random = np.random.default_rng(3)
    examples = Examples.of(random.random((300, 2)), random.integers(0, 2, (300, 1)))
    training = TrainingSettings(batch_size=200, order="shuffled")
    trace = traced(NETWORK, "cross-entropy", examples, training, Convention())
    weight = shown(trace, 1, 2, 1)
    sizes = np.abs(weight.terms.products)
    assert len(weight.terms) == 200 and (np.diff(sizes) <= 0).all()
    assert weight.terms.shown == tuple(range(9))
    assert sorted(weight.rows.tolist()) == sorted(trace.values.row(n) + 1 for n in range(200))
    row = int(weight.rows[0])
    item = trace.values.batch.index(row - 1)
    assert item is not None
    values = trace.values.of(item)
    expected = float(values.delta[1][1] * values.a[0][0])
    assert weight.terms.products[0] == pytest.approx(expected)
    assert str(weight.terms[0]) == f"δ₂⁽²⁾({row})a₁⁽¹⁾({row})"
    assert "… and 191 more" in to_text(weight.numbers)


@pytest.mark.parametrize(
    "place", [(0, 1, 1), (3, 1, 1), (1, 0, 1), (1, 3, 1), (1, 1, 3), (1, 1, -1)]
)
def test_a_weight_that_is_not_there_is_refused(place: tuple[int, int, int]) -> None:
    with pytest.raises(KeyError):
        shown(trace_of(), *place)


def test_the_shorthand_does_not_reach_D() -> None:
    network = Network.of(["sigmoid"] * 2, NETWORK.weights)
    short, true = (
        traced(network, "cross-entropy", Examples.of(X, Y), TrainingSettings(), convention)
        for convention in (Convention("course", True), Convention())
    )
    assert shown(short, 1, 1, 1).D == shown(true, 1, 1, 1).D
    assert shown(short, 1, 1, 1).terms == shown(true, 1, 1, 1).terms
