"""The factor g′ at the output where it does not belong, or left out where it does."""

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.costs.cost import CostOfOutputs
from bpsim.core.costs.table import COSTS
from bpsim.teach.mistakes.kind import Mistake, Problem, Stage


def change(stage: Stage, delta: Array) -> Array:
    """(a − y) g′(z) with a cross-entropy; its twin, a − y, with the squared error."""
    problem = stage.problem
    cost = COSTS[problem.cost]
    if isinstance(cost, CostOfOutputs):
        return cost.error(stage.a[-1], problem.y)
    depth = problem.network.depth
    return delta * problem.network.activation(depth).derivative(stage.z[-1])


def reason(problem: Problem) -> str:
    """A linear output has g′ = 1."""
    if problem.output.slope_is_one:
        return tr("The output units are linear here, and their g′ is 1 anyway.")
    return ""


MISTAKE = Mistake(
    "extra-output-slope",
    tr("g′ at the output mixed up"),
    tr("The output δ is (a − y) g′(z) with cross-entropy, or a − y with the squared error."),
    tr("output δ = (a − y) g′(z) with cross-entropy; a − y with squared error"),
    tr(
        "It is made by somebody who has learned backpropagation with the "
        "squared error, or the other way round."
    ),
    tr("mixing up the output δ of the two costs: g′ belongs there with the squared error alone"),
    "output-delta",
    change,
    reason,
)
