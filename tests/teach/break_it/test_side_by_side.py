"""Break it: the curves, the questions and the formulas are those of the algorithm that runs."""

from dataclasses import replace

import numpy as np
import pytest

from bpsim.core.methods.adam import Adam
from bpsim.core.methods.method import Method
from bpsim.core.methods.momentum import Momentum
from bpsim.core.methods.rmsprop import RMSProp
from bpsim.core.network import Network
from bpsim.core.propagation import cost_J
from bpsim.core.settings import TrainingSettings
from bpsim.formats.bundled import bundled_network
from bpsim.notation.numerals import INDEX, LAYER
from bpsim.session.session import Session
from bpsim.steps.places import EdgePlace, UnitPlace, exists
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.trace import Trace
from bpsim.teach.break_it.alongside import Alongside, BothNumbers
from bpsim.teach.break_it.both_ways import both_ways
from bpsim.teach.break_it.formulas import FORMULAS, formula
from bpsim.teach.break_it.marks import marks
from bpsim.teach.break_it.questions import questions
from bpsim.teach.break_it.side_by_side import (
    cannot_show,
    diverged_at,
    side_by_side,
    what_J_does,
)
from bpsim.teach.diagnosis.first_step import as_document
from bpsim.teach.lessons.stated import stated_value
from bpsim.teach.mistakes.backprop import backprop
from bpsim.teach.mistakes.kind import Made, Problem
from bpsim.teach.mistakes.table import MISTAKES
from tests.teach.problems import lecture, random_problem

ITERATIONS = 60


@pytest.mark.parametrize("name", MISTAKES)
def test_both_start_from_the_same_weights(name: str) -> None:
    problem, mistake = lecture(), MISTAKES[name]
    found = side_by_side(problem, mistake, ITERATIONS)
    assert len(found.J_right) == len(found.J_wrong) == ITERATIONS + 1
    assert found.J_right[0] == cost_J(problem.network, problem.cost, problem.x, problem.y)
    if mistake.part != "start":
        assert found.J_wrong[0] == found.J_right[0]
    for right, slope in zip(found.D_right, found.slope, strict=True):
        np.testing.assert_allclose(right, slope, rtol=1e-6, atol=1e-9)
    assert mistake.made_by in found.sentence
    j, first = questions(found, problem.network.depth)
    assert 0 <= j.right < len(j.answers)
    assert 0 <= first.right < len(first.answers)
    assert j.is_right(j.right)
    assert formula(name, problem.cost)


def test_the_right_curve_is_that_of_training() -> None:
    document = bundled_network("lecture").load()
    session = Session(document)
    session.history.network_at(ITERATIONS)
    network = session.history.network_at(ITERATIONS)
    found = side_by_side(Problem.of(document), MISTAKES["sign"], ITERATIONS)
    J = cost_J(network, document.cost, document.examples.x, document.examples.y)
    assert found.J_right[-1] == pytest.approx(J, rel=1e-12)


@pytest.mark.parametrize("method", [Momentum(), RMSProp(), Adam()], ids=lambda each: each.name)
def test_the_right_curve_is_that_of_training_by_any_method(method: Method) -> None:
    document = bundled_network("lecture").load()
    training = replace(document.training, method=method, learning_rate=0.05)
    document = document.with_(training=training)
    network = Session(document).history.network_at(ITERATIONS)
    made = Problem.of(document)
    found = side_by_side(made, MISTAKES["sign"], ITERATIONS, training=training)
    J = cost_J(network, document.cost, document.examples.x, document.examples.y)
    assert found.J_right[-1] == pytest.approx(J, rel=1e-9)
    stated = stated_value("J", (str(ITERATIONS),), document, 1)
    assert stated == pytest.approx(J, rel=1e-9)


@pytest.mark.parametrize("trained", [True, False])
def test_batches_are_those_of_the_document(trained: bool) -> None:
    document = bundled_network("lecture").load()
    training = replace(document.training, batch_size=1, train_biases=trained)
    document = document.with_(training=training)
    found = side_by_side(
        Problem.of(document), MISTAKES["no-slope"], ITERATIONS, training=document.training
    )
    session = Session(document)
    network = session.history.network_at(ITERATIONS)
    J = cost_J(network, document.cost, document.examples.x, document.examples.y)
    assert found.J_right[-1] == pytest.approx(J, rel=1e-12)
    first = Problem.of(document, 1)
    for D, right in zip(found.D_right, backprop(first).D, strict=True):
        np.testing.assert_array_equal(D, right)
    assert found.place is not None and found.place.example == 1


@pytest.mark.parametrize(
    ("name", "J", "first"),
    [("no-slope", 2, 1), ("sign", 3, 0), ("sum-for-mean", 0, 4), ("one-path", 1, 2)],
)
def test_the_answers_are_what_happens(name: str, J: int, first: int) -> None:
    problem = lecture()
    found = side_by_side(problem, MISTAKES[name])
    asked = questions(found, problem.network.depth)
    assert asked[0].right == J
    assert asked[1].right == first


def test_figures_stand_in_the_sentence() -> None:
    found = side_by_side(lecture(), MISTAKES["transposed"])
    assert round(found.error, 3) == 0.056
    assert "5.6%" in found.sentence
    assert "0.01245" in found.sentence


def diverging() -> Problem:
    """A regression with a learning rate so large that the numbers soon leave a float64."""
    drawn = random_problem(3, (2, 4, 3, 1), 6)
    network = Network.of(["linear"] * 3, drawn.network.weights)
    return replace(drawn, network=network, cost="squared-error", x=drawn.x * 5, alpha=2.0)


def test_where_training_diverges_is_said_and_no_undefined_number() -> None:
    problem = diverging()
    found = side_by_side(problem, MISTAKES["sign"], 400)
    at = diverged_at(found.J_wrong)
    assert at is not None and 0 < at < 400
    assert np.isfinite(found.J_wrong[:at]).all()
    assert f"With the mistake, training diverges: from iteration {at} on" in found.sentence
    assert "undefined" not in found.sentence and "overflow" not in found.sentence


def test_the_right_algorithm_diverges_where_the_walk_says_so() -> None:
    problem = diverging()
    found = side_by_side(problem, MISTAKES["bias-frozen"], 400)
    history = Session(as_document(problem)).history
    history.reach(400)
    assert diverged_at(found.J_right) == history.diverged_at is not None


def test_weights_beyond_all_numbers_are_no_cost_that_looks_well() -> None:
    assert diverged_at(np.array([1.0, 2.0, np.inf, np.nan])) == 2
    assert diverged_at(np.array([1.0, 2.0])) is None
    falls, stays, bad = np.array([1.0, 0.5]), np.array([1.0, 0.99]), np.array([1.0, np.nan])
    assert what_J_does(falls, bad) == 3
    assert what_J_does(bad, falls) == 0
    assert what_J_does(bad, stays) == 2


def test_what_cannot_show_says_where_it_does() -> None:
    said = cannot_show(lecture(), MISTAKES["bias-penalised"])
    assert "λ is 0" in said
    assert "“overfitting” with λ = 0.5" in said
    assert cannot_show(replace(lecture(), lam=0.5), MISTAKES["bias-penalised"]) == ""
    problem = random_problem(0, (3, 4, 1))
    assert "one edge to the right" in cannot_show(problem, MISTAKES["one-path"])
    assert "square" in cannot_show(problem, MISTAKES["transposed"])


def test_it_can_be_stopped() -> None:
    found = side_by_side(lecture(), MISTAKES["sign"], 1000, going=lambda done, of: done < 5)
    assert len(found.J_wrong) == 6


def test_the_first_step_is_where_the_mistake_is_made() -> None:
    place = side_by_side(lecture(), MISTAKES["no-slope"], 1).place
    assert place is not None
    assert (place.phase, place.layer, place.unit) == (Phase.HIDDEN_DELTA, 3, 1)


@pytest.mark.parametrize("name", ["sum-for-mean", "sign"])
def test_a_batch_of_one_example_has_no_mean_to_be_got_wrong(name: str) -> None:
    problem, one = lecture(), TrainingSettings(batch_size=1)
    why = cannot_show(problem, MISTAKES[name], one)
    found = side_by_side(problem, MISTAKES[name], 5, training=one)
    assert bool(why) == np.array_equal(found.J_right, found.J_wrong)
    assert not why or why.startswith("One example at a time")
    assert not cannot_show(problem, MISTAKES[name], TrainingSettings(batch_size=2))


def test_what_is_said_of_a_mistake_has_its_indices_small() -> None:
    for each in MISTAKES.values():
        said = (each.title, each.text, each.definition, each.made_by, each.said)
        words = " ".join(said).replace("zero_grad()", "")
        assert not INDEX.search(words) and not LAYER.search(words)


def test_every_formula_changes_something() -> None:
    assert set(FORMULAS) == set(MISTAKES)
    for pieces in FORMULAS.values():
        assert any(each.fate != "stays" for each in pieces)


def test_a_cost_that_stays_while_the_right_one_falls_has_not_fallen_as_far() -> None:
    right = np.array([0.1694, 0.1583])
    assert what_J_does(right, np.array([0.1694, 0.1691])) == 2
    assert what_J_does(right, np.array([0.1694, 0.1640])) == 1
    assert what_J_does(right, np.array([0.1694, 0.1584])) == 0
    assert what_J_does(right, np.array([0.1694, 0.1800])) == 3


def test_one_path_strikes_out_the_other_edges() -> None:
    network = lecture().network
    found = marks(MISTAKES["one-path"], network, "cross-entropy")
    edges = {mark.place for mark in found if not (mark.struck or mark.put_in)}
    assert edges == {EdgePlace(2, 2, 1), EdgePlace(2, 2, 2)}  # layer 4 has one unit
    units = {mark.place for mark in found if mark.struck}
    assert units == {UnitPlace(layer, unit) for layer in (2, 3) for unit in (1, 2)}


@pytest.mark.parametrize("name", MISTAKES)
def test_every_mark_is_in_the_network_and_says_something(name: str) -> None:
    problem = lecture()
    for mark in marks(MISTAKES[name], problem.network, problem.cost):
        assert exists(mark.place, problem.network.layers)
        assert mark.words


@pytest.mark.parametrize("name", ["no-slope", "one-path", "sign", "no-input", "sum-for-mean"])
def test_a_step_both_ways_is_what_the_walk_and_the_algorithm_have(name: str) -> None:
    problem, mistake = lecture(), MISTAKES[name]
    trace = Trace.of(as_document(problem))
    wrong, differed = backprop(problem, [Made(mistake)]), 0
    both = BothNumbers(backprop(problem), wrong)
    for index in range(trace.schedule.count(Granularity.UNIT)):
        step = trace.step(index, Granularity.UNIT)
        lines = both_ways(both, step)
        if step.phase in (Phase.FORWARD, Phase.COST, Phase.UPDATE):
            assert lines == ()
        if step.phase is Phase.HIDDEN_DELTA:
            assert step.layer and step.unit and step.item is not None
            assert lines[-1].right == pytest.approx(step.result, rel=1e-12)
            theirs = wrong.delta[step.layer - 2][step.item, step.unit - 1]
            assert lines[-1].theirs == pytest.approx(theirs, rel=1e-12)
        if step.phase is Phase.ACCUMULATE and step.layer:
            before = step.known.sums(step.layer, step.item or 0)
            after = step.known.Delta(step.layer)
            assert after is not None
            added = (after if before is None else after - before).ravel()
            np.testing.assert_allclose([line.right for line in lines], added, atol=1e-12)
        differed += any(not line.same for line in lines)
    assert differed


def test_what_is_left_uncleared_grows_along_the_walk() -> None:
    session = Session(bundled_network("lecture").load())
    alongside = Alongside(session, MISTAKES["uncleared"])
    sums = [session.trace_of(n).values.gradient.Delta[1] for n in range(6)]
    for iteration in (5, 2, 1, 0):  # in any order
        both = alongside.at(iteration)
        assert both is not None
        np.testing.assert_allclose(both.right.Delta[1], sums[iteration], atol=1e-12)
        np.testing.assert_allclose(both.wrong.Delta[1], sum(sums[: iteration + 1]), atol=1e-12)
    assert (alongside.at(201) is None) and both.left is None


def test_an_uncleared_delta_is_shown_where_it_is_first_seen() -> None:
    problem = lecture()
    found = side_by_side(problem, MISTAKES["uncleared"], 3)
    assert found.iteration == 1 and found.place is not None
    assert found.place.phase is Phase.ACCUMULATE
    first = backprop(problem)
    for D, right, old in zip(found.D_wrong, found.D_right, first.Delta, strict=True):
        np.testing.assert_allclose(D - right, old / problem.m, atol=1e-12)
    for right, slope in zip(found.D_right, found.slope, strict=True):
        np.testing.assert_allclose(right, slope, rtol=1e-6, atol=1e-9)
    assert (
        "none in the first iteration"
        in questions(found, 4)[1].answers[questions(found, 4)[1].right]
    )


def test_indices_are_small() -> None:
    for pieces in FORMULAS.values():
        for piece in pieces:
            assert "_" not in piece.text and "^" not in piece.text
    assert "".join(each.text for each in FORMULAS["wrong-input"]).startswith("Δⱼᵢ = Σ δⱼ⁽ˡ⁺¹⁾")
