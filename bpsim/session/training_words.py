"""What is said of a training run: why it ended, and why it takes so long."""

import math

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.settings import Position
from bpsim.notation.numerals import number_text, setting_text
from bpsim.session.goal import cost_goal_words
from bpsim.session.progress import duration


def divergence_words(at: int, start: int) -> str:
    """Where the numbers end, for a run that began with iteration ``start``."""
    where = tr("iteration {at:,}", at=at)
    if at > start:
        return tr(
            "Training diverges in {where}: the numbers leave the range of a "
            "float64. Try a smaller learning rate.",
            where=where,
        )
    # No update has been made that could have led there.
    return tr(
        "The numbers of {where} leave the range of a float64 before anything is trained: "
        "its weights or its examples are too large.",
        where=where,
    )


def risen_words(costs: Array, start: int, rate: float, sign: float) -> str:
    """That J has got worse since iteration ``start``, where it began to; empty if it has not.

    ``costs`` are J of the iterations from ``start`` on over the same examples. What rounding
    changes is no rise.
    """
    if len(costs) < 2 or not costs[-1] > 1.1 * costs[0]:
        return ""
    rose = start + 1 + int(np.argmax(np.diff(costs) > 0))
    first, last = number_text(sign * costs[0]), number_text(sign * costs[-1])
    return tr(
        "The cost got worse, from iteration {rose:,} on: J was {first} in "
        "iteration {start:,} and is {last} in iteration {start_2:,}. α = "
        "{rate} may be too large.",
        rose=rose,
        first=first,
        start=start,
        last=last,
        start_2=start + len(costs) - 1,
        rate=setting_text(rate),
    )


def there_words(iteration: int, J: float, below: float, sign: float) -> str:
    """That a cost needs no run; J in the course's sign, ``sign`` that of the convention."""
    return tr(
        "J of iteration {iteration:,} is {sign} already: {below} needs no training.",
        iteration=iteration,
        sign=number_text(sign * J),
        below=cost_goal_words(below, sign),
    )


def reached_words(
    iteration: int, done: int, J: float, below: float, sign: float, epoch: int = 1
) -> str:
    """That a run has come to its cost, after ``done`` iterations, ``epoch`` of them an epoch."""
    what = "J" if epoch == 1 else tr("the mean J of an epoch of {epoch:,} iterations", epoch=epoch)
    return tr(
        "Reached {below}: {what} = {sign} in iteration {iteration:,}, after {done:,} more.",
        below=cost_goal_words(below, sign),
        what=what,
        sign=number_text(sign * J),
        iteration=iteration,
        done=done,
    )


def given_up_words(done: int, below: float | None, sign: float) -> str:
    """That a run without a number of iterations was ended all the same."""
    words = tr("Ended after {done:,} iterations, the most at a time.", done=done)
    return (
        words
        if below is None
        else tr("{words} {below} was not reached.", words=words, below=cost_goal_words(below, sign))
    )


def again_words(position: Position, share: float, seconds_left: float) -> str:
    """Why coming back takes so long, how far it is, and how to end it; ``share`` is 0 … 1."""
    percent = math.floor(1000 * share) / 10
    return tr(
        "Training again up to iteration {last_of:,}, as a file holds the "
        "start and not every iteration: {percent}\u00a0% done, about {duration} "
        "left. Stop (Esc) ends it.",
        last_of=position.last,
        percent=percent,
        duration=duration(seconds_left),
    )


def stopped_words(length: int, position: Position, edit: int | None) -> str:
    """Where a run made again was stopped; ``edit`` is the iteration of the next change."""
    words = tr(
        "Stopped in iteration {length:,} of {last_of:,}.", length=length, last_of=position.last
    )
    if edit is not None:
        words += tr(" What was changed in iteration {edit:,} comes after that.", edit=edit)
    return tr("{words} Go to (Ctrl+G) leads on.", words=words)
