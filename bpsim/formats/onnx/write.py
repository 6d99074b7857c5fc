"""Networks as ONNX files: a Gemm for each layer, and its activation behind it."""

import math
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import numpy as np

from bpsim.base.words import tr
from bpsim.core.activations.activation import Activation
from bpsim.core.document import Document
from bpsim.formats.content import Written
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.libraries import needed
from bpsim.formats.onnx.values import KIND

OPSET, IR = 13, 8
"""What every runtime of the last years reads."""

_OPERATORS: dict[str, tuple[str, Mapping[str, str]]] = {
    "sigmoid": ("Sigmoid", {}),
    "tanh": ("Tanh", {}),
    "relu": ("Relu", {}),
    "linear": ("Identity", {}),
    "leaky-relu": ("LeakyRelu", {"alpha": "slope"}),
    "elu": ("Elu", {"alpha": "alpha"}),
    "selu": ("Selu", {}),
    "softplus": ("Softplus", {}),
    "hard-sigmoid": ("HardSigmoid", {"alpha": "slope"}),
    "softmax": ("Softmax", {}),
}
"""The operator, and its parameters after those of the core."""
# Several operators in turn, each of z, what the one before it gives, and numbers.
_COMBINED: dict[str, tuple[tuple[str, tuple[str | float, ...]], ...]] = {
    "silu": (("Sigmoid", ("z",)), ("Mul", ("z", "before"))),
    "gelu": (
        ("Div", ("z", math.sqrt(2.0))),
        ("Erf", ("before",)),
        ("Add", ("before", 1.0)),
        ("Mul", ("z", "before")),
        ("Mul", ("before", 0.5)),
    ),
}


def write(document: Document, name: str) -> Written:
    """The network with its weights as float32; raises PlaceError."""
    with needed("onnx", KIND):
        import onnx
        from onnx import TensorProto, helper
    network = document.network
    nodes: list[Any] = []
    tensors: list[Any] = []
    current = "input"
    for layer in range(2, network.depth + 1):
        theta = network.theta(layer - 1)
        if np.abs(theta).max() > np.finfo(np.float32).max:
            raise PlaceError(
                tr("are too large for a float32"), tr("the weights of layer {layer}", layer=layer)
            )
        weights, bias = theta[:, 1:].astype(np.float32), theta[:, 0].astype(np.float32)
        for kind, array in (("weight", weights), ("bias", bias)):
            tensors.append(onnx.numpy_helper.from_array(array, f"layer{layer}.{kind}"))
        last = layer == network.depth
        z, a = f"z{layer}", "output" if last else f"a{layer}"
        nodes += [
            helper.make_node(
                "Gemm",
                [current, f"layer{layer}.weight", f"layer{layer}.bias"],
                [z],
                name=f"layer{layer}",
                transB=1,
            ),
        ]
        made, constants = _activation(network.activation(layer), f"layer{layer}", z, a)
        nodes += made
        tensors += constants
        current = a
    graph = helper.make_graph(
        nodes,
        "network",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["batch", network.layers[0]])],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, ["batch", network.layers[-1]])],
        tensors,
        doc_string=document.title,
    )
    model = helper.make_model(
        graph,
        producer_name="bpsim",
        ir_version=IR,
        opset_imports=[helper.make_opsetid("", OPSET)],
    )
    onnx.checker.check_model(model, full_check=True)
    return Written(
        model.SerializeToString(),
        (
            tr("Weights are rounded to float32, which is what ONNX programs compute with."),
            tr(
                "ONNX holds the network alone: examples, cost and settings of "
                "training are left out."
            ),
        ),
    )


def _activation(g: Activation, name: str, z: str, a: str) -> tuple[list[Any], list[Any]]:
    """The operators from ``z`` to ``a``, and the numbers they need; raises PlaceError."""
    from onnx import TensorProto, helper

    said = {each.name: float(getattr(g, each.name)) for each in fields(g)}
    steps = _COMBINED.get(g.name, ())
    if g.name in _OPERATORS:
        operator, parameters = _OPERATORS[g.name]
        attributes = {theirs: said.pop(ours) for theirs, ours in parameters.items()}
        steepness = said.pop("steepness", 1.0)
        steps = ((operator, ("before",)),)
        if steepness != 1.0:
            steps = (("Mul", ("z", steepness)), *steps)
    if not steps or said:
        raise PlaceError(
            tr("has no operator"), tr("the activation {g} of {name}", g=quoted(g.label), name=name)
        )
    nodes, constants, before = [], [], z
    for n, (operator, inputs) in enumerate(steps, start=1):
        given = []
        for each in inputs:
            if isinstance(each, float):
                given.append(f"{name}.number{n}")
                constants.append(helper.make_tensor(given[-1], TensorProto.FLOAT, [], [each]))
            else:
                given.append(z if each == "z" else before)
        last = n == len(steps)
        before = a if last else f"{name}.part{n}"
        own: dict[str, Any] = attributes if last and g.name in _OPERATORS else {}
        nodes.append(
            helper.make_node(operator, given, [before], name=f"{name}.{n}.{operator}", **own)
        )
    return nodes, constants
