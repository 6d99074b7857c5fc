"""The mistake that somebody made is found from the numbers alone; right ones are never wrong."""

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpsim.core.arrays import Array
from bpsim.core.progress import StoppedError
from bpsim.core.propagation import gradient
from bpsim.steps.places import EdgePlace
from bpsim.teach.diagnosis.diagnose import diagnose
from bpsim.teach.diagnosis.first_step import compared_entry
from bpsim.teach.diagnosis.given import GivenError, blocks_of
from bpsim.teach.diagnosis.reading import readings
from bpsim.teach.diagnosis.result import Diagnosis
from bpsim.teach.mistakes.backprop import backprop
from bpsim.teach.mistakes.kind import Made, Problem
from bpsim.teach.mistakes.rounded import rounded_to
from bpsim.teach.mistakes.table import MISTAKES, why_hidden
from tests.strategies import costs_of, examples_for, networks
from tests.teach.problems import lecture, random_problem, to_decimals, to_significant

THIRTEEN = list(MISTAKES)[:13]
Rounding = Callable[[tuple[Array, ...]], list[Array]]


def of(problem: Problem, matrices: object, what: str = "D", **more: object) -> Diagnosis:
    return diagnose(problem, [blocks_of(matrices)], what, **more)  # type: ignore[arg-type]


def ids(found: Diagnosis) -> list[list[str]]:
    return [[part.id for part in each] for each in found.explanations]


@pytest.mark.parametrize("rounding", [to_decimals, to_significant])
def test_random_networks_singly(rounding: Rounding) -> None:
    alone = total = 0
    # Fifty networks in all, half of them rounded in one way and half in the other.
    for seed in range(rounding is to_significant, 50, 2):
        problem = random_problem(seed)
        for name in THIRTEEN:
            if why_hidden(MISTAKES[name], problem):
                continue
            found = of(problem, rounding(backprop(problem, [Made(MISTAKES[name])]).D))
            total += 1
            assert not found.right
            assert [name] in ids(found), (seed, name)
            alone += ids(found) == [[name]]
    assert total > 250
    assert alone >= 0.9 * total


@pytest.mark.parametrize("seed", (0, 11, 24, 37))
def test_pairs(seed: int) -> None:
    problem = random_problem(seed)
    visible = [name for name in THIRTEEN if not why_hidden(MISTAKES[name], problem)]
    total = inside = 0
    for pair in combinations(visible, 2):
        found = of(problem, to_decimals(backprop(problem, [Made(MISTAKES[n]) for n in pair]).D))
        total += 1
        inside += list(pair) in ids(found)
        assert found.right or any(set(each) <= set(pair) for each in ids(found)), pair
    assert inside >= 0.9 * total


@settings(max_examples=12)
@given(st.data(), st.integers(1, 8), st.sampled_from([0.0, 0.4]))
def test_a_right_gradient_is_never_called_wrong(
    data: st.DataObject, digits: int, lam: float
) -> None:
    network = data.draw(networks())
    cost, examples = data.draw(costs_of(network)), data.draw(examples_for(network))
    problem = Problem(network, cost, examples.x, examples.y, lam)
    right = gradient(network, cost, examples.x, examples.y, lam)
    for what, matrices in (("D", right.D), ("Delta", right.Delta)):
        for given_as in (
            matrices,
            to_decimals(matrices, digits),
            to_significant(matrices, digits),
            [each.astype(np.float32) for each in matrices],
            [each.T for each in matrices],
            [each[:, 1:] for each in matrices],
            [np.concatenate([each.ravel() for each in matrices])],
            [np.concatenate([each.ravel("F") for each in matrices])],
            [part for each in matrices for part in (each[:, 1:], each[:, 0])],
        ):
            if not any(np.any(each) for each in given_as):
                continue  # rounded to nothing but 0, and how it was rounded cannot be seen
            found = of(problem, given_as, what)
            assert found.right, (what, given_as, found.sentence)
            assert found.wrong == ()


@settings(max_examples=12)
@given(st.data())
def test_a_right_delta_is_never_called_wrong(data: st.DataObject) -> None:
    network = data.draw(networks())
    cost, examples = data.draw(costs_of(network)), data.draw(examples_for(network))
    problem = Problem(network, cost, examples.x, examples.y)
    right = backprop(problem).delta
    for given_as in (right, [each.T for each in right], to_significant(right, 4)):
        assert of(problem, given_as, "delta").right
    row = [each[-1] for each in right]
    assert of(problem, row, "delta", example=problem.m).right
    assert of(problem, [np.concatenate(row)], "delta", example=problem.m).right


def test_the_example_of_a_delta_is_found() -> None:
    problem = random_problem(4, (3, 4, 2), m=6)
    found = of(problem, [each[3] for each in backprop(problem).delta], "delta")
    assert (found.right, found.example) == (True, 4)


def test_cut_off_digits_are_right_too() -> None:
    problem = lecture()
    cut = [np.trunc(each * 1e4) / 1e4 for each in backprop(problem).D]
    found = of(problem, cut)
    assert found.right
    assert "cut off" in found.sentence


def test_the_layer_is_named() -> None:
    problem = random_problem(7, (3, 4, 4, 2), hidden=("sigmoid", "tanh"))
    for layer in (2, 3):
        found = of(problem, to_decimals(backprop(problem, [Made(MISTAKES["no-slope"], layer)]).D))
        (explanation,) = found.explanations
        assert (explanation[0].id, explanation[0].layer) == ("no-slope", layer)
        assert f"in layer {layer}" in found.sentence


def test_a_mistake_in_every_layer_names_none() -> None:
    problem = random_problem(7, (3, 4, 4, 2), hidden=("sigmoid", "tanh"))
    found = of(problem, to_decimals(backprop(problem, [Made(MISTAKES["no-slope"])]).D))
    assert [[(p.id, p.layer) for p in each] for each in found.explanations] == [
        [("no-slope", None)]
    ]


def test_rounding_on_the_way_is_found() -> None:
    problem = lecture()
    found = of(problem, backprop(problem, [Made(rounded_to(3))]).D)
    assert ids(found) == [["rounded"]]
    assert "3 digits" in found.sentence


def test_wrong_entries_have_their_places() -> None:
    problem = lecture()
    D = [each.copy() for each in backprop(problem).D]
    D[1][0, 2] += 0.25
    found = of(problem, D)
    (entry,) = found.wrong
    assert (entry.l, entry.j, entry.i) == (2, 1, 2)
    assert entry.given == pytest.approx(entry.right + 0.25)
    assert not found.right
    assert found.explanations == ()
    assert "from unit 2 of layer 2 to unit 1 of layer 3" in found.sentence


def test_a_gradient_that_is_not_a_number_is_wrong() -> None:
    problem = lecture()
    D = [each.copy() for each in backprop(problem).D]
    D[0][0, 0] = np.nan
    found = of(problem, D)
    assert not found.right
    assert found.as_json()["wrong"][0]["given"] is None


def test_other_numbers_are_recognised() -> None:
    problem = lecture()
    assert "example 3 alone" in of(problem, backprop(problem.example(3)).D).sentence
    assert "the numbers of D" in of(problem, backprop(problem).D, "Delta").sentence


def test_the_lecture_sign_is_taken_where_it_is_the_convention() -> None:
    problem = lecture()
    turned = [-each for each in backprop(problem).D]
    assert ids(of(problem, turned)) == [["sign"]]
    found = of(problem, turned, lecture=True)
    assert found.right
    assert "lecture" in found.layout.words


def test_few_digits_say_what_they_cannot_tell() -> None:
    problem = lecture()
    found = of(problem, to_decimals(backprop(problem).D, 2))
    assert found.right
    assert ["updated-first"] in ids(found)
    assert of(problem, backprop(problem).D).explanations == ()


@pytest.mark.parametrize("what", ["D", "Delta", "delta"])
def test_what_does_not_fit_is_refused(what: str) -> None:
    with pytest.raises(GivenError, match=r"^7 numbers do not fit . of this network"):
        of(lecture(), [np.arange(7.0)], what)


def test_an_example_that_is_not_there_is_refused() -> None:
    with pytest.raises(GivenError, match="examples 1 to 4"):
        of(lecture(), backprop(lecture()).D, example=5)


def test_the_search_can_be_stopped() -> None:
    problem = lecture()
    told: list[tuple[int, int]] = []

    def report(done: int, total: int) -> None:
        told.append((done, total))
        if done == 10:
            raise StoppedError

    with pytest.raises(StoppedError):
        of(problem, [np.ones(each.shape) for each in backprop(problem).D], report=report)
    assert told[-1][0] == 10
    assert all(done <= total for done, total in told)


@pytest.mark.parametrize("of", ["D", "Delta"])
def test_an_entry_is_the_sum_of_what_its_examples_add(of: str) -> None:
    problem, made = lecture(), (Made(MISTAKES["no-slope"]),)
    lines = compared_entry(problem, made, EdgePlace(2, 1, 2), of)
    added, total = lines[: problem.m], lines[problem.m]
    assert sum(line.right for line in added) == pytest.approx(total.right)
    assert sum(line.theirs or 0.0 for line in added) == pytest.approx(total.theirs)
    assert len(lines) == problem.m + (2 if of == "D" else 1)
    D, wrong = backprop(problem).of(of)[1], backprop(problem, made).of(of)[1]
    assert (lines[-1].right, lines[-1].theirs) == (D[0, 2], wrong[0, 2])


@pytest.mark.parametrize("name", ["D{}", "D^({})", "Theta{}_grad", "D({})"])
def test_a_matrix_alone_belongs_to_the_layer_of_its_name(name: str) -> None:
    problem = lecture()  # Θ of layers 1 and 2 have the same shape
    for layer in (1, 2):
        text = f"{name.format(layer)} =\n\n  0.1 0.2 0.3\n  0.4 0.5 0.6\n"
        found = diagnose(problem, readings(text, "D"), "D")
        assert {each.l for each in found.wrong} == {layer}
