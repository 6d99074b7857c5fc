"""The costs by name; a new one is a file beside this one and a row here."""

from dataclasses import replace

from bpsim.base.words import tr
from bpsim.core.activations.activation import Activation
from bpsim.core.costs.categorical_cross_entropy import CategoricalCrossEntropy
from bpsim.core.costs.cost import Cost
from bpsim.core.costs.cross_entropy import CrossEntropy
from bpsim.core.costs.log_cosh import LogCosh
from bpsim.core.costs.squared_error import SquaredError
from bpsim.core.errors import ModelError

COSTS: dict[str, Cost] = {
    each.key: each
    for per_output in (False, True)
    for each in (
        CrossEntropy(per_output),
        CategoricalCrossEntropy(per_output),
        SquaredError(per_output),
        LogCosh(per_output),
    )
}
"""Each as the sum over the outputs, then each as their mean."""

SCALES = ("examples", "outputs")
"""What a cost is a mean over in the words of files: J of all examples, or of all outputs."""


def cost_key(name: str, scale: str) -> str:
    """The key of a cost that a file names, with its scale."""
    return replace(COSTS[name], per_output=scale == SCALES[1]).key


def usual_cost(output: Activation, like: str = "") -> str:
    """The cost that goes with this output layer; one on the scale of the cost ``like``."""
    per_output = bool(like) and COSTS[like].per_output
    made_for = (cost for cost in COSTS.values() if cost.outputs and cost.fits(output))
    usual = next(made_for, SquaredError())
    return replace(usual, per_output=per_output).key


def scale_of(cost: str) -> str:
    """The scale of the cost with that key."""
    return SCALES[COSTS[cost].per_output]


def check_cost(cost: str, output: Activation) -> None:
    """Raise ModelError unless ``cost`` is known and defined for that output layer."""
    if cost not in COSTS:
        names = ", ".join(name for name, each in COSTS.items() if not each.per_output)
        raise ModelError(tr("“{cost}” is none of {names}", cost=cost, names=names), "cost")
    if not COSTS[cost].fits(output):
        needed = COSTS[cost].outputs[0].name
        raise ModelError(
            tr(
                "{cost} needs a {needed} output layer, but it is {output}",
                cost=cost,
                needed=needed,
                output=output.label,
            ),
            "cost",
        )
