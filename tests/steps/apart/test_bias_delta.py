"""The δ of bias units: a weighted sum, checked by nudging what the bias unit puts out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.arrays import Array
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.notation.formula import to_text
from bpsim.steps.apart.bias_delta import bias_delta
from bpsim.steps.apart.what_if import what_if
from bpsim.steps.places import UnitPlace
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.trace import Trace
from tests.steps.walks import GRANULARITIES, TRUE_DELTAS, Walk, cost_of, g, steps_of, walks
from tests.traces import traced

GENTLE = st.floats(-1.0, 1.0, allow_subnormal=False)
# Bounded, so that no output saturates: the reference takes log(1 − h) as it stands.
BOUNDED = ("sigmoid", "tanh")


def cost_with_bias(walk: Walk, row: int, layer: int, output: float) -> np.longdouble:
    """cost(i) if the bias unit of ``layer`` put out ``output`` instead of 1."""
    x, y = walk.xy(row)
    a: Array = np.asarray(x, np.longdouble)
    for n, theta in enumerate(walk.network.weights, start=1):
        bias = output if n == layer else 1.0
        z = theta.astype(np.longdouble) @ np.concatenate([[np.longdouble(bias)], a])
        a = g(walk.network.activations[n - 1], z)
    return cost_of(walk.cost, z, a, y)


@given(
    walks(
        4,
        4,
        numbers=GENTLE,
        hidden=BOUNDED,
        outputs=(*BOUNDED, "linear", "softmax"),
        signs=TRUE_DELTAS,
    )
)
def test_it_is_the_slope_of_the_cost_by_what_the_bias_unit_puts_out(walk: Walk) -> None:
    trace, nudge = walk.trace(), 1e-5
    step = trace.step(trace.schedule.count(Granularity.UNIT) - 1, Granularity.UNIT)
    row = walk.rows[-1]
    for layer in range(2, walk.network.depth):
        delta = bias_delta(trace, step, layer)
        high, low = (cost_with_bias(walk, row, layer, 1 + n) for n in (nudge, -nudge))
        slope = walk.convention.factor * float((high - low) / (2 * nudge))
        assert delta.result == pytest.approx(slope, rel=1e-5, abs=1e-9)
        assert delta.checked.numeric == pytest.approx(slope, rel=1e-5, abs=1e-9)
        assert delta.checked.relative_error <= 1e-5


@given(walks(most_layers=5, most_units=4, most_examples=2), st.sampled_from(GRANULARITIES))
def test_it_is_known_once_the_deltas_behind_it_are(walk: Walk, granularity: Granularity) -> None:
    trace = walk.trace()
    for step in steps_of(trace, granularity):
        for layer in range(2, walk.network.depth):
            units = range(1, walk.network.layers[layer] + 1)
            downstream = [step.known.delta(layer + 1, unit) for unit in units]
            delta = bias_delta(trace, step, layer)
            assert delta.known == (None not in downstream)
            assert step.known.bias_delta(layer) == (delta.result if delta.known else None)
            products = delta.terms.products
            slack = 1e-12 * float(np.abs(products).sum())
            assert abs(float(products.sum()) - delta.result) <= slack
            if delta.known:
                assert delta.terms.values.tolist() == downstream
        assert step.known.bias_delta(1) is None
        assert step.known.bias_delta(walk.network.depth) is None


NETWORK = Network.of(
    ["sigmoid"] * 3,
    [
        [[0.1, 0.3, -0.2], [-0.1, 0.5, 0.4]],
        [[0.2, -0.4, 0.6], [0.0, 0.7, -0.3]],
        [[-0.3, 0.8, -0.5]],
    ],
)


def lecture(convention: Convention | None = None) -> Trace:
    examples = Examples.of([[0.0, 1.0]], [[1.0]])
    return traced(
        NETWORK, "cross-entropy", examples, TrainingSettings(), convention or Convention()
    )


def test_it_reads_as_a_sum_without_a_factor() -> None:
    trace = lecture()
    step = trace.step(trace.schedule.count(Granularity.UNIT) - 1, Granularity.UNIT)
    delta = bias_delta(trace, step, 2)
    assert delta.bias and delta.unit == 0 and not delta.output
    assert to_text(delta.formula) == "δ₀⁽²⁾ = Θ₁₀⁽²⁾δ₁⁽³⁾ + Θ₂₀⁽²⁾δ₂⁽³⁾"
    assert to_text(delta.nudged) == "a₀⁽²⁾"
    assert delta.factor is None and delta.factor_symbol is None
    assert delta.sentence.endswith("so nothing uses this δ.")
    assert bias_delta(trace, step, 3).result == pytest.approx(-0.3 * step.known.values.delta[3][0])


def test_the_signs_follow_the_convention() -> None:
    course, turned = lecture(), lecture(Convention("lecture"))
    last = course.schedule.count(Granularity.UNIT) - 1
    one, other = (bias_delta(t, t.step(last, Granularity.UNIT), 2) for t in (course, turned))
    assert one.result == -other.result
    assert one.checked.numeric == -other.checked.numeric


def test_the_shorthand_reaches_it_only_through_hidden_deltas() -> None:
    trace = lecture(Convention("course", lecture_shorthand=True))
    tick = trace.schedule.tick_where(Phase.HIDDEN_DELTA, 2, 1, 0)
    step = trace.step(trace.schedule.index_of(tick, Granularity.UNIT), Granularity.UNIT)
    short, exact = bias_delta(trace, step, 2), bias_delta(trace, step, 3)
    assert short.shorthand and short.checked.relative_error > 0.1
    assert not exact.shorthand and exact.checked.relative_error < 1e-6
    taken = trace.step(trace.schedule.count(Granularity.UNIT) - 1, Granularity.UNIT)
    settled = bias_delta(trace, taken, 2)
    assert not settled.shorthand and settled.checked.relative_error < 1e-6


def test_what_if_moves_it_too() -> None:
    trace = lecture()
    step = trace.step(trace.schedule.count(Granularity.UNIT) - 1, Granularity.UNIT)
    other = what_if(trace, step, UnitPlace(4, 1), 2.0)
    # Only δ of the output unit moves, and with it the sum.
    assert other.known.bias_delta(3) == pytest.approx(-0.3 * other.known.values.delta[3][0])
    assert other.known.bias_delta(3) != step.known.bias_delta(3)


@pytest.mark.parametrize("layer", [0, 1, 4, 5])
def test_layers_without_such_a_delta_are_refused(layer: int) -> None:
    trace = lecture()
    with pytest.raises(KeyError):
        bias_delta(trace, trace.step(0, Granularity.UNIT), layer)
