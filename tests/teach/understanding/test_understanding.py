"""Paths add up to δ, pulls to D; the doctor finds what was put in; notations are complete."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.errors import ModelError
from bpsim.core.network import Network
from bpsim.core.propagation import backward, cost_J, gradient
from bpsim.formats.registry import read
from bpsim.steps.places import EdgePlace, TargetPlace, UnitPlace
from bpsim.teach.mistakes.backprop import backprop
from bpsim.teach.mistakes.kind import Problem
from bpsim.teach.understanding.doctor import examine
from bpsim.teach.understanding.flow import flow, sizes_of_delta
from bpsim.teach.understanding.notations import BOOKS, GLOSSARY, TABLE, notation, shape_here
from bpsim.teach.understanding.paths import MOST_LISTED, paths
from bpsim.teach.understanding.pull import pull
from tests.strategies import costs_of, examples_for, networks
from tests.teach.problems import lecture, random_problem

CASES = Path(__file__).resolve().parents[4] / "shared" / "cases"


def drawn(data: st.DataObject, lam: float = 0.3) -> Problem:
    network = data.draw(networks())
    cost, examples = data.draw(costs_of(network)), data.draw(examples_for(network))
    return Problem(network, cost, examples.x, examples.y, lam)


@given(st.data())
def test_paths_add_up_to_delta(data: st.DataObject) -> None:
    problem = drawn(data)
    back = backward(problem.network, problem.cost, problem.passed, problem.y)
    for layer in range(2, problem.network.depth + 1):
        for unit in range(1, problem.network.layers[layer - 1] + 1):
            found = paths(problem, 1, UnitPlace(layer, unit))
            right = back.delta[layer - 1][0, unit - 1]
            assert found.count == len(found.listed) == np.prod(problem.network.layers[layer:])
            size = sum(abs(each.product) for each in found.listed)
            assert abs(sum(p.product for p in found.listed) - right) <= 1e-12 * max(1.0, size)
            assert found.rest == 0.0
            sizes = [abs(each.product) for each in found.listed]
            assert sizes == sorted(sizes, reverse=True)
            if size:
                assert sum(each.share for each in found.listed) == pytest.approx(1)


def test_many_paths_are_counted_and_the_largest_listed() -> None:
    problem = random_problem(1, (3, 4, 9, 9, 9), m=3, hidden=("sigmoid",) * 3)
    start = UnitPlace(2, 2)
    found = paths(problem, 2, start)
    assert found.count == 729
    assert len(found.listed) == MOST_LISTED
    back = backward(problem.network, problem.cost, problem.passed, problem.y)
    total = sum(each.product for each in found.listed) + found.rest
    assert total == pytest.approx(back.delta[1][1, 1], abs=1e-12)
    every = []
    for units in product(range(9), repeat=3):
        size, at, layer = back.slope[1][1, 1], 1, 2
        for unit in units:
            size *= problem.network.theta(layer)[unit, at + 1]
            layer, at = layer + 1, unit
            size *= back.slope[layer - 1][1, unit] if layer < 5 else back.delta[4][1, unit]
        every.append(abs(size))
    largest = sorted(every, reverse=True)[:MOST_LISTED]
    np.testing.assert_allclose([abs(each.product) for each in found.listed], largest)
    assert "729 paths" in found.sentence


def test_paths_of_a_weight() -> None:
    problem = replace(lecture(), lam=0.0)
    one = replace(problem, x=problem.x[1:2], y=problem.y[1:2])
    for place in (EdgePlace(1, 2, 0), EdgePlace(1, 2, 1), EdgePlace(3, 1, 2)):
        found = paths(problem, 2, place.end, place)
        right = backprop(one).Delta[place.layer - 1][place.to - 1, place.frm]
        assert sum(each.product for each in found.listed) == pytest.approx(right, abs=1e-12)
    assert found.listed[0].edges == ()
    assert paths(problem, 1, UnitPlace(2, 1)).listed[0].edges[0].layer == 2
    for start, weight in ((UnitPlace(1, 1), None), (UnitPlace(2, 1), EdgePlace(1, 2, 1))):
        with pytest.raises(ModelError):
            paths(problem, 1, start, weight)


def test_a_dead_unit_cuts_its_paths() -> None:
    network = Network.of(
        ["relu", "linear"], [[[-5.0, 0.1, 0.1], [0.5, 1.0, 1.0]], [[0.0, 1.0, 1.0]]]
    )
    problem = Problem(network, "squared-error", np.ones((1, 2)), np.zeros((1, 1)))
    found = paths(problem, 1, UnitPlace(2, 1))
    assert found.cut == (UnitPlace(2, 1),)
    assert "cut" in found.sentence
    assert paths(problem, 1, UnitPlace(2, 2)).cut == ()


@given(st.data())
def test_pulls_add_up_to_D(data: st.DataObject) -> None:
    problem = drawn(data)
    D = gradient(problem.network, problem.cost, problem.x, problem.y, problem.lam).D
    for layer, matrix in enumerate(D, start=1):
        for to, frm in np.ndindex(matrix.shape):
            found = pull(problem, EdgePlace(layer, to + 1, frm))
            assert pytest.approx(matrix[to, frm], rel=1e-9, abs=1e-12) == found.D
            assert found.each.sum() + found.penalty == pytest.approx(found.D, abs=1e-12)
            assert -1e-9 <= found.cancelled <= 1 + 1e-9
            assert sorted(found.strongest) == list(range(1, problem.m + 1))
    with pytest.raises(ModelError):
        pull(problem, EdgePlace(9, 1, 1))


def test_flow_sees_gradients_vanish() -> None:
    deep = random_problem(0, (2, *[3] * 7, 1), m=4, hidden=("sigmoid",) * 7)
    network = deep.network.with_weights([0.3 * each for each in deep.network.weights])
    found = flow(replace(deep, network=network), 20, every=5)
    assert found.iterations.tolist() == [0, 5, 10, 15, 20]
    assert found.sizes.shape == (5, 8)
    assert "vanishes" in found.sentence
    problem = lecture()
    back = backward(problem.network, problem.cost, problem.passed, problem.y)
    assert sizes_of_delta(problem)[0] == pytest.approx(np.sqrt(np.mean(back.delta[1] ** 2)))
    assert flow(problem, 50, going=lambda done, of: done < 3).iterations.tolist() == [0, 1, 2]


def ids(problem: Problem) -> set[str]:
    found = examine(problem)
    assert all(each.sentence.endswith(".") for each in found)
    return {each.id for each in found}


def test_the_doctor_finds_nothing_in_good_health() -> None:
    assert examine(lecture()) == ()


def test_the_doctor_finds_what_was_put_in() -> None:
    healthy = random_problem(3, (3, 4, 2), m=5, hidden=("sigmoid",))
    theta = [each.copy() for each in healthy.network.weights]
    theta[0][2], theta[1][:, 3] = theta[0][1], theta[1][:, 2]
    twins = replace(healthy, network=healthy.network.with_weights(theta))
    (found,) = (each for each in examine(twins) if each.id == "twins")
    assert found.place == UnitPlace(2, 3)
    assert "Units 2 and 3 of layer 2" in found.sentence
    theta = [each.copy() for each in healthy.network.weights]
    theta[0][0, 0] = 40.0
    saturated = replace(healthy, network=healthy.network.with_weights(theta))
    assert "saturated" in ids(saturated)
    relu = Network.of(["relu", "sigmoid"], [theta[0] * np.array([-1, 0, 0, 0]), theta[1]])
    assert "dead-relu" in ids(replace(healthy, network=relu))
    x = healthy.x.copy()
    x[:, 0], x[:, 1] = 7.0, x[:, 1] * 10_000
    assert {"constant-input", "uneven-inputs"} <= ids(replace(healthy, x=x))
    assert "target-out-of-range" in ids(replace(healthy, y=healthy.y + 1.5))
    assert "rate-zero" in ids(replace(healthy, alpha=0.0))
    assert "rate-too-large" in ids(replace(healthy, alpha=300.0))
    assert "lambda-flattens" in ids(replace(healthy, lam=20.0))
    softmax = Network.of(["sigmoid", "softmax"], healthy.network.weights)
    soft = replace(healthy, network=softmax, cost="squared-error")
    assert "softmax-squared" in ids(soft)
    assert "targets-not-one" in ids(
        replace(soft, cost="categorical-cross-entropy", y=np.ones((5, 2)) * 0.3)
    )
    place = next(e.place for e in examine(replace(healthy, y=healthy.y + 1.5)))
    assert isinstance(place, TargetPlace)


def test_what_the_doctor_says_of_alpha_is_true() -> None:
    problem = replace(lecture(), alpha=300.0)
    before = cost_J(problem.network, problem.cost, problem.x, problem.y)
    D = backprop(problem).D
    weights = [t - problem.alpha * d for t, d in zip(problem.network.weights, D, strict=True)]
    after = cost_J(problem.network.with_weights(weights), problem.cost, problem.x, problem.y)
    assert ("rate-too-large" in ids(problem)) == (after > before)


@pytest.mark.skipif(not CASES.is_dir(), reason="the shared cases are not beside this checkout")
@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("dead-relu", "dead-relu"), ("constant-feature", "constant-input"),
        ("unscaled-sizes", "uneven-inputs"), ("ce-target-2", "target-out-of-range"),
        ("ce-target-minus1", "target-out-of-range"),
    ],
)  # fmt: skip
def test_shared_cases(case: str, expected: str) -> None:
    assert expected in ids(Problem.of(read(CASES / f"{case}.bpsim")))


def test_notations_are_complete() -> None:
    for line in TABLE:
        assert len(line.written) == len(BOOKS)
        assert all(line.written)
    assert dict(notation("Nielsen"))["learning rate"] == "η"
    with pytest.raises(KeyError):
        notation("nobody")
    for symbol, term in GLOSSARY.items():
        assert symbol == term.symbol
        assert term.meaning.endswith(".")
    network = lecture().network
    assert shape_here("Θ", 3, network) == "1 × 3"
    assert shape_here("δ", 4, network) == "1"
    assert shape_here("J", 1, network) == ""
