"""While a value is blank no step gives it away; with nothing blank every step is as it was."""

import re
from collections.abc import Iterator

import pytest

from bpsim.core.document import Document
from bpsim.formats.bundled import bundled_network
from bpsim.notation.formula import EMPTY, to_text
from bpsim.notation.numerals import number_text
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.shown.cost_curves import CostCurves
from bpsim.steps.shown.curve import DELTA_BLANK, ActivationCurve, NoCurve, content_of
from bpsim.steps.shown.equations import choices, sheet_of, single
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace
from bpsim.teach.mistakes.kind import Problem
from bpsim.teach.practice.blanks import KINDS, ValuePlace, places, right_value
from bpsim.teach.practice.exercises import exercise
from bpsim.teach.practice.masking import Blanks

NOTHING: frozenset[ValuePlace] = frozenset()


def steps_of(document: Document, granularity: Granularity) -> Iterator[Step]:
    trace = Trace.of(document)
    for index in range(trace.schedule.count(granularity)):
        yield trace.step(index, granularity)


def said(step: Step) -> str:
    """Every word and number of a step but those of what is known, which are asked for apart."""
    parts = [step.sentence, step.note, to_text(step.formula), to_text(step.numbers)]
    for n in range(len(step.terms)):
        term = step.terms[n]
        parts += map(number_text, (term.weight, term.value, term.product))
    return " ".join(parts)


@pytest.mark.parametrize("granularity", Granularity)
def test_with_nothing_blank_the_step_is_the_very_same(granularity: Granularity) -> None:
    for step in steps_of(exercise((2, 3, 2)), granularity):
        assert Blanks(1, NOTHING).masked(step) is step


@pytest.mark.parametrize("granularity", Granularity)
@pytest.mark.parametrize("kind", KINDS)
def test_no_step_knows_a_blank_value(granularity: Granularity, kind: str) -> None:
    document = exercise((2, 3, 2, 1), seed=4)
    problem = Problem.of(document)
    blank = frozenset(places(problem, (kind,)))
    assert blank
    blanks = Blanks(1, blank)
    for step in steps_of(document, granularity):
        shown = blanks.masked(step)
        for place in blank:
            layer, unit = place.layer, place.unit
            known = shown.known
            match kind:
                case "z":
                    assert known.z(layer, unit) is None
                case "a":
                    assert known.a(layer, unit) is None
                case "cost":
                    assert known.cost is None
                case "delta" | "output-delta":
                    assert known.delta(layer, unit) is None
                case "Delta":
                    assert known.Delta(layer) is None
                case "D":
                    assert known.D[layer - 1] is None


@pytest.mark.parametrize("kind", ["z", "output-delta", "sum", "delta", "cost"])
def test_no_step_says_a_blank_value_in_its_words(kind: str) -> None:
    document = exercise((2, 3, 2, 1), seed=5)
    problem = Problem.of(document)
    blank = frozenset(places(problem, (kind,)))
    values = {number_text(right_value(problem, 1, place)) for place in blank}
    told = [re.compile(rf"(?<![\d−]){value}(?!\d)") for value in values if len(value) > 4]
    assert told
    blanks, hidden = Blanks(1, blank), 0
    for step in steps_of(document, Granularity.UNIT):
        for value in told:
            hidden += bool(value.search(said(step)))
            assert not value.search(said(blanks.masked(step)))
    assert hidden  # without the mask they are said


def test_the_step_that_computes_a_blank_has_no_result_and_no_formula() -> None:
    document = exercise((2, 2, 1), seed=2)
    place = ValuePlace("delta", 2, 1)
    blanks = Blanks(1, frozenset({place}))
    step = next(
        each for each in steps_of(document, Granularity.UNIT) if (2, 1) in each.units
        and each.phase.value == "hidden-delta"
    )  # fmt: skip
    shown = blanks.masked(step)
    assert shown.result is None and shown.factor is None and shown.weighted_sum is None
    assert not len(shown.terms) and to_text(shown.formula) == ""
    assert place.symbol in shown.sentence
    assert len(step.terms) and step.result is not None  # the step itself is unchanged


def test_other_examples_keep_their_numbers() -> None:
    document = bundled_network().load()
    blanks = Blanks(1, frozenset({ValuePlace("z", 2, 1)}))
    seen = 0
    for step in steps_of(document, Granularity.UNIT):
        if step.example == 2:
            seen += 1
            assert blanks.masked(step).known.z(2, 1) == step.known.z(2, 1)
    assert seen


def test_the_delta_of_a_unit_is_hidden_with_its_parts_and_those_right_of_it() -> None:
    document = exercise((2, 2, 2, 1), seed=3)
    trace = Trace.of(document)
    step = trace.step(trace.schedule.count(Granularity.UNIT) - 1, Granularity.UNIT)
    blanks = Blanks(1, frozenset({ValuePlace("delta", 3, 1)}))
    assert blanks.hides(trace.delta(step, 3, 1), step)
    assert blanks.hides(trace.delta(step, 2, 1), step)  # it is made of that one
    assert not blanks.hides(trace.delta(step, 4, 1), step)
    assert not blanks.hides(trace.delta(step, 3, 2), step)


LETTERS = {"z": "z", "a": "a", "output-delta": "δ", "delta": "δ", "slope": "g′"}


@pytest.mark.parametrize("granularity", [Granularity.TERM, Granularity.LAYER, Granularity.PASS])
@pytest.mark.parametrize("kind", KINDS)
def test_matrices_have_no_number_where_a_value_is_blank(
    granularity: Granularity, kind: str
) -> None:
    document = exercise((2, 3, 2, 1), seed=6)
    problem = Problem.of(document)
    blank = frozenset(places(problem, (kind,)))
    blanks, dashes = Blanks(1, blank), 0
    for step in steps_of(document, granularity):
        shown = blanks.masked(step)
        sheets = [sheet_of(shown), *(single(shown, *each) for each in choices(shown))]
        for block in (block for sheet in sheets for block in sheet.blocks):
            for place in blank:
                if kind in LETTERS and block.letter == LETTERS[kind]:
                    cell = block.cell_of(UnitPlace(place.layer, place.unit))
                elif kind in ("Delta", "D") and block.letter == {"Delta": "Δ"}.get(kind, kind):
                    cell = block.cell_of(EdgePlace(place.layer, place.unit, place.frm or 0))
                elif kind == "weight" and block.letter == "Θ" and step.before is not None:
                    old = step.before.theta(block.layer)
                    assert block.transposed or (block.values == old).all()
                    continue
                else:
                    continue
                if cell is not None:
                    is_old_sum = block.letter == "Δ" and not block.values.any()
                    assert block.value(*cell) is None or is_old_sum
                    dashes += 1
    # A whole pass has no equation with g′, and Σ, the cost and the update have no cells.
    assert dashes or kind in ("cost", "sum", "weight", "slope")


@pytest.mark.parametrize("kind", ["delta", "output-delta", "slope", "sum"])
def test_matrices_do_not_tell_how_a_blank_is_computed(kind: str) -> None:
    document = exercise((2, 3, 2), seed=6)
    blanks = Blanks(1, frozenset(places(Problem.of(document), (kind,))))
    asked = 0
    for step in steps_of(document, Granularity.UNIT):
        shown = blanks.masked(step)
        if shown.formula == EMPTY:
            asked += 1
            assert {block.letter for block in sheet_of(shown).blocks} == {"δ"}
    assert asked


@pytest.mark.parametrize(
    ("kind", "phase", "layer"),
    [
        ("z", Phase.FORWARD, 2),
        ("a", Phase.HIDDEN_DELTA, 2),
        ("output-delta", Phase.OUTPUT_DELTA, 3),
        ("delta", Phase.HIDDEN_DELTA, 2),
    ],
)
def test_the_curve_of_g_stays_without_the_point_that_is_blank(
    kind: str, phase: Phase, layer: int
) -> None:
    document = exercise((2, 2, 1), seed=2)
    trace = Trace.of(document)
    blanks = Blanks(1, frozenset(places(Problem.of(document), (kind,))))
    for granularity in (Granularity.UNIT, Granularity.LAYER):
        tick = trace.schedule.tick_where(phase, layer, 1, 0)
        step = trace.step(trace.schedule.index_of(tick, granularity), granularity)
        whole, shown = content_of(step), content_of(blanks.masked(step))
        assert isinstance(whole, ActivationCurve) and isinstance(shown, ActivationCurve)
        assert whole.z
        if "delta" in kind:
            assert shown.target is None and shown.slope is None and shown.z
            told = granularity is Granularity.UNIT
            assert (shown.words == DELTA_BLANK) is told  # and not how it is made
        else:
            assert shown.z == () and shown.slope is None


@pytest.mark.parametrize("kind", ["cost", "a"])
def test_the_curve_of_the_cost_waits_for_what_is_blank(kind: str) -> None:
    document = exercise((2, 2, 1), seed=2)
    blanks = Blanks(1, frozenset(places(Problem.of(document), (kind,))))
    steps = [each for each in steps_of(document, Granularity.UNIT) if each.phase is Phase.COST]
    assert steps
    for step in steps:
        assert isinstance(content_of(step), CostCurves)
        assert isinstance(content_of(blanks.masked(step)), NoCurve)


def test_the_delta_of_a_bias_unit_is_as_blank_as_the_deltas_it_is_made_of() -> None:
    *_, step = steps_of(exercise((2, 3, 2)), Granularity.PASS)
    masked = Blanks(1, frozenset({ValuePlace("output-delta", 3, 1)})).masked(step)
    assert step.known.bias_delta(2) is not None
    assert masked.known.bias_delta(2) is None
    elsewhere = Blanks(1, frozenset({ValuePlace("z", 2, 1)})).masked(step)
    assert elsewhere.known.bias_delta(2) == step.known.bias_delta(2)
