"""δ and D as slopes of the cost: held against central differences and against whole passes."""

import gc
import weakref
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.examples import Examples
from bpsim.core.gradient_check import EPSILON, nudged
from bpsim.core.network import Network
from bpsim.core.propagation import cost_J, forward
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.notation.formula import to_text
from bpsim.steps.apart import slope as module
from bpsim.steps.apart.slope import Change, Slope, obstacle, slope_of
from bpsim.steps.apart.slope_curves import COARSE, FINE, samples
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace
from tests import strategies
from tests.core import reference
from tests.steps.walks import gain
from tests.traces import traced

SMOOTH = ("sigmoid", "tanh", "linear")
UNIT = Granularity.UNIT
ROUNDINGS = 16
"""On the way from a z to the cost: sums of up to five terms, g and the cost, layer by layer."""


def slope_of_z(trace: Trace, step: Step, *place: int) -> Slope:
    """The slope by z of the unit at this layer and number."""
    return slope_of(trace, step, UnitPlace(*place))


def slope_of_weight(trace: Trace, step: Step, *place: int) -> Slope:
    """The slope by the weight of this layer, to and from these units."""
    return slope_of(trace, step, EdgePlace(*place))


@st.composite
def walks(draw: st.DrawFn, sign: str | None = None) -> Trace:
    """Walks of small networks whose cost has a slope everywhere."""
    network = draw(strategies.networks(hidden=SMOOTH, outputs=(*SMOOTH, "softmax")))
    return traced(
        network,
        draw(strategies.costs_of(network)),
        draw(strategies.examples_for(network)),
        TrainingSettings(
            lam=draw(st.sampled_from([0.0, 0.6])), batch_size=draw(st.sampled_from([None, 2]))
        ),
        Convention(sign) if sign else draw(strategies.conventions()),  # type: ignore[arg-type]
    )


def any_step(data: st.DataObject, trace: Trace) -> Step:
    return trace.step(data.draw(st.integers(0, trace.schedule.count(UNIT) - 1)), UNIT)


def any_z(data: st.DataObject, network: Network) -> tuple[int, int]:
    layer = data.draw(st.integers(2, network.depth))
    return layer, data.draw(st.integers(1, network.layers[layer - 1]))


def any_weight(data: st.DataObject, network: Network) -> tuple[int, int, int]:
    layer = data.draw(st.integers(1, network.depth - 1))
    to, columns = network.theta(layer).shape
    return layer, data.draw(st.integers(1, to)), data.draw(st.integers(0, columns - 1))


def rows(trace: Trace, step: Step) -> tuple[slice, slice]:
    """The example on screen, and the batch; both in file order."""
    item = trace.schedule.batch - 1 if step.item is None else step.item
    return slice(item, item + 1), slice(0, trace.schedule.batch)


def assert_is_its_derivative(trace: Trace, slope: Slope) -> None:
    """The slope is that of the curve, as closely as a central difference of it can tell.

    The nudge shrinks as its effect grows on the way to the output, so that what the extrapolation
    neglects, some EPSILON⁴ of the steepest slope possible, is far below the relative bound. What
    is left is rounding: each cost is off by a few float64 roundings of the numbers it is made of,
    and the extrapolation sees at most 3 / EPSILON times that.
    """
    source, nudge = trace.values, slope.nudged
    passed = forward(source.network, source.examples.x)
    size = 1 + max(float(np.abs(each).max()) for each in (*passed.z[1:], *passed.a))
    layer = nudge.layer if isinstance(nudge, UnitPlace) else nudge.layer + 1
    grown = gain(source.network, layer)
    steepest = grown if isinstance(nudge, UnitPlace) else grown * size
    found = nudged(
        lambda part: (slope.cost_at(slope.value + part / steepest), 0.0), 0.0, EPSILON, np.nan
    )
    numeric = steepest * found.value
    error = 1 + float(np.abs(passed.a[-1] - source.examples.y).max())
    squares = sum(float((theta**2).sum()) for theta in source.network.weights)
    numbers = abs(slope.cost) + source.training.lam * squares + grown * size * error
    rounding = ROUNDINGS * np.finfo(np.float64).eps / 2 * numbers
    noise = 3 / EPSILON * steepest * rounding
    assert abs(slope.slope - numeric) <= 1e-6 * abs(numeric) + noise


@given(st.data())
def test_delta_is_the_slope_of_the_cost_by_z(data: st.DataObject) -> None:
    trace = data.draw(walks())
    step = any_step(data, trace)
    slope = slope_of_z(trace, step, *any_z(data, trace.values.network))
    assert_is_its_derivative(trace, slope)
    assert slope.cost == pytest.approx(step.known.values.cost, rel=1e-12, abs=1e-12)


@given(st.data())
def test_D_is_the_slope_of_J_by_a_weight(data: st.DataObject) -> None:
    trace = data.draw(walks())
    slope = slope_of_weight(trace, any_step(data, trace), *any_weight(data, trace.values.network))
    assert_is_its_derivative(trace, slope)
    assert slope.cost == pytest.approx(trace.values.J, rel=1e-12, abs=1e-12)


@given(st.data())
def test_the_curve_by_z_is_the_cost_computed_one_by_one(data: st.DataObject) -> None:
    trace = data.draw(walks())
    source = trace.values
    step = any_step(data, trace)
    layer, unit = any_z(data, source.network)
    row, _ = rows(trace, step)
    x, y = source.examples.x[row][0].tolist(), source.examples.y[row][0].tolist()
    v = np.linspace(-5.0, 5.0, 7)
    expected = [reference.cost_with_z(source.network, source.cost, x, y, layer, unit, z) for z in v]
    slope = slope_of_z(trace, step, layer, unit)
    factor = source.convention.factor
    np.testing.assert_allclose(factor * slope.curve(v), expected, rtol=1e-11, atol=1e-12)
    ones = [slope.cost_at(each) for each in v]
    np.testing.assert_allclose(slope.curve(v), ones, rtol=1e-12, atol=1e-13)


@given(st.data())
def test_the_curve_by_a_weight_is_J_of_whole_passes(data: st.DataObject) -> None:
    trace = data.draw(walks())
    source = trace.values
    layer, to, frm = any_weight(data, source.network)
    _, batch = rows(trace, trace.step(0, UNIT))
    x, y = source.examples.x[batch], source.examples.y[batch]
    v = np.linspace(-5.0, 5.0, 7)
    expected = [
        cost_J(
            source.network.with_weight(layer, to, frm, w), source.cost, x, y, source.training.lam
        )
        for w in v
    ]
    slope = slope_of_weight(trace, trace.step(0, UNIT), layer, to, frm)
    factor = source.convention.factor
    np.testing.assert_allclose(factor * slope.curve(v), expected, rtol=1e-10, atol=1e-11)


@given(st.data())
def test_the_lecture_turns_cost_and_slope_round(data: st.DataObject) -> None:
    course = data.draw(walks(sign="course"))
    source = course.values
    lecture = traced(
        source.network, source.cost, source.examples, source.training, Convention("lecture")
    )
    step = any_step(data, course)
    z, weight = any_z(data, source.network), any_weight(data, source.network)
    for nudge in (UnitPlace(*z), EdgePlace(*weight)):
        one, two = (
            slope_of(trace, trace.step(step.index, UNIT), nudge) for trace in (course, lecture)
        )
        assert (two.slope, two.cost, two.value) == (-one.slope, -one.cost, one.value)
        assert two.cost_at(0.3) == -one.cost_at(0.3)


@given(st.data())
def test_the_contributions_make_up_D(data: st.DataObject) -> None:
    trace = data.draw(walks())
    source, weight = trace.values, None
    weight = any_weight(data, source.network)
    layer, to, frm = weight
    total = 0.0
    for item in range(trace.schedule.batch):
        tick = trace.schedule.tick_where(Phase.COST, None, 1, item)
        step = trace.step(trace.schedule.index_of(tick, UNIT), UNIT)
        contribution = slope_of_weight(trace, step, *weight).contribution
        assert contribution is not None
        total += contribution
    m = trace.schedule.batch
    theta = float(source.network.theta(layer)[to - 1, frm])
    pull = source.convention.factor * source.training.lam / m * theta if frm else 0.0
    slope = slope_of_weight(trace, trace.step(0, UNIT), *weight)
    assert total / m + pull == pytest.approx(slope.slope, rel=1e-9, abs=1e-12)


# --- one network ----------------------------------------------------------------------------------

NETWORK = Network.of(
    ["sigmoid", "sigmoid"], [[[0.1, 0.3, -0.2], [-0.1, 0.5, 0.4]], [[-0.3, 0.8, -0.5]]]
)
EXAMPLES = Examples.of([[0.0, 1.0], [1.0, 1.0]], [[1.0], [0.0]])


def trace_of(network: Network = NETWORK, convention: Convention | None = None) -> Trace:
    convention = convention or Convention()
    return traced(network, "cross-entropy", EXAMPLES, TrainingSettings(), convention)


def stop(trace: Trace, phase: Phase, layer: int | None, unit: int = 1, item: int = 0) -> Step:
    tick = trace.schedule.tick_where(phase, layer, unit, item)
    return trace.step(trace.schedule.index_of(tick, UNIT), UNIT)


def test_symbols_and_words() -> None:
    trace = trace_of()
    step = stop(trace, Phase.COST, None)
    by_z, by_weight = slope_of_z(trace, step, 2, 1), slope_of_weight(trace, step, 1, 2, 0)
    symbols = (by_z.symbol, by_z.slope_symbol, by_z.cost_symbol)
    assert [to_text(each) for each in symbols] == ["z₁⁽²⁾", "δ₁⁽²⁾", "cost(i)"]
    symbols = (by_weight.symbol, by_weight.slope_symbol, by_weight.cost_symbol)
    assert [to_text(each) for each in symbols] == ["Θ₂₀⁽¹⁾", "D₂₀⁽¹⁾", "J(Θ)"]
    assert (by_z.examples, by_weight.examples) == (1, 2)


def test_a_change_says_what_the_slope_predicts_and_what_happens() -> None:
    trace = trace_of()
    slope = slope_of_z(trace, stop(trace, Phase.COST, None), 3, 1)
    z, h = slope.value, 1 / (1 + np.exp(-slope.value))
    change = slope.change(z + 2.0)
    assert change.by == pytest.approx(2.0)
    assert change.predicted == pytest.approx(2.0 * (h - 1.0))
    assert change.actual == pytest.approx(np.log1p(np.exp(-z - 2.0)) - np.log1p(np.exp(-z)))
    assert change.gap == pytest.approx(change.actual - change.predicted)
    assert slope.change(z) == Change(0.0, 0.0, 0.0)


def test_what_the_walk_shows_under_the_symbol() -> None:
    trace = trace_of()
    before, after = stop(trace, Phase.COST, None), stop(trace, Phase.HIDDEN_DELTA, 2, 1)
    assert slope_of_z(trace, before, 2, 1).shown is None
    assert slope_of_z(trace, after, 2, 2).shown is None
    slope = slope_of_z(trace, after, 2, 1)
    assert slope.shown == slope.slope
    end = stop(trace, Phase.GRADIENT, 1)
    assert slope_of_weight(trace, after, 1, 2, 1).shown is None
    slope = slope_of_weight(trace, end, 1, 2, 1)
    assert slope.shown == slope.slope
    assert slope_of_weight(trace, end, 2, 1, 1).shown is None


def test_the_shorthand_is_shown_beside_the_true_slope() -> None:
    trace = trace_of(convention=Convention("course", lecture_shorthand=True))
    slope = slope_of_z(trace, stop(trace, Phase.HIDDEN_DELTA, 2, 1), 2, 1)
    assert_is_its_derivative(trace, slope)
    true = slope_of_z(trace_of(), stop(trace_of(), Phase.HIDDEN_DELTA, 2, 1), 2, 1)
    assert slope.slope == true.slope
    g = 1 / (1 + np.exp(-slope.value))
    assert slope.shown == pytest.approx(true.slope / (g * (1 - g)))


def test_why_there_is_nothing_to_show() -> None:
    trace = trace_of()
    start = stop(trace, Phase.FORWARD, 2, 1)
    assert obstacle(start, UnitPlace(2, 1)) == ""
    assert obstacle(start, UnitPlace(2, 2)).startswith("z₂⁽²⁾ is not computed yet")
    assert obstacle(start, UnitPlace(2, 0)).startswith("A bias unit is always 1")
    assert obstacle(start, UnitPlace(1, 1)).startswith("An input has no z")
    assert obstacle(start, EdgePlace(2, 1, 2)) == ""
    huge = trace_of(NETWORK.with_weight(1, 1, 0, 1e308).with_weight(1, 1, 2, 1e308))
    assert "too large" in obstacle(stop(huge, Phase.COST, None), UnitPlace(2, 1))
    diverged = replace(start, network=NETWORK.with_weight(1, 1, 0, np.inf))
    assert "too large" in obstacle(diverged, EdgePlace(1, 1, 0))
    assert obstacle(diverged, EdgePlace(1, 1, 1)) == ""


def test_only_what_the_network_has() -> None:
    trace = trace_of()
    for nudge in (UnitPlace(1, 1), UnitPlace(2, 3), EdgePlace(3, 1, 1), EdgePlace(1, 1, 3)):
        with pytest.raises(KeyError):
            slope_of(trace, trace.step(0, UNIT), nudge)


@pytest.mark.parametrize("bias", [-30.0, -8.0, 0.0, 8.0, 30.0])
def test_the_range_reaches_from_where_g_bends_to_beyond_the_point(bias: float) -> None:
    trace = trace_of(NETWORK.with_weight(1, 1, 0, bias))
    slope = slope_of_z(trace, stop(trace, Phase.COST, None), 2, 1)
    low, high = slope.span
    assert low <= min(0.0, slope.value) - 4.0
    assert high >= max(0.0, slope.value) + 4.0


def test_a_saturated_unit_s_weight_is_drawn_to_where_something_happens() -> None:
    trace = trace_of(NETWORK.with_weight(1, 1, 2, 40.0))
    slope = slope_of_weight(trace, trace.step(0, UNIT), 1, 1, 2)
    low, high = slope.span
    assert low < 0.0 < slope.value < high
    _, cost = slope.samples(low, high)
    assert np.ptp(cost) > 0.03


def test_a_straight_curve_is_drawn_wider_until_it_bends() -> None:
    network = Network.of(["linear"], [[[0.0, 1.0]]])
    trace = traced(
        network, "squared-error", Examples.of([[1.0]], [[50.0]]), TrainingSettings(), Convention()
    )
    slope = slope_of_weight(trace, trace.step(0, UNIT), 1, 1, 1)
    low, high = slope.span
    assert high - low > 8.0
    assert (low + high) / 2 == pytest.approx(slope.value)
    v, cost = slope.samples(low, high)
    assert np.max(np.abs(cost - slope.tangent(v))) > 0.05 * np.ptp(cost)


def test_samples_go_through_the_point() -> None:
    trace = trace_of()
    slope = slope_of_z(trace, stop(trace, Phase.COST, None), 2, 1)
    v, cost = slope.samples(-4.0, 4.0)
    assert len(v) in (FINE, FINE + 1)
    assert (v[0], v[-1]) == (-4.0, 4.0)
    assert (np.diff(v) > 0).all()
    assert slope.value in v
    np.testing.assert_array_equal(cost, slope.curve(v))


class CostlyKink:
    """Flat, then rising from 0.1 on."""

    work = 1e9

    def __call__(self, values: np.ndarray) -> np.ndarray:
        return np.maximum(values - 0.1, 0.0)


def test_a_costly_curve_gets_its_points_where_it_bends() -> None:
    v, cost = samples(CostlyKink(), -4.0, 4.0, 1.0)
    assert COARSE < len(v) < 2 * COARSE
    assert (np.diff(v) > 0).all()
    np.testing.assert_array_equal(cost, CostlyKink()(v))
    spacing = np.diff(v)
    at = int(np.searchsorted(v, 0.1))
    assert spacing[at - 1] < 0.6 * np.median(spacing) or spacing[at - 1] < 8.0 / COARSE


def test_a_batch_too_large_to_draw_is_one_example_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trace = trace_of()
    after = stop(trace, Phase.OUTPUT_DELTA, 3, item=1)
    whole = slope_of_weight(trace, after, 2, 1, 1)
    monkeypatch.setattr(module, "WORST_WORK", 0.0)
    slope = slope_of_weight(trace, after, 2, 1, 1)
    assert (whole.of_example, whole.note, slope.of_example) == (False, "", True)
    assert slope.note.startswith("J over 2 examples is too much to draw at once")
    assert to_text(slope.cost_symbol) == "cost(i)"
    assert slope.slope == slope.contribution == slope.shown
    assert_is_its_derivative(trace, slope)
    x, y = EXAMPLES.x[1:2], EXAMPLES.y[1:2]
    other = NETWORK.with_weight(2, 1, 1, -2.0)
    assert slope.cost_at(-2.0) == pytest.approx(cost_J(other, "cross-entropy", x, y), rel=1e-12)
    assert slope_of_weight(trace, stop(trace, Phase.COST, None), 2, 1, 1).shown is None


def test_a_curve_of_a_weight_is_kept_as_long_as_its_iteration() -> None:
    trace = trace_of()
    first, later = trace.step(0, UNIT), trace.step(9, UNIT)
    curve = slope_of_weight(trace, first, 2, 1, 1).curve
    assert slope_of_weight(trace, later, 2, 1, 1).curve is curve
    assert slope_of_weight(trace_of(), first, 2, 1, 1).curve is not curve
    for frm in (0, 1, 2):
        for to in (1, 2):
            slope_of_weight(trace, first, 1, to, frm)
    assert slope_of_weight(trace, first, 2, 1, 1).curve is not curve
    gone = weakref.ref(trace.values)
    del trace, first, later
    gc.collect()
    assert gone() is None


def test_two_slopes_at_the_same_point() -> None:
    trace = trace_of()
    one, two = stop(trace, Phase.COST, None), stop(trace, Phase.HIDDEN_DELTA, 2, 1)
    slope = slope_of_z(trace, one, 2, 1)
    assert slope.same_as(slope_of_z(trace, two, 2, 1))
    assert not slope.same_as(slope_of_z(trace, two, 2, 2))
    assert not slope.same_as(slope_of_z(trace, stop(trace, Phase.COST, None, item=1), 2, 1))
    assert not slope.same_as(None)


def test_relu_has_a_slope_on_either_side_of_its_kink() -> None:
    network = Network.of(["relu", "linear"], [[[0.5, 1.0]], [[0.25, -2.0]]])
    trace = traced(
        network, "squared-error", Examples.of([[1.0], [-3.0]], [[1.0], [1.0]]),
        TrainingSettings(), Convention(),
    )  # fmt: skip
    for item, expected in ((0, 7.5), (1, 0.0)):
        slope = slope_of_z(trace, stop(trace, Phase.COST, None, item=item), 2, 1)
        assert slope.slope == pytest.approx(expected)
        assert_is_its_derivative(trace, slope)
