"""Practice: answers are read, judged by the digits typed, diagnosed and carried on."""

import math
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bpsim.core.checkpoint import Checkpoint
from bpsim.core.methods.momentum import Momentum
from bpsim.core.network import Network
from bpsim.core.propagation import backward, forward, gradient
from bpsim.core.training import updated
from bpsim.formats.bundled import bundled_network
from bpsim.teach.mistakes.backprop import backprop
from bpsim.teach.mistakes.kind import Made, Problem
from bpsim.teach.mistakes.table import IN_NUMBERS, MISTAKES
from bpsim.teach.paper import on_paper
from bpsim.teach.practice.answers import AnswerError, parse_answer
from bpsim.teach.practice.blanks import FADING, ValuePlace, places, right_value
from bpsim.teach.practice.hints import LADDER
from bpsim.teach.practice.mistaken import Mistaken
from bpsim.teach.practice.progress import (
    Log,
    LogLine,
    blanked_next,
    lines_of,
    new_topics,
    score_table,
    topics,
)
from bpsim.teach.practice.sheet import Sheet, sheet
from tests.strategies import costs_of, examples_for, networks

LECTURE = bundled_network("lecture").load()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.25", 0.25), ("1/3", 1 / 3), ("0,333", 0.333), ("1e-3", 1e-3), ("−0.5", -0.5),
        ("0.6*-0.1018-0.3*0.0652", 0.6 * -0.1018 - 0.3 * 0.0652), ("(1+2)*3", 9),
        ("2·3−4÷2", 4), ("-2^2", -4), ("2^-1", 0.5), (".5", 0.5), ("--1", 1), ("3 × 0,5", 1.5),
        ("1/(1+e^-0.3)", 1 / (1 + math.exp(-0.3))), ("1/(1+exp(0,1))", 1 / (1 + math.exp(0.1))),
        ("-ln(0.4751)", -math.log(0.4751)), ("-1*LOG(0.5)", math.log(2)), ("sqrt(4)", 2),
        ("tanh(-0.2)", math.tanh(-0.2)), ("e", math.e), ("2e-1*e", 0.2 * math.e),
    ],
)  # fmt: skip
def test_answers(text: str, value: float) -> None:
    assert parse_answer(text).value == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    ["", "a", "1+", "(1", "1)", "1/0", "__import__('os')", "1 2", "9^999", "(-1)^0.5", "1" * 400,
     "(" * 100 + "1" + ")" * 100, "-" * 250 + "1", "1e999", "0^-1",
     "exp", "exp 1", "exp(", "ln(0)", "ln(-1)", "sqrt(-1)", "exp(1000)", "e(1)", "2e", "sin(1)",
     "exp(" * 100 + "1" + ")" * 100],
)  # fmt: skip
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(AnswerError):
        parse_answer(text)


@pytest.mark.parametrize(
    ("text", "part"),
    [("1.234,5", ",5"), ("3 Äpfel", "Äpfel"), ("0,5 0,6", "0,6"), ("2 1E3", "1E3")],
)
def test_what_is_not_expected_is_quoted_as_it_was_typed(text: str, part: str) -> None:
    with pytest.raises(AnswerError, match=f"“{part}” is not expected here"):
        parse_answer(text)


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    try:
        assert np.isfinite(parse_answer(text).value)
    except AnswerError as error:
        assert str(error)


@given(st.floats(-1e6, 1e6, allow_subnormal=False), st.integers(1, 8))
def test_the_tolerance_goes_by_the_digits_typed(value: float, digits: int) -> None:
    assert parse_answer(f"{value:.{digits}f}").fits(value)
    assert not parse_answer(f"{value:.{digits}f}").fits(value + 1.1 * 10.0**-digits)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("0.8*-0.4548*0.2312", 2e-5, 4e-5),  # 0.8 is a weight, exact with its one digit
        ("0.8*-0.45*0.23", 2e-3, 4e-3),
        ("0.4756-0.4749", 9e-5, 2e-4),  # what cancels takes digits away
        ("0.5877*(1-0.5877)", 3e-5, 7e-5),
        ("0.8*3/4", 5e-4, 7e-4),  # nothing in it is rounded
        ("1/0.25", 7e-2, 9e-2),
        ("0.5^2", 4e-2, 6e-2),
        ("1/(1+e^-0.355)", 1e-4, 1.3e-4),  # half a unit of z, times g′
        ("1/(1+exp(-0.355))", 1e-4, 1.3e-4),
        ("-ln(0.475)", 1e-3, 1.1e-3),
        ("2^0.5", 4.8e-2, 5e-2),
    ],
)
def test_the_tolerance_of_an_expression_is_what_its_digits_leave_open(
    text: str, least: float, most: float
) -> None:
    assert least < parse_answer(text, frozenset({0.8})).tolerance < most


def test_a_wrong_expression_is_told_from_a_right_one_however_short_its_weights() -> None:
    made = sheet(bundled_network("lecture").load(), 1, ("delta",))
    place = made.blanks[0]
    _, verdict = made.answer(place, "0.8*-0.5249*0.5877*(1-0.5877)")
    assert verdict.right and verdict.tolerance < 1e-4
    for wrong in ("0.8*-0.5249*0.3", "0.8*-0.5249", "0.6*-0.5249*0.2423"):
        _, verdict = made.answer(place, wrong)
        assert not verdict.right and not verdict.too_few


@given(st.data(), st.sampled_from([0.0, 0.4]))
def test_every_value_is_that_of_the_program(data: st.DataObject, lam: float) -> None:
    network = data.draw(networks())
    cost, examples = data.draw(costs_of(network)), data.draw(examples_for(network, most=2))
    problem = Problem(network, cost, examples.x, examples.y, lam)
    passed = forward(network, examples.x)
    back = backward(network, cost, passed, examples.y)
    whole = gradient(network, cost, examples.x, examples.y, lam)
    settings = replace(LECTURE.training, learning_rate=problem.alpha)
    after = updated(Checkpoint(network.weights), whole.D, settings).weights
    row = len(examples) - 1
    for place in places(problem):
        kind, layer, unit, frm = place
        n, u, f = layer - 1, unit - 1, frm or 0
        if kind == "cost":
            continue
        right = {
            "z": lambda n=n, u=u: passed.z[n][row, u],
            "a": lambda n=n, u=u: passed.a[n][row, u],
            "output-delta": lambda n=n, u=u: back.delta[n][row, u],
            "delta": lambda n=n, u=u: back.delta[n][row, u],
            "sum": lambda n=n, u=u: back.weighted_sum[n][row, u],
            "slope": lambda n=n, u=u: back.slope[n][row, u],
            "Delta": lambda n=n, u=u, f=f: (
                back.delta[n + 1][row, u] * (passed.a[n][row, f - 1] if f else 1.0)
            ),
            "D": lambda n=n, u=u, f=f: whole.D[n][u, f],
            "weight": lambda n=n, u=u, f=f: after[n][u, f],
        }[kind]()
        assert right_value(problem, row + 1, place) == pytest.approx(right, rel=1e-9, abs=1e-11)


def test_a_cost_that_is_a_mean_over_outputs_has_a_share_of_the_error() -> None:
    network = Network(LECTURE.network.activations[1:], (np.zeros((1, 2)), np.zeros((2, 2))))
    x, y = np.zeros((1, 1)), np.zeros((1, 2))
    problem = Problem(network, "cross-entropy per output", x, y, 0.0)
    assert right_value(problem, 1, ValuePlace("output-delta", 3, 2)) == (0.5 - 0) / 2


DELTA = ValuePlace("delta", 3, 1)


def lecture_sheet(*kinds: str) -> Sheet:
    return sheet(LECTURE, 1, kinds or ("delta",))


def wrong_delta(name: str) -> float:
    made = [Made(MISTAKES[name])]
    return float(backprop(Problem.of(LECTURE), made).delta[1][0, 0])


def test_a_right_answer() -> None:
    after, verdict = lecture_sheet().answer(DELTA, f"{right_value(after_problem(), 1, DELTA):.4f}")
    assert verdict.right
    assert not verdict.carried
    assert after.points == 1.0
    assert DELTA not in after.hidden
    assert after.next_blank != DELTA


def after_problem() -> Problem:
    return Problem.of(LECTURE)


@pytest.mark.parametrize(
    "name", ["no-slope", "slope-of-a", "slope-with-z", "sign", "shares", "extra-output-slope"]
)
def test_a_wrong_answer_is_diagnosed(name: str) -> None:
    after, verdict = lecture_sheet().answer(DELTA, f"{wrong_delta(name):.6f}")
    assert not verdict.right
    assert (name,) in verdict.ids
    assert MISTAKES[name].said in verdict.sentence
    assert DELTA in after.hidden
    assert after.points == 0.0


def test_a_pair_is_diagnosed() -> None:
    made = [Made(MISTAKES["slope-of-a"]), Made(MISTAKES["extra-output-slope"])]
    value = float(backprop(Problem.of(LECTURE), made).delta[1][0, 0])
    _, verdict = lecture_sheet().answer(DELTA, f"{value:.7f}")
    assert ("slope-of-a", "extra-output-slope") in verdict.ids


def test_slips_of_a_single_step_are_named() -> None:
    problem = Problem.of(LECTURE)
    z = ValuePlace("z", 2, 1)
    value = right_value(problem, 1, z)
    _, verdict = lecture_sheet("z").answer(z, f"{value - 0.1:.4f}")
    assert "leaving out the bias" in verdict.explanations
    swapped = value + (0.5 - -0.2) * 1.0  # Θ₂₁ = 0.5 for Θ₁₂ = −0.2, and x₂ = 1
    _, verdict = lecture_sheet("z").answer(z, f"{swapped:.4f}")
    assert any("taking Θ₂₁⁽¹⁾ for Θ₁₂⁽¹⁾" in each for each in verdict.explanations)


def test_follow_through_one_slip_costs_once() -> None:
    problem = Problem.of(LECTURE)
    output, first = ValuePlace("output-delta", 4, 1), ValuePlace("sum", 3, 1)
    start = lecture_sheet("output-delta", "sum", "delta")
    after, verdict = start.answer(output, "0.3")
    assert not verdict.right
    own_sum = 0.8 * 0.3
    after, verdict = after.answer(first, f"{own_sum:.4f}")
    assert (verdict.right, verdict.carried) == (True, True)
    assert "carried on from your δ₁⁽⁴⁾" in verdict.sentence
    slope = right_value(problem, 1, ValuePlace("slope", 3, 1))
    after, verdict = after.answer(DELTA, f"{own_sum:.4f}*{slope:.4f}")
    assert (verdict.right, verdict.carried) == (True, True)
    assert after.points == 2.0


SLIP = 0.3
"""A wrong output δ, which the next answers carry on."""


@pytest.mark.parametrize("name", ["no-slope", "slope-of-a", "shares"])
@pytest.mark.parametrize("kinds", [("output-delta", "delta"), ("output-delta", "sum", "delta")])
def test_a_new_mistake_after_an_earlier_slip(name: str, kinds: tuple[str, ...]) -> None:
    """The oracle is written out here: Θ₁₁⁽³⁾ = 0.8, Θ₁₂⁽³⁾ = −0.5, and what g′ is."""
    after, _ = lecture_sheet(*kinds).answer(ValuePlace("output-delta", 4, 1), str(SLIP))
    back = 0.8 / (0.8 - 0.5) * SLIP if name == "shares" else 0.8 * SLIP
    if "sum" in kinds:
        after, verdict = after.answer(ValuePlace("sum", 3, 1), f"{back:.4f}")
        assert verdict.carried == (name != "shares")
        if name == "shares":
            assert ("shares",) in verdict.ids
            assert "carrying on from your δ₁⁽⁴⁾, and sharing" in verdict.sentence
            return
    a = right_value(Problem.of(LECTURE), 1, ValuePlace("a", 3, 1))
    at_a = 1 / (1 + np.exp(-a))
    slope = {"no-slope": 1.0, "slope-of-a": at_a * (1 - at_a), "shares": a * (1 - a)}[name]
    _, verdict = after.answer(DELTA, f"{back * slope:.5f}")
    assert not verdict.right
    assert (name,) in verdict.ids
    assert f"carrying on from your δ₁⁽⁴⁾, and {MISTAKES[name].said}" in verdict.sentence


def test_without_an_earlier_slip_nothing_is_carried_on() -> None:
    right = right_value(Problem.of(LECTURE), 1, ValuePlace("output-delta", 4, 1))
    start = lecture_sheet("output-delta", "delta")
    after, _ = start.answer(ValuePlace("output-delta", 4, 1), f"{right:.3f}")
    _, verdict = after.answer(DELTA, f"{0.8 * right:.4f}")
    assert verdict.explanations == (MISTAKES["no-slope"].said,)


@settings(max_examples=100)  # there are many mistakes, and few draws have a place for theirs
@given(st.data())
def test_one_mistake_in_one_step_is_what_the_whole_algorithm_computes(data: st.DataObject) -> None:
    """With no values of one's own before it, so long as nothing to the right has the mistake."""
    network = data.draw(networks())
    cost, examples = data.draw(costs_of(network)), data.draw(examples_for(network, most=2))
    problem = Problem(network, cost, examples.x, examples.y, 0.5)
    mistake = data.draw(st.sampled_from(IN_NUMBERS))
    here = [
        each
        for each in places(problem, ("output-delta", "delta", "D"))
        if Mistaken(problem, 1, {}, mistake, each).touched
    ]
    assume(here)
    place = data.draw(st.sampled_from(here))
    if place.kind == "D":
        assume(mistake.part == "D")
    numbers = backprop(problem, (Made(mistake, place.layer),))
    whole = (
        numbers.D[place.layer - 1][place.unit - 1, place.frm or 0]
        if place.kind == "D"
        else numbers.delta[place.layer - 2][0, place.unit - 1]
    )
    alone = Mistaken(problem, 1, {}, mistake, place).value(place)
    assert alone == pytest.approx(float(whole), rel=1e-9, abs=1e-12, nan_ok=True)


@pytest.mark.parametrize("digits", [1, 2, 3])
def test_answers_of_paper_arithmetic_count_as_right(digits: int) -> None:
    problem = Problem.of(LECTURE)
    on = on_paper(problem, 1, digits).values
    start = replace(lecture_sheet("z", "a", "output-delta", "delta"), paper=digits)
    for place in start.blanks:
        kind = place.kind if place.kind in on else "delta"
        typed = f"{on[kind][place.layer - 2][place.unit - 1]:.{digits}f}"
        start, verdict = start.answer(place, typed)
        full = right_value(problem, 1, place)
        assert verdict.right or verdict.too_few, (place, typed, full)
    wrong = f"{on['delta'][0][0] + 0.2:.3f}"
    assert not replace(lecture_sheet("delta"), paper=digits).answer(DELTA, wrong)[1].right


def test_too_few_digits_are_no_try() -> None:
    problem = Problem.of(LECTURE)
    value = right_value(problem, 1, DELTA)
    after, verdict = lecture_sheet().answer(DELTA, f"{value:.0f}")
    assert verdict.too_few
    assert not verdict.right
    assert after.state(DELTA).tries == 0


def test_hints_and_tries_cost_their_share() -> None:
    state, _ = lecture_sheet().hint(DELTA)
    state, _ = state.answer(DELTA, "0.9")
    state, _ = state.answer(DELTA, repr(right_value(Problem.of(LECTURE), 1, DELTA)))
    assert state.points == pytest.approx(1 - 0.1 - 0.25)


def test_which_edges() -> None:
    state = lecture_sheet()
    place = ValuePlace("delta", 2, 1)
    _, found = state.hint(place)[0].hint(place)
    assert state.edges_are_right(place, frozenset(found.edges))
    assert not state.edges_are_right(place, frozenset(found.edges[:1]))
    assert [str(each) for each in found.edges] == [
        "from unit 1 of layer 2 to unit 1 of layer 3",
        "from unit 1 of layer 2 to unit 2 of layer 3",
    ]


def test_larger_or_smaller() -> None:
    state = lecture_sheet()
    question = state.larger_or_smaller(DELTA)
    value = right_value(Problem.of(LECTURE), 1, DELTA)
    assert question.right == (0 if value > 0 else 1)
    assert question.why == "δ₁⁽³⁾ is smaller than 0."  # and not how large it is


def test_the_log_is_found_again(tmp_path: Path) -> None:
    state, _ = lecture_sheet().answer(DELTA, repr(right_value(Problem.of(LECTURE), 1, DELTA)))
    log = Log(tmp_path / "new")
    assert log.read() == []
    log.add(lines_of(state, datetime(2024, 5, 1, 12, 0)))
    log.add(lines_of(state, datetime(2024, 5, 2, 12, 0)))
    lines = Log(tmp_path / "new").read()
    assert [each.topic for each in lines] == ["delta", "delta"]
    assert lines[0].when == "2024-05-01T12:00:00"
    log.path.write_text(log.path.read_text() + "broken,line\n", encoding="utf-8")
    assert log.read() == lines


def line(topic: str, points: float) -> LogLine:
    return LogLine("", "", topic, "", "", "", "right", 1, 0, points)


def test_the_score_per_topic_is_a_table() -> None:
    given_away = LogLine("", "", "delta", "", "", "", "", 0, len(LADDER), 0.0)
    lines = [line("delta", 1.0), line("z", 0.5), given_away, line("delta", 0.65)]
    assert score_table(lines).splitlines() == [
        "topic,asked,right,points",
        "delta,3,2,1.65",
        "z,1,1,0.5",
        "all,4,3,2.15",
    ]


def test_fading_goes_on_with_what_is_mastered() -> None:
    assert new_topics([], ("delta",)) == ("delta",)
    assert blanked_next([]) == ("delta",)
    good = [line("delta", 1.0)] * 4
    assert new_topics(good, ("delta", "slope")) == ("slope",)
    assert blanked_next(good) == ("delta", "slope")
    assert blanked_next([*good, line("z", 0.0)]) == ("delta", "slope", "z")
    assert blanked_next([line("delta", 0.2)] * 9) == ("delta",)
    everything = [line(kind, 1.0) for kind in FADING for _ in range(4)]
    assert blanked_next(everything) == FADING
    assert [(each.name, each.done, each.mastered) for each in topics(good)] == [("delta", 4, True)]


def test_new_weights_are_asked_for_by_plain_descent_only() -> None:
    problem = Problem.of(LECTURE)
    assert any(each.kind == "weight" for each in places(problem))
    other = list(places(replace(problem, method=Momentum())))
    assert other and not any(each.kind == "weight" for each in other)
