"""What the sign of a δ says of the cost, in words."""

from bpsim.base.words import tr
from bpsim.steps.step import Values


def delta_meaning(true: Values, layer: int, unit: int, sign: float) -> str:
    """Whether the cost rises or falls with the unit's z; ``true`` holds every δ with its g′."""
    slope = sign * float(true.delta[layer - 1][unit - 1])
    if slope != slope:
        return ""
    if slope == 0:
        return tr("A little more or less of this z hardly changes the cost of this example.")
    way = tr("rises") if slope > 0 else tr("falls")
    turned = (
        "" if sign > 0 else tr(" In the lecture’s signs δ is above 0 where the cost falls.")
    )  # fmt: skip
    return tr(
        "If this z grows a little, the cost of this example {way}.{turned}", way=way, turned=turned
    )
