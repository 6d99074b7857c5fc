"""The activation of the wrong layer in Δ."""

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.teach.mistakes.kind import Mistake, Problem, Stage


def change(stage: Stage, inputs: Array) -> Array:
    """[1, a^(l+1)] in place of [1, a^(l)], where there are as many."""
    behind = stage.a[stage.layer]
    if behind.shape[1] + 1 != inputs.shape[1]:
        return inputs
    return np.hstack([inputs[:, :1], behind])


def reason(problem: Problem) -> str:
    """Where no two layers in a row have the same size it would not fit."""
    layers = problem.network.layers
    if all(layers[n] != layers[n + 1] for n in range(len(layers) - 1)):
        return tr(
            "No two layers in a row have the same number of units here: the "
            "wrong a would not fit, and the program would stop."
        )
    return ""


MISTAKE = Mistake(
    "wrong-input",
    tr("a of the wrong layer"),
    tr("Δ takes the activation at the end of the edge in place of the one at its start."),
    tr("Δⱼᵢ⁽ˡ⁾ = Σ over the examples of δⱼ⁽ˡ⁺¹⁾ aᵢ⁽ˡ⁺¹⁾"),
    tr("It is made by somebody who is off by one in the index of the layer."),
    tr("multiplying δ⁽ˡ⁺¹⁾ by a⁽ˡ⁺¹⁾ in place of a⁽ˡ⁾"),
    "input",
    change,
    reason,
)
