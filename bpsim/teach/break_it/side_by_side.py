"""The wrong algorithm trained beside the right one: both cost curves, D of both and the slope."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array, frozen
from bpsim.core.gradient_check import check_each_weight
from bpsim.core.settings import TrainingSettings
from bpsim.notation.numerals import number_text
from bpsim.teach.diagnosis.first_step import StepPlace, first_difference
from bpsim.teach.mistakes.backprop import backprop
from bpsim.teach.mistakes.descent import Descent, J_over_all, batch, descent
from bpsim.teach.mistakes.kind import Made, Mistake, Problem
from bpsim.teach.mistakes.table import why_hidden

ITERATIONS = 2_000
MOST_CHECKED = 400
"""More weights than these are not checked by central differences; the right D stands in."""
NEAR, MOVED = 0.02, 0.02
"""About as far: short of it by no more than this part of the way; moved: by this part of J."""

Going = Callable[[int, int], bool]


@dataclass(frozen=True, eq=False)
class SideBySide:
    """Both algorithms from the same start.

    ``J_right`` and ``J_wrong`` have J before each iteration and after the last, not finite from
    the iteration on in which training :func:`diverges <diverged_at>`. ``D_right``,
    ``D_wrong`` and ``slope``, the central differences, are those of iteration 0 at the weights
    that the wrong algorithm starts from; ``error`` is ‖D − D_right‖ / (‖D‖ + ‖D_right‖) of the
    worst layer. ``place`` is the first step that differs, None where none does. All of them are of
    ``iteration`` 0, but of 1 for what one iteration leaves to the next.
    """

    mistake: Mistake
    J_right: Array
    J_wrong: Array
    D_right: tuple[Array, ...]
    D_wrong: tuple[Array, ...]
    slope: tuple[Array, ...]
    error: float
    place: StepPlace | None
    sentence: str
    iteration: int = 0


def side_by_side(
    problem: Problem,
    mistake: Mistake,
    iterations: int = ITERATIONS,
    going: Going | None = None,
    training: TrainingSettings | None = None,
) -> SideBySide:
    """Train both; nothing outside is changed. ``going`` returning False ends the curves early.

    ``training`` says which batches they take, whether biases are trained, and the method; without
    it every iteration takes all examples. D is that of the first batch, J that of all examples.
    """
    made = (Made(mistake),)
    training = training or TrainingSettings()
    start = replace(problem, network=mistake.start(problem.network))
    iteration = int(mistake.part == "Delta")
    begun, left = next(islice(descent(start, made, training), iteration, None))
    first = batch(begun, training, iteration)
    right, wrong = backprop(first), backprop(first, made, left)
    sides = descent(problem, (), training), descent(start, made, training)
    J_right, J_wrong = _curves(sides, iterations, going)
    error = max(map(_distance, wrong.D, right.D))
    return SideBySide(
        mistake, J_right, J_wrong, right.D, wrong.D, slopes(first, right.D), error,
        first_difference(right, wrong),
        _sentence(mistake, iteration, error, J_right, J_wrong), iteration,
    )  # fmt: skip


def _curves(
    sides: tuple[Descent, Descent], iterations: int, going: Going | None
) -> tuple[Array, Array]:
    """J of both sides before each iteration and after the last."""
    curves: tuple[list[float], list[float]] = ([], [])
    for done in range(iterations + 1):
        for curve, side in zip(curves, sides, strict=True):
            curve.append(J_over_all(next(side)[0]))
        if done < iterations and going is not None and not going(done, iterations):
            break
    return frozen(curves[0]), frozen(curves[1])


def _distance(one: Array, other: Array) -> float:
    with np.errstate(all="ignore"):
        whole = np.linalg.norm(one) + np.linalg.norm(other)
        return float(np.linalg.norm(one - other) / whole) if whole else 0.0


def slopes(problem: Problem, right: tuple[Array, ...]) -> tuple[Array, ...]:
    """∂J/∂Θ by central differences, ``right`` where there are too many weights for it."""
    if sum(each.size for each in right) > MOST_CHECKED:
        return right
    found = [np.zeros(each.shape) for each in right]
    for each in check_each_weight(problem.network, problem.cost, problem.x, problem.y, problem.lam):
        found[each.l - 1][each.j - 1, each.i] = each.numeric
    return tuple(map(frozen, found))


def diverged_at(J: Array) -> int | None:
    """The first iteration whose J or weights are not finite; None where all of them are."""
    found = np.flatnonzero(~np.isfinite(J))
    return int(found[0]) if found.size else None


def where_it_ends(J: Array) -> str:
    """What J is after the last iteration, or where training diverges; it ends without a stop."""
    at = diverged_at(J)
    if at is None:
        return tr(
            "J is {J} after {iterations:,} iterations",
            J=number_text(float(J[-1])),
            iterations=len(J) - 1,
        )
    return tr(
        "training diverges: from iteration {at:,} on its numbers are too large for a float64",
        at=at,
    )


def what_J_does(J_right: Array, J_wrong: Array) -> int:
    """Which of J_ANSWERS is true of the wrong curve."""
    start, end, best = float(J_wrong[0]), float(J_wrong[-1]), float(J_right[-1])
    if diverged_at(J_wrong) is not None or end > start * (1 + MOVED):
        return 3
    stays = start - end <= MOVED * abs(start)
    if diverged_at(J_right) is not None:
        return 2 if stays else 0
    if end <= best + NEAR * abs(start - best):
        return 0
    return 2 if stays else 1


J_ANSWERS = (
    tr("It falls about as far as with the right algorithm, or further."),
    tr("It falls, but not as far as with the right algorithm."),
    tr("It stays about where it is."),
    tr("It rises."),
)


def _sentence(
    mistake: Mistake, iteration: int, error: float, J_right: Array, J_wrong: Array
) -> str:
    iterations = len(J_wrong) - 1
    if iteration:
        off = tr(
            "D of the first iteration is right, that of the second is off by {error:.1%}",
            error=error,
        )
    else:
        off = (
            tr("D is off by {error:.1%}", error=error)
            if error
            else tr("D of the first iteration is right")
        )
    if diverged_at(J_wrong) is not None or diverged_at(J_right) is not None:
        return tr(
            "{mistake} {off}. With the mistake, {wrong}; with the right algorithm, {right}. "
            "{made_by}",
            mistake=mistake.text,
            off=off,
            wrong=where_it_ends(J_wrong),
            right=where_it_ends(J_right),
            made_by=mistake.made_by,
        )
    ends = number_text(float(J_wrong[-1])), number_text(float(J_right[-1]))
    return tr(
        "{mistake} {off}, and after {iterations:,} iterations J is {ends} "
        "where the right algorithm has {ends_2}. {made_by}",
        mistake=mistake.text,
        off=off,
        iterations=iterations,
        ends=ends[0],
        ends_2=ends[1],
        made_by=mistake.made_by,
    )


def cannot_show(
    problem: Problem, mistake: Mistake, training: TrainingSettings | None = None
) -> str:
    """Why the mistake cannot show here, and on which bundled network it does; else empty.

    ``training`` is that of :func:`side_by_side`.
    """
    reason = why_hidden(mistake, problem)
    first = batch(problem, training or TrainingSettings(), 0)
    if not reason and mistake.reason(first):  # what holds of one batch holds of all of them
        reason = why_hidden(mistake, first)
    if not reason:
        return ""
    with_ = (
        ""
        if mistake.shows_with is None
        else tr(" with λ = {shows_with:g}", shows_with=mistake.shows_with)
    )
    return tr(
        "{reason} It shows on the bundled network “{shows_on}”{the_with}.",
        reason=reason,
        shows_on=mistake.shows_on,
        the_with=with_,
    )
