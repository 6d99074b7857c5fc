"""A bias column of D that is 0."""

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.teach.mistakes.kind import Mistake, Stage, never


def change(stage: Stage, D: Array) -> Array:
    """0 in the bias column."""
    changed = D.copy()
    changed[:, 0] = 0.0
    return changed


MISTAKE = Mistake(
    "bias-frozen",
    tr("biases left out"),
    tr("The bias column of D is 0, so that the biases never move."),
    "Dⱼ₀⁽ˡ⁾ = 0",
    tr("It is made by somebody who drops the bias unit from Δ because its own δ is not needed."),
    tr("leaving the bias column of D at 0"),
    "D",
    change,
    never,
    order=1,
)
