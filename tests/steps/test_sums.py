"""The terms that a step shows add up to the number that it shows, and so do their sums so far."""

import numpy as np
import pytest
from hypothesis import given

from bpsim.core.arrays import same_bits
from bpsim.core.costs.table import COSTS
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.steps.explain import symbols
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.step import Step
from bpsim.steps.terms import LARGEST_SHOWN, MOST_SHOWN, Terms
from tests.steps.walks import Walk, steps_of, walks
from tests.traces import traced

RELATIVE = 1e-12
SUMS = (Phase.FORWARD, Phase.COST, Phase.OUTPUT_DELTA, Phase.HIDDEN_DELTA)


def tolerance(walk: Walk, step: Step) -> float:
    """1e-12 of the products' sizes, which is what the rounding of a sum is measured by."""
    out = RELATIVE * float(np.abs(step.terms.products).sum())
    if step.phase is Phase.OUTPUT_DELTA and walk.network.activations[-1].name == "softmax":
        # 1 − a_k, of which the slopes are made, is only as exact as a_k itself.
        out += 1e-14 * float(np.abs(step.terms.values).max())
    return out


def value_of(step: Step) -> float | None:
    """The number that the terms of a step add up to."""
    return step.result if step.phase is Phase.COST else step.weighted_sum


@given(walks())
def test_each_unit_has_its_terms_its_sum_and_its_factor(walk: Walk) -> None:
    """One walk for all three: it takes longer to draw and to make than to look at."""
    for step in steps_of(walk.trace(), Granularity.UNIT):
        the_terms_add_up_to_the_number(walk, step)
        sum_times_factor_is_delta_to_the_last_bit(walk, step)
        weights_and_activations_are_shown_as_they_are(walk, step)


def the_terms_add_up_to_the_number(walk: Walk, step: Step) -> None:
    assert bool(len(step.terms)) == (step.phase in SUMS)
    if step.phase in SUMS:
        value = value_of(step)
        assert value is not None
        assert abs(step.terms.total - value) <= tolerance(walk, step)


def sum_times_factor_is_delta_to_the_last_bit(walk: Walk, step: Step) -> None:
    if step.phase not in (Phase.OUTPUT_DELTA, Phase.HIDDEN_DELTA):
        assert step.factor is None
        return
    assert step.weighted_sum is not None
    hidden = step.phase is Phase.HIDDEN_DELTA
    squared = COSTS[walk.cost].keeps_slope and walk.network.activations[-1].name != "softmax"
    has_factor = not walk.convention.lecture_shorthand if hidden else squared
    assert (step.factor is not None) == has_factor
    factor = 1.0 if step.factor is None else step.factor
    assert step.weighted_sum * factor == step.result


def weights_and_activations_are_shown_as_they_are(walk: Walk, step: Step) -> None:
    if step.phase is not Phase.FORWARD:
        return
    assert step.layer is not None
    assert step.unit is not None
    theta, known = walk.network.theta(step.layer - 1), step.known
    assert same_bits(step.terms.weights, theta[step.unit - 1])
    for i, value in enumerate(step.terms.values):
        assert value == known.a(step.layer - 1, i)
    assert step.result == known.z(step.layer, step.unit)
    assert step.activation == known.a(step.layer, step.unit)


@given(walks(most_layers=4, most_examples=2))
def test_each_sum_so_far_is_the_terms_so_far(walk: Walk) -> None:
    for step in steps_of(walk.trace(), Granularity.TERM):
        if step.term is None:
            continue
        assert step.running is not None
        expected = 0.0
        for term in list(step.terms)[: step.term + 1]:
            assert term.product == term.weight * term.value
            expected += term.product
        assert abs(step.running - expected) <= tolerance(walk, step)
        last = step.term == len(step.terms) - 1
        assert (step.weighted_sum is not None) == last
        if last:
            assert step.running == step.weighted_sum


def test_of_many_terms_the_largest_are_written_out() -> None:
    weights = np.array([0.1, -9.0, 0.2, 5.0] + [0.01] * 8 + [7.0])
    terms = Terms(weights, np.ones(13), lambda t: (_ for _ in ()).throw(AssertionError(t)))
    assert len(terms) > MOST_SHOWN
    assert len(terms.shown) == LARGEST_SHOWN
    assert {1, 3, 12} <= set(terms.shown)
    assert list(terms.shown) == sorted(terms.shown)
    assert terms.hidden == 13 - LARGEST_SHOWN
    assert [terms.colour(t) for t in terms.shown] == list(range(LARGEST_SHOWN))
    assert terms.colour(11) is None


@pytest.mark.parametrize("granularity", [Granularity.TERM, Granularity.UNIT])
def test_a_step_of_a_wide_layer_names_only_the_terms_it_shows(
    granularity: Granularity, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The formula of a sum of 785 products must not cost 785 symbols."""
    rng = np.random.default_rng(1)
    network = Network.of(["relu", "softmax"], [rng.normal(size=(3, 785)), rng.normal(size=(2, 4))])
    examples = Examples.of(rng.normal(size=(1, 784)), [[1.0, 0.0]])
    trace = traced(network, "categorical-cross-entropy", examples, TrainingSettings(), Convention())
    asked: list[int] = []
    theta = symbols.theta
    monkeypatch.setattr(
        symbols, "theta", lambda layer, to, frm: (asked.append(frm), theta(layer, to, frm))[1]
    )
    tick = trace.schedule.tick_where(Phase.FORWARD, 2, 2, 0)
    trace.step(trace.schedule.index_of(tick, granularity), granularity)
    assert 0 < len(asked) <= 2 * MOST_SHOWN
