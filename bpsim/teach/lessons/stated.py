"""The numbers that a lesson states, held against the program's."""

from dataclasses import replace
from functools import lru_cache
from itertools import islice

from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.core.errors import NotFiniteError
from bpsim.core.stretches import stretches
from bpsim.notation.numerals import number_text
from bpsim.session.replay import replayed
from bpsim.steps.places import EdgePlace, exists, has_z
from bpsim.teach.diagnosis.given import numeral
from bpsim.teach.lessons.lesson import Statement
from bpsim.teach.mistakes.backprop import backprop
from bpsim.teach.mistakes.descent import J_over_all, batch, descent
from bpsim.teach.mistakes.kind import Made, Problem
from bpsim.teach.mistakes.table import MISTAKES
from bpsim.teach.practice.blanks import ValuePlace, right_value

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
    """The value that a statement is about; raises NoSuchNumber.

    All but ``J[n]`` are those of iteration 0, before any edit that the document tells of.
    """
    if name == "J":
        return _J(document, arguments)
    document = stretches(document)[0].document
    problem = Problem.of(document)
    if example > problem.m:
        raise NoSuchNumber(
            tr(
                "there are examples 1 to {m}, but example {example} was asked for",
                m=problem.m,
                example=example,
            )
        )
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
        case "D", (layer, j, i) if exists(EdgePlace(layer, j, i), layers):
            return float(backprop(batch(problem, document.training, 0)).D[layer - 1][j - 1, i])
        case "Δ", (layer, j, i) if exists(EdgePlace(layer, j, i), layers):
            return right_value(problem, example, ValuePlace("Delta", layer, j, i))
        case "δ", (layer, j) if has_z(layer, j, layers):
            kind = "output-delta" if layer == len(layers) else "delta"
            return right_value(problem, example, ValuePlace(kind, layer, j))
        case (("z" | "a" | "g′"), (layer, j)) if has_z(layer, j, layers):
            kind = "slope" if name == "g′" else name
            return right_value(problem, example, ValuePlace(kind, layer, j))
        case "Σ", (layer, j) if has_z(layer, j, layers) and layer < len(layers):
            return right_value(problem, example, ValuePlace("sum", layer, j))
    raise NoSuchNumber(
        tr("this network has no {name}({arguments})", name=name, arguments=",".join(arguments))
    )


def _whole(name: str, arguments: tuple[str, ...]) -> tuple[int, ...]:
    if not all(each.isascii() and each.isdigit() and len(each) < 6 for each in arguments):
        raise NoSuchNumber(tr("{name} needs whole numbers between its parentheses", name=name))
    return tuple(map(int, arguments))


def _J(document: Document, arguments: tuple[str, ...]) -> float:
    """J[iterations] or J[mistake, iterations], over all examples; J alone is that of the start."""
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
    if not document.edits or made:
        first = stretches(document)[0].document
        return _after(_Key(first), made[0] if made else "", iterations)
    try:
        history = replayed(document, iterations)
    except NotFiniteError as error:
        raise NoSuchNumber(str(error)) from error
    there = history.document_at(iterations)
    return J_over_all(Problem.of(there.with_(network=history.network_at(iterations), edits=())))


class _Key:
    """A document as a key: equal if all that its training depends on is."""

    def __init__(self, document: Document) -> None:
        self.document = document
        examples, network = document.examples, document.network
        parts = (examples.x, examples.y, *network.weights)
        self._bits = (
            document.cost, network.activations, document.training,
            *(each.tobytes() for each in parts),
        )  # fmt: skip

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._bits == other._bits

    def __hash__(self) -> int:
        return hash(self._bits)


@lru_cache(maxsize=16)
def _after(key: _Key, mistake: str, iterations: int) -> float:
    problem, made = Problem.of(key.document), []
    if mistake:
        problem = replace(problem, network=MISTAKES[mistake].start(problem.network))
        made = [Made(MISTAKES[mistake])]
    steps = descent(problem, made, key.document.training)
    return J_over_all(next(islice(steps, iterations, None))[0])
