"""ONNX networks: a chain of operators, from the input to the output, put together to layers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from bpsim.core.activations.activation import Activation
from bpsim.core.arrays import Array, frozen
from bpsim.formats.activation_names import activation, number
from bpsim.formats.content import Content, Layer, Scaling
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.onnx.values import KIND, Constants, Node, graph_of, node_of

_ACTIVATIONS = {
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
_OTHER_ACTIVATIONS = frozenset(
    {"PRelu", "Celu", "Clip", "HardSwish", "Mish", "Softsign", "ThresholdedRelu", "Hardmax"}
)
_LABELS = frozenset({"ArgMax", "ArrayFeatureExtractor", "ZipMap", "TopK"})


def match(head: bytes, name: str) -> bool:
    """ONNX has no first word: the version, and then one of the fields that come next."""
    return len(head) > 2 and head[0] == 0x08 and 0 < head[1] < 32 and head[2] in b'\x12"*2:B'


def read(data: bytes, name: str) -> Content:
    """The layers; raises PlaceError naming the operator that no layered network has."""
    graph, versions = graph_of(data)
    nodes = [node_of(each) for each in graph.node]
    chain = _Chain(graph, nodes, versions)
    for node in nodes:
        chain.follow(node)
    return chain.content()


class _Chain:
    """The layers so far, and the name of the tensor that the last one gave."""

    def __init__(self, graph: Any, nodes: Sequence[Node], versions: Mapping[str, int]) -> None:
        self.constants = Constants(graph)
        self.version = versions.get("", 1)
        inputs = [each.name for each in graph.input if each.name not in self.constants]
        if len(inputs) != 1:
            raise PlaceError("", f"the graph has {len(inputs)} inputs, and one is needed")
        self.current = inputs[0]
        self.readers: dict[str, list[Node]] = {}
        for node in nodes:
            for each in node.input:
                self.readers.setdefault(each, []).append(node)
        self.layers: list[Layer] = []
        self.factor: Array = np.ones(1)
        self.shift: Array = np.zeros(1)
        self.shapes: set[str] = set()
        self.labels: set[str] = set()
        self.swish = ""
        self.left_out: list[str] = []

    def follow(self, node: Node) -> None:
        """Take one more operator; they stand in an order in which they can be computed."""
        operator, inputs = node.op_type, list(node.input)
        said = node.said
        if operator == "Constant":
            self._take_constant(node, said)
        elif inputs and all(each in self.constants for each in inputs if each):
            self._compute(node, said)
        elif self._is_aside(node):
            return
        elif self.current not in inputs:
            raise PlaceError(_place(node), "stands beside the chain of layers: the graph branches")
        elif operator in _STEPS:
            _STEPS[operator](self, node, said)
            self.current = node.output[0]
        elif operator in _ACTIVATIONS or operator in _OTHER_ACTIVATIONS:
            self._activate(node, said)
        else:
            raise PlaceError(
                _place(node),
                f"is the operator {quoted(operator)}, and only networks of Gemm or MatMul layers "
                "can be opened",
            )

    def content(self) -> Content:
        """What came of the whole graph; a layer without an activation is linear."""
        if not self.layers:
            raise PlaceError("", "the file holds no network: no Gemm or MatMul layer is in it")
        layers = tuple(
            replace(each, activation=each.activation or "linear") for each in self.layers
        )
        return Content(KIND, layers=layers, scaling=self._scaling(), left_out=tuple(self.left_out))

    # --- what is no layer -------------------------------------------------------------------------

    def _take_constant(self, node: Node, said: dict[str, Any]) -> None:
        name = node.output[0]
        for key in ("value_float", "value_int", "value_floats", "value_ints"):
            if key in said:
                self.constants.add(name, frozen(said[key]))
                return
        if not hasattr(said.get("value"), "dims"):
            raise PlaceError(_place(node), "holds no numbers")
        self.constants.add_tensor(name, said["value"])

    def _compute(self, node: Node, said: dict[str, Any]) -> None:
        """What is made of constants alone is one too."""
        array = self.constants[node.input[0]]
        if node.op_type == "Transpose" and array.ndim <= 2:
            array = array.T
        elif node.op_type in {"Reshape", "Unsqueeze", "Squeeze"} and array.ndim < 2:
            pass
        elif node.op_type not in {"Identity", "Cast"}:
            raise PlaceError(
                _place(node), f"computes weights by the operator {quoted(node.op_type)}"
            )
        self.constants.add(node.output[0], array)

    def _is_aside(self, node: Node) -> bool:
        """True for what only finds out a shape, or which class the outputs mean."""
        operator, inputs = node.op_type, list(node.input)
        of_shape = any(each in self.shapes for each in inputs)
        if operator == "Shape" or (of_shape and self.current not in inputs):
            self.shapes.update(node.output)
            return True
        if operator in _LABELS or any(each in self.labels for each in inputs):
            if not self.labels:
                self.left_out.append(f"The class that {operator} makes of the outputs is left out.")
            self.labels.update(node.output)
            return True
        return False

    def skip(self, node: Node, said: dict[str, Any]) -> None:
        """Something that leaves the numbers as they are."""
        if node.input[0] != self.current:
            raise PlaceError(_place(node), "stands beside the chain of layers: the graph branches")

    def reshape(self, node: Node, said: dict[str, Any]) -> None:
        """Only a row for each example may come out."""
        self.skip(node, said)
        shape = said.get("shape")
        if len(node.input) > 1 and node.input[1] in self.constants:
            shape = self.constants[node.input[1]].ravel().tolist()
        last = shape[-1] if shape else -1
        if self.layers and last not in (-1, 0, self._units()):
            raise PlaceError(_place(node), "changes the shape between two layers")

    def scale(self, node: Node, said: dict[str, Any]) -> None:
        """The Scaler of scikit-learn: (x − offset) · scale."""
        if self.layers:
            raise PlaceError(_place(node), "is the operator “Scaler” behind a layer")
        offset, scale = said.get("offset") or [0.0], said.get("scale") or [1.0]
        self._rescale(np.array(scale), -np.array(offset) * np.array(scale), node)

    def arithmetic(self, node: Node, said: dict[str, Any]) -> None:
        """A constant added is a bias behind a layer; before the first it scales the inputs."""
        operator = node.op_type
        if operator == "Mul" and self.swish and set(node.input) == {self.current, self.swish}:
            self._put(node, activation(_place(node), "SiLU", "silu"))
            return
        name = next((each for each in node.input if each != self.current), "")
        if name not in self.constants:
            raise PlaceError(_place(node), "stands beside the chain of layers: the graph branches")
        number = self.constants[name]
        if number.ndim > 2 or (number.ndim == 2 and len(number) != 1):
            raise PlaceError(_place(node), "has a constant that is no row of numbers")
        number = number.ravel()
        if node.input[0] != self.current and operator in {"Sub", "Div"}:
            raise PlaceError(
                _place(node), f"is the operator {quoted(operator)} of a constant first"
            )
        if not self.layers:
            if operator in {"Add", "Sub"}:
                self._rescale(np.ones(1), number if operator == "Add" else -number, node)
            elif number.all():
                self._rescale(number if operator == "Mul" else 1 / number, np.zeros(1), node)
            else:
                raise PlaceError(_place(node), "multiplies or divides by 0")
        elif operator in {"Add", "Sub"} and self.layers[-1].activation is None:
            self._add_bias(number if operator == "Add" else -number, node)
        else:
            raise PlaceError(
                _place(node), f"is the operator {quoted(operator)}, which no layer here has"
            )

    def _rescale(self, factor: Array, shift: Array, node: Node) -> None:
        sizes = {len(each) for each in (factor, shift, self.factor, self.shift)} - {1}
        if len(sizes) > 1:
            raise PlaceError(_place(node), "has another number of constants than the inputs")
        self.factor, self.shift = self.factor * factor, self.shift * factor + shift

    def _scaling(self) -> Scaling | None:
        if (self.factor == 1).all() and (self.shift == 0).all():
            return None
        first = self.layers[0].weights
        ones = np.ones(first.shape[1])
        if len(self.factor) not in (1, len(ones)) or len(self.shift) not in (1, len(ones)):
            raise PlaceError("", "the inputs are scaled by another number of constants than inputs")
        if not self.factor.all():
            raise PlaceError("", "an input is multiplied by 0 before the first layer")
        return Scaling(frozen(-self.shift / self.factor * ones), frozen(ones / self.factor), "ONNX")

    # --- layers -----------------------------------------------------------------------------------

    def gemm(self, node: Node, said: dict[str, Any]) -> None:
        """α x W + β b, with W the other way round where transB says so."""
        if said.get("transA") or node.input[0] != self.current:
            raise PlaceError(_place(node), "has the examples in columns, which is not read")
        weights = said.get("alpha", 1.0) * self._weights(node, node.input[1])
        self._add_layer(weights if said.get("transB") else weights.T, node)
        if len(node.input) > 2 and node.input[2]:
            if node.input[2] not in self.constants:
                raise PlaceError(_place(node), "has a bias that depends on the input")
            bias = self.constants[node.input[2]]
            if bias.size != max(bias.shape, default=1):
                raise PlaceError(_place(node), "has a bias that is no row of numbers")
            self._add_bias(said.get("beta", 1.0) * bias.ravel(), node)

    def mat_mul(self, node: Node, said: dict[str, Any]) -> None:
        """x W."""
        if node.input[0] != self.current:
            raise PlaceError(_place(node), "has the examples in columns, which is not read")
        self._add_layer(self._weights(node, node.input[1]).T, node)

    def _weights(self, node: Node, name: str) -> Array:
        if name not in self.constants:
            raise PlaceError(_place(node), "multiplies two things that both depend on the input")
        weights = self.constants[name]
        if weights.ndim != 2 or not weights.size:
            raise PlaceError(_place(node), "has weights that are no matrix")
        return weights

    def _add_layer(self, weights: Array, node: Node) -> None:
        if self.layers and weights.shape[1] != self._units():
            raise PlaceError(_place(node), "does not fit the layer before it")
        name = node.name or node.output[0]
        self.layers.append(Layer(frozen(weights), None, None, bias_place="none", name=name))

    def _units(self) -> int:
        return len(self.layers[-1].weights)

    def _add_bias(self, bias: Array, node: Node) -> None:
        layer = self.layers[-1]
        if len(bias) not in (1, self._units()):
            raise PlaceError(_place(node), "has another number of biases than units")
        whole = np.zeros(self._units()) if layer.bias is None else layer.bias
        self.layers[-1] = replace(layer, bias=frozen(whole + bias), bias_place="apart")

    def _activate(self, node: Node, said: dict[str, Any]) -> None:
        operator = node.op_type
        readers = self.readers.get(self.current, [])
        if operator == "Sigmoid" and any(
            each.op_type == "Mul" and set(each.input) == {self.current, node.output[0]}
            for each in readers
        ):
            self.swish = node.output[0]
            return
        if operator.endswith("Softmax"):
            axis = said.get("axis", -1 if self.version >= 13 else 1)
            if axis not in (1, -1):
                raise PlaceError(
                    _place(node), f"is softmax along axis {axis}, not over the outputs"
                )
        if operator == "LogSoftmax":
            self.left_out.append(
                "The output layer takes the logarithm of softmax; it is shown as softmax."
            )
        self._put(node, _activation(node, said))
        self.current = node.output[0]

    def _put(self, node: Node, known: Activation) -> None:
        if not self.layers or self.layers[-1].activation is not None:
            kind = quoted(node.op_type)
            raise PlaceError(_place(node), f"is the activation {kind} without a layer")
        self.layers[-1] = replace(self.layers[-1], activation=known)


def _activation(node: Node, said: dict[str, Any]) -> Activation:
    """An activation with its parameters; those that ONNX takes where none are given included."""
    place, kind = _place(node), node.op_type
    parameters = {}
    if kind in _PARAMETERS:
        theirs, ours, usual = _PARAMETERS[kind]
        parameters[ours] = number(said.get(theirs, usual), place, kind)
    odd = (
        said.get("approximate", "none") != "none"
        or (kind == "HardSigmoid" and said.get("beta", 0.5) != 0.5)
        or (kind == "Selu" and bool(said))
    )
    if odd:
        raise PlaceError(place, f"is {quoted(kind)} with parameters that are not known here")
    return activation(place, kind, _ACTIVATIONS.get(kind), **parameters)


def _place(node: Node) -> str:
    return f"the node {quoted(node.name or node.output[0])}"


_STEPS: dict[str, Callable[[_Chain, Node, dict[str, Any]], None]] = {
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
