"""The first step of the walk whose number differs, and the two sides of it term by term."""

from dataclasses import dataclass

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.settings import TrainingSettings
from bpsim.notation.formula import to_text
from bpsim.steps.explain import symbols as s
from bpsim.steps.places import EdgePlace
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace
from bpsim.teach.diagnosis.result import Diagnosis, WrongEntry
from bpsim.teach.mistakes.backprop import Numbers, backprop
from bpsim.teach.mistakes.kind import Made, Problem

SAME = 1e-9


@dataclass(frozen=True)
class StepPlace:
    """A stop of the walk: ``unit`` is None at Δ and D, ``example`` is a row from 1."""

    phase: Phase
    layer: int
    unit: int | None
    example: int


@dataclass(frozen=True)
class ComparedLine:
    """One number of a step on both sides; ``theirs`` is None where only the result is known."""

    symbol: str
    right: float
    theirs: float | None

    @property
    def same(self) -> bool:
        """True where both sides agree."""
        return self.theirs is not None and bool(
            np.isclose(self.right, self.theirs, rtol=SAME, atol=1e-15)
        )


def first_step(problem: Problem, found: Diagnosis) -> StepPlace | None:
    """Where the walk first leaves the right way; None where nothing is wrong.

    With an explanation it is the step that the mistake is made in. Without one it is the wrong
    number that lies furthest to the right, where backpropagation comes first.
    """
    if found.right:
        return None
    if found.made:
        here = problem if found.example is None else problem.example(found.example)
        place = first_difference(backprop(here), backprop(here, found.made[0]))
        if place is not None:
            example = found.example or place.example
            return StepPlace(place.phase, place.layer, place.unit, example)
    return step_of(max(found.wrong, key=lambda each: each.l), found, problem)


def step_of(entry: WrongEntry, found: Diagnosis, problem: Problem) -> StepPlace:
    """Where the walk makes that number."""
    if found.of == "delta":
        output = entry.l == problem.network.depth
        phase = Phase.OUTPUT_DELTA if output else Phase.HIDDEN_DELTA
        return StepPlace(phase, entry.l, entry.j, entry.i)
    phase = Phase.GRADIENT if found.of == "D" else Phase.ACCUMULATE
    return StepPlace(phase, entry.l, None, found.example or problem.m)


def first_difference(right: Numbers, wrong: Numbers) -> StepPlace | None:
    """The first stop of the walk at which two algorithms have different numbers."""
    depth, m = len(right.delta) + 1, len(right.delta[0])
    for example in range(m):
        for layer in range(depth, 1, -1):
            differs = _differ(right.delta[layer - 2][example], wrong.delta[layer - 2][example])
            if differs.any():
                phase = Phase.OUTPUT_DELTA if layer == depth else Phase.HIDDEN_DELTA
                return StepPlace(phase, layer, int(differs.argmax()) + 1, example + 1)
        for layer in range(1, depth):
            one, other = right.layers[layer - 1], wrong.layers[layer - 1]
            if _differ(one.inputs[example], other.inputs[example]).any():
                return StepPlace(Phase.ACCUMULATE, layer, None, example + 1)
    for layer in range(1, depth):
        if _differ(right.Delta[layer - 1], wrong.Delta[layer - 1]).any():
            return StepPlace(Phase.ACCUMULATE, layer, None, 1)  # it did not start from 0
    for layer in range(1, depth):
        if _differ(right.D[layer - 1], wrong.D[layer - 1]).any():
            return StepPlace(Phase.GRADIENT, layer, None, m)
    return None


def _differ(one: Array, other: Array) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    return ~np.isclose(one, other, rtol=SAME, atol=1e-15, equal_nan=True)


def compared(
    problem: Problem, made: tuple[Made, ...], place: StepPlace
) -> tuple[ComparedLine, ...]:
    """The numbers of a step, right and as the mistakes make them, one line each."""
    return compared_numbers(backprop(problem), backprop(problem, made), place)


def compared_numbers(right: Numbers, wrong: Numbers, place: StepPlace) -> tuple[ComparedLine, ...]:
    """The numbers of a step by two algorithms, one line each."""
    row = min(place.example, len(right.delta[0])) - 1
    if place.phase is Phase.HIDDEN_DELTA:
        return _hidden(right, wrong, place, row)
    if place.phase is Phase.OUTPUT_DELTA:
        layer = place.layer
        return tuple(
            ComparedLine(to_text(s.delta(layer, k + 1)), float(a), float(b))
            for k, (a, b) in enumerate(zip(right.delta[-1][row], wrong.delta[-1][row], strict=True))
        )
    which = "D" if place.phase is Phase.GRADIENT else "Delta"
    name = s.of_layer("Δ" if which == "Delta" else "D", place.layer)
    index = place.layer - 1
    return tuple(
        ComparedLine(
            f"{to_text(name)} [{j + 1}, {i}]",
            float(right.of(which)[index][j, i]),
            float(wrong.of(which)[index][j, i]),
        )
        for j, i in np.ndindex(right.of(which)[index].shape)
    )


def compared_entry(
    problem: Problem, made: tuple[Made, ...], place: EdgePlace, of: str, first: int = 1
) -> tuple[ComparedLine, ...]:
    """One entry of Δ or of D (``of``): what each example adds, Δ, and D where it is one of D.

    ``first`` is the number of the first example of ``problem``.
    """
    layer, j, i = place.layer - 1, place.to - 1, place.frm
    sides = []
    for numbers in (backprop(problem), backprop(problem, made)):
        here = numbers.layers[layer]
        added = numbers.delta[layer][:, j] * here.inputs[:, i]
        sides.append([*added, here.Delta[j, i], *([here.D[j, i]] if of == "D" else [])])
    start = s.ONE if i == 0 else s.a(place.layer, i)
    product = to_text(s.product(s.delta(place.layer + 1, place.to), start))
    names = [
        tr("{product} of example {n}", product=product, n=n)
        for n in range(first, first + problem.m)
    ]
    names.append(place.symbol_of("Δ"))
    names += [place.symbol_of("D")] if of == "D" else []
    return tuple(
        ComparedLine(name, float(a), float(b)) for name, a, b in zip(names, *sides, strict=True)
    )


def _hidden(right: Numbers, wrong: Numbers, place: StepPlace, row: int) -> tuple[ComparedLine, ...]:
    """The terms Θ_kj δ_k, their sum, g′ and δ of one hidden unit."""
    layer, j = place.layer, (place.unit or 1) - 1
    sides = []
    for numbers in (right, wrong):
        here = numbers.layers[layer - 2]
        assert here.theta is not None and here.slope is not None  # a hidden δ has both
        terms = here.theta[:, j] * numbers.delta[layer - 1][row]
        sides.append([*terms, terms.sum(), here.slope[row, j], here.delta[row, j]])
    names = [
        to_text(s.product(s.theta(layer, k, j + 1), s.delta(layer + 1, k)))
        for k in range(1, right.delta[layer - 1].shape[1] + 1)
    ]
    names += ["Σ", to_text(s.g(s.z(layer, j + 1), primed=True)), to_text(s.delta(layer, j + 1))]
    return tuple(
        ComparedLine(name, float(a), float(b)) for name, a, b in zip(names, *sides, strict=True)
    )


def as_document(problem: Problem) -> Document:
    """The problem as a document that can be walked through."""
    settings = TrainingSettings(learning_rate=problem.alpha, lam=problem.lam)
    examples = Examples.of(problem.x, problem.y)
    return Document("", problem.network, problem.cost, examples, settings)


def step_at(problem: Problem, place: StepPlace) -> Step:
    """The right step at a place, as the walk has it."""
    trace = Trace.of(as_document(problem))
    tick = trace.schedule.tick_where(place.phase, place.layer, place.unit or 1, place.example - 1)
    return trace.step(trace.schedule.index_of(tick, Granularity.UNIT), Granularity.UNIT)
