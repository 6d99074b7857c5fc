"""What is said of a training run: why it ended, and why it takes so long."""

import math

import numpy as np

from bpsim.core.arrays import Array
from bpsim.core.settings import Position
from bpsim.notation.formula import number_text
from bpsim.notation.numerals import setting_text
from bpsim.session.goal import cost_goal_words
from bpsim.session.progress import duration


def divergence_words(at: int, start: int) -> str:
    """Where the numbers end, for a run that began with iteration ``start``."""
    where = f"iteration {at:,}"
    if at > start:
        return (
            f"Training diverges in {where}: the numbers leave the range of a float64. "
            "Try a smaller learning rate."
        )
    # No update has been made that could have led there.
    return (
        f"The numbers of {where} leave the range of a float64 before anything is trained: "
        "its weights or its examples are too large."
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
    return (
        f"The cost got worse, from iteration {rose:,} on: J was {first} in iteration {start:,} and "
        f"is {last} in iteration {start + len(costs) - 1:,}. "
        f"α = {setting_text(rate)} may be too large."
    )


def there_words(iteration: int, J: float, below: float, sign: float) -> str:
    """That a cost needs no run; J in the course's sign, ``sign`` that of the convention."""
    return (
        f"J of iteration {iteration:,} is {number_text(sign * J)} already: "
        f"{cost_goal_words(below, sign)} needs no training."
    )


def reached_words(
    iteration: int, done: int, J: float, below: float, sign: float, epoch: int = 1
) -> str:
    """That a run has come to its cost, after ``done`` iterations, ``epoch`` of them an epoch."""
    what = "J" if epoch == 1 else f"the mean J of an epoch of {epoch:,} iterations"
    return (
        f"Reached {cost_goal_words(below, sign)}: {what} = {number_text(sign * J)} in iteration "
        f"{iteration:,}, after {done:,} more."
    )


def given_up_words(done: int, below: float | None, sign: float) -> str:
    """That a run without a number of iterations was ended all the same."""
    words = f"Ended after {done:,} iterations, the most at a time."
    return words if below is None else f"{words} {cost_goal_words(below, sign)} was not reached."


def last_of(position: Position) -> int:
    """The iteration up to which everything is run again to come back to ``position``."""
    return max(position.iteration, position.reached)


def again_words(position: Position, share: float, seconds_left: float) -> str:
    """Why coming back takes so long, how far it is, and how to end it; ``share`` is 0 … 1."""
    percent = math.floor(1000 * share) / 10
    return (
        f"Training again up to iteration {last_of(position):,}, as a file holds the start and not "
        f"every iteration: {percent} % done, about {duration(seconds_left)} left. "
        "Stop (Esc) ends it."
    )


def stopped_words(length: int, position: Position, edit: int | None) -> str:
    """Where a run made again was stopped; ``edit`` is the iteration of the next change."""
    words = f"Stopped in iteration {length:,} of {last_of(position):,}."
    if edit is not None:
        words += f" What was changed in iteration {edit:,} comes after that."
    return f"{words} Go to (Ctrl+G) leads on."
