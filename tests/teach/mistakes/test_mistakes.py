"""Every mistake is the algorithm that its definition says, and has the figures that are known."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.arrays import Array
from bpsim.core.gradient_check import check_each_weight
from bpsim.core.propagation import backward, cost_J, forward, gradient
from bpsim.teach.mistakes.backprop import backprop
from bpsim.teach.mistakes.kind import Made, Problem
from bpsim.teach.mistakes.table import MISTAKES, why_hidden
from tests.strategies import costs_of, examples_for, networks
from tests.teach.problems import lecture, random_problem

# D-error at iteration 0 and J after 2,000 iterations on the lecture's network, independently found.
FIGURES = {
    "no-slope": (0.86, 0.693),
    "updated-first": (0.006, 0.0124),
    "slope-of-a": (0.20, 0.692),
    "slope-with-z": (0.71, None),
    "extra-output-slope": (0.60, 0.692),
    "sign": (1.0, None),
    "shares": (0.87, 0.36),
    "one-path": (0.19, 0.050),
    "transposed": (0.056, 0.37),
    "bias-penalised": (0.0, 0.0125),
    "lambda-undivided": (0.0, 0.0125),
    "sum-for-mean": (0.60, 0.0007),
    "bias-frozen": (0.48, 0.12),
    "no-input": (0.20, 0.69),
    "equal-start": (0.0, 0.693),
}
LOG_CUT_OFF = 1e-15


def slopes(problem: Problem) -> list[Array]:
    """∂J/∂Θ by central differences."""
    found = [np.zeros(theta.shape) for theta in problem.network.weights]
    for each in check_each_weight(problem.network, problem.cost, problem.x, problem.y, problem.lam):
        found[each.l - 1][each.j - 1, each.i] = each.numeric
    return found


def trained(problem: Problem, made: list[Made], iterations: int = 2000) -> Problem:
    network = problem.network
    for each in made:
        network = each.mistake.start(network)
    here, carried = replace(problem, network=network), None
    for _ in range(iterations):
        found = backprop(here, made, carried)
        carried = found.Delta
        weights = [t - here.alpha * D for t, D in zip(here.network.weights, found.D, strict=True)]
        here = replace(here, network=here.network.with_weights(weights))
    return here


def rounded_as(value: float, figure: float) -> bool:
    """True if ``figure`` is ``value`` rounded to the digits that the figure has."""
    decimals = len(repr(figure).partition(".")[2])
    return abs(value - figure) <= 0.5 * 10.0**-decimals * 1.1


def D_error(problem: Problem, made: list[Made]) -> float:
    wrong = backprop(problem, made).D
    return max(
        float(np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b)))
        for a, b in zip(wrong, slopes(problem), strict=True)
    )


@pytest.mark.parametrize("name", FIGURES)
def test_figures_on_the_lecture_network(name: str) -> None:
    problem, made = lecture(), [Made(MISTAKES[name])]
    error, J = FIGURES[name]
    assert rounded_as(D_error(problem, made), error)
    if J is not None:
        after = trained(problem, made)
        assert rounded_as(cost_J(after.network, problem.cost, problem.x, problem.y), J)


def test_the_wrong_sign_makes_the_cost_rise() -> None:
    problem, made = lecture(), [Made(MISTAKES["sign"])]
    half, end = trained(problem, made, 1000), trained(problem, made)
    costs = [cost_J(p.network, p.cost, p.x, p.y) for p in (problem, half, end)]
    assert costs[0] < costs[1] < costs[2]
    # The published 17.3 is what a logarithm that is cut off at 1e-15 makes of it.
    h = np.clip(forward(end.network, end.x).a[-1], LOG_CUT_OFF, 1 - LOG_CUT_OFF)
    cut = -(end.y * np.log(h) + (1 - end.y) * np.log(1 - h)).sum() / end.m
    assert rounded_as(float(cut), 17.3)


def test_without_a_mistake_the_lecture_network_learns() -> None:
    problem = lecture()
    after = trained(problem, [])
    assert rounded_as(cost_J(after.network, problem.cost, problem.x, problem.y), 0.0125)


@given(st.data())
def test_without_a_mistake_it_is_the_gradient(data: st.DataObject) -> None:
    network = data.draw(networks())
    cost, examples = data.draw(costs_of(network)), data.draw(examples_for(network))
    problem = Problem(network, cost, examples.x, examples.y, 0.7)
    found, right = backprop(problem), gradient(network, cost, examples.x, examples.y, 0.7)
    back = backward(network, cost, forward(network, examples.x), examples.y)
    for mine, theirs in (
        (found.delta, back.delta[1:]), (found.Delta, right.Delta), (found.D, right.D),
    ):  # fmt: skip
        for a, b in zip(mine, theirs, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-12, atol=1e-14)


def plainly(problem: Problem, name: str) -> list[Array]:
    """D of each wrong algorithm written out unit by unit, from the definitions alone."""
    net, m, lam = problem.network, problem.m, problem.lam
    depth, theta = net.depth, [t.copy() for t in net.weights]
    g = [None, *(net.activation(n).value for n in range(2, depth + 1))]
    slope = [None, *(net.activation(n).derivative for n in range(2, depth + 1))]
    D: list[Any] = [np.zeros(t.shape) for t in theta]
    deltas = []
    passes = []
    for x, y in zip(problem.x, problem.y, strict=True):
        a, z = [x], [x]
        for n in range(depth - 1):
            z.append(theta[n] @ np.concatenate([[1.0], a[-1]]))
            a.append(g[n + 1](z[-1]))  # type: ignore[misc]
        passes.append((z, a))
        delta = a[-1] - y
        if name == "sign":
            delta = y - a[-1]
        if name == "extra-output-slope":
            delta = delta * a[-1] * (1 - a[-1])
        deltas.append(delta)
    for n in range(depth - 2, -1, -1):
        for e, (_, a) in enumerate(passes):
            start = np.ones(len(a[n])) if name == "no-input" else a[n]
            if name == "wrong-input" and len(a[n]) == len(a[n + 1]):
                start = a[n + 1]
            for j in range(theta[n].shape[0]):
                for i in range(theta[n].shape[1]):
                    D[n][j, i] += deltas[e][j] * (1.0 if i == 0 else start[i - 1])
        share = 1 if name == "sum-for-mean" else m
        D[n] = D[n] / share
        for i in range(theta[n].shape[1]):
            if i or name == "bias-penalised":
                D[n][:, i] += (lam if name == "lambda-undivided" else lam / m) * theta[n][:, i]
        if name == "bias-frozen":
            D[n][:, 0] = 0.0
        used = theta[n] - problem.alpha * D[n] if name == "updated-first" else theta[n]
        if n == 0:
            break
        before = []
        for e, (z, a) in enumerate(passes):
            back = np.zeros(theta[n].shape[1] - 1)
            for j in range(len(back)):
                for k in range(theta[n].shape[0]):
                    w = used[k, j + 1]
                    if name == "transposed" and theta[n].shape[0] == len(back):
                        w = used[j, k + 1]
                    if name == "shares":
                        w = w / used[k, 1:].sum()
                    if name == "one-path" and k > 0:
                        w = 0.0
                    back[j] += w * deltas[e][k]
            at = a[n] if name == "slope-of-a" else z[n]
            factor = np.ones(len(back)) if name == "no-slope" else slope[n](at)  # type: ignore[misc]
            if name == "slope-with-z" and net.activation(n + 1).name in ("sigmoid", "tanh"):
                square = net.activation(n + 1).name == "tanh"
                factor = 1 - z[n] * z[n] if square else z[n] * (1 - z[n])
            before.append(back * factor)
        deltas = before
    return D


WRITTEN_OUT = [n for n in MISTAKES if n not in {"equal-start", "uncleared", "rounded"}]


@pytest.mark.parametrize("name", ["none", *WRITTEN_OUT])
@pytest.mark.parametrize("seed", range(4))
def test_each_mistake_is_what_its_definition_says(name: str, seed: int) -> None:
    problem = random_problem(seed, (3, 3, 3, 2))
    made = [] if name == "none" else [Made(MISTAKES[name])]
    for mine, theirs in zip(backprop(problem, made).D, plainly(problem, name), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-10, atol=1e-13)


def test_a_mistake_in_one_layer_leaves_the_others_right() -> None:
    problem = random_problem(3, (3, 4, 4, 2))
    right, wrong = backprop(problem), backprop(problem, [Made(MISTAKES["no-slope"], 2)])
    assert np.array_equal(right.delta[1], wrong.delta[1])
    assert not np.allclose(right.delta[0], wrong.delta[0])


def test_uncleared_adds_what_the_iteration_before_left() -> None:
    problem = random_problem(1)
    first = backprop(problem)
    made = [Made(MISTAKES["uncleared"])]
    second = backprop(problem, made, first.Delta)
    for a, b in zip(second.Delta, first.Delta, strict=True):
        np.testing.assert_allclose(a, 2 * b)


def test_equal_weights_keep_hidden_units_twins() -> None:
    after = trained(random_problem(0, (3, 4, 2)), [Made(MISTAKES["equal-start"])], 50)
    for row in after.network.theta(1)[1:]:
        np.testing.assert_array_equal(row, after.network.theta(1)[0])


def test_rounding_rounds_every_value() -> None:
    found = backprop(random_problem(5), [Made(MISTAKES["rounded"])])
    for matrix in (*found.delta, *found.Delta, *found.D):
        np.testing.assert_array_equal(matrix, np.round(matrix, 2))


@given(st.data(), st.sampled_from([0.0, 0.5]))
def test_a_mistake_says_why_it_cannot_show(data: st.DataObject, lam: float) -> None:
    network = data.draw(networks())
    cost, examples = data.draw(costs_of(network)), data.draw(examples_for(network))
    problem = Problem(network, cost, examples.x, examples.y, lam)
    for name in WRITTEN_OUT:
        mistake = MISTAKES[name]
        right, wrong = backprop(problem).D, backprop(problem, [Made(mistake)]).D
        differs = any(not np.allclose(a, b, 1e-9) for a, b in zip(right, wrong, strict=True))
        if differs:
            assert why_hidden(mistake, problem) == ""
        if mistake.reason(problem):
            assert not differs
            assert why_hidden(mistake, problem).endswith(".")


def test_every_mistake_shows_where_it_says() -> None:
    from bpsim.formats.bundled import bundled_network

    for mistake in MISTAKES.values():
        problem = Problem.of(bundled_network(mistake.shows_on).load())
        if mistake.shows_with is not None:
            problem = replace(problem, lam=mistake.shows_with)
        assert why_hidden(mistake, problem) == ""
