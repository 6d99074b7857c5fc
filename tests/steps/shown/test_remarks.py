"""What the lecture says otherwise stands at the step that it concerns, and nowhere else."""

from dataclasses import replace

import pytest

from bpsim.core.examples import Examples
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.notation.formula import to_text
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.shown.remarks import lecture_remark
from bpsim.steps.step import Step
from tests.gui.panels.literal_steps import NETWORK
from tests.traces import traced


def steps(cost: str = "cross-entropy", convention: Convention | None = None) -> list[Step]:
    examples = Examples.of([[0.0, 1.0]], [[1.0]])
    convention = Convention() if convention is None else convention
    trace = traced(NETWORK, cost, examples, TrainingSettings(), convention)
    count = trace.schedule.count(Granularity.UNIT)
    return [trace.step(n, Granularity.UNIT) for n in range(count)]


def remarks(phase: Phase, all_steps: list[Step]) -> set[str]:
    return {lecture_remark(step) for step in all_steps if step.phase is phase}


def test_each_difference_has_its_place() -> None:
    walk = steps()
    assert all("cancels: ∂cost/∂a" in words for words in remarks(Phase.OUTPUT_DELTA, walk))
    assert all("leaves g′ out" in words for words in remarks(Phase.HIDDEN_DELTA, walk))
    slips = [step for step in walk if "slip" in lecture_remark(step)]
    assert {(step.phase, step.layer) for step in slips} == {(Phase.FORWARD, 3)}
    for step in slips:
        last = to_text(step.terms.symbols(len(step.terms) - 1)[1])
        assert last == "a₂⁽²⁾" and f"it is {last}, as written here" in lecture_remark(step)
    for phase in (Phase.LOAD, Phase.COST, Phase.ACCUMULATE, Phase.GRADIENT, Phase.UPDATE):
        assert remarks(phase, walk) == {""}


def test_the_squared_error_keeps_its_slope() -> None:
    assert "stays" in remarks(Phase.OUTPUT_DELTA, steps("squared-error")).pop()


@pytest.mark.parametrize("cost", ["cross-entropy", "squared-error", "log-cosh"])
def test_a_mean_over_the_outputs_is_told(cost: str) -> None:
    words = remarks(Phase.OUTPUT_DELTA, steps(f"{cost} per output")).pop()
    assert words.endswith("so that its δ is not divided by their number K.")
    assert "number K" not in remarks(Phase.OUTPUT_DELTA, steps(cost)).pop()
    assert ("(a − y)/(K a(1 − a))" in words) == (cost == "cross-entropy")


def test_the_lectures_own_signs_are_told_with_the_courses() -> None:
    words = remarks(Phase.OUTPUT_DELTA, steps(convention=Convention("lecture", True))).pop()
    assert "The course writes a − y" in words
    walk = steps(convention=Convention("lecture", True))
    assert remarks(Phase.HIDDEN_DELTA, walk) == {""}  # the note of the shorthand says it


@pytest.mark.parametrize("granularity", [Granularity.PASS, Granularity.ITERATION])
def test_a_whole_pass_has_none(granularity: Granularity) -> None:
    step = next(step for step in steps() if step.phase is Phase.HIDDEN_DELTA)
    assert lecture_remark(replace(step, granularity=granularity)) == ""
