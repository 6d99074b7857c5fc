"""All weights equal at the start."""

import numpy as np

from bpsim.core.arrays import Array
from bpsim.teach.mistakes.kind import Mistake, Problem, Stage, needs_hidden

EQUAL = 0.0


def change(stage: Stage, theta: Array) -> Array:
    """The same number for every weight."""
    return np.full_like(theta, EQUAL)


def reason(problem: Problem) -> str:
    """The numbers of one iteration are right for the weights that there are."""
    return needs_hidden(problem)


MISTAKE = Mistake(
    "equal-start",
    "equal weights at the start",
    "All weights are equal, here 0, at the start: hidden units of a layer stay twins for ever.",
    "Θⱼᵢ⁽ˡ⁾ = 0 for all l, j, i at iteration 0",
    "It is made by somebody who starts with zeros, as is right for logistic regression.",
    "starting with equal weights",
    "start",
    change,
    reason,
)
