"""The output δ with the other sign, and an update that still subtracts."""

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.teach.mistakes.kind import Mistake, Stage, never


def change(stage: Stage, delta: Array) -> Array:
    """y − a in place of a − y."""
    return -delta


MISTAKE = Mistake(
    "sign",
    tr("y − a for a − y"),
    tr("The output δ is y − a, while the update still subtracts."),
    "output δ = y − a, Θ := Θ − α D",
    tr(
        "It is made by somebody who mixes the lecture’s y − a with the "
        "update of the rest of the course."
    ),
    tr("giving the output δ the other sign"),
    "output-delta",
    change,
    never,
)
