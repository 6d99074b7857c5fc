"""One δ taken apart: for every unit, at every step, under both conventions."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpsim.core.costs.table import COSTS
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.notation.formula import to_text
from bpsim.steps.apart.delta import DeltaBreakdown
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.trace import Trace
from tests.steps.walks import GRANULARITIES, SMOOTH, TRUE_DELTAS, Walk, steps_of, walks
from tests.traces import traced

GENTLE = st.floats(-1.0, 1.0, allow_subnormal=False)


def units(walk: Walk) -> list[tuple[int, int]]:
    """Every (layer, unit) that has a δ."""
    return [
        (layer, unit)
        for layer in range(2, walk.network.depth + 1)
        for unit in range(1, walk.network.layers[layer - 1] + 1)
    ]


def breakdowns(walk: Walk, granularity: Granularity) -> list[tuple[float | None, DeltaBreakdown]]:
    """Each unit's δ as each step knows it, with its breakdown."""
    trace = walk.trace()
    return [
        (step.known.delta(layer, unit), trace.delta(step, layer, unit))
        for step in steps_of(trace, granularity)
        for layer, unit in units(walk)
    ]


@settings(max_examples=20)
@given(walks(most_layers=4, most_units=3, most_examples=2), st.sampled_from(GRANULARITIES))
def test_it_agrees_with_what_is_on_screen(walk: Walk, granularity: Granularity) -> None:
    for known, delta in breakdowns(walk, granularity):
        assert delta.known == (known is not None)
        if known is not None:
            assert delta.result == known


@given(walks(most_layers=4, most_units=5, most_examples=2))
def test_its_terms_add_up_and_its_factor_multiplies(walk: Walk) -> None:
    softmax = walk.network.activations[-1].name == "softmax"
    squared = COSTS[walk.cost].keeps_slope
    for _, delta in breakdowns(walk, Granularity.LAYER):
        products = delta.terms.products
        slack = 1e-12 * float(np.abs(products).sum())
        if delta.output and softmax and squared:
            slack += 1e-14 * float(np.abs(delta.terms.values).max())
        assert abs(delta.terms.total - delta.weighted_sum) <= slack
        assert delta.output == (delta.layer == walk.network.depth)
        if not delta.output:
            assert len(delta.terms) == walk.network.layers[delta.layer]
        assert (delta.factor is None) == (delta.factor_symbol is None)
        if delta.output:
            assert not delta.shorthand
            assert (delta.factor is not None) == (squared and not softmax)
        else:
            assert delta.factor is not None
        applied = 1.0 if delta.factor is None or delta.shorthand else delta.factor
        assert delta.weighted_sum * applied == delta.result


@given(walks(4, 3, numbers=GENTLE, hidden=SMOOTH, outputs=(*SMOOTH, "softmax"), signs=TRUE_DELTAS))
def test_the_check_agrees_with_the_true_delta(walk: Walk) -> None:
    for _, delta in breakdowns(walk, Granularity.PASS):
        assert delta.checked.relative_error <= 1e-5
        assert delta.checked.numeric == pytest.approx(delta.result, rel=1e-5, abs=1e-10)


@given(walks(3, 3, numbers=GENTLE, hidden=SMOOTH, outputs=(*SMOOTH, "softmax")))
def test_the_check_shows_how_far_the_shorthand_is_off(walk: Walk) -> None:
    """One hidden layer: the shorthand is the true δ divided by g′, so it is off by 1 − g′."""
    trace = walk.with_convention(walk.convention.sign, True).trace()
    before = trace.step(0, Granularity.UNIT)
    for layer, unit in units(walk):
        delta = trace.delta(before, layer, unit)
        assert not delta.known
        if delta.output or abs(delta.result) < 1e-3:
            continue
        assert delta.shorthand
        assert delta.factor is not None
        assert delta.checked.relative_error == pytest.approx(1 - delta.factor, abs=1e-5)


def lecture_network(convention: Convention) -> Trace:
    network = Network.of(
        ["sigmoid"] * 3,
        [
            [[0.1, 0.3, -0.2], [-0.1, 0.5, 0.4]],
            [[0.2, -0.4, 0.6], [0.0, 0.7, -0.3]],
            [[-0.3, 0.8, -0.5]],
        ],
    )
    examples = Examples.of([[0.0, 1.0], [1.0, 1.0]], [[1.0], [0.0]])
    return traced(network, "cross-entropy", examples, TrainingSettings(), convention)


def test_its_symbols() -> None:
    trace = lecture_network(Convention())
    step = trace.step(0, Granularity.UNIT)
    hidden = trace.delta(step, 2, 2)
    assert to_text(hidden.symbol) == "δ₂⁽²⁾"
    assert hidden.factor_symbol is not None
    assert to_text(hidden.factor_symbol) == "g′(z₂⁽²⁾)"
    delta, slope = to_text(hidden.formula).split("\n")
    assert delta == "δ₂⁽²⁾ = (Θ₁₂⁽²⁾δ₁⁽³⁾ + Θ₂₂⁽²⁾δ₂⁽³⁾) · g′(z₂⁽²⁾)"
    assert slope == "g′(z₂⁽²⁾) = a₂⁽²⁾(1 − a₂⁽²⁾)"
    assert [str(term) for term in hidden.terms] == ["Θ₁₂⁽²⁾δ₁⁽³⁾", "Θ₂₂⁽²⁾δ₂⁽³⁾"]
    output = trace.delta(step, 4, 1)
    assert to_text(output.formula) == "δ₁⁽⁴⁾ = a₁⁽⁴⁾ − y"
    assert output.factor_symbol is None
    turned = lecture_network(Convention("lecture")).delta(step, 4, 1)
    assert to_text(turned.formula) == "δ₁⁽⁴⁾ = y − a₁⁽⁴⁾"


def test_units_without_a_delta_are_refused() -> None:
    trace = lecture_network(Convention())
    step = trace.step(0, Granularity.UNIT)
    for layer, unit in [(1, 1), (2, 0), (2, 3), (4, 2), (5, 1)]:
        with pytest.raises(KeyError):
            trace.delta(step, layer, unit)


def test_once_Delta_has_taken_it_up_the_true_delta_is_shown() -> None:
    trace = lecture_network(Convention("course", lecture_shorthand=True))
    schedule = trace.schedule
    own = schedule.index_of(schedule.tick_where(Phase.HIDDEN_DELTA, 2, 1, 0), Granularity.UNIT)
    taking = schedule.index_of(schedule.tick_where(Phase.ACCUMULATE, 1, 1, 0), Granularity.UNIT)
    short = trace.delta(trace.step(own, Granularity.UNIT), 2, 1)
    true = trace.delta(trace.step(taking, Granularity.UNIT), 2, 1)
    assert short.shorthand
    assert short.checked.relative_error > 0.5
    assert not true.shorthand
    assert true.checked.relative_error < 1e-6
    assert "shorthand" in true.sentence
