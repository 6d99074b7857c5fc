"""Δ that is not set to 0 between iterations."""

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.teach.mistakes.kind import Mistake, Stage, never


def change(stage: Stage, Delta: Array) -> Array:
    """What the iteration before left, and this iteration's Δ on top."""
    return Delta if stage.carried is None else stage.carried + Delta


MISTAKE = Mistake(
    "uncleared",
    tr("Δ not set to 0"),
    tr("Δ is not set to 0 between iterations, so that old gradients go on counting."),
    tr("Δ⁽ˡ⁾ of an iteration starts from the Δ⁽ˡ⁾ that the one before left"),
    tr(
        "It is made by somebody who sets Δ := 0 outside the loop, or "
        "forgets zero_grad() in PyTorch."
    ),
    tr("adding to the Δ of the iteration before"),
    "Delta",
    change,
    never,
)
