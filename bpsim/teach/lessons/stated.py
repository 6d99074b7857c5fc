"""The numbers that a lesson states, held against the program's."""

from dataclasses import replace
from functools import lru_cache

from bpsim.base.words import tr
from bpsim.core.checkpoint import Checkpoint
from bpsim.core.document import Document
from bpsim.core.propagation import cost_J
from bpsim.core.settings import TrainingSettings
from bpsim.core.training import updated
from bpsim.notation.numerals import number_text
from bpsim.steps.places import EdgePlace, exists, has_z
from bpsim.teach.diagnosis.given import numeral
from bpsim.teach.lessons.lesson import Statement
from bpsim.teach.mistakes.backprop import backprop
from bpsim.teach.mistakes.kind import Made, Problem
from bpsim.teach.mistakes.table import MISTAKES
from bpsim.teach.practice.blanks import ValuePlace, right_value

NAMES = {
    "z": "z", "a": "a", "g′": "slope", "Σ": "sum", "cost": "cost", "D": "D", "Δ": "Delta",
}  # fmt: skip
MOST_ITERATIONS = 20_000


class NoSuchNumber(Exception):  # noqa: N818 - said of a lesson, not raised to a user
    """The statement names nothing that the program computes; the text says why."""


def complaint(statement: Statement, document: Document, example: int) -> str:
    """Why a statement is not true of this network and example; empty where it is."""
    try:
        value = stated_value(statement.name, statement.arguments, document, example)
    except NoSuchNumber as error:
        return str(error)
    given = numeral(statement.text)
    if abs(given.value - value) <= given.half_unit * (1 + 1e-9):
        return ""
    name = f"{statement.name}({','.join(statement.arguments)})"
    return tr(
        "{name} is said to be {statement}, but it is {value}",
        name=name,
        statement=statement.text,
        value=number_text(value, 6),
    )


def stated_value(name: str, arguments: tuple[str, ...], document: Document, example: int) -> float:
    """The value that a statement is about; raises NoSuchNumber."""
    problem = Problem.of(document)
    if name == "J":
        return _J(problem, arguments)
    numbers = _whole(name, arguments)
    layers = problem.network.layers
    match name, numbers:
        case "m", ():
            return float(problem.m)
        case "λ", ():
            return problem.lam
        case "α", ():
            return problem.alpha
        case "cost", ():
            return right_value(problem, example, ValuePlace("cost", len(layers), 1))
        case "x", (i,) if 1 <= i <= layers[0]:
            return float(problem.x[example - 1, i - 1])
        case "y", (k,) if 1 <= k <= layers[-1]:
            return float(problem.y[example - 1, k - 1])
        case "Θ", (layer, j, i) if exists(EdgePlace(layer, j, i), layers):
            return float(problem.network.theta(layer)[j - 1, i])
        case (("D" | "Δ"), (layer, j, i)) if exists(EdgePlace(layer, j, i), layers):
            return right_value(problem, example, ValuePlace(NAMES[name], layer, j, i))
        case "δ", (layer, j) if has_z(layer, j, layers):
            kind = "output-delta" if layer == len(layers) else "delta"
            return right_value(problem, example, ValuePlace(kind, layer, j))
        case (("z" | "a" | "g′"), (layer, j)) if has_z(layer, j, layers):
            return right_value(problem, example, ValuePlace(NAMES[name], layer, j))
        case "Σ", (layer, j) if has_z(layer, j, layers) and layer < len(layers):
            return right_value(problem, example, ValuePlace("sum", layer, j))
    raise NoSuchNumber(
        tr("this network has no {name}({arguments})", name=name, arguments=",".join(arguments))
    )


def _whole(name: str, arguments: tuple[str, ...]) -> tuple[int, ...]:
    if not all(each.isascii() and each.isdigit() and len(each) < 6 for each in arguments):
        raise NoSuchNumber(tr("{name} needs whole numbers between its parentheses", name=name))
    return tuple(map(int, arguments))


def _J(problem: Problem, arguments: tuple[str, ...]) -> float:
    """J[iterations] or J[mistake, iterations]; J alone is that of the start."""
    made = [each for each in arguments if not each.isdigit()]
    counts = [int(each) for each in arguments if each.isascii() and each.isdigit()]
    if len(made) > 1 or len(counts) > 1 or any(each not in MISTAKES for each in made):
        raise NoSuchNumber(tr("J takes a number of iterations, and the id of a mistake before it"))
    iterations = counts[0] if counts else 0
    if iterations > MOST_ITERATIONS:
        raise NoSuchNumber(
            tr(
                "at most {most_iterations:,} iterations are run for a statement",
                most_iterations=MOST_ITERATIONS,
            )
        )
    return _trained(_Key(problem), made[0] if made else "", iterations)


class _Key:
    """A problem as a key: equal if all of its numbers are."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        parts = (problem.x, problem.y, *problem.network.weights)
        self._bits = (
            problem.cost, problem.network.activations, problem.lam, problem.alpha, problem.method,
            *(each.tobytes() for each in parts),
        )  # fmt: skip

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._bits == other._bits

    def __hash__(self) -> int:
        return hash(self._bits)


@lru_cache(maxsize=16)
def _trained(key: _Key, mistake: str, iterations: int) -> float:
    made = [Made(MISTAKES[mistake])] if mistake else []
    problem = key.problem
    here, carried = problem, None
    if made:
        here = replace(here, network=made[0].mistake.start(problem.network))
    settings = TrainingSettings(learning_rate=here.alpha, method=here.method)
    standing = Checkpoint.begin(here.network.weights, here.method)
    for _ in range(iterations):
        found = backprop(here, made, carried)
        carried = found.Delta
        standing = updated(standing, found.D, settings)
        here = replace(here, network=here.network.with_weights(standing.weights))
    return cost_J(here.network, here.cost, here.x, here.y, here.lam)
