"""A result that waits until it is asked for: nothing on its step gives it away."""

from dataclasses import replace

import pytest

from bpsim.core.methods.table import UPDATE_METHODS
from bpsim.formats.bundled import bundled_network
from bpsim.notation.formula import to_text
from bpsim.notation.numerals import number_text
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.shown.equations import sheet_of
from bpsim.steps.trace import Trace
from bpsim.teach.practice.result_hidden import ResultHidden

TRACE = Trace.of(bundled_network().load())


@pytest.mark.parametrize("granularity", list(Granularity))
def test_no_step_says_its_result_and_every_other_one_is_as_it_was(granularity: Granularity) -> None:
    steps = [TRACE.step(n, granularity) for n in range(TRACE.schedule.count(granularity))]
    for n, step in enumerate(steps):
        hidden = ResultHidden.of(step)
        masked = hidden.masked(step)
        assert hidden.masked(steps[n - 1]) is steps[n - 1] or len(steps) == 1
        assert (masked.title, masked.index, masked.units) == (step.title, step.index, step.units)
        if step.phase is Phase.LOAD:
            assert masked is step
            continue
        assert "?" in to_text(masked.numbers)
        assert (masked.result, masked.activation, masked.matrices) == (None, None, ())
        assert not len(masked.terms)


def test_how_it_is_computed_stays() -> None:
    step = TRACE.step(4, Granularity.UNIT)
    masked = ResultHidden.of(step).masked(step)
    assert masked.formula == step.formula and masked.sentence == step.sentence
    text = to_text(masked.numbers)
    assert "0.7 · 0.475" in text
    assert step.result is not None and step.activation is not None
    assert number_text(step.result) not in text and number_text(step.activation) not in text
    assert masked.known.z(3, 2) is masked.known.a(3, 2) is None
    assert masked.known.z(3, 1) == step.known.z(3, 1)


def test_the_sum_and_the_slope_that_make_a_delta_wait_with_it() -> None:
    step = TRACE.step(10, Granularity.UNIT)
    text = to_text(ResultHidden.of(step).masked(step).numbers)
    assert step.weighted_sum is not None and step.factor is not None and step.result is not None
    for number in (step.weighted_sum, step.factor, step.result):
        assert number_text(number) in to_text(step.numbers) and number_text(number) not in text
    assert "0.7 · 0.0652" in text and "0.475 · 0.525 = ?" in text
    stop = next(
        TRACE.step(n, Granularity.TERM)
        for n in range(TRACE.schedule.count(Granularity.TERM))
        if TRACE.step(n, Granularity.TERM).title == "g′ of unit 1, layer 2"
    )
    said = to_text(ResultHidden.of(stop).masked(stop).numbers)
    assert stop.weighted_sum == step.weighted_sum and number_text(step.weighted_sum) in said
    assert number_text(step.factor) not in said


def test_only_g_is_asked_for_where_g_is_the_step() -> None:
    step = TRACE.step(4, Granularity.TERM)
    masked = ResultHidden.of(step).masked(step)
    assert masked.known.z(2, 1) == step.known.z(2, 1)
    assert masked.known.a(2, 1) is None


def test_a_delta_that_waits_is_not_taken_apart() -> None:
    step = TRACE.step(8, Granularity.UNIT)
    hidden = ResultHidden.of(step)
    assert hidden.hides(TRACE.delta(step, 3, 1), step)
    assert not hidden.hides(TRACE.delta(step, 4, 1), step)
    later = TRACE.step(9, Granularity.UNIT)
    assert not hidden.hides(TRACE.delta(later, 3, 1), later)


@pytest.mark.parametrize("method", UPDATE_METHODS)
def test_new_weights_that_wait_stand_nowhere(method: str) -> None:
    document = bundled_network().load()
    training = replace(document.training, method=UPDATE_METHODS[method])
    trace = Trace.of(document.with_(training=training))
    step = trace.step(trace.schedule.count(Granularity.UNIT) - 1, Granularity.UNIT)
    masked = ResultHidden.of(step).masked(step)
    text = to_text(masked.numbers)
    for new in trace.values.after.weights:
        assert not any(number_text(float(value)) in text for value in new.flat)
    blocks = sheet_of(masked).blocks
    assert len(blocks) >= 2 * len(trace.values.after.weights)
    assert all(block.value(0, 0) is None for block in blocks)
