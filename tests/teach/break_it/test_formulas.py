"""What is written of a mistake is what it computes, and without it what is right."""

from dataclasses import replace

import pytest

from bpsim.teach.break_it.formulas import FORMULAS, TWIN, Piece
from bpsim.teach.mistakes.backprop import Numbers, backprop
from bpsim.teach.mistakes.kind import Made, Problem
from bpsim.teach.mistakes.table import MISTAKES
from tests.teach.break_it.evaluated import Indices, Reader
from tests.teach.problems import random_problem

PROBLEM = random_problem(5, (3, 3, 3, 2), m=4, hidden=("tanh", "tanh"))
LAYER = 2
"""The hidden layer looked at; Θ^(2), which leads on from it, is square."""
BEFORE = backprop(random_problem(6, (3, 3, 3, 2), m=4, hidden=("tanh", "tanh"))).Delta
IN_WORDS = {"equal-start", "rounded", "slope-with-z"}


def text_of(pieces: tuple[Piece, ...], left_out: str) -> tuple[str, str]:
    """Both sides of the formula without what is ``left_out``."""
    whole = "".join(each.text for each in pieces if each.fate != left_out)
    left, right = whole.split(" = ")
    return left, right.replace("Δⱼᵢ of the iteration before", "Cⱼᵢ")


def check(
    pieces: tuple[Piece, ...], problem: Problem, made: tuple[Made, ...], left_out: str
) -> None:
    left, right = text_of(pieces, left_out)
    run = backprop(problem, made, BEFORE if "C" in right else None)
    output = left.startswith("δₖ")
    network, example = problem.network, 1
    layer = network.depth if output else LAYER
    z, a = problem.passed.z, problem.passed.a
    derivative = network.activation(layer).derivative

    def of(indices: Indices) -> int:
        return indices.get("example", example)

    # Δ and D of Θ^(l) have the δ and a^(l+1) of the layer after it.
    at = LAYER if left[0] in "ΔD" else layer
    next_delta = run.delta[at - 1] if at < network.depth else None

    def delta(j: int, indices: Indices) -> float:
        assert next_delta is not None
        return float(next_delta[of(indices), j - 1])

    def unit(values: object) -> object:
        return lambda j, indices: float(values[of(indices), j - 1])  # type: ignore[index]

    def input_of(i: int, indices: Indices) -> float:
        return 1.0 if i == 0 else float(a[at - 1][of(indices), i - 1])

    known = {
        "Θ": lambda k, j, _: float(network.theta(at)[k - 1, j]),
        "D": lambda k, j, _: float(run.D[at - 1][k - 1, j]),
        "Δ": lambda j, i, _: float(run.Delta[at - 1][j - 1, i]),
        "C": lambda j, i, _: float(BEFORE[at - 1][j - 1, i]),
        "δ": delta,
        "δ+": delta,
        "a": input_of,
        "a+": lambda i, indices: 1.0 if i == 0 else float(a[at][of(indices), i - 1]),
        "z": unit(z[at - 1]),
        "y": unit(problem.y),
        "g′": lambda value, _: float(derivative(value)),
        "m": lambda _: float(problem.m),
        "λ": lambda _: problem.lam,
        "α": lambda _: problem.alpha,
    }
    after = network.layers[at] if at < network.depth else 0
    here = network.layers[at - 1]
    ranges = {"k": range(1, after + 1), "i": range(1, here + 1), "example": range(problem.m)}
    reader = Reader(right, known, ranges)
    for j, i in [(j, i) for j in (1, 2) for i in (1, 2, 3)]:
        wanted = _wanted(left, run, at, example, j, i)
        found = reader.value({"j": j, "k": j, "i": i} if output or left[0] in "ΔD" else {"j": j})
        assert found == pytest.approx(wanted, rel=1e-9, abs=1e-12), f"{left} = {right}"


def _wanted(left: str, run: Numbers, at: int, example: int, j: int, i: int) -> float:
    if left.startswith("δ"):
        return float(run.delta[at - 2][example, j - 1])
    matrix = run.Delta[at - 1] if left[0] == "Δ" else run.D[at - 1]
    return float(matrix[j - 1, 0 if left.endswith("₀") else i])


@pytest.mark.parametrize("name", [name for name in FORMULAS if name not in IN_WORDS])
def test_the_formula_of_a_mistake_is_what_it_computes(name: str) -> None:
    check(FORMULAS[name], PROBLEM, (Made(MISTAKES[name]),), "struck out")


@pytest.mark.parametrize("name", [name for name in FORMULAS if name not in IN_WORDS])
def test_the_formula_without_the_mistake_is_right(name: str) -> None:
    check(FORMULAS[name], PROBLEM, (), "put in")


def test_the_factor_that_squared_error_keeps() -> None:
    squared = replace(PROBLEM, cost="squared-error")
    check(TWIN, squared, (), "put in")
    check(TWIN, squared, (Made(MISTAKES["extra-output-slope"]),), "struck out")


def test_wrong_parentheses_and_indices_are_found() -> None:
    mistake = (Made(MISTAKES["shares"]),)
    for right, wrong in (("(Θₖⱼ", "Θₖⱼ"), ("Σᵢ Θₖᵢ)", "Σᵢ Θₖᵢ"), ("zⱼ", "zₖ"), ("Θₖⱼ", "Θⱼₖ")):
        text = "".join(each.text for each in FORMULAS["shares"])
        assert right in text
        pieces = (Piece(text.replace(right, wrong), "stays"),)
        with pytest.raises((AssertionError, KeyError)):
            check(pieces, PROBLEM, mistake, "struck out")
