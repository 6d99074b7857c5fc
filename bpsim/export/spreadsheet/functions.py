"""Activations, costs and methods of updating as formulas of a spreadsheet; a new one is a row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bpsim.base.words import tr
from bpsim.core.activations.activation import Activation
from bpsim.core.activations.elu import Elu
from bpsim.core.activations.gelu import Gelu
from bpsim.core.activations.hard_sigmoid import HardSigmoid
from bpsim.core.activations.leaky_relu import LeakyRelu
from bpsim.core.activations.linear import Linear
from bpsim.core.activations.relu import Relu
from bpsim.core.activations.selu import ALPHA, SCALE, Selu
from bpsim.core.activations.sigmoid import Sigmoid
from bpsim.core.activations.silu import Silu
from bpsim.core.activations.softmax import Softmax
from bpsim.core.activations.softplus import Softplus
from bpsim.core.activations.tanh import Tanh
from bpsim.core.costs.categorical_cross_entropy import CategoricalCrossEntropy
from bpsim.core.costs.cost import Cost
from bpsim.core.costs.cross_entropy import CrossEntropy
from bpsim.core.costs.log_cosh import LogCosh
from bpsim.core.costs.squared_error import SquaredError
from bpsim.core.errors import BpsimError
from bpsim.core.methods.adam import Adam
from bpsim.core.methods.descent import PlainDescent
from bpsim.core.methods.method import Method
from bpsim.core.methods.momentum import Momentum
from bpsim.core.methods.rmsprop import RMSProp


@dataclass(frozen=True)
class SheetFunction:
    """g and g′ in a cell; places stand in braces: z, a, and all_z, the range of the whole layer."""

    value: str
    slope: str


def _elu(scale: float, alpha: float) -> SheetFunction:
    return SheetFunction(
        f"IF({{z}}>0,{scale!r}*{{z}},{scale * alpha!r}*(EXP(MIN({{z}},0))-1))",
        f"IF({{z}}>0,{scale!r},{scale * alpha!r}*EXP(MIN({{z}},0)))",
    )


SIGMA = "(1/(1+EXP(-{z})))"
NORMAL = "(0.5*(1+ERF({z}/SQRT(2))))"
# Of each class what its parameters make of it.
ACTIVATIONS: dict[type[Activation], Callable[[Any], SheetFunction]] = {
    Sigmoid: lambda g: SheetFunction(
        f"1/(1+EXP(-{g.steepness!r}*{{z}}))", f"{g.steepness!r}*{{a}}*(1-{{a}})"
    ),
    Tanh: lambda g: SheetFunction(
        f"TANH({g.steepness!r}*{{z}})", f"{g.steepness!r}*(1-{{a}}*{{a}})"
    ),
    Relu: lambda _: SheetFunction("MAX(0,{z})", "IF({z}>0,1,0)"),
    Linear: lambda _: SheetFunction("{z}", "1"),
    LeakyRelu: lambda g: SheetFunction(
        f"IF({{z}}>0,{{z}},{g.slope!r}*{{z}})", f"IF({{z}}>0,1,{g.slope!r})"
    ),
    Elu: lambda g: _elu(1.0, g.alpha),
    Selu: lambda _: _elu(SCALE, ALPHA),
    Softplus: lambda _: SheetFunction("MAX(0,{z})+LN(1+EXP(-ABS({z})))", SIGMA),
    Silu: lambda _: SheetFunction(f"{{z}}*{SIGMA}", f"{SIGMA}*(1+{{z}}*(1-{SIGMA}))"),
    Gelu: lambda _: SheetFunction(
        f"{{z}}*{NORMAL}", f"{NORMAL}+{{z}}*EXP(-0.5*{{z}}*{{z}})/SQRT(2*PI())"
    ),
    HardSigmoid: lambda g: SheetFunction(
        f"MIN(1,MAX(0,{g.slope!r}*{{z}}+0.5))",
        f"IF(AND({{z}}>{-g.end!r},{{z}}<={g.end!r}),{g.slope!r},0)",
    ),
    Softmax: lambda _: SheetFunction(
        "EXP({z}-MAX({all_z}))/SUMPRODUCT(EXP({all_z}-MAX({all_z})))", "{a}*(1-{a})"
    ),
}


@dataclass(frozen=True)
class SheetCost:
    """What one output pays, from the cells of its z, a and y, and ∂cost/∂a from those of a and y.

    Only costs whose δ keeps g′ need ``error``.
    """

    pays: str
    error: str = "{a}-{y}"


COSTS: dict[type[Cost], SheetCost] = {
    # From z, so that it stays finite when a unit saturates.
    CrossEntropy: SheetCost("{y}*LN(1+EXP(-{z}))+(1-{y})*LN(1+EXP({z}))"),
    CategoricalCrossEntropy: SheetCost("-{y}*LN({a})"),
    SquaredError: SheetCost("0.5*({a}-{y})^2"),
    LogCosh: SheetCost(
        "ABS({a}-{y})+LN(1+EXP(-2*ABS({a}-{y})))-LN(2)",
        "TANH({a}-{y})",
    ),
}


@dataclass(frozen=True)
class SheetMethod:
    """What a method of updating remembers, by letters, and what α is multiplied by.

    ``memory`` is made of the cells of the old values, of D and of the parameters; ``aim`` of those
    of the new values.
    """

    aim: str
    memory: Mapping[str, str] = field(default_factory=dict)


METHODS: dict[type[Method], SheetMethod] = {
    PlainDescent: SheetMethod("{D}"),
    Momentum: SheetMethod("{v}", {"v": "{beta}*{v}+{D}"}),
    RMSProp: SheetMethod("{D}/(SQRT({v})+{epsilon})", {"v": "{rho}*{v}+(1-{rho})*{D}*{D}"}),
    Adam: SheetMethod(
        "({m}/(1-{beta1}^{t}))/(SQRT({v}/(1-{beta2}^{t}))+{epsilon})",
        {"m": "{beta1}*{m}+(1-{beta1})*{D}", "v": "{beta2}*{v}+(1-{beta2})*{D}*{D}"},
    ),
}


def sheet_method(method: Method) -> SheetMethod:
    """How ``method`` is written in cells. Raises BpsimError where it cannot be."""
    found = METHODS.get(type(method))
    if found is None:
        raise BpsimError(tr("{method} cannot be written in a spreadsheet yet", method=method.label))
    return found


def sheet_function(g: Activation) -> SheetFunction:
    """How ``g`` is written in a cell. Raises BpsimError where it cannot be."""
    found = ACTIVATIONS.get(type(g))
    if found is None:
        raise BpsimError(tr("The activation {g} cannot be written in a spreadsheet yet", g=g.label))
    return found(g)


def sheet_cost(cost: Cost) -> SheetCost:
    """How ``cost`` is written in cells, added up over the outputs.

    Raises BpsimError where it cannot be.
    """
    found = COSTS.get(type(cost))
    if found is None:
        raise BpsimError(tr("The cost {key} cannot be written in a spreadsheet yet", key=cost.key))
    return found
