"""The hint ladder: each rung says more, and none but the last says the value."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from bpsim.core.document import Document
from bpsim.formats.bundled import bundled_network
from bpsim.notation.formula import to_text
from bpsim.notation.numerals import number_text
from bpsim.teach.mistakes.kind import Problem
from bpsim.teach.practice.blanks import KINDS, Chain, ValuePlace, places, right_value
from bpsim.teach.practice.hints import LADDER, RULES, hint, step_of
from bpsim.teach.practice.sheet import Sheet, sheet

LECTURE = bundled_network("lecture").load()
DELTA = ValuePlace("delta", 3, 1)
NUMBER = re.compile(r"[\d.]+(?:×10[⁻⁰¹²³⁴-⁹]+)?")


def lecture_sheet(*kinds: str) -> Sheet:
    return sheet(LECTURE, 1, kinds or ("delta",))


@pytest.mark.parametrize("kind", KINDS)
def test_every_rung_of_the_ladder(kind: str) -> None:
    state = lecture_sheet(kind)
    place = state.blanks[0]
    value = right_value(Problem.of(LECTURE), 1, place)
    costs = []
    for rung in range(len(LADDER)):
        state, found = state.hint(place)
        assert found.text
        costs.append(found.cost)
        if rung == 2 and found.formula is not None:
            assert to_text(found.formula) == found.text
    assert costs == sorted(costs)
    assert state.state(place).done
    assert state.points == 0.0
    assert state.own[place] == value


SOFTMAX = bundled_network("iris").load()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("document", "example"), [(LECTURE, 1), (LECTURE, 2), (SOFTMAX, 2)])
def test_the_formula_with_numbers_does_not_give_the_result(
    document: Document, example: int, kind: str
) -> None:
    training = replace(document.training, lam=0.5)
    problem = Problem.of(document.with_(training=training))
    chain = Chain(problem, example, {})
    given = {abs(float(each)) for theta in problem.network.weights for each in theta.flat}
    given |= {abs(float(each)) for each in (*problem.x[example - 1], *problem.y[example - 1])}
    for place in list(places(problem, (kind,)))[:12]:
        found = hint(document.with_(training=training), example, place, 3)
        value = right_value(problem, example, place)
        shown = number_text(abs(value))
        if kind == "cost" or shown in {"0", "1"} | {number_text(each) for each in given}:
            continue
        assert "?" in found.text
        if kind == "Delta" and abs(chain.input(place.layer, place.frm or 0)) == 1:
            continue  # then it is the other factor
        if kind == "output-delta" and not problem.y[example - 1, place.unit - 1]:
            continue
        assert shown not in NUMBER.findall(found.text), (place, found.text)


def test_the_formula_with_numbers_does_not_give_another_blank() -> None:
    made = lecture_sheet("delta", "sum", "slope")
    place = ValuePlace("delta", 3, 1)
    found = hint(LECTURE, 1, place, 3, made.hidden)
    for kind in ("sum", "slope"):
        value = right_value(Problem.of(LECTURE), 1, ValuePlace(kind, 3, 1))
        assert number_text(value) not in found.text
    found = hint(LECTURE, 1, ValuePlace("delta", 2, 1), 3, made.hidden)
    assert "find these first" in found.text and "−0.1018" not in found.text


def test_the_formula_with_numbers_is_that_of_one_weight() -> None:
    training = replace(LECTURE.training, lam=0.5)
    document = LECTURE.with_(training=training)
    texts = [
        hint(document, 1, ValuePlace(kind, 3, 1, 2), 3).text for kind in ("Delta", "D", "weight")
    ]
    D = right_value(Problem.of(document), 1, ValuePlace("D", 3, 1, 2))
    assert texts[0] == "δ₁⁽⁴⁾a₂⁽³⁾ = (−0.5249) · 0.54 = ?"
    assert texts[1] == "D₁₂⁽³⁾ = 1/4 · (−0.05927) + 0.5/4 · (−0.5) = ?"
    assert texts[2] == f"Θ₁₂⁽³⁾ = −0.5 − 0.5 · ({number_text(D)}) = ?"


def test_the_a_of_a_softmax_is_asked_where_it_is_computed() -> None:
    for unit in (1, 2, 3):
        place = ValuePlace("a", 3, unit)
        step = step_of(SOFTMAX, 2, place)
        assert step.unit == unit and step.example == 2
        assert step.activation == right_value(Problem.of(SOFTMAX), 2, place)


PROBLEM = Problem.of(LECTURE.with_(training=replace(LECTURE.training, lam=0.5)))
PASSED = PROBLEM.passed


def _of(kind: str, layer: int, unit: int) -> float:
    return right_value(PROBLEM, 1, ValuePlace(kind, layer, unit))


def _delta(layer: int, unit: int) -> float:
    return _of("output-delta" if layer == PROBLEM.network.depth else "delta", layer, unit)


def _input(layer: int, unit: int) -> float:
    return 1.0 if unit == 0 else float(PASSED.a[layer - 1][0, unit - 1])


def _weight(place: ValuePlace, unit: int, frm: int) -> float:
    return float(PROBLEM.network.theta(place.layer)[unit - 1, frm])


def _summed_back(place: ValuePlace) -> float:
    units = range(1, PROBLEM.network.layers[place.layer] + 1)
    return sum(_delta(place.layer + 1, k) * _weight(place, k, place.unit) for k in units)


def _mean(place: ValuePlace) -> float:
    frm = place.frm or 0
    each = [
        right_value(PROBLEM, example, place._replace(kind="Delta"))
        for example in range(1, PROBLEM.m + 1)
    ]
    penalty = PROBLEM.lam / PROBLEM.m * _weight(place, place.unit, frm) if frm else 0.0
    return sum(each) / PROBLEM.m + penalty


SAYS: dict[str, tuple[str, Callable[[ValuePlace], float]]] = {
    "z": (
        "each weight times the activation at the edge’s start, the bias times 1",
        lambda at: sum(
            _weight(at._replace(layer=at.layer - 1), at.unit, i) * _input(at.layer - 1, i)
            for i in range(PROBLEM.network.layers[at.layer - 2] + 1)
        ),
    ),
    "sum": (
        "the δ of the units to the right are added up along the edges that lead to them, "
        "each times its weight",
        _summed_back,
    ),
    "delta": (
        "the weighted sum of the δ to the right, times g′(z)",
        lambda at: _summed_back(at) * _of("slope", at.layer, at.unit),
    ),
    "Delta": (
        "the δ at the edge’s end times the a at its start",
        lambda at: _delta(at.layer + 1, at.unit) * _input(at.layer, at.frm or 0),
    ),
    "D": (
        "Δ divided by the number of examples, plus λ/m times the weight, but not for a bias",
        _mean,
    ),
    "weight": (
        "the old one minus α times its D",
        lambda at: _weight(at, at.unit, at.frm or 0) - PROBLEM.alpha * _mean(at),
    ),
}
"""What a rule says, and what that comes to."""


@pytest.mark.parametrize("kind", list(SAYS))
def test_a_rule_says_how_its_value_comes_about(kind: str) -> None:
    words, computed = SAYS[kind]
    assert words in RULES[kind]
    for place in places(PROBLEM, (kind,)):
        assert computed(place) == pytest.approx(right_value(PROBLEM, 1, place), rel=1e-9)
