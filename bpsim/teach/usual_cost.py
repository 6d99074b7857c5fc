"""The cost that usually goes with an output layer."""

from bpsim.core.activations.activation import Activation
from bpsim.core.costs.squared_error import SquaredError
from bpsim.core.costs.table import COSTS


def usual_cost(output: Activation) -> str:
    """The cost made for that activation; the squared error where there is none."""
    made_for = (each.name for each in COSTS.values() if each.outputs and each.fits(output))
    return next(made_for, SquaredError.name)
