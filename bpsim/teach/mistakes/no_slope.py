"""g′ left out of the hidden δ."""

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.teach.mistakes.kind import Mistake, Problem, Stage, needs_hidden


def change(stage: Stage, slope: Array) -> Array:
    """1 in place of g′(z)."""
    return np.ones_like(slope)


def reason(problem: Problem) -> str:
    """Linear hidden units have g′ = 1."""
    hidden = problem.network.activations[:-1]
    if hidden and all(g.slope_is_one for g in hidden):
        return tr("All hidden units are linear here, and their g′ is 1 anyway.")
    return needs_hidden(problem)


MISTAKE = Mistake(
    "no-slope",
    tr("g′ left out"),
    tr("The factor g′(z) is left out of the hidden δ."),
    tr("hidden δⱼ = Σₖ Θₖⱼ δₖ"),
    tr(
        "It is made by somebody who has seen the lecture on intuition, "
        "which stops at the weighted sum on purpose."
    ),
    tr("leaving out the factor g′(z) in the hidden δ"),
    "slope",
    change,
    reason,
    order=1,
)
