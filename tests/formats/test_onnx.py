"""ONNX files as exporters write them, against onnxruntime; what is written passes the checker."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bpsim.core.activations.activation import Activation
from bpsim.core.activations.elu import Elu
from bpsim.core.activations.gelu import Gelu
from bpsim.core.activations.hard_sigmoid import HardSigmoid
from bpsim.core.activations.leaky_relu import LeakyRelu
from bpsim.core.activations.relu import Relu
from bpsim.core.activations.sigmoid import Sigmoid
from bpsim.core.activations.silu import Silu
from bpsim.core.activations.softplus import Softplus
from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.activations.tanh import Tanh
from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.propagation import forward
from bpsim.formats import registry
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


WRITTEN = (
    *(g for g in ACTIVATIONS.values() if g.name != "softmax"),
    *(Sigmoid(steepness=2.5), Tanh(steepness=0.5), LeakyRelu(slope=0.3)),
    *(Elu(alpha=0.25), HardSigmoid(slope=1 / 6), HardSigmoid(slope=0.25)),
)


@pytest.mark.parametrize("hidden", WRITTEN, ids=lambda g: g.label)
def test_what_is_written_computes_the_same(tmp_path: Path, hidden: Activation) -> None:
    for last in ("sigmoid", "softmax", hidden):
        network = Network.of(
            (hidden, last), [np.column_stack(each) for each in zip(BIASES, WEIGHTS, strict=True)]
        )
        document = Document("A title", network, "squared-error", Examples.of(X, np.zeros((6, 2))))
        path = tmp_path / "network.onnx"
        left_out = registry.write(document, path)
        assert any("float32" in each for each in left_out)
        data = path.read_bytes()
        onnx.checker.check_model(onnx.load_model_from_string(data), full_check=True)
        np.testing.assert_allclose(run(data, X), given(document), rtol=2e-5, atol=1e-6)
        again = document_of(onnx_file.read(data, "network.onnx")).network
        assert [g.name for g in again.activations] == [g.name for g in network.activations]
        np.testing.assert_allclose(forward(again, X).a[-1], given(document), rtol=1e-6, atol=1e-7)


# Several operators that make one activation, as exporters write them: (operator, its inputs).
Parts = tuple[tuple[str, tuple[str | float, ...]], ...]
ERF: Parts = (("Div", ("z", 2**0.5)), ("Erf", ("",)), ("Add", ("", 1.0)), ("Mul", ("z", "")),
              ("Mul", ("", 0.5)))  # fmt: skip
ERF_BEFORE: Parts = (("Mul", ("z", 0.5**0.5)), ("Erf", ("",)), ("Mul", (0.5, "")),
                     ("Add", (0.5, "")), ("Mul", ("z", "")))  # fmt: skip
TANH: Parts = (("Pow", ("z", 3.0)), ("Mul", ("", 0.044715)), ("Add", ("z", "")),
               ("Mul", ("", (2 / np.pi) ** 0.5)), ("Tanh", ("",)), ("Add", (1.0, "")),
               ("Mul", ("z", "")), ("Mul", ("", 0.5)))  # fmt: skip
PIECES: dict[str, tuple[Parts, Activation]] = {
    "GELU": (ERF, Gelu()),
    "GELU, the halves first": (ERF_BEFORE, Gelu()),
    "GELU by tanh": (TANH, Gelu()),
    "SiLU": ((("Sigmoid", ("z",)), ("Mul", ("", "z"))), Silu()),
    "SiLU by Neg and Exp": (
        (("Neg", ("z",)), ("Exp", ("",)), ("Add", ("", 1.0)), ("Div", ("z", ""))),
        Silu(),
    ),
    "softplus": ((("Exp", ("z",)), ("Add", ("", 1.0)), ("Log", ("",))), Softplus()),
    "ReLU by Max": ((("Max", ("z", 0.0)),), Relu()),
    "ReLU by Clip": ((("Clip", ("z", 0.0)),), Relu()),
    "leaky ReLU by Max": ((("Mul", ("z", 0.1)), ("Max", ("z", ""))), LeakyRelu(slope=0.1)),
    "PReLU of one slope": ((("PRelu", ("z", 0.25)),), LeakyRelu(slope=0.25)),
    "hard sigmoid": (
        (("Mul", ("z", 0.2)), ("Add", ("", 0.5)), ("Clip", ("", 0.0, 1.0))),
        HardSigmoid(slope=0.2),
    ),
    "hard sigmoid of Keras 3": (
        (("Add", ("z", 3.0)), ("Clip", ("", 0.0, 6.0)), ("Div", ("", 6.0))),
        HardSigmoid(slope=1 / 6),
    ),
    "tanh(z/2)": ((("Mul", ("z", 0.5)), ("Tanh", ("",))), Tanh(steepness=0.5)),
    "a steep sigmoid": ((("Mul", ("z", 3.0)), ("Sigmoid", ("",))), Sigmoid(steepness=3.0)),
}


def made_of(parts: Parts) -> bytes:
    """The network with these operators behind its first layer."""
    nodes, more, before = [gemms()[0]], [], "z1"
    for n, (operator, inputs) in enumerate(parts):
        names = []
        for k, each in enumerate(inputs):
            if isinstance(each, float):
                names.append(f"c{n}.{k}")
                more.append(helper.make_tensor(names[-1], FLOAT, [], [each]))
            else:
                names.append("z1" if each == "z" else before)
        before = "a1" if n == len(parts) - 1 else f"p{n}"
        nodes.append(node(operator, names, before))
    return model([*nodes, *gemms()[2:]], [*tensors(), *more])


@pytest.mark.parametrize("case", PIECES)
def test_operators_that_make_one_activation_are_recognised(case: str) -> None:
    parts, expected = PIECES[case]
    data = made_of(parts)
    found = onnx_file.read(data, "m")
    document = document_of(found)
    hidden = document.network.activations[0]
    assert hidden.name == expected.name
    z = np.linspace(-4.0, 4.0, 9)
    np.testing.assert_allclose(hidden.value(z), expected.value(z), atol=1e-6)
    near = 1e-3 if case == "GELU by tanh" else 2e-6
    np.testing.assert_allclose(given(document), run(data, X), atol=near)
    assert bool(found.notices) == (case == "GELU by tanh")


@pytest.mark.parametrize(
    "parts",
    [
        (("Mul", ("z", 1.702)), ("Sigmoid", ("",)), ("Mul", ("z", ""))),
        (("Clip", ("z", 0.0, 6.0)),),
        (("Mul", ("z", 2.0)),),
        (("Add", ("z", 1.0)), ("Sigmoid", ("",))),
    ],
)
def test_a_curve_of_no_activation_is_refused_by_its_operators(parts: Parts) -> None:
    with pytest.raises(PlaceError) as caught:
        onnx_file.read(made_of(parts), "m")
    assert parts[-1][0] in caught.value.reason


def test_weights_beyond_float32_are_refused() -> None:
    network = Network.of(["linear"], [[[0.0, 1e300]]])
    document = Document("", network, "squared-error", Examples.of([[1]], [[1]]))
    with pytest.raises(PlaceError, match="float32"):
        onnx_file.write(document, "m")
