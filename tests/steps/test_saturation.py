"""Saturated units give numbers; what a float64 cannot hold is called overflow."""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.notation.formula import Number, Row, Strong, to_latex, to_text
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace
from tests.notation.latex_check import check_latex
from tests.steps.walks import GRANULARITIES, Walk, forward, steps_of, walks
from tests.traces import traced

LARGE = st.sampled_from([-1e3, -500.0, 0.0, 500.0, 1e3]) | st.floats(-1e3, 1e3)
ENORMOUS = st.sampled_from([0.0, 1.0, -1.0, 1e200, -1e200, 1.7e308, -1.7e308])


def numbers(step: Step) -> Iterator[float]:
    """Every number of a step."""
    for name in ("result", "weighted_sum", "factor", "activation", "running"):
        value = getattr(step, name)
        if value is not None:
            yield value
    known = step.known
    for arrays in (known.values.z, known.values.a, known.values.delta, step.matrices, known.D):
        for each in arrays:
            yield from () if each is None else each.flat
    yield known.values.cost
    yield from step.terms.products
    yield from (0.0 if known.J is None else known.J,)
    for each in step.entries:
        yield from (value for _, value in each.values if value is not None)


@given(
    walks(
        most_layers=4, most_units=4, numbers=LARGE, hidden=("sigmoid", "tanh"), most_examples=2,
        outputs=("sigmoid", "tanh", "softmax", "linear"),
    )
)  # fmt: skip
def test_saturated_units_give_numbers(walk: Walk) -> None:
    trace = walk.trace()
    for step in steps_of(trace, Granularity.UNIT):
        assert all(map(math.isfinite, numbers(step)))
        for line in (step.formula, step.numbers):
            assert "overflow" not in to_text(line)
            assert "undefined" not in to_text(line)
    last = trace.step(0, Granularity.ITERATION)
    for layer in range(2, walk.network.depth + 1):
        assert math.isfinite(trace.delta(last, layer, 1).checked.numeric)


@pytest.mark.parametrize("z", [1e3, -1e3])
def test_the_cost_of_a_saturated_unit_is_the_distance_it_is_off(z: float) -> None:
    for target, expected in ((0.0, max(z, 0.0)), (1.0, max(-z, 0.0))):
        network = Network.of(["sigmoid"], [[[z, 0.0]]])
        trace = traced(
            network, "cross-entropy", Examples.of([[0.0]], [[target]]), TrainingSettings(),
            Convention(),
        )  # fmt: skip
        step = next(s for s in steps_of(trace, Granularity.UNIT) if s.phase is Phase.COST)
        assert step.result == expected
        assert step.terms.total == expected


@pytest.mark.parametrize("shift", [1000.0, -1000.0, 0.0])
def test_softmax_shows_a_quotient_that_is_what_it_says(shift: float) -> None:
    """e^1000 is no float64 and e^−1000 is 0: shown as they are they would make ∞/∞ and 0/0."""
    network = Network.of(["softmax"], [[[shift, 0.0], [shift + 1.0, 0.0]]])
    trace = traced(
        network, "categorical-cross-entropy", Examples.of([[0.0]], [[0.0, 1.0]]),
        TrainingSettings(), Convention(),
    )  # fmt: skip
    tick = trace.schedule.tick_where(Phase.FORWARD, 2, 2, 0)
    text = to_text(trace.step(tick, Granularity.TERM).numbers)
    top, bottom = text.split(" = ")[1].split("/")
    assert float(top) / float(bottom) == pytest.approx(1 / (1 + math.exp(-1)), abs=1e-3)
    assert ("to the power" in text) == (shift != 0.0)
    assert text.split(" = ")[2].startswith("0.7311")


@given(
    walks(
        most_layers=4, most_units=3, numbers=ENORMOUS, hidden=("relu", "linear"), most_examples=2,
        outputs=("relu", "linear", "sigmoid", "softmax"),
    )
)  # fmt: skip
def test_what_overflows_is_never_shown_as_a_number(walk: Walk) -> None:
    """Held against extended precision, whose range is larger; no warning is raised on the way."""
    trace = walk.trace()
    largest = np.longdouble(np.finfo(np.float64).max)
    if np.finfo(np.longdouble).max <= largest:
        pytest.skip("no extended precision here")
    truth = {}
    with np.errstate(all="ignore"):
        for item, row in enumerate(walk.rows):
            truth[item] = forward(walk.network, walk.xy(row)[0])[0]
    for granularity in GRANULARITIES:
        for step in steps_of(trace, granularity):
            check_numbers_line(step)
            if step.item is None:
                continue
            for layer in range(2, walk.network.depth + 1):
                for unit in range(1, walk.network.layers[layer - 1] + 1):
                    z = step.known.z(layer, unit)
                    if z is not None and not abs(truth[step.item][layer - 1][unit - 1]) <= largest:
                        assert not math.isfinite(z)


def check_numbers_line(step: Step) -> None:
    """A result that is no number is called what it is, and LaTeX takes it."""
    check_latex(to_latex(step.numbers))
    text = to_text(step.numbers)
    assert "inf" not in text
    assert "nan" not in text
    for strong in _strong(step.numbers):
        value = strong.body.value if isinstance(strong.body, Number) else 0.0
        word = to_text(strong).lstrip("−")
        assert math.isfinite(value) == word[:1].isdigit()
        assert math.isfinite(value) or word in ("overflow", "undefined")


def _strong(expr: Any) -> Iterator[Strong]:
    if isinstance(expr, Strong):
        yield expr
    elif isinstance(expr, Row):
        for part in expr.parts:
            yield from _strong(part)


@given(
    walks(
        most_layers=4, most_units=3, numbers=ENORMOUS, hidden=("relu", "linear"), most_examples=2,
        outputs=("relu", "linear", "sigmoid", "softmax"),
    )
)  # fmt: skip
def test_steps_with_undefined_numbers_equal_their_like(walk: Walk) -> None:
    for granularity in GRANULARITIES:
        first, again = (steps_of(walk.trace(), granularity) for _ in range(2))
        assert first == again


def test_an_overflow_is_said_in_the_formula_and_on_the_check_line() -> None:
    network = Network.of(["linear", "linear"], [[[0.0, 1e200]], [[0.0, 1e200]]])
    trace = traced(
        network, "squared-error", Examples.of([[2.0]], [[1.0]]), TrainingSettings(), Convention()
    )
    steps = steps_of(trace, Granularity.UNIT)
    text = to_text(steps[2].numbers)
    assert text.startswith("z₁⁽³⁾ = 0 · 1 + 1×10²⁰⁰ · 2×10²⁰⁰ = overflow")
    assert r"\text{overflow}" in to_latex(steps[2].numbers)
    assert steps[2].result == math.inf
    delta = trace.delta(steps[-1], 2, 1)
    assert delta.result == math.inf
    assert delta.checked.relative_error == math.inf


def test_numbers_that_are_no_numbers_are_told_from_others() -> None:
    base = steps_of(_diverged(), Granularity.UNIT)
    costs = [step for step in base if step.phase is Phase.COST]
    assert costs[0].result is not None
    assert math.isnan(costs[0].result)
    assert replace(costs[0], result=1.0) != costs[0]
    assert replace(costs[0], result=float("nan")) == costs[0]


def _diverged() -> Trace:
    """z is ∞ − ∞, and so is all that comes after it."""
    network = Network.of(["linear", "linear"], [[[0, 1e200], [0, 1e200]], [[0, 1e200, -1e200]]])
    return traced(
        network, "squared-error", Examples.of([[1e200]], [[1.0]]), TrainingSettings(), Convention()
    )
