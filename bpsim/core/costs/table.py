"""The costs by name; a new one is a file beside this one and a row here."""

from bpsim.core.activations.activation import Activation
from bpsim.core.costs.categorical_cross_entropy import CategoricalCrossEntropy
from bpsim.core.costs.cost import Cost
from bpsim.core.costs.cross_entropy import CrossEntropy
from bpsim.core.costs.squared_error import SquaredError
from bpsim.core.errors import ModelError

COSTS: dict[str, Cost] = {
    each.name: each for each in (CrossEntropy(), CategoricalCrossEntropy(), SquaredError())
}


def check_cost(cost: str, output: Activation) -> None:
    """Raise ModelError unless ``cost`` is known and defined for that output layer."""
    if cost not in COSTS:
        raise ModelError(f"“{cost}” is none of {', '.join(COSTS)}", "cost")
    if not COSTS[cost].fits(output):
        needed = COSTS[cost].outputs[0].name
        raise ModelError(f"{cost} needs a {needed} output layer, but it is {output.label}", "cost")
