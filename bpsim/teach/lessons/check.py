"""bpsim lesson check: every anchor that does not exist and every number that is not true."""

from collections.abc import Callable
from dataclasses import dataclass

from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.core.settings import Sign
from bpsim.steps.schedule import FINISH, OF_UNITS, Granularity, Phase, Schedule
from bpsim.steps.trace import Trace
from bpsim.teach.lessons.lesson import MODES, PANELS, STEP_SIZES, Anchor, Lesson, Stop
from bpsim.teach.lessons.stated import complaint
from bpsim.teach.mistakes.table import MISTAKES
from bpsim.teach.practice.blanks import KINDS

Load = Callable[[str], Document]
"""Gives the network of that name, bundled or beside the lesson; raises BpsimError."""
SIGNS: tuple[Sign, ...] = ("course", "lecture")


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a lesson, at a line."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return tr("line {line}: {sentence}", line=self.line, sentence=self.sentence)


@dataclass(frozen=True)
class Target:
    """Where a stop leads: the step with this index of this iteration, at this granularity."""

    iteration: int
    granularity: Granularity
    index: int


def faults(lesson: Lesson, load: Load) -> list[Fault]:
    """Everything that is wrong, in the order of the lines; empty for a sound lesson."""
    found: list[Fault] = []
    if not lesson.stops:
        found.append(Fault(1, tr("the lesson has no stop, no line that begins with “## ”")))
    for stop in lesson.stops:
        found += [Fault(stop.line, each) for each in _of_anchor(stop.anchor, load)]
        found += _of_numbers(stop, load)
    return found


def _of_numbers(stop: Stop, load: Load) -> list[Fault]:
    if not stop.statements:
        return []
    if not stop.anchor.network:
        return [Fault(stop.line, tr("numbers are stated, but no network is named"))]
    try:
        document = load(stop.anchor.network)
    except BpsimError:
        return []  # said of the anchor already
    example = stop.anchor.example or 1
    if example > len(document.examples):
        return []
    return [
        Fault(each.line, said)
        for each in stop.statements
        if (said := complaint(each, document, example))
    ]


def _of_anchor(anchor: Anchor, load: Load) -> list[str]:
    said = []
    for value, known, what in (
        (anchor.mode, MODES, "mode"),
        (anchor.panel, PANELS, "panel"),
        (anchor.step_size, STEP_SIZES, tr("step size")),
        (anchor.sign, SIGNS, "sign"),
        (anchor.phase, tuple(Phase), "phase"),
        (anchor.mistake, tuple(MISTAKES), "mistake"),
        *((each, tuple(KINDS), tr("kind of blank")) for each in anchor.blanks),
    ):
        if value and value not in known:
            said.append(
                tr(
                    "“{value}” is no {what}; there are {known}",
                    value=value,
                    what=what,
                    known=", ".join(known),
                )
            )
    if anchor.mode == "break it" and not anchor.mistake:
        said.append(tr("the mode break it needs a mistake"))
    if said or not anchor.network:
        wants = anchor.phase or anchor.layer or anchor.unit
        return [*said, tr("a place is named, but no network")] if wants and not said else said
    try:
        target_of(anchor, load(anchor.network))
    except BpsimError as error:
        said.append(str(error))
    return said


def target_of(anchor: Anchor, document: Document) -> Target:
    """The step that an anchor means; raises BpsimError naming what does not exist."""
    example = anchor.example or 1
    _require_place(anchor, example, document)
    granularity = Granularity(anchor.step_size or "unit")
    trace = Trace.of(document)
    schedule = trace.schedule
    phase = Phase(anchor.phase) if anchor.phase else Phase.LOAD
    item = trace.values.batch.index(example - 1)
    if item is None:
        raise BpsimError(tr("iteration 0 does not use example {example}", example=example))
    layer = anchor.layer
    if phase in (Phase.SCALE, Phase.LOAD, Phase.COST, Phase.UPDATE):
        layer = None
    unit = anchor.unit or 1
    try:
        tick = schedule.tick_where(phase, layer, unit if phase in OF_UNITS else 1, item)
    except KeyError:
        where = tr(" in layer {layer}", layer=layer) if layer else ""
        raise BpsimError(
            tr("the walk has no step {phase}{where}", phase=phase.value, where=where)
        ) from None
    if anchor.term is not None:
        tick = _tick_of_term(anchor.term, unit, tick, schedule)
        granularity = Granularity.TERM
    iteration = anchor.iteration or 0
    if granularity is Granularity.PASS and phase in FINISH:
        tick = schedule.ticks - 1
    return Target(iteration, granularity, schedule.index_of(tick, granularity))


def _require_place(anchor: Anchor, example: int, document: Document) -> None:
    """Raise BpsimError unless the network has what the anchor names."""
    m, layers = len(document.examples), document.network.layers
    if not 1 <= example <= m:
        raise BpsimError(
            tr("there are examples 1 to {m}, but example {example} is named", m=m, example=example)
        )
    if anchor.layer is not None and not 1 <= anchor.layer <= len(layers):
        raise BpsimError(
            tr(
                "there are layers 1 to {layers}, but layer {layer} is named",
                layers=len(layers),
                layer=anchor.layer,
            )
        )
    if anchor.unit is not None:
        if anchor.layer is None:
            raise BpsimError(tr("unit {unit} is named, but not its layer", unit=anchor.unit))
        if not 1 <= anchor.unit <= layers[anchor.layer - 1]:
            raise BpsimError(
                tr(
                    "layer {layer} has {layers} units, but unit {unit} is named",
                    layer=anchor.layer,
                    layers=layers[anchor.layer - 1],
                    unit=anchor.unit,
                )
            )


def _tick_of_term(term: int, unit: int, last: int, schedule: Schedule) -> int:
    """The tick at which a product is added, in the unit that ends with the tick ``last``."""
    block = schedule.position_of(last).block
    first = {Phase.FORWARD: 0, Phase.HIDDEN_DELTA: 1}.get(block.phase)
    if first is None:
        raise BpsimError(
            tr("term {term} is named, but only forward and hidden-delta have terms", term=term)
        )
    products = block.parts - (0 if block.tail else 1)  # then g or g′ has a tick of its own
    if not first <= term < first + products:
        raise BpsimError(
            tr(
                "there are terms {first} to {last}, but term {term} is named",
                first=first,
                last=first + products - 1,
                term=term,
            )
        )
    tail = block.tail if unit == block.units else 0
    return last - tail - block.parts + 1 + term - first
