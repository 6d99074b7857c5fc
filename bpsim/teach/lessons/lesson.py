"""What a lesson is: stops, each with its text, the place it shows, questions and stated numbers."""

from dataclasses import dataclass, field, fields

from bpsim.teach.questions import Question

MODES = ("watch", "practise", "break it")
STEP_SIZES = ("term", "unit", "layer", "pass", "iteration")
PANELS = ("step", "delta", "slope", "curve", "map", "matrices", "cost", "weight", "examples")


@dataclass(frozen=True)
class Anchor:
    """The place of a stop; None, or empty, where the stop does not say.

    ``network`` is the name of a bundled network or a file beside the lesson; ``example``,
    ``layer`` and ``unit`` count from 1, ``iteration`` from 0. ``term`` is a product of the unit's
    sum, from 1, the bias's being 0. ``blanks`` are kinds of values
    (keys of ``practice.blanks.KINDS``), ``mistake`` an id of ``mistakes.table.MISTAKES``, ``sign``
    course or lecture.
    """

    network: str = ""
    example: int | None = None
    iteration: int | None = None
    phase: str = ""
    layer: int | None = None
    unit: int | None = None
    term: int | None = None
    step_size: str = ""
    panel: str = ""
    mode: str = ""
    sign: str = ""
    mistake: str = ""
    blanks: tuple[str, ...] = ()


KEYS = {each.name.replace("_", " "): each.name for each in fields(Anchor)}
"""The keys as a lesson writes them, with the field of each."""
INHERITED = ("network", "example", "step_size")
"""What holds until another stop says otherwise."""


@dataclass(frozen=True)
class Statement:
    """A number stated in the text, such as `δ(4,1) = −0.5249`: what it is of, and its text."""

    name: str
    arguments: tuple[str, ...]
    text: str
    line: int


@dataclass(frozen=True)
class Stop:
    """One stop: ``text`` is Markdown without the anchor and the questions."""

    title: str
    text: str
    line: int
    anchor: Anchor = field(default_factory=Anchor)
    questions: tuple[Question, ...] = ()
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class Lesson:
    """A lesson; ``opening`` is the Markdown before the first stop."""

    title: str
    opening: str
    stops: tuple[Stop, ...]
    questions: tuple[Question, ...] = ()
