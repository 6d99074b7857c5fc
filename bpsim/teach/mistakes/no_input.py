"""The factor a left out of Δ."""

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.teach.mistakes.kind import Mistake, Stage, never


def change(stage: Stage, inputs: Array) -> Array:
    """1 in place of every a."""
    return np.ones_like(inputs)


MISTAKE = Mistake(
    "no-input",
    tr("a left out of Δ"),
    tr("The factor a is left out of Δ: each weight gets δ times 1."),
    tr("Δⱼᵢ⁽ˡ⁾ = Σ over the examples of δⱼ⁽ˡ⁺¹⁾"),
    tr("It is made by somebody who takes δ, the slope by z, for the slope by the weight."),
    tr("leaving the factor a out of Δ"),
    "input",
    change,
    never,
)
