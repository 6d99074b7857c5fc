"""ONNX networks: a chain of operators, from the input to the output, put together to layers."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array, frozen
from bpsim.formats.content import Content, FoundScaling, Layer
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.libraries import made_sense
from bpsim.formats.onnx.pointwise import (
    ACTIVATIONS,
    POINTWISE,
    Curve,
    begun,
    computed,
    named,
    settled,
)
from bpsim.formats.onnx.values import KIND, Constants, Node, graph_of, node_of, place_of

_BRANCHES = tr("stands beside the chain of layers: the graph branches")
_LABELS = frozenset({"ArgMax", "ArrayFeatureExtractor", "ZipMap", "TopK"})


def match(head: bytes, name: str) -> bool:
    """ONNX has no first word: the version, and then one of the fields that come next."""
    return len(head) > 2 and head[0] == 0x08 and 0 < head[1] < 32 and head[2] in b'\x12"*2:B'


def read(data: bytes, name: str) -> Content:
    """The layers; raises PlaceError naming the operator that no layered network has."""
    graph, versions = graph_of(data)
    nodes = [node_of(each) for each in graph.node]
    chain = _Chain(graph, versions)
    with made_sense(KIND):  # attributes may be of any kind, and inputs may be missing
        for node in nodes:
            chain.follow(node)
        return chain.content()


class _Chain:
    """The layers so far, and the name of the tensor that the last one gave."""

    def __init__(self, graph: Any, versions: Mapping[str, int]) -> None:
        self.constants = Constants(graph)
        self.version = versions.get("", 1)
        inputs = [each.name for each in graph.input if each.name not in self.constants]
        if len(inputs) != 1:
            raise PlaceError(
                tr("the graph has {inputs} inputs, and one is needed", inputs=len(inputs))
            )
        self.current = inputs[0]
        self.layers: list[Layer] = []
        self.factor: Array = np.ones(1)
        self.shift: Array = np.zeros(1)
        self.shapes: set[str] = set()
        self.labels: set[str] = set()
        # What the last layer gives, and what operators between two layers made of it.
        self.curves: dict[str, Curve] = {}
        self.outputs = [each.name for each in graph.output]
        self.left_out: list[str] = []
        self.notices: list[str] = []

    def follow(self, node: Node) -> None:
        """Take one more operator; they stand in an order in which they can be computed."""
        operator, inputs = node.op_type, list(node.input)
        if operator == "Constant":
            self._take_constant(node)
        elif inputs and inputs[0] and all(each in self.constants for each in inputs if each):
            self._compute(node)
        elif self._leave_out(node):
            return
        elif operator == "Concat" and self._is_both_classes(inputs):
            self.current = node.output[0]
            self.curves[self.current] = self.curves[inputs[1]]
            self.left_out.append(
                tr(
                    "The output says how likely the second class is; 1 minus that, "
                    "which the file puts beside it for the first class, is left out."
                )
            )
        elif not self.layers and operator in ACTIVATIONS:
            kind = quoted(operator)
            raise PlaceError(
                tr("is the activation {kind} without a layer", kind=kind), place_of(node)
            )
        elif not any(each == self.current or each in self.curves for each in inputs):
            raise PlaceError(_BRANCHES, place_of(node))
        elif operator in _STEPS and not self._is_of_units(node):
            _STEPS[operator](self, node)
            self.current = node.output[0]
            if self.layers:
                self.curves.setdefault(self.current, begun())
        elif operator in POINTWISE:
            self.follow_curve(node)
        else:
            raise PlaceError(
                tr(
                    "is the operator {operator}, and only networks of Gemm or MatMul "
                    "layers can be opened",
                    operator=quoted(operator),
                ),
                place_of(node),
            )

    def _is_of_units(self, node: Node) -> bool:
        """True for arithmetic behind a layer that is no bias: part of an activation."""
        if not self.layers or node.op_type not in {"Add", "Sub", "Mul", "Div"}:
            return False
        first, second = node.input[0], node.input[-1]
        name = second if first in self.curves else first
        bare = self.curves.get(first if name == second else second)
        bias = (
            node.op_type in {"Add", "Sub"}
            and bare is not None
            and bare.bare
            and name in self.constants
            and self.constants[name].size == self._units()
            # A number for the only unit may be either; a second bias is none.
            and (self._units() > 1 or self.layers[-1].bias is None)
        )
        return not bias

    def content(self) -> Content:
        """What came of the whole graph; a layer without an activation is linear."""
        if not self.layers:
            raise PlaceError(tr("the file holds no network: no Gemm or MatMul layer is in it"))
        ends = [each for each in self.outputs if each in self.curves]
        if ends and self.current not in ends:
            self.current = ends[-1]
        self._settle()
        return Content(
            KIND,
            layers=tuple(self.layers),
            scaling=self._scaling(),
            left_out=tuple(self.left_out),
            notices=tuple(self.notices),
        )

    # --- what is no layer -------------------------------------------------------------------------

    def _take_constant(self, node: Node) -> None:
        name = node.output[0]
        for key in ("value_float", "value_int", "value_floats", "value_ints"):
            if key in node.attributes:
                self.constants.add(name, frozen(node.attributes[key]))
                return
        if not hasattr(node.attributes.get("value"), "dims"):
            raise PlaceError(tr("holds no numbers"), place_of(node))
        self.constants.add_tensor(name, node.attributes["value"])

    def _compute(self, node: Node) -> None:
        """What is made of constants alone is one too."""
        array = self.constants[node.input[0]]
        if node.op_type == "Transpose" and array.ndim <= 2:
            array = array.T
        elif node.op_type in {"Reshape", "Unsqueeze", "Squeeze"} and array.ndim < 2:
            pass
        elif node.op_type not in {"Identity", "Cast"}:
            raise PlaceError(
                tr("computes weights by the operator {op_type}", op_type=quoted(node.op_type)),
                place_of(node),
            )
        self.constants.add(node.output[0], array)

    def _leave_out(self, node: Node) -> bool:
        """Leave out what only finds out a shape, or which class is meant; True if it did."""
        operator, inputs = node.op_type, list(node.input)
        of_shape = any(each in self.shapes for each in inputs)
        if operator == "Shape" or (of_shape and self.current not in inputs):
            self.shapes.update(node.output)
            return True
        if operator in _LABELS or any(each in self.labels for each in inputs):
            if not self.labels:
                self.left_out.append(
                    tr(
                        "The class that {operator} makes of the outputs is left out.",
                        operator=operator,
                    )
                )
            self.labels.update(node.output)
            return True
        return False

    def _is_both_classes(self, inputs: list[str]) -> bool:
        """True for 1 − a beside the only output a, as scikit-learn has it for two classes."""
        curves = [self.curves[each].values for each in inputs if each in self.curves]
        if len(inputs) != 2 or len(curves) != 2 or self._units() != 1:
            return False
        first, second = curves
        return first is not None and second is not None and np.allclose(first + second, 1.0)

    def skip(self, node: Node) -> None:
        """Something that leaves the numbers as they are."""
        first = node.input[0]
        if first in self.curves:
            self.curves[node.output[0]] = self.curves[first]
        elif first != self.current or self.layers:
            raise PlaceError(_BRANCHES, place_of(node))

    def reshape(self, node: Node) -> None:
        """Only a row for each example may come out."""
        self.skip(node)
        shape = node.attributes.get("shape")
        if len(node.input) > 1 and node.input[1] in self.constants:
            shape = self.constants[node.input[1]].ravel().tolist()
        last = shape[-1] if shape else -1
        if self.layers and last not in (-1, 0, self._units()):
            raise PlaceError(tr("changes the shape between two layers"), place_of(node))

    def scale(self, node: Node) -> None:
        """The Scaler of scikit-learn: (x − offset) · scale."""
        if self.layers:
            raise PlaceError(tr("is the operator “Scaler” behind a layer"), place_of(node))
        offset = np.array(node.attributes.get("offset") or [0.0])
        scale = np.array(node.attributes.get("scale") or [1.0])
        self._rescale(scale, -offset * scale, node)

    def arithmetic(self, node: Node) -> None:
        """A constant added is a bias behind a layer; before the first it scales the inputs."""
        operator = node.op_type
        name = next((each for each in node.input if each in self.constants), "")
        if not name:
            raise PlaceError(_BRANCHES, place_of(node))
        number = self.constants[name]
        if number.ndim > 2 or (number.ndim == 2 and len(number) != 1):
            raise PlaceError(tr("has a constant that is no row of numbers"), place_of(node))
        number = number.ravel()
        if node.input[0] == name and operator in {"Sub", "Div"}:
            raise PlaceError(
                tr("is the operator {operator} of a constant first", operator=quoted(operator)),
                place_of(node),
            )
        if not self.layers:
            if operator in {"Add", "Sub"}:
                self._rescale(np.ones(1), number if operator == "Add" else -number, node)
            elif number.all():
                self._rescale(number if operator == "Mul" else 1 / number, np.zeros(1), node)
            else:
                raise PlaceError(tr("multiplies or divides by 0"), place_of(node))
        else:
            self._add_bias(number if operator == "Add" else -number, node)

    def _rescale(self, factor: Array, shift: Array, node: Node) -> None:
        sizes = {len(each) for each in (factor, shift, self.factor, self.shift)} - {1}
        if len(sizes) > 1:
            raise PlaceError(tr("has another number of constants than the inputs"), place_of(node))
        self.factor, self.shift = self.factor * factor, self.shift * factor + shift

    def _scaling(self) -> FoundScaling | None:
        if (self.factor == 1).all() and (self.shift == 0).all():
            return None
        first = self.layers[0].weights
        ones = np.ones(first.shape[1])
        if len(self.factor) not in (1, len(ones)) or len(self.shift) not in (1, len(ones)):
            raise PlaceError(tr("the inputs are scaled by another number of constants than inputs"))
        if not self.factor.all():
            raise PlaceError(tr("an input is multiplied by 0 before the first layer"))
        return FoundScaling(
            frozen(-self.shift / self.factor * ones), frozen(ones / self.factor), "ONNX"
        )

    # --- layers -----------------------------------------------------------------------------------

    def gemm(self, node: Node) -> None:
        """α x W + β b, with W the other way round where transB says so."""
        if node.attributes.get("transA") or not self._continues(node):
            raise PlaceError(tr("has the examples in columns, which is not read"), place_of(node))
        weights = node.attributes.get("alpha", 1.0) * self._weights(node, node.input[1])
        self._add_layer(weights if node.attributes.get("transB") else weights.T, node)
        if len(node.input) > 2 and node.input[2]:
            if node.input[2] not in self.constants:
                raise PlaceError(tr("has a bias that depends on the input"), place_of(node))
            bias = self.constants[node.input[2]]
            if bias.size != max(bias.shape, default=1):
                raise PlaceError(tr("has a bias that is no row of numbers"), place_of(node))
            self._add_bias(node.attributes.get("beta", 1.0) * bias.ravel(), node)

    def mat_mul(self, node: Node) -> None:
        """x W."""
        if not self._continues(node):
            raise PlaceError(tr("has the examples in columns, which is not read"), place_of(node))
        self._add_layer(self._weights(node, node.input[1]).T, node)

    def _continues(self, node: Node) -> bool:
        """True for a layer whose first input is what the one before it gives."""
        first = node.input[0]
        if first in self.curves:
            self.current = first
        return bool(first == self.current)

    def _weights(self, node: Node, name: str) -> Array:
        if name not in self.constants:
            raise PlaceError(
                tr("multiplies two things that both depend on the input"), place_of(node)
            )
        weights = self.constants[name]
        if weights.ndim != 2 or not weights.size:
            raise PlaceError(tr("has weights that are no matrix"), place_of(node))
        return weights

    def _add_layer(self, weights: Array, node: Node) -> None:
        if self.layers and weights.shape[1] != self._units():
            raise PlaceError(tr("does not fit the layer before it"), place_of(node))
        self._settle()
        self.curves.clear()
        name = node.name or node.output[0]
        self.layers.append(Layer(frozen(weights), None, None, bias_place="none", name=name))

    def _units(self) -> int:
        return len(self.layers[-1].weights)

    def _add_bias(self, bias: Array, node: Node) -> None:
        layer = self.layers[-1]
        if len(bias) not in (1, self._units()):
            raise PlaceError(tr("has another number of biases than units"), place_of(node))
        whole = np.zeros(self._units()) if layer.bias is None else layer.bias
        self.layers[-1] = replace(layer, bias=frozen(whole + bias), bias_place="apart")

    # --- between two layers -----------------------------------------------------------------------

    def follow_curve(self, node: Node) -> None:
        """One more operator that takes each number of a layer on its own."""
        known = {each: self.constants[each] for each in node.input if each in self.constants}
        first = self.curves.get(node.input[0])
        found = named(node, self.version) if first is not None and first.bare else None
        self.curves[node.output[0]] = found or computed(node, self.curves, known)
        if node.op_type == "LogSoftmax":
            self.left_out.append(
                tr("The output layer takes the logarithm of softmax; it is shown as softmax.")
            )
        self.current = node.output[0]

    def _settle(self) -> None:
        """The last layer has the activation that its numbers went through up to here."""
        if self.layers and self.layers[-1].activation is None:
            found, notice = settled(self.curves[self.current])
            self.layers[-1] = replace(self.layers[-1], activation=found)
            if notice:
                self.notices.append(notice.format(layer=len(self.layers) + 1))


_STEPS: dict[str, Callable[[_Chain, Node], None]] = {
    "Gemm": _Chain.gemm,
    "MatMul": _Chain.mat_mul,
    "Add": _Chain.arithmetic,
    "Sub": _Chain.arithmetic,
    "Mul": _Chain.arithmetic,
    "Div": _Chain.arithmetic,
    "Scaler": _Chain.scale,
    "Reshape": _Chain.reshape,
    "Flatten": _Chain.skip,
    "Squeeze": _Chain.skip,
    "Unsqueeze": _Chain.skip,
    "Identity": _Chain.skip,
    "Cast": _Chain.skip,
    "Dropout": _Chain.skip,
}
