"""g′ taken at a in place of z."""

import numpy as np

from bpsim.base.words import tr
from bpsim.core.activations.activation import Activation
from bpsim.core.arrays import Array
from bpsim.teach.mistakes.kind import Mistake, Problem, Stage, needs_hidden

PROBES = np.linspace(-8.0, 8.0, 65)


def change(stage: Stage, slope: Array) -> Array:
    """g′(a) in place of g′(z)."""
    return stage.problem.network.activation(stage.layer).derivative(stage.a[stage.layer - 1])


def reason(problem: Problem) -> str:
    """A ReLU or a linear unit has the same slope at a and at z."""
    hidden = problem.network.activations[:-1]
    if hidden and all(map(_same_at_a, hidden)):
        return tr("g′ of these hidden units, ReLU or linear, is the same number at a as at z.")
    return needs_hidden(problem)


def _same_at_a(g: Activation) -> bool:
    return np.array_equal(g.derivative(g.value(PROBES)), g.derivative(PROBES))


MISTAKE = Mistake(
    "slope-of-a",
    tr("g′ taken at a"),
    tr("g′ is taken at a, which already is g(z), in place of z: g(a)(1 − g(a)) for the sigmoid."),
    tr("hidden δⱼ = (Σₖ Θₖⱼ δₖ) · g′(aⱼ)"),
    tr("It is made by somebody who has a function for g′(z) and hands it a."),
    tr("taking g′ at a in place of z"),
    "slope",
    change,
    reason,
)
