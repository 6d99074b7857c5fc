"""ONNX files as exporters write them, against onnxruntime; what is written passes the checker."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.formats.errors import PlaceError
from bpsim.formats.onnx import file as onnx_file
from tests.formats.foreign import BIASES, WEIGHTS, X, document_of, given, outputs, told

onnx = pytest.importorskip("onnx")
helper = pytest.importorskip("onnx.helper")
FLOAT = onnx.TensorProto.FLOAT


def node(kind: str, inputs: Sequence[str], output: str, **said: Any) -> Any:
    return helper.make_node(kind, list(inputs), [output], name=f"n_{output}", **said)


def tensors(dtype: str = "<f4", transposed: bool = False) -> list[Any]:
    found = {}
    for n, (weights, bias) in enumerate(zip(WEIGHTS, BIASES, strict=True), start=1):
        found[f"b{n}"] = bias.astype(dtype)
        found[f"w{n}"] = (weights if transposed else weights.T).astype(dtype)
    return [onnx.numpy_helper.from_array(np.ascontiguousarray(a), k) for k, a in found.items()]


def model(
    nodes: Sequence[Any],
    constants: Sequence[Any] = (),
    *,
    batch: Any = "batch",
    opset: int = 13,
    as_inputs: bool = False,
    inputs: Sequence[Any] | None = None,
    features: Sequence[int] = (3,),
) -> bytes:
    kinds = list(inputs or [helper.make_tensor_value_info("x", FLOAT, [batch, *features])])
    if as_inputs:
        kinds = [
            helper.make_tensor_value_info(each.name, each.data_type, list(each.dims))
            for each in constants
        ] + kinds
    graph = helper.make_graph(
        list(nodes), "g", kinds,
        [helper.make_tensor_value_info(nodes[-1].output[0], FLOAT, None)], list(constants),
    )  # fmt: skip
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=7)
    data: bytes = made.SerializeToString()
    return data


def gemms(first: str = "Relu", second: str = "Sigmoid", **said: Any) -> list[Any]:
    return [
        node("Gemm", ("x", "w1", "b1"), "z1", **said),
        node(first, ("z1",), "a1"),
        node("Gemm", ("a1", "w2", "b2"), "z2", **said),
        node(second, ("z2",), "a2"),
    ]


MAT_MULS = [
    node("MatMul", ("x", "w1"), "p1"),
    node("Add", ("p1", "b1"), "z1"),
    node("Tanh", ("z1",), "a1"),
    node("MatMul", ("a1", "w2"), "p2"),
    node("Add", ("b2", "p2"), "z2"),
]


def flattened(kind: str, **said: Any) -> list[Any]:
    return [node(kind, ("x",), "flat", **said), node("Gemm", ("flat", "w1", "b1"), "z1"),
            *gemms()[1:]]  # fmt: skip


CASES: dict[str, tuple[bytes, tuple[str, str]]] = {
    "gemm": (model(gemms(), tensors()), ("relu", "sigmoid")),
    "transB": (model(gemms(transB=1), tensors(transposed=True)), ("relu", "sigmoid")),
    "backwards": (model(gemms(), tensors()[::-1]), ("relu", "sigmoid")),
    "as inputs": (model(gemms(), tensors(), as_inputs=True), ("relu", "sigmoid")),
    "one example": (model(gemms(), tensors(), batch=1), ("relu", "sigmoid")),
    "dynamic": (model(gemms(), tensors(), batch=None), ("relu", "sigmoid")),
    "softmax": (model(gemms("Tanh", "Softmax"), tensors()), ("tanh", "softmax")),
    "relu out": (model(gemms("Sigmoid", "Relu"), tensors()), ("sigmoid", "relu")),
    "matmul": (model(MAT_MULS, tensors()), ("tanh", "linear")),
    "nothing between": (
        model(
            [node("Gemm", ("x", "w1", "b1"), "z1"), node("Gemm", ("z1", "w2", "b2"), "z2")],
            tensors(),
        ),
        ("linear", "linear"),
    ),
    "opset 6": (
        model(
            [
                node("MatMul", ("x", "w1"), "p1"),
                node("Add", ("p1", "b1"), "z1", broadcast=1),
                node("Relu", ("z1",), "a1"),
                node("Gemm", ("a1", "w2", "b2"), "z2", broadcast=1),
                node("Dropout", ("z2",), "d2", ratio=0.5),
                node("Softmax", ("d2",), "a2"),
            ],
            tensors(),
            opset=6,
        ),
        ("relu", "softmax"),
    ),
    "flatten": (model(flattened("Flatten"), tensors(), features=(3, 1)), ("relu", "sigmoid")),
    "identity": (model(flattened("Identity"), tensors()), ("relu", "sigmoid")),
    "cast": (model(flattened("Cast", to=FLOAT), tensors()), ("relu", "sigmoid")),
    "reshape": (
        model(
            [
                node("Constant", (), "s", value=helper.make_tensor("s", 7, [2], [-1, 3])),
                node("Reshape", ("x", "s"), "flat"),
                *flattened("Flatten")[1:],
            ],
            tensors(),
        ),
        ("relu", "sigmoid"),
    ),
    "shape of the batch": (
        model(
            [
                node("Shape", ("x",), "shape"),
                node("Constant", (), "zero", value=helper.make_tensor("v", 7, [1], [0])),
                node("Constant", (), "rest", value=helper.make_tensor("v", 7, [1], [-1])),
                node("Gather", ("shape", "zero"), "m"),
                node("Concat", ("m", "rest"), "s", axis=0),
                node("Reshape", ("x", "s"), "flat"),
                *flattened("Flatten")[1:],
            ],
            tensors(),
        ),
        ("relu", "sigmoid"),
    ),
    "constants as nodes": (
        model(
            [
                *(node("Constant", (), each.name, value=each) for each in tensors()),
                *gemms(),
            ]
        ),
        ("relu", "sigmoid"),
    ),
    "transposed on the way": (
        model(
            [
                node("Transpose", ("w1",), "t1", perm=[1, 0]),
                node("Transpose", ("w2",), "t2", perm=[1, 0]),
                node("Gemm", ("x", "t1", "b1"), "z1"),
                node("Sigmoid", ("z1",), "a1"),
                node("Gemm", ("a1", "t2", "b2"), "z2"),
            ],
            tensors(transposed=True),
        ),
        ("sigmoid", "linear"),
    ),
}


def run(data: bytes, x: np.ndarray) -> np.ndarray:
    """What onnxruntime makes of the examples, one at a time where the file fixes that."""
    runtime = pytest.importorskip("onnxruntime")
    session = runtime.InferenceSession(data, providers=["CPUExecutionProvider"])
    asked = session.get_inputs()[0]
    rows = x.astype(np.float32).reshape(len(x), *asked.shape[1:])
    pieces = [rows] if asked.shape[0] != 1 else [rows[n : n + 1] for n in range(len(rows))]
    return np.concatenate([session.run(None, {asked.name: piece})[0] for piece in pieces])


@pytest.mark.parametrize("case", CASES)
def test_what_exporters_write_is_opened(case: str) -> None:
    data, names = CASES[case]
    assert onnx_file.match(data[:4096], "model.onnx")
    document = document_of(onnx_file.read(data, "model.onnx"))
    assert tuple(each.name for each in document.network.activations) == names
    np.testing.assert_allclose(given(document), outputs(names), rtol=1e-12)
    if case != "opset 6":  # Its operators are older than those of onnxruntime.
        np.testing.assert_allclose(given(document), run(data, X), rtol=2e-5, atol=1e-6)


def test_alpha_and_beta_are_multiplied_in() -> None:
    data = model(gemms(alpha=0.5, beta=-2.0), tensors())
    document = document_of(onnx_file.read(data, "model.onnx"))
    np.testing.assert_allclose(given(document), run(data, X), rtol=2e-5, atol=1e-6)
    np.testing.assert_array_equal(document.network.theta(1)[:, 0], -2.0 * BIASES[0])


def test_a_layer_without_a_bias_stays_without() -> None:
    nodes = [node("MatMul", ("x", "w1"), "z1"), node("Relu", ("z1",), "a1"),
             node("Gemm", ("a1", "w2"), "z2")]  # fmt: skip
    document = document_of(onnx_file.read(model(nodes, tensors()), "model.onnx"))
    assert not document.training.train_biases
    np.testing.assert_allclose(given(document), outputs(("relu", "linear"), biases=False))


def test_float64_weights_behind_a_float32_input_are_opened() -> None:
    data = model(gemms(), tensors("<f8"))
    np.testing.assert_allclose(
        given(document_of(onnx_file.read(data, "m"))), outputs(("relu", "sigmoid")), rtol=1e-12
    )


def test_scaling_of_the_inputs_is_offered() -> None:
    shift, scale = np.array([1, 2, 3], "<f4"), np.array([2, 4, 8], "<f4")
    more = [onnx.numpy_helper.from_array(each, name)
            for name, each in (("shift", shift), ("scale", scale))]  # fmt: skip
    nodes = [node("Sub", ("x", "shift"), "c"), node("Div", ("c", "scale"), "flat"),
             *flattened("Flatten")[1:]]  # fmt: skip
    found = onnx_file.read(model(nodes, [*tensors(), *more]), "m")
    assert found.scaling is not None
    np.testing.assert_array_equal(found.scaling.shift, shift)
    np.testing.assert_array_equal(found.scaling.scale, scale)


def test_the_class_made_of_the_outputs_is_left_out_and_told() -> None:
    nodes = [*gemms("Relu", "Softmax"), node("ArgMax", ("a2",), "label", axis=1)]
    found = onnx_file.read(model(nodes, tensors()), "m")
    assert told(found) == ["relu", "softmax"]
    assert "ArgMax" in found.left_out[0]


@pytest.mark.parametrize(
    ("nodes", "reason"),
    [
        ([node("Conv", ("x", "w1"), "y")], "Conv"),
        ([node("LSTM", ("x", "w1", "w2"), "y")], "LSTM"),
        ([node("LinearClassifier", ("x",), "y")], "LinearClassifier"),
        ([node("TreeEnsembleClassifier", ("x",), "y")], "TreeEnsembleClassifier"),
        ([*gemms()[:1], node("BatchNormalization", ("z1", "b1", "b1", "b1", "b1"), "y")], "Batch"),
        ([*gemms()[:1], node("Mish", ("z1",), "y")], "Mish"),
        ([*gemms()[:2], node("Add", ("a1", "z1"), "y")], "“Relu”, “Add”"),
        ([*gemms()[:2], node("Add", ("x", "w1"), "y")], "branches"),
        ([node("Gemm", ("x", "w2", "b1"), "z"), *gemms()[2:]], "another number of biases"),
        ([node("Relu", ("x",), "y")], "without a layer"),
        ([*gemms("Relu", "Relu"), node("Tanh", ("a2",), "y")], "“Relu”, “Tanh”"),
        ([node("Gemm", ("x", "w1", "b1"), "z", transA=1)], "in columns"),
        ([node("MatMul", ("w1", "x"), "z")], "in columns"),
        ([*gemms()[:1], node("Softmax", ("z1",), "y", axis=0)], "along axis 0"),
        ([*gemms()[:1], node("Mul", ("z1", "b1"), "y")], "Mul"),
    ],
)
def test_other_operators_are_refused_by_name(nodes: list[Any], reason: str) -> None:
    with pytest.raises(PlaceError) as caught:
        onnx_file.read(model(nodes, tensors()), "m")
    assert reason in f"{caught.value.place} {caught.value.reason}"


def test_external_data_is_never_followed(tmp_path: Path) -> None:
    secret = tmp_path / "w.bin"
    secret.write_bytes(bytes(48))
    found = tensors()
    found[1].ClearField("raw_data")
    found[1].data_location = onnx.TensorProto.EXTERNAL
    entry = found[1].external_data.add()
    entry.key, entry.value = "location", str(secret)
    with pytest.raises(PlaceError, match="another file"):
        onnx_file.read(model(gemms(), found), "m")


def test_a_shape_must_have_its_numbers() -> None:
    found = tensors()
    found[1].dims[:] = [2**14, 2**14]
    with pytest.raises(PlaceError):
        onnx_file.read(model(gemms(), found), "m")
    found[1].dims[:] = [3, 5]
    with pytest.raises(PlaceError, match="damaged"):
        onnx_file.read(model(gemms(), found), "m")


@pytest.mark.parametrize("data", [b"", b"\x08\x07", b"\xff" * 50, model(gemms(), tensors())[:99]])
def test_what_is_damaged_is_refused(data: bytes) -> None:
    with pytest.raises(PlaceError):
        onnx_file.read(data, "m")


def test_weights_beyond_float32_are_refused() -> None:
    network = Network.of(["linear"], [[[0.0, 1e300]]])
    document = Document("", network, "squared-error", Examples.of([[1]], [[1]]))
    with pytest.raises(PlaceError, match="float32"):
        onnx_file.write(document, "m")


def test_both_classes_of_one_output_are_that_output() -> None:
    constants = [
        *tensors(),
        onnx.numpy_helper.from_array(np.ones((1, 1), "<f4"), "unity"),
        onnx.numpy_helper.from_array(np.ones((2, 1), "<f4"), "w3"),
    ]
    nodes = [
        *gemms(),
        node("MatMul", ("a2", "w3"), "z3"),
        node("Sigmoid", ("z3",), "a3"),
        node("Sub", ("unity", "a3"), "other"),
        node("Concat", ("other", "a3"), "both", axis=1),
    ]
    content = onnx_file.read(model([*nodes, node("ArgMax", ("both",), "label")], constants), "n")
    assert [len(each.weights) for each in content.layers] == [4, 2, 1]
    assert content.layers[-1].activation == ACTIVATIONS["sigmoid"]
    assert "1 minus that" in content.left_out[0]
    for other in (("a3", "a3"), ("other", "other"), ("a3", "z3")):
        with pytest.raises(PlaceError, match="Concat"):
            joined = node("Concat", other, "both", axis=1)
            onnx_file.read(model([*nodes[:-1], joined], constants), "n")
