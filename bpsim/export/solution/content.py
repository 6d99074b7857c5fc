"""A solution as values: what is given, then part by part what is computed from it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bpsim.base.words import capitalised, tr
from bpsim.core.costs.table import COSTS
from bpsim.core.errors import BpsimError
from bpsim.core.examples import Examples
from bpsim.core.methods.descent import PLAIN
from bpsim.core.progress import Report, silent
from bpsim.core.sizes import sizes_text
from bpsim.notation.formula import (
    BECOMES,
    EMPTY,
    EQUALS,
    Expr,
    Matrix,
    Number,
    Symbol,
    Words,
    joined,
    row,
    to_text,
)
from bpsim.notation.numerals import number_text
from bpsim.notation.parts import mapped
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.finish import is_written_out
from bpsim.steps.explain.methods.table import written
from bpsim.steps.places import has_z
from bpsim.steps.schedule import BEFORE_COST, DELTAS, FINISH, OF_UNITS, Granularity, Phase
from bpsim.steps.step import Step
from bpsim.steps.terms import MOST_SHOWN
from bpsim.steps.trace import Trace

MOST_PARTS = 2_000
BLANKS = {
    "hidden-delta": Phase.HIDDEN_DELTA,
    "output-delta": Phase.OUTPUT_DELTA,
    "z": Phase.FORWARD,
    "cost": Phase.COST,
    "Delta": Phase.ACCUMULATE,
    "D": Phase.GRADIENT,
    "weights": Phase.UPDATE,
}
"""What a worksheet can leave blank, by the phase that computes it; the hidden δ first."""
USES: dict[Phase, frozenset[Phase]] = {
    Phase.COST: frozenset({Phase.FORWARD}),
    Phase.OUTPUT_DELTA: frozenset({Phase.FORWARD}),
    Phase.HIDDEN_DELTA: frozenset(OF_UNITS),
    Phase.ACCUMULATE: frozenset(OF_UNITS),
    Phase.GRADIENT: frozenset({Phase.ACCUMULATE}),
    Phase.UPDATE: frozenset({Phase.GRADIENT}),
}
"""Whose numbers stand in the numbers of a phase."""


def _following(asked: Collection[Phase]) -> set[Phase]:
    """The phases whose numbers would tell what is asked for, directly or by others' numbers."""
    found = set(asked)
    for phase, used in USES.items():  # in their order
        if used & found:
            found.add(phase)
    return found


@dataclass(frozen=True)
class Answer:
    """A number that a part computes: its name in a key, its symbol, its value, and where it stands.

    ``kind`` is z, a, cost, output-delta, delta, Delta, D or weight; ``layer`` and ``unit`` are the
    unit's, or those of the weight from ``frm`` of ``layer`` to ``unit``. ``fraction`` is the exact
    value such as 3/20, empty where there is none.
    """

    name: str
    symbol: Expr
    value: float
    kind: str
    layer: int
    unit: int
    frm: int | None = None
    fraction: str = ""


@dataclass(frozen=True)
class Part:
    """One computation; ``blank`` leaves the numbers to the reader."""

    phase: Phase
    title: str
    sentence: str
    formula: Expr
    numbers: Expr
    note: str
    answers: tuple[Answer, ...]
    blank: bool = False


class Counted(tuple[Part, ...]):
    """Parts that call ``count`` whenever one of them has been gone through."""

    passed: Callable[[], None]

    def __new__(cls, parts: Iterable[Part], count: Callable[[], None]) -> "Counted":
        made = super().__new__(cls, parts)
        made.passed = count
        return made

    def __iter__(self) -> Iterator[Part]:
        for part in super().__iter__():
            yield part
            self.passed()


@dataclass(frozen=True)
class Section:
    """The parts of one example, or those that end the iteration."""

    heading: str
    parts: tuple[Part, ...]


GIVEN = tr("Given")
"""The heading of what a sheet begins with."""


@dataclass(frozen=True)
class Solution:
    """``given`` are lines of words and formulas; ``facts`` one line about the network.

    ``code`` is what a QR code on the first page says; empty where there is none. ``start`` is the
    network with the first example before anything is computed, for pages with a picture of it.
    """

    title: str
    facts: str
    given: tuple[tuple[str, Expr], ...]
    sections: tuple[Section, ...]
    code: str = ""
    start: tuple[Step, Examples] | None = None

    def with_digits(self, digits: int) -> "Solution":
        """The same with so many digits in every number."""

        def change(part: Expr) -> Expr | None:
            return replace(part, digits=digits) if isinstance(part, Number) else None

        return self.mapped(change)

    def mapped(self, change: Callable[[Expr], Expr | None]) -> "Solution":
        """The same with what ``change`` makes of what stands in its formulas with numbers."""
        given = tuple((words, mapped(expr, change)) for words, expr in self.given)
        shown = self.with_parts(lambda part: replace(part, numbers=mapped(part.numbers, change)))
        return replace(shown, given=given)

    def with_blanks(self, names: tuple[str, ...]) -> "Solution":
        """A worksheet: parts of these kinds (keys of :data:`BLANKS`) leave their numbers open.

        Later parts that compute with those numbers show their formula alone.
        """
        asked = {BLANKS[name] for name in names}
        open_to_all = set(Phase) - _following(asked)

        def change(part: Part) -> Part:
            numbers = part.numbers if part.phase in open_to_all | asked else EMPTY
            return replace(part, blank=part.phase in asked, numbers=numbers)

        return self.with_parts(change)

    def telling(self, report: Report) -> "Solution":
        """The same, which tells how many of its parts have been gone through, whatever for."""
        total = sum(len(section.parts) for section in self.sections)
        done = 0

        def count() -> None:
            nonlocal done
            done += 1
            report(done, total)

        sections = tuple(
            replace(section, parts=Counted(section.parts, count)) for section in self.sections
        )
        return replace(self, sections=sections)

    @property
    def blanks(self) -> tuple[Answer, ...]:
        """What the reader is asked for, in order."""
        parts = (part for section in self.sections for part in section.parts if part.blank)
        return tuple(answer for part in parts for answer in part.answers)

    def with_parts(self, change: Callable[[Part], Part]) -> "Solution":
        """The same with what ``change`` makes of each part."""
        sections = (
            replace(section, parts=tuple(map(change, section.parts))) for section in self.sections
        )
        return replace(self, sections=tuple(sections))


def of_iteration(trace: Trace, report: Report = silent) -> Solution:
    """Everything that one iteration computes. Raises BpsimError where that is too much."""
    schedule = trace.schedule
    count = schedule.count(Granularity.UNIT)
    if count > MOST_PARTS:
        raise BpsimError(
            tr(
                "The whole iteration has {count:,} steps, but a solution holds at "
                "most {most_parts:,}; choose one example",
                count=count,
                most_parts=MOST_PARTS,
            )
        )
    sections = []
    for item in range(schedule.batch):
        sections.append(_example(trace, item, _steps(trace, item)))
        report(item + 1, schedule.batch)
    solution = _solution(trace, [*sections, _finish(trace)], range(schedule.batch))
    return replace(solution, given=(*solution.given, *_remembered(trace)))


def of_example(trace: Trace, item: int) -> Solution:
    """Both passes of one example, ``item`` its place in the batch from 0."""
    solution = _solution(trace, [_example(trace, item, _steps(trace, item))], (item,))
    return replace(solution, given=(*solution.given, *_added_before(trace, item)))


def of_delta(trace: Trace, item: int, layer: int, unit: int) -> Solution:
    """One δ with all that it depends on; raises BpsimError for a unit that has none."""
    layers = trace.values.network.layers
    if not has_z(layer, unit, layers):
        raise BpsimError(
            tr(
                "There is no δ of unit {unit} in layer {layer}; layers 2 to {layers} have δ",
                unit=unit,
                layer=layer,
                layers=len(layers),
            )
        )
    steps = (step for step in _steps(trace, item) if _leads_to(step, layer, unit))
    return _solution(trace, [_example(trace, item, steps)], (item,))


def _leads_to(step: Step, layer: int, unit: int) -> bool:
    """True for the forward pass, for δ of a later layer, and for the one asked for."""
    if step.phase not in DELTAS or step.layer is None:
        return step.phase in BEFORE_COST
    return step.layer > layer or (step.layer, step.unit) == (layer, unit)


def _steps(trace: Trace, item: int) -> Iterator[Step]:
    for index in trace.schedule.stops_of(item, Granularity.UNIT):
        yield trace.step(index, Granularity.UNIT)


def _example(trace: Trace, item: int, steps: Iterable[Step]) -> Section:
    parts = tuple(_part(trace, step) for step in steps)
    return Section(tr("Example {row}", row=trace.values.row(item) + 1), parts)


def _finish(trace: Trace) -> Section:
    stops = trace.schedule.final_stops(Granularity.UNIT)
    steps = (trace.step(index, Granularity.UNIT) for index in stops)
    return Section(tr("The gradient and the update"), tuple(_part(trace, step) for step in steps))


def _all_numbers(step: Step) -> Expr:
    """The numbers of a step, with the new weights of which a panel only says how far they move."""
    if step.phase is not Phase.UPDATE:
        return step.numbers
    new = [
        row(s.of_layer("Θ", at), BECOMES, s.matrix(matrix))
        for at, matrix in enumerate(step.matrices, start=1)
        if not is_written_out(step.network, at)
    ]
    return joined([step.numbers, *new], s.NEWLINE)


def _whole(expr: Expr) -> Expr:
    """``expr`` as it is on paper, where a matrix has room that a panel has not."""

    def full(part: Expr) -> Expr | None:
        if not isinstance(part, Matrix) or part.whole is None:
            return None
        if max(len(part.whole), len(part.whole[0])) > MOST_SHOWN:
            return part
        return Matrix(tuple(tuple(Number(float(each)) for each in row) for row in part.whole))

    return mapped(expr, full)


def _part(trace: Trace, step: Step) -> Part:
    return Part(
        phase=step.phase,
        title=capitalised(step.title),
        sentence=step.sentence,
        formula=step.formula,
        numbers=_whole(_all_numbers(step)),
        note=step.note,
        answers=tuple(_answers(step)),
    )


def _answers(step: Step) -> Iterator[Answer]:
    """The numbers of a step, each under a name that says where it stands."""
    where = "" if step.phase in FINISH else tr("example {example} ", example=step.example)
    if step.matrices:
        yield from _entries(step, where)
    elif step.result is not None:
        layer, unit = step.layer or 0, step.unit or 1
        name = where + to_text(step.symbol)
        yield Answer(name, step.symbol, step.result, VALUES[step.phase], layer, unit)
    if step.activation is not None and step.layer is not None and step.unit is not None:
        symbol = s.a(step.layer, step.unit)
        yield Answer(where + to_text(symbol), symbol, step.activation, "a", step.layer, step.unit)


VALUES = {
    Phase.FORWARD: "z",
    Phase.COST: "cost",
    Phase.OUTPUT_DELTA: "output-delta",
    Phase.HIDDEN_DELTA: "delta",
}
ENTRIES = {Phase.ACCUMULATE: "Delta", Phase.GRADIENT: "D", Phase.UPDATE: "weight"}
LETTERS = {Phase.ACCUMULATE: "Δ", Phase.GRADIENT: "D", Phase.UPDATE: "Θ"}


def _entries(step: Step, where: str) -> Iterator[Answer]:
    """Every entry of the matrices that a step computes; the update has one for each layer."""
    first = 1 if step.layer is None else step.layer
    for layer, matrix in enumerate(step.matrices, start=first):
        for (j, i), value in np.ndenumerate(matrix):
            symbol = s.of_weight(LETTERS[step.phase], layer, j + 1, i)
            name, kind = where + to_text(symbol), ENTRIES[step.phase]
            yield Answer(name, symbol, float(value), kind, layer, j + 1, i)


def _added_before(trace: Trace, item: int) -> Iterator[tuple[str, Expr]]:
    """What the examples before have added up, from which Δ goes on."""
    for layer in range(1, trace.values.network.depth):
        before = trace.values.Delta(layer, item)
        if before is not None:
            words = tr(
                "Δ from layer {layer} to layer {layer_2}, of the examples before",
                layer=layer,
                layer_2=layer + 1,
            )
            yield words, _whole(row(s.of_layer("Δ", layer), EQUALS, s.matrix(before)))


def _remembered(trace: Trace) -> Iterator[tuple[str, Expr]]:
    """What the method of updating has kept from the updates before; nothing before the first."""
    updating = trace.values.updating
    if updating.updates == 1:
        return
    for each in updating.method.remembers:
        for layer, matrix in enumerate(updating.before[each.letter], start=1):
            symbol = s.of_layer(each.letter, layer)
            words = capitalised(tr("{memory}, from the updates before", memory=each.words))
            yield words, _whole(row(symbol, EQUALS, s.matrix(matrix)))


def _solution(trace: Trace, sections: list[Section], items: Sequence[int]) -> Solution:
    network, values = trace.values.network, trace.values
    training = values.training
    method = "" if training.method == PLAIN else f", {written(training.method).in_full}"
    facts = tr(
        "Layers {layers}; activations {activations}; cost {cost}; α = "
        "{learning_rate}, λ = {lam}{method}; iteration {iteration}",
        layers=sizes_text(network.layers),
        activations=", ".join(map(str, network.activations)),
        cost=COSTS[values.cost].label,
        learning_rate=number_text(training.learning_rate),
        lam=number_text(training.lam),
        method=method,
        iteration=values.iteration,
    )
    given = []
    for layer in range(1, network.depth):
        words = tr(
            "weights from layer {layer} to layer {layer_2}, column 0 for the bias",
            layer=layer,
            layer_2=layer + 1,
        )
        theta = row(s.of_layer("Θ", layer), EQUALS, s.matrix(network.theta(layer)))
        given.append((capitalised(words), _whole(theta)))
    for item in items:
        number = values.row(item)
        x, y = values.examples.x[number], values.examples.y[number]
        line = row(Symbol("x"), EQUALS, s.vector(x), Words(",  "), Symbol("y"), EQUALS, s.vector(y))
        words = tr("example {number}", number=number + 1)
        given.append((capitalised(words), _whole(line)))
    title = values.document.title or "Backpropagation"
    loads = next(step for step in _steps(trace, items[0]) if step.phase is Phase.LOAD)
    return Solution(title, facts, tuple(given), tuple(sections), start=(loads, values.examples))
