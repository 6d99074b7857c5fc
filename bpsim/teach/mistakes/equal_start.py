"""All weights equal at the start."""

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.teach.mistakes.kind import Mistake, Stage, needs_hidden

EQUAL = 0.0


def change(stage: Stage, theta: Array) -> Array:
    """The same number for every weight."""
    return np.full_like(theta, EQUAL)


MISTAKE = Mistake(
    "equal-start",
    tr("equal weights at the start"),
    tr("All weights are equal, here 0, at the start: hidden units of a layer stay twins for ever."),
    tr("Θⱼᵢ⁽ˡ⁾ = 0 for all l, j, i at iteration 0"),
    tr("It is made by somebody who starts with zeros, as is right for logistic regression."),
    tr("starting with equal weights"),
    "start",
    change,
    needs_hidden,
)
