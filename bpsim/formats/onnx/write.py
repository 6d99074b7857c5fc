"""Networks as ONNX files: a Gemm for each layer, and its activation behind it."""

from typing import Any

import numpy as np

from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.document import Document
from bpsim.formats.content import Written
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.libraries import needed
from bpsim.formats.onnx.values import KIND

OPSET, IR = 13, 8
"""What every runtime of the last years reads."""

_OPERATORS = {
    "sigmoid": "Sigmoid",
    "tanh": "Tanh",
    "relu": "Relu",
    "linear": "Identity",
    "softmax": "Softmax",
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
            raise PlaceError(f"the weights of layer {layer}", "are too large for a float32")
        weights, bias = theta[:, 1:].astype(np.float32), theta[:, 0].astype(np.float32)
        g = network.activation(layer)
        operator = _OPERATORS.get(g.name)
        if operator is None or g != ACTIVATIONS[g.name]:
            raise PlaceError(
                f"the activation {quoted(g.label)} of layer {layer}", "has no operator"
            )
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
            helper.make_node(operator, [z], [a], name=f"layer{layer}.{operator}"),
        ]
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
            "Weights are rounded to float32, which is what ONNX programs compute with.",
            "ONNX holds the network alone: examples, cost and settings of training are left out.",
        ),
    )
