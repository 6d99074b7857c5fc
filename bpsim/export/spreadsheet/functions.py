"""Activations and costs as formulas of a spreadsheet, by their classes; a new one is a row."""

from collections.abc import Callable
from dataclasses import dataclass

from bpsim.core.activations.activation import Activation
from bpsim.core.activations.linear import Linear
from bpsim.core.activations.relu import Relu
from bpsim.core.activations.sigmoid import Sigmoid
from bpsim.core.activations.softmax import Softmax
from bpsim.core.activations.tanh import Tanh
from bpsim.core.costs.categorical_cross_entropy import CategoricalCrossEntropy
from bpsim.core.costs.cost import Cost
from bpsim.core.costs.cross_entropy import CrossEntropy
from bpsim.core.costs.squared_error import SquaredError
from bpsim.core.errors import BpsimError


@dataclass(frozen=True)
class SheetFunction:
    """``value(z, all_z)`` is a, ``slope(z, a)`` is g′; all are addresses of cells.

    ``all_z`` is the range of the layer, which softmax needs.
    """

    value: Callable[[str, str], str]
    slope: Callable[[str, str], str]


ACTIVATIONS: dict[type[Activation], SheetFunction] = {
    Sigmoid: SheetFunction(lambda z, _: f"1/(1+EXP(-{z}))", lambda _, a: f"{a}*(1-{a})"),
    Tanh: SheetFunction(lambda z, _: f"TANH({z})", lambda _, a: f"1-{a}^2"),
    Relu: SheetFunction(lambda z, _: f"MAX(0,{z})", lambda z, _: f"IF({z}>0,1,0)"),
    Linear: SheetFunction(lambda z, _: z, lambda *_: "1"),
    Softmax: SheetFunction(
        lambda z, all_z: f"EXP({z}-MAX({all_z}))/SUMPRODUCT(EXP({all_z}-MAX({all_z})))",
        lambda _, a: f"{a}*(1-{a})",
    ),
}
COSTS: dict[type[Cost], Callable[[str, str, str], str]] = {
    # From z, so that it stays finite when a unit saturates.
    CrossEntropy: lambda z, _, y: f"{y}*LN(1+EXP(-{z}))+(1-{y})*LN(1+EXP({z}))",
    CategoricalCrossEntropy: lambda _, a, y: f"-{y}*LN({a})",
    SquaredError: lambda _, a, y: f"0.5*({a}-{y})^2",
}
"""What one output pays, from the cells of its z, a and y."""


def sheet_function(g: Activation) -> SheetFunction:
    """How ``g`` is written in a cell. Raises BpsimError where it cannot be."""
    found = ACTIVATIONS.get(type(g))
    if found is None or not g.usual:
        raise BpsimError(f"The activation {g.label} cannot be written in a spreadsheet yet")
    return found


def sheet_cost(cost: Cost) -> Callable[[str, str, str], str]:
    """How ``cost`` is written in a cell. Raises BpsimError where it cannot be."""
    found = COSTS.get(type(cost))
    if found is None or cost.per_output:
        raise BpsimError(f"The cost {cost.key} cannot be written in a spreadsheet yet")
    return found
