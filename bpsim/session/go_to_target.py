"""A place on the walk as people type it: an iteration, and an example or a step of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bpsim.base.words import cut, tr, tr_n
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.steps.schedule import Granularity, Schedule

MOST: Final = 999_999_999
_COUNT = r"\d+|\d{1,3}(?:[,.’'\s\u202f]\d{3})+"
_TARGET = re.compile(
    rf"(?:iteration\s*)?(?P<iteration>[-+]?(?:{_COUNT})|start|end|latest)?\s*,?\s*"
    rf"(?:(?:/|example\s*)\s*(?P<example>{_COUNT})|(?:\#|step\s*)\s*(?P<step>{_COUNT}))?",
    re.IGNORECASE,
)


class TargetError(BpsimError):
    """A text that names no place on the walk; its text says why."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to go: ``iteration`` counts from 0, ``example`` and ``step`` from 1, None for neither.

    A step is one of the size chosen in the window, counted within the iteration; with neither of
    them the iteration's first step is meant.
    """

    iteration: int
    example: int | None = None
    step: int | None = None


@dataclass(frozen=True)
class Walk:
    """What there is to go to.

    ``current`` is the iteration on screen, ``latest`` the last one trained; ``document_at`` gives
    the document that an iteration uses, ``granularity`` is the size of a step.
    """

    current: int
    latest: int
    document_at: Callable[[int], Document]
    granularity: Granularity = Granularity.UNIT
    diverged_at: int | None = None


def parse_target(text: str, walk: Walk) -> Target:
    """The place that ``text`` names: "1200", "1200 / 3", "1200 # 17", "+100", "/ 3", "end".

    Raises TargetError where the text is none of these, or where the walk has no such place.
    """
    plain = text.strip().replace("−", "-")
    if not plain:
        raise TargetError(tr("Type an iteration, such as 1200."))
    found = _TARGET.fullmatch(plain)
    if found is None:
        raise TargetError(
            tr(
                "“{plain}” is no place on the walk: type 1200, 1200 / 3 or 1200 # 17.",
                plain=cut(plain),
            )
        )
    example, step = (_count(found[name]) for name in ("example", "step"))
    target = Target(_iteration(found["iteration"], walk), example, step)
    _check(target, walk)
    return target


def _count(text: str | None) -> int | None:
    if text is None:
        return None
    digits = re.sub(r"\D", "", text)
    return int(digits) if len(digits) < 12 else MOST + 1


def _iteration(text: str | None, walk: Walk) -> int:
    match (text or "").lower():
        case "":
            return walk.current
        case "start":
            return 0
        case "end" | "latest":
            return walk.latest
    assert text is not None
    count = _count(text) or 0
    if text[0] == "+":
        return walk.current + count
    return max(0, walk.current - count) if text[0] == "-" else count


def _check(target: Target, walk: Walk) -> None:
    """Raise TargetError where the walk has no such place."""
    at = target.iteration
    if at > MOST:
        raise TargetError(tr("The last iteration that can be asked for is {most:,}.", most=MOST))
    if walk.diverged_at is not None and at > walk.latest:
        raise TargetError(
            tr(
                "Training diverges in iteration {diverged_at:,}: there is nothing after it.",
                diverged_at=walk.diverged_at,
            )
        )
    document = walk.document_at(at)
    m = len(document.examples)
    if not m:
        raise TargetError(tr("There is no training example to walk through yet."))
    if target.example is not None:
        if not 1 <= target.example <= m:
            raise TargetError(tr("The training set has the examples 1 to {m:,}.", m=m))
        if document.batch_of(at).index(target.example - 1) is None:
            raise TargetError(_elsewhere(target, document))
    if target.step is not None:
        count = Schedule.of(document, at).count(walk.granularity)
        if not 1 <= target.step <= count:
            raise TargetError(_steps_there(walk.granularity, at, count))


def _steps_there(size: Granularity, at: int, count: int) -> str:
    """Which steps an iteration has."""
    match size:
        case Granularity.TERM:
            return tr(
                "Iteration {at:,} has the steps 1 to {count:,}, one per term.", at=at, count=count
            )
        case Granularity.UNIT:
            return tr(
                "Iteration {at:,} has the steps 1 to {count:,}, one per unit.", at=at, count=count
            )
        case Granularity.LAYER:
            return tr(
                "Iteration {at:,} has the steps 1 to {count:,}, one per layer.", at=at, count=count
            )
        case Granularity.PASS:
            return tr(
                "Iteration {at:,} has the steps 1 to {count:,}, one per pass.", at=at, count=count
            )
        case Granularity.ITERATION:
            return tr("Iteration {at:,} is one step, as a whole.", at=at)


def _elsewhere(target: Target, document: Document) -> str:
    """That the batch lacks the example, and which iteration has it."""
    assert target.example is not None
    row, at = target.example - 1, target.iteration
    following = range(at + 1, at + 2 * document.iterations_per_epoch + 1)
    has = next(k for k in following if document.batch_of(k).index(row) is not None)
    return tr(
        "Example {example:,} is not in the batch of iteration {at:,}; "
        "iteration {has:,} has it next.",
        example=target.example,
        at=at,
        has=has,
    )


def target_words(target: Target, walk: Walk) -> str:
    """Where going there leads, and how much is trained on the way."""
    at = target.iteration
    document = walk.document_at(at)
    if target.example is not None:
        words = tr("Iteration {at:,}, example {example:,}.", at=at, example=target.example)
    elif target.step is not None:
        words = tr(
            "Iteration {at:,}, step {step:,} of {steps:,}.",
            at=at,
            step=target.step,
            steps=Schedule.of(document, at).count(walk.granularity),
        )
    else:
        words = tr("Iteration {at:,}, its first step.", at=at)
    missing = at - walk.latest
    if missing <= 0:
        return words
    more = tr_n(
        "{missing:,} more iteration is trained on the way there.",
        "{missing:,} more iterations are trained on the way there.",
        missing,
        missing=missing,
    )
    return f"{words} {more}"
