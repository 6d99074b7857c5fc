"""What the lecture on backpropagation says otherwise, at the step that it concerns."""

from bpsim.base.words import tr
from bpsim.steps.explain.costs.table import written
from bpsim.steps.schedule import COARSE, Phase
from bpsim.steps.step import Step

LECTURE_LAYERS = (2, 2, 2, 1)
"""The network that the lecture draws."""


def lecture_remark(step: Step) -> str:
    """How the lecture puts what ``step`` computes, empty where it puts it just so."""
    if step.granularity in COARSE:
        return ""
    match step.phase:
        case Phase.OUTPUT_DELTA:
            how = written(step.cost)
            return f"{_sign(step)} {how.slope_remark} {how.scale_remark}".rstrip()
        case Phase.HIDDEN_DELTA if not step.convention.lecture_shorthand:
            return tr(
                "The lecture leaves g′ out here, for the intuition: its δ is the "
                "weighted sum alone. Without the factor g′ the number is not "
                "∂cost/∂z."
            )
        case Phase.FORWARD if step.layer == 3 and step.network.layers == LECTURE_LAYERS:
            return tr(
                "In the lecture the last term of a z of this layer is read out as "
                "a weight times a₁⁽²⁾. That is a slip of the tongue: it is a₂⁽²⁾, "
                "as written here."
            )
    return ""


def _sign(step: Step) -> str:
    if step.convention.sign == "course":
        return tr(
            "The lecture writes y − a here, because it writes cost(i) without "
            "its leading minus: every δ then has the other sign. The weights "
            "after an update are the same."
        )
    return tr(
        "These are the lecture’s signs, y − a, because it writes cost(i) "
        "without its leading minus. The course writes a − y, which is "
        "∂cost/∂z. The weights after an update are the same."
    )
