"""What a step says of itself: whole sentences, the right number, and no index left ambiguous."""

import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given

from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.notation.formula import to_text
from bpsim.notation.numerals import number_text
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace
from tests.steps.walks import GRANULARITIES, Walk, steps_of, walks
from tests.traces import traced

WRONG = re.compile(
    r"  | ,| \.|\.\.|\^|_|None|'"  # slips of the pen, and notation that belongs in a formula
    r"|\b1 (examples|units|outputs|terms|layers)\b|\bAll [12] examples\b"
    r"|\bunit 0\b|\blayer 0\b"
)


@pytest.mark.parametrize("shorthand", [False, True])
def test_a_hidden_delta_says_whether_its_slope_follows(shorthand: bool) -> None:
    weights = [np.full((2, 2), 0.3), np.full((1, 3), -0.2)]
    trace = traced(
        Network.of(["tanh", "sigmoid"], weights), "cross-entropy",
        Examples.of([[0.5]], [[1.0]]), TrainingSettings(), Convention("lecture", shorthand),
    )  # fmt: skip
    for granularity in (Granularity.UNIT, Granularity.LAYER):
        hidden = [step for n in range(trace.schedule.count(granularity))
                  if (step := trace.step(n, granularity)).phase is Phase.HIDDEN_DELTA]  # fmt: skip
        for step in hidden:
            assert ("The lecture stops here" in step.sentence) is shorthand
            assert ("g′" in step.sentence) is not shorthand


def test_lambda_pulls_towards_zero_as_is_said() -> None:
    network = Network.of(["sigmoid"], [np.array([[0.1, -2.0, 3.0]])])
    examples, training = Examples.of([[0.0, 0.0]], [[0.5]]), TrainingSettings(0.5, lam=0.2)
    trace = traced(network, "cross-entropy", examples, training, Convention())
    steps = [trace.step(n, Granularity.UNIT) for n in range(trace.schedule.count(Granularity.UNIT))]
    step = next(step for step in steps if step.phase is Phase.GRADIENT)
    assert "a pull towards zero for every weight but the biases" in step.sentence
    # Without inputs λ alone moves these weights.
    before, after = network.theta(1)[0, 1:], trace.values.after.theta(1)[0, 1:]
    assert np.all(np.abs(after) < np.abs(before)) and np.all(after * before > 0)


@given(walks(most_layers=4, most_units=4))
def test_each_step_has_its_sentence_its_title_and_its_number(walk: Walk) -> None:
    """One walk for all of it: it takes longer to draw and to make than to read."""
    for granularity in GRANULARITIES:
        steps = steps_of(walk.trace(), granularity)
        positions = [step.position for step in steps]
        assert len(set(positions)) == len(positions)
        for step in steps:
            every_sentence_is_one(step)
            if granularity in (Granularity.TERM, Granularity.UNIT):
                the_title_names_its_unit(step)
            if granularity is Granularity.UNIT:
                the_numbers_end_in_the_number_of_the_step(step)


def every_sentence_is_one(step: Step) -> None:
    for sentence in filter(None, (step.sentence, step.note)):
        assert sentence.endswith("."), sentence
        assert not sentence[0].islower() or sentence[0] in "δz", sentence
        assert not WRONG.search(sentence), sentence
    assert not WRONG.search(step.title), step.title
    assert not step.title.endswith(".")
    assert step.title in step.position


def the_title_names_its_unit(step: Step) -> None:
    if step.unit is not None:
        assert f"unit {step.unit}" in step.title
        assert f"layer {step.layer}" in step.title
        assert (step.layer, step.unit) in step.units
    if step.phase in (Phase.ACCUMULATE, Phase.GRADIENT):
        assert step.layer is not None
        assert f"from layer {step.layer} to layer {step.layer + 1}" in step.title


def the_numbers_end_in_the_number_of_the_step(step: Step) -> None:
    if step.result is not None and step.phase is not Phase.FORWARD:
        shown = to_text(step.numbers).split("\n")[0].split(" = ")[-1]
        assert shown == number_text(step.result)


def trace(m: int, sizes: tuple[int, ...] = (2, 2, 1), **settings: object) -> Trace:
    rng = np.random.default_rng(7)
    weights = [rng.normal(size=(b, a + 1)) for a, b in pairwise(sizes)]
    network = Network.of(["sigmoid"] * (len(sizes) - 1), weights)
    examples = Examples.of(rng.normal(size=(m, sizes[0])), rng.integers(0, 2, (m, sizes[-1])))
    return traced(network, "cross-entropy", examples, TrainingSettings(**settings), Convention(), 1)  # type: ignore[arg-type]


def loads(made: Trace) -> list[Step]:
    return [step for step in steps_of(made, Granularity.UNIT) if step.phase is Phase.LOAD]


@pytest.mark.parametrize(
    ("m", "batch_size", "expected"),
    [
        (2, None, ["Example 1 of 2", "Example 2 of 2"]),
        (2, 5, ["Example 1 of 2", "Example 2 of 2"]),
        (3, 1, ["Example 2 of 3"]),
        (4, 2, ["Example 3 of 4 (1 of 2 in the batch)", "Example 4 of 4 (2 of 2 in the batch)"]),
        (3, 2, ["Example 3 of 3"]),
    ],
)
def test_the_position_counts_in_the_training_set(
    m: int, batch_size: int | None, expected: list[str]
) -> None:
    """Of iteration 2 each; with batches, where the example stands in its batch as well."""
    made = loads(trace(m, batch_size=batch_size))
    assert [step.position.split(" · ")[0] for step in made] == expected


def test_the_end_of_an_iteration_belongs_to_no_example() -> None:
    made = trace(2)
    last = steps_of(made, Granularity.UNIT)[-1]
    assert last.position == "update of all weights"
    assert steps_of(made, Granularity.ITERATION)[0].position == "update · iteration 1 as a whole"


@pytest.mark.parametrize(
    ("m", "words"), [(1, "The example has"), (2, "The 2 examples"), (3, "The 3")]
)
def test_a_whole_iteration_says_how_many_examples_it_took(m: int, words: str) -> None:
    assert trace(m).step(0, Granularity.ITERATION).sentence.startswith(words)


def test_an_edge_is_named_from_its_start_to_its_end() -> None:
    made = trace(1)
    third = made.step(3, Granularity.TERM)
    assert "from unit 2, layer 1, to unit 1, layer 2," in third.sentence
    assert (third.lit[0].layer, third.lit[0].frm, third.lit[0].to) == (1, 2, 1)


def test_one_number_is_shown_for_a_frozen_bias() -> None:
    """The step shown is the one taken: 0 for a bias that is not trained."""
    made = trace(2, train_biases=False)
    line = to_text(steps_of(made, Granularity.UNIT)[-1].numbers).split("\n")[-1]
    steps = line.split(" · [")[1].split("]")[0].split(", ")
    assert steps[0] == "0"
    assert "0" not in steps[1:]


def test_a_large_network_says_how_far_its_weights_moved() -> None:
    made = trace(1, sizes=(9, 9, 1))
    lines = to_text(steps_of(made, Granularity.UNIT)[-1].numbers).split("\n")
    change = np.abs(made.values.after.theta(1) - made.values.network.theta(1)).max()
    assert lines[0].startswith("Θ⁽¹⁾: largest change ")
    assert float(lines[0].rsplit(" ", 1)[1]) == pytest.approx(change, rel=1e-3)
    assert lines[1].startswith("Θ⁽²⁾ = [")


def test_lambda_leaves_the_biases_out_of_the_numbers_too() -> None:
    made = trace(2, lam=0.5)
    step = next(s for s in steps_of(made, Granularity.UNIT) if s.phase is Phase.GRADIENT)
    theta = made.values.network.theta(1)
    pull = to_text(step.numbers).split("(0.5/2)")[1].split("]")[0].lstrip("[").split("; ")
    for row, shown in zip(theta, pull, strict=True):
        assert shown.split(", ") == ["0", *(number_text(weight) for weight in row[1:])]
    assert "λ" in step.sentence
    assert (
        "λ"
        not in next(
            s for s in steps_of(trace(2), Granularity.UNIT) if s.phase is Phase.GRADIENT
        ).sentence
    )


def test_what_a_formula_leaves_out_is_counted() -> None:
    made = trace(1, sizes=(20, 1))
    step = made.step(1, Granularity.UNIT)
    for line in (step.formula, step.numbers):
        assert "… and 12 more" in to_text(line)
    cost = next(
        s for s in steps_of(trace(1, sizes=(2, 8)), Granularity.UNIT) if s.phase is Phase.COST
    )
    assert to_text(cost.formula).endswith("… and 7 more")


@pytest.mark.parametrize(
    ("sign", "formula", "numbers"),
    [
        ("course", "δ₁⁽²⁾ = 0.5 · a₁⁽²⁾ − y₁", "δ₁⁽²⁾ = 0.25 − 0.2 = 0.05"),
        ("lecture", "δ₁⁽²⁾ = y₁ − 0.5 · a₁⁽²⁾", "δ₁⁽²⁾ = 0.2 − 0.25 = −0.05"),
    ],
)
def test_targets_that_do_not_add_up_to_one(sign: str, formula: str, numbers: str) -> None:
    """δ of softmax with its cross-entropy is a Σy − y."""
    network = Network.of(["softmax"], [np.zeros((2, 2))])
    made = traced(
        network, "categorical-cross-entropy", Examples.of([[1.0]], [[0.2, 0.3]]),
        TrainingSettings(), Convention(sign),  # type: ignore[arg-type]
    )  # fmt: skip
    tick = made.schedule.tick_where(Phase.OUTPUT_DELTA, 2, 1, 0)
    step = made.step(made.schedule.index_of(tick, Granularity.UNIT), Granularity.UNIT)
    assert to_text(step.formula) == formula
    assert to_text(step.numbers) == numbers
    assert "the sum of the targets" in step.sentence
    assert step.terms.total == pytest.approx(step.result)
    whole = made.step(made.schedule.index_of(tick, Granularity.LAYER), Granularity.LAYER)
    assert "0.5 · a⁽²⁾" in to_text(whole.formula)
    assert "[0.25; 0.25]" in to_text(whole.numbers)
