"""The factor a left out of Δ."""

import numpy as np

from bpsim.core.arrays import Array
from bpsim.teach.mistakes.kind import Mistake, Stage, never


def change(stage: Stage, inputs: Array) -> Array:
    """1 in place of every a."""
    return np.ones_like(inputs)


MISTAKE = Mistake(
    "no-input",
    "a left out of Δ",
    "The factor a is left out of Δ: each weight gets δ times 1.",
    "Δⱼᵢ⁽ˡ⁾ = Σ over the examples of δⱼ⁽ˡ⁺¹⁾",
    "It is made by somebody who takes δ, the slope by z, for the slope by the weight.",
    "leaving the factor a out of Δ",
    "input",
    change,
    never,
)
