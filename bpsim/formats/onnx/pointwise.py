"""Activations in ONNX: one operator, or several that together compute one, told by its curve.

Exporters write GELU, SiLU, a hard sigmoid or a steepness as several operators, each of them a
little differently. So each operator is computed for a row of numbers z, and what comes of them
all is compared with the activations of the core.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from bpsim.base.words import tr
from bpsim.core.activations.activation import Activation
from bpsim.core.activations.normal import erfc
from bpsim.core.activations.table import ACTIVATIONS as OURS
from bpsim.core.arrays import Array
from bpsim.formats.activation_names import TANH_GELU, activation, number, tanh_gelu
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.onnx.values import Node, place_of

PROBE = np.concatenate([[-20.0], np.linspace(-6.0, 6.0, 97), [20.0]])
"""The z that curves are computed for; 1 and −1 are among them."""
NEAR = 2e-6
"""How far a curve may lie from an activation: its constants are rounded to float32."""

_OPERATORS = {
    "Relu": "relu",
    "Sigmoid": "sigmoid",
    "Tanh": "tanh",
    "Softmax": "softmax",
    "LogSoftmax": "softmax",
    "LeakyRelu": "leaky-relu",
    "Elu": "elu",
    "Selu": "selu",
    "Softplus": "softplus",
    "Gelu": "gelu",
    "HardSigmoid": "hard-sigmoid",
}
# The parameter in ONNX, what the core calls it, and its value where none is given.
_PARAMETERS = {
    "LeakyRelu": ("alpha", "slope", 0.01),
    "Elu": ("alpha", "alpha", 1.0),
    "HardSigmoid": ("alpha", "slope", 0.2),
}
# Known, but of no use here: refused as an activation, not as a layer.
_OTHER = frozenset(
    {"Celu", "HardSwish", "Mish", "Softsign", "ThresholdedRelu", "Hardmax", "Shrink"}
)
ACTIVATIONS = frozenset({*_OPERATORS, *_OTHER})

_ONE: dict[str, Callable[[Array], Array]] = {
    "Relu": lambda z: np.maximum(z, 0),
    "Sigmoid": lambda z: OURS["sigmoid"].value(z),
    "Tanh": np.tanh,
    "Softplus": lambda z: OURS["softplus"].value(z),
    "Erf": lambda z: 1 - erfc(z),
    "Exp": np.exp,
    "Log": np.log,
    "Neg": np.negative,
    "Abs": np.abs,
    "Sqrt": np.sqrt,
    "Reciprocal": np.reciprocal,
    "Identity": np.array,
}
_TWO: dict[str, Callable[[Array, Array], Array]] = {
    "Add": np.add,
    "Sub": np.subtract,
    "Mul": np.multiply,
    "Div": np.divide,
    "Pow": np.power,
    "Max": np.maximum,
    "Min": np.minimum,
    "Greater": np.greater,
    "Less": np.less,
    "PRelu": lambda z, slope: np.where(z < 0, slope * z, z),
}
POINTWISE = frozenset({*ACTIVATIONS, *_ONE, *_TWO, "Clip", "Swish", "Where"})
"""The operators that take each number of a layer on its own, and softmax."""

# A parameter of an activation from its values at 1 and at −1.
_FOUND: dict[str, Callable[[Array, Array], Array]] = {
    "sigmoid": lambda high, _low: np.log(high / (1 - high)),
    "tanh": lambda high, _low: np.arctanh(high),
    "leaky-relu": lambda _high, low: -low,
    "elu": lambda _high, low: low / np.expm1(-1.0),
    "hard-sigmoid": lambda high, _low: high - 0.5,
}


@dataclass(frozen=True, eq=False)
class Curve:
    """What the numbers of a layer have become: ``values`` for PROBE, and by which operators.

    ``known`` is the activation where one operator says it. There are no values behind softmax,
    which takes all units together.
    """

    values: Array | None
    known: Activation | None
    nodes: tuple[Node, ...] = ()

    @property
    def bare(self) -> bool:
        """True where nothing was done to them yet."""
        return not self.nodes


def begun() -> Curve:
    """The weighted sums themselves."""
    return Curve(PROBE, OURS["linear"])


def named(node: Node, version: int) -> Curve | None:
    """The activation that one operator alone is, None where it is none; raises PlaceError."""
    place, kind = place_of(node), node.op_type
    if kind in _OTHER:
        activation(place, kind, None)
    if kind not in _OPERATORS or node.attributes.get("approximate", "none") != "none":
        return None
    if kind.endswith("Softmax"):
        axis = node.attributes.get("axis", -1 if version >= 13 else 1)
        if axis not in (1, -1):
            raise PlaceError(
                tr("is softmax along axis {axis}, not over the outputs", axis=axis), place
            )
        return Curve(None, OURS["softmax"], (node,))
    parameters = {}
    if kind in _PARAMETERS:
        theirs, ours, usual = _PARAMETERS[kind]
        given = number(node.attributes.get(theirs, usual), place, kind)
        parameters[ours] = _short(given, getattr(OURS[_OPERATORS[kind]], ours))
    odd = kind == "HardSigmoid" and node.attributes.get("beta", 0.5) != 0.5
    if odd or (kind == "Selu" and _odd_selu(node.attributes)):
        raise PlaceError(
            tr("is {kind} with parameters that are not known here", kind=quoted(kind)), place
        )
    g = activation(place, kind, _OPERATORS[kind], **parameters)
    return Curve(g.value(PROBE), g, (node,))


def computed(node: Node, curves: Mapping[str, Curve], constants: Mapping[str, Array]) -> Curve:
    """What comes of the curves that the operator takes; raises PlaceError."""
    place, kind = place_of(node), node.op_type
    if kind in _OTHER or kind.endswith("Softmax"):
        activation(place, kind, None)
    if kind == "Identity":
        return curves[node.input[0]]
    nodes = tuple(dict.fromkeys(_passed(node, curves)))
    inputs = [_numbers(each, node, curves, constants) for each in node.input if each]
    with np.errstate(all="ignore"):
        values = _value(node, inputs)
    if values is None or not inputs:
        raise PlaceError(
            tr("is the operator {kind}, used in a way that is not read", kind=quoted(kind)), place
        )
    return Curve(np.asarray(values, dtype=np.float64), None, (*nodes, node))


def settled(curve: Curve) -> tuple[Activation, str]:
    """The activation, and a sentence about ``{layer}`` where it is another one but for a little.

    Raises PlaceError where no activation has this curve.
    """
    if curve.known is not None:
        return curve.known, ""
    assert curve.values is not None
    for each in OURS.values():
        found = _with_parameters(each, curve.values)
        if found is not None and _alike(found.value(PROBE), curve.values):
            return found, ""
    if _alike(tanh_gelu(PROBE), curve.values):
        return OURS["gelu"], TANH_GELU
    kinds = ", ".join(dict.fromkeys(quoted(each.op_type) for each in curve.nodes[-6:]))
    raise PlaceError(
        tr("ends an activation made of {kinds}, which is not known here", kinds=kinds),
        place_of(curve.nodes[-1]),
    )


def _passed(node: Node, curves: Mapping[str, Curve]) -> list[Node]:
    return [passed for each in node.input if each in curves for passed in curves[each].nodes]


def _numbers(
    name: str, node: Node, curves: Mapping[str, Curve], constants: Mapping[str, Array]
) -> Array:
    """A curve, or the one number that a constant holds; raises PlaceError."""
    place, kind = place_of(node), quoted(node.op_type)
    if name in curves:
        values = curves[name].values
        if values is None:
            raise PlaceError(
                tr("is the operator {kind} behind softmax, which is not read", kind=kind), place
            )
        return values
    if name not in constants:
        raise PlaceError(tr("stands beside the chain of layers: the graph branches"), place)
    known = constants[name]
    if not known.size or (known != known.flat[0]).any():
        raise PlaceError(tr("is the operator {kind} with a number for each unit", kind=kind), place)
    return np.asarray(known.flat[0])


def _value(node: Node, inputs: list[Array]) -> Array | None:
    kind, given = node.op_type, node.attributes
    if kind in _ONE and len(inputs) == 1:
        return _ONE[kind](inputs[0])
    if kind in _TWO and len(inputs) == 2:
        return _TWO[kind](*inputs)
    if kind == "Clip":
        low = inputs[1] if len(node.input) > 1 and node.input[1] else given.get("min", -np.inf)
        high = inputs[-1] if len(node.input) > 2 and node.input[2] else given.get("max", np.inf)
        return np.minimum(np.maximum(inputs[0], low), high)
    if kind == "Where" and len(inputs) == 3:
        return np.where(inputs[0] != 0, inputs[1], inputs[2])
    if kind == "Swish":
        return inputs[0] * OURS["sigmoid"].value(given.get("alpha", 1.0) * inputs[0])
    if kind == "Gelu":
        return tanh_gelu(inputs[0])
    return _by_name(node, inputs)


def _by_name(node: Node, inputs: list[Array]) -> Array | None:
    """An activation of something else than the weighted sum itself."""
    found = named(node, 13)
    return None if found is None or found.known is None else found.known.value(inputs[0])


def _with_parameters(g: Activation, values: Array) -> Activation | None:
    """The activation with the parameter that these values would come of; None for softmax."""
    if g.name == "softmax":
        return None
    names = [each.name for each in fields(g)]
    if not names:
        return g
    with np.errstate(all="ignore"):
        high, low = (values[end == PROBE] for end in (1.0, -1.0))
        found = _short(float(_FOUND[g.name](high, low)[0]), getattr(g, names[0]))
    if not np.isfinite(found) or found <= 0:
        return None
    return replace(g, **{names[0]: found})


def _alike(expected: Array, values: Array) -> bool:
    return bool(np.allclose(values, expected, rtol=NEAR, atol=NEAR))


def _short(value: float, usual: float) -> float:
    """The number that was rounded to a float32, as somebody would write it: 0.01, or 1/6."""
    with np.errstate(all="ignore"):
        return usual if abs(value - usual) < NEAR else float(str(np.float32(value)))


def _odd_selu(attributes: dict[str, Any]) -> bool:
    """True where the parameters are others than those that ONNX has of its own."""
    usual = {"alpha": 1.6732632, "gamma": 1.0507010}
    return any(abs(attributes.get(key, value) - value) > NEAR for key, value in usual.items())
