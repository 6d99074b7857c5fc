"""What the curve panel shows at which stop, and the numbers in it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.notation.formula import to_text
from bpsim.notation.numerals import number_text
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.shown.cost_curves import CostCurves
from bpsim.steps.shown.curve import ActivationCurve, Bars, Content, NoCurve, content_of
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace
from tests import strategies
from tests.traces import traced

TERM, UNIT, LAYER = Granularity.TERM, Granularity.UNIT, Granularity.LAYER
CE, SOFT, SQUARED = "cross-entropy", "categorical-cross-entropy", "squared-error"


def walk(
    cost: str = CE,
    output: str = "sigmoid",
    outputs: int = 1,
    convention: Convention | None = None,
    hidden: str = "sigmoid",
) -> Trace:
    """A 2-2-K network with two examples; the first target is 1, all others 0."""
    rng = np.random.default_rng(3)
    network = Network.of([hidden, output], [rng.normal(size=(2, 3)), rng.normal(size=(outputs, 3))])
    y = np.zeros((2, outputs))
    y[0, 0] = y[1, -1] = 1.0
    examples = Examples.of([[0.5, -1.0], [1.0, 2.0]], y)
    return traced(network, cost, examples, TrainingSettings(), convention or Convention())


def stop(
    trace: Trace, phase: Phase, layer: int | None, unit: int = 1, granularity: Granularity = UNIT,
    back: int = 0,
) -> Step:  # fmt: skip
    """The last stop of a unit, or one that is ``back`` stops before it."""
    tick = trace.schedule.tick_where(phase, layer, unit, 0)
    return trace.step(trace.schedule.index_of(tick, granularity) - back, granularity)


def curve_at(step: Step) -> ActivationCurve:
    content = content_of(step)
    assert isinstance(content, ActivationCurve)
    return content


def known(step: Step, name: str, layer: int, unit: int) -> float:
    return float(getattr(step.known.values, name)[layer - 1][unit - 1])


# --- g --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("granularity", [TERM, UNIT])
def test_g_with_the_point_that_a_unit_is_at(granularity: Granularity) -> None:
    step = stop(walk(), Phase.FORWARD, 2, 2, granularity)
    curve = curve_at(step)
    assert (curve.g.name, curve.layer, curve.unit) == ("sigmoid", 2, 2)
    assert curve.z == (known(step, "z", 2, 2),)
    assert curve.a == (known(step, "a", 2, 2),)
    assert (curve.slope, curve.target) == (None, None)
    assert to_text(curve.headline).startswith("a₂⁽²⁾ = g(")


def test_before_the_sum_is_complete_there_is_no_point() -> None:
    for back in (1, 2, 3):
        curve = curve_at(stop(walk(), Phase.FORWARD, 2, 2, TERM, back))
        assert (curve.z, curve.a) == ((), ())
        assert to_text(curve.headline) == "a₂⁽²⁾ = g(z₂⁽²⁾)"


def test_a_layer_s_stop_has_all_its_units() -> None:
    step = stop(walk(), Phase.FORWARD, 2, 2, LAYER)
    curve = curve_at(step)
    assert curve.z == tuple(step.known.values.z[1])
    assert curve.a == tuple(step.known.values.a[1])
    assert "both units" in curve.words


# --- g′ -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("granularity", [TERM, UNIT])
def test_the_way_back_has_the_tangent(granularity: Granularity) -> None:
    step = stop(walk(outputs=2), Phase.HIDDEN_DELTA, 2, 1, granularity)
    curve = curve_at(step)
    a = curve.a[0]
    assert curve.slope == pytest.approx(a * (1 - a))
    assert not curve.left_out
    assert to_text(curve.headline).startswith("g′(z₁⁽²⁾) = g′(")
    assert f"{round(400 * a * (1 - a))}\u00a0%" in curve.words


def test_while_the_sum_is_made_there_is_no_tangent_yet() -> None:
    curve = curve_at(stop(walk(outputs=2), Phase.HIDDEN_DELTA, 2, 1, TERM, back=1))
    assert curve.slope is None
    assert len(curve.z) == 1


@pytest.mark.parametrize("granularity", [TERM, UNIT])
def test_the_shorthand_leaves_the_tangent_out(granularity: Granularity) -> None:
    trace = walk(convention=Convention("course", lecture_shorthand=True))
    curve = curve_at(stop(trace, Phase.HIDDEN_DELTA, 2, 1, granularity))
    assert curve.left_out
    assert curve.slope is not None
    assert curve_at(stop(trace, Phase.HIDDEN_DELTA, 2, 1, TERM, back=1)).slope is None


def test_an_output_is_held_against_its_target() -> None:
    step = stop(walk(outputs=2), Phase.OUTPUT_DELTA, 3, 2)
    curve = curve_at(step)
    assert (curve.target, curve.slope) == (0.0, None)
    assert to_text(curve.headline).startswith("a₂⁽³⁾ − y₂ = ")


def test_the_lecture_turns_the_difference_round() -> None:
    step = stop(walk(convention=Convention("lecture")), Phase.OUTPUT_DELTA, 3, 1)
    curve = curve_at(step)
    a = known(step, "a", 3, 1)
    numbers = f"1 − {number_text(a)} = {number_text(1 - a)}"
    assert to_text(curve.headline) == f"y − a₁⁽³⁾ = {numbers}"


def test_the_squared_error_has_target_and_tangent() -> None:
    trace = walk(SQUARED)
    for granularity in (TERM, UNIT):
        curve = curve_at(stop(trace, Phase.OUTPUT_DELTA, 3, 1, granularity))
        assert curve.target == 1.0
        assert curve.slope == pytest.approx(curve.a[0] * (1 - curve.a[0]))
    error = curve_at(stop(trace, Phase.OUTPUT_DELTA, 3, 1, TERM, back=1))
    assert (error.target, error.slope) == (1.0, None)


def test_other_functions_have_no_steepest_slope_to_compare_with() -> None:
    words = curve_at(stop(walk(hidden="relu"), Phase.HIDDEN_DELTA, 2, 1)).words
    assert "steeper" in words
    assert "%" not in words


# --- softmax --------------------------------------------------------------------------------------


def bars_at(step: Step) -> Bars:
    content = content_of(step)
    assert isinstance(content, Bars)
    return content


def test_softmax_has_bars_once_every_z_is_known() -> None:
    trace = walk(SOFT, "softmax", 3)
    waiting = bars_at(stop(trace, Phase.FORWARD, 3, 2))
    assert waiting.a == (None, None, None)
    assert "waits" in waiting.words
    done = bars_at(stop(trace, Phase.FORWARD, 3, 3))
    assert sum(each or 0.0 for each in done.a) == pytest.approx(1.0)
    assert (done.targets, done.unit) == ((), 3)
    partly = bars_at(trace.step(stop(trace, Phase.FORWARD, 3, 3, TERM).index - 1, TERM))
    assert partly.a[1] is not None
    assert partly.a[2] is None


def test_on_the_way_back_softmax_has_its_targets() -> None:
    bars = bars_at(stop(walk(SOFT, "softmax", 3), Phase.OUTPUT_DELTA, 3, 2))
    assert bars.targets == (1.0, 0.0, 0.0)
    assert bars.unit == 2


# --- the cost -------------------------------------------------------------------------------------


def costs_at(trace: Trace) -> CostCurves:
    content = content_of(stop(trace, Phase.COST, None))
    assert isinstance(content, CostCurves)
    return content


@pytest.mark.parametrize("sign", ["course", "lecture"])
@pytest.mark.parametrize(
    ("cost", "output"),
    [(CE, "sigmoid"), (SQUARED, "sigmoid"), (SOFT, "softmax"), (SQUARED, "softmax"),
     (SQUARED, "tanh"), (SQUARED, "linear")],
)  # fmt: skip
def test_the_outputs_costs_add_up(cost: str, output: str, sign: str) -> None:
    trace = walk(cost, output, 3, Convention(sign))  # type: ignore[arg-type]
    curves = costs_at(trace)
    assert len(curves) == 3
    total = sum(curves.lines(k)[0].value for k in range(3))
    step = stop(trace, Phase.COST, None)
    assert total == pytest.approx(step.known.cost, rel=1e-12)
    for k in range(3):
        for line in curves.lines(k):
            at_h = line.over(np.array([float(curves.h[k])]))[0]
            assert at_h == pytest.approx(line.value, rel=1e-9)
            assert line.value * trace.values.convention.factor >= 0.0


def test_cross_entropy_with_the_squared_error_beside_it() -> None:
    curves = costs_at(walk(outputs=2))
    one, other = curves.lines(0), curves.lines(1)
    assert [line.name for line in one] == ["cross-entropy", "squared error"]
    assert to_text(one[0].formula) == "−log h₁"
    assert to_text(other[0].formula) == "−log(1 − h₂)"
    assert to_text(one[1].formula) == "½(h₁ − y₁)²"
    h = float(curves.h[0])
    assert one[0].value == pytest.approx(-np.log(h))
    assert one[1].value == pytest.approx(0.5 * (h - 1.0) ** 2)


def test_in_the_lecture_s_sign_the_cost_has_no_minus() -> None:
    line, beside = costs_at(walk(convention=Convention("lecture"))).lines(0)
    assert (to_text(line.formula), to_text(beside.formula)) == ("log h", "−½(h − y)²")
    assert line.value < 0
    assert (line.over(np.array([0.2, 0.9])) < 0).all()


def test_targets_between_0_and_1_have_both_terms() -> None:
    trace = walk(SQUARED)
    step = stop(trace, Phase.COST, None)
    values = replace(step.known.values, y=np.array([0.25]))
    step = replace(step, known=replace(step.known, values=values))
    content = content_of(step)
    assert isinstance(content, CostCurves)
    own, beside = content.lines(0)
    assert own.name == "squared error"
    assert to_text(beside.formula) == "−y log h − (1 − y)log(1 − h)"
    h = float(content.h[0])
    assert beside.value == pytest.approx(-0.25 * np.log(h) - 0.75 * np.log(1 - h))


def test_without_a_target_softmax_pays_nothing_for_an_output() -> None:
    curves = costs_at(walk(SOFT, "softmax", 3))
    assert curves.lines(1)[0].value == 0.0
    assert to_text(curves.lines(1)[0].formula) == "0"
    assert "no target" in curves.words(1)
    assert curves.worst() == 0


def test_outside_0_to_1_there_is_no_cross_entropy() -> None:
    lines = costs_at(walk(SQUARED, "linear")).lines(0)
    assert [line.name for line in lines] == ["squared error"]


def test_a_saturated_output_has_a_finite_cost() -> None:
    network = Network.of(["sigmoid"], [[[800.0, 0.0]]])
    trace = traced(network, CE, Examples.of([[1.0]], [[0.0]]), TrainingSettings(), Convention())
    line = costs_at(trace).lines(0)[0]
    assert line.value == pytest.approx(800.0)


# --- everywhere -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phase", "layer"),
    [(Phase.LOAD, 1), (Phase.ACCUMULATE, 1), (Phase.ACCUMULATE, 2), (Phase.GRADIENT, 2),
     (Phase.UPDATE, None)],
)  # fmt: skip
def test_elsewhere_a_hint(phase: Phase, layer: int | None) -> None:
    content = content_of(stop(walk(), phase, layer))
    assert isinstance(content, NoCurve)
    assert content.text.endswith(".")


@pytest.mark.parametrize("granularity", [Granularity.PASS, Granularity.ITERATION])
def test_large_steps_have_a_hint(granularity: Granularity) -> None:
    content = content_of(walk().step(0, granularity))
    assert content == NoCurve("Choose a smaller step to see one unit’s curve here.")


@given(st.data())
def test_every_stop_of_every_network_has_something(data: st.DataObject) -> None:
    network = data.draw(strategies.networks())
    cost = data.draw(strategies.costs_of(network))
    trace = traced(
        network, cost, data.draw(strategies.examples_for(network)), TrainingSettings(),
        data.draw(strategies.conventions()),
    )  # fmt: skip
    granularity = data.draw(st.sampled_from(list(Granularity)))
    index = data.draw(st.integers(0, trace.schedule.count(granularity) - 1))
    content: Content = content_of(trace.step(index, granularity))
    if isinstance(content, ActivationCurve):
        assert len(content.z) == len(content.a)
        assert content.g.name != "softmax"
    if isinstance(content, CostCurves):
        assert 0 <= content.worst() < len(content)
        assert all(content.words(k) for k in range(len(content)))
