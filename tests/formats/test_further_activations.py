"""Activations with parameters, as each program writes them, against their formulas."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from bpsim.core.activations.table import ACTIVATIONS
from bpsim.formats import fann
from bpsim.formats.content import Content
from bpsim.formats.errors import PlaceError
from bpsim.formats.keras import archive, h5
from bpsim.formats.onnx import file as onnx_file
from bpsim.formats.pickles import reader
from tests.formats import keras_files, older_files, torch_files
from tests.formats.foreign import BIASES, WEIGHTS, X, document_of, given
from tests.formats.keras_files import layer
from tests.formats.test_keras import ARRAYS, dense
from tests.formats.test_onnx import gemms, model, run, tensors
from tests.formats.test_pickles import CLASSES, linear

pytestmark = pytest.mark.skipif(
    "leaky-relu" not in ACTIVATIONS, reason="the core has no activations with parameters yet"
)
Function = Callable[[np.ndarray], np.ndarray]


def leaky(slope: float) -> Function:
    return lambda z: np.where(z > 0, z, slope * z)


def elu(alpha: float) -> Function:
    return lambda z: np.where(z > 0, z, alpha * (np.exp(z) - 1))


def selu(z: np.ndarray) -> np.ndarray:
    return 1.0507009873554805 * elu(1.6732632423543772)(z)


def softplus(z: np.ndarray) -> np.ndarray:
    return np.log1p(np.exp(z))


def silu(z: np.ndarray) -> np.ndarray:
    return z / (1 + np.exp(-z))


def gelu(z: np.ndarray) -> np.ndarray:
    return z * (1 + np.vectorize(math.erf)(z / math.sqrt(2))) / 2


def hard(slope: float) -> Function:
    return lambda z: np.clip(slope * z + 0.5, 0, 1)


def require(content: Content, function: Function, last: Function = lambda z: z) -> None:
    """That the hidden layer has this activation, and the output ``last``."""
    a = function(X @ WEIGHTS[0].T.astype(np.float64) + BIASES[0])
    expected = last(a @ WEIGHTS[1].T.astype(np.float64) + BIASES[1])
    np.testing.assert_allclose(given(document_of(content)), expected, rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize(
    ("name", "said", "function"),
    [
        ("LeakyReLU", {"negative_slope": 0.01}, leaky(0.01)),
        ("LeakyReLU", {"negative_slope": 0.2}, leaky(0.2)),
        ("ELU", {"alpha": 1.0}, elu(1.0)),
        ("ELU", {"alpha": 0.5}, elu(0.5)),
        ("SELU", {}, selu),
        ("Softplus", {"beta": 1, "threshold": 20}, softplus),
        ("SiLU", {}, silu),
        ("GELU", {"approximate": "none"}, gelu),
        ("Hardsigmoid", {}, hard(1 / 6)),
        ("Softplus", {"beta": 2, "threshold": 20}, None),
        ("GELU", {"approximate": "other"}, None),
    ],
)
def test_modules_of_pytorch(name: str, said: dict[str, Any], function: Function | None) -> None:
    weights, biases = WEIGHTS, BIASES
    with torch_files.stand_ins(**CLASSES, **{name: "torch.nn.modules.activation"}) as made:
        parts = [
            ("0", linear(made["Linear"], weights[0], biases[0])),
            ("1", torch_files.module(made[name], **said)),
            ("2", linear(made["Linear"], weights[1], biases[1])),
        ]
        data = torch_files.zipped(torch_files.module(made["Sequential"], modules=parts))
    if function is None:
        with pytest.raises(PlaceError, match="parameters"):
            reader.read(data, "m.pth")
    else:
        require(reader.read(data, "m.pth"), function)


@pytest.mark.parametrize(
    ("operator", "said", "function"),
    [
        ("LeakyRelu", {}, leaky(0.01)),
        ("LeakyRelu", {"alpha": 0.25}, leaky(0.25)),
        ("Elu", {}, elu(1.0)),
        ("Elu", {"alpha": 0.5}, elu(0.5)),
        ("Selu", {}, selu),
        ("Softplus", {}, softplus),
        ("HardSigmoid", {}, hard(0.2)),
        ("HardSigmoid", {"alpha": 0.25, "beta": 0.5}, hard(0.25)),
        ("HardSigmoid", {"beta": 0.25}, None),
        ("Selu", {"alpha": 2.0}, None),
    ],
)
def test_operators_of_onnx(operator: str, said: dict[str, Any], function: Function | None) -> None:
    nodes = gemms(operator, "Identity")
    for key, value in said.items():
        nodes[1].attribute.append(pytest.importorskip("onnx.helper").make_attribute(key, value))
    data = model(nodes, tensors())
    if function is None:
        with pytest.raises(PlaceError, match="parameters"):
            onnx_file.read(data, "m")
        return
    require(onnx_file.read(data, "m"), function)
    found = given(document_of(onnx_file.read(data, "m")))
    np.testing.assert_allclose(found, run(data, X), rtol=2e-5, atol=1e-6)


def test_the_approximation_of_gelu_is_told() -> None:
    with torch_files.stand_ins(**CLASSES, GELU="torch.nn.modules.activation") as made:
        parts = [("0", linear(made["Linear"], WEIGHTS[0], BIASES[0])),
                 ("1", torch_files.module(made["GELU"], approximate="tanh")),
                 ("2", linear(made["Linear"], WEIGHTS[1], BIASES[1]))]  # fmt: skip
        data = torch_files.zipped(torch_files.module(made["Sequential"], modules=parts))
    found = reader.read(data, "m.pth")
    require(found, gelu)
    assert "layer 2 by an approximation with tanh" in found.notices[0]


def test_x_times_its_sigmoid_is_silu() -> None:
    helper = pytest.importorskip("onnx.helper")
    nodes = gemms("Sigmoid", "Identity")
    nodes[1].output[0] = "s1"
    nodes.insert(2, helper.make_node("Mul", ["z1", "s1"], ["a1"]))
    data = model(nodes, tensors())
    require(onnx_file.read(data, "m"), silu)
    found = given(document_of(onnx_file.read(data, "m")))
    np.testing.assert_allclose(found, run(data, X), rtol=2e-5, atol=1e-6)


@pytest.mark.parametrize(
    ("said", "function"),
    [
        ("elu", elu(1.0)),
        ("selu", selu),
        ("softplus", softplus),
        ("swish", silu),
        ("silu", silu),
        ("gelu", gelu),
        ("leaky_relu", leaky(0.2)),
        ({"class_name": "LeakyReLU", "config": {"name": "l", "negative_slope": 0.5}}, leaky(0.5)),
        (layer("LeakyReLU", "l", alpha=0.1), leaky(0.1)),
        (layer("LeakyReLU", "l"), leaky(0.3)),
        (layer("ELU", "e", alpha=0.5), elu(0.5)),
        (layer("ReLU", "r", max_value=None, negative_slope=0.0, threshold=0.0), leaky(0.0)),
        (layer("ReLU", "r", max_value=6.0), None),
    ],
)
def test_activations_of_keras(said: Any, function: Function | None) -> None:
    alone = isinstance(said, dict) and said["config"].get("name") in ("l", "e", "r")
    for separate in (False, True) if alone else (False,):
        first = dense("d1", 4, None if separate else said)
        layers = [first, *([said] if separate else []), dense("d2", 2, None)]
        data = keras_files.old(layers, ARRAYS, 2)
        if function is None:
            with pytest.raises(PlaceError, match="parameters"):
                h5.read(data, "m")
        else:
            require(h5.read(data, "m"), function)


def test_the_hard_sigmoid_changed_with_keras_3() -> None:
    layers = [dense("d1", 4, "hard_sigmoid"), dense("d2", 2, None)]
    require(h5.read(keras_files.old(layers, ARRAYS, 2), "m"), hard(0.2))
    arrays = {"layers/dense": ARRAYS["d1"], "layers/dense_1": ARRAYS["d2"]}
    require(archive.read(keras_files.new(layers, arrays), "m"), hard(1 / 6))


def test_steepness_keeps_the_weights_of_the_file() -> None:
    data = older_files.fann(WEIGHTS, BIASES, (3, 5), (0.75, 0.5)).encode()
    found = fann.read(data, "m")
    np.testing.assert_array_equal(found.layers[0].weights, WEIGHTS[0])
    np.testing.assert_array_equal(found.layers[1].bias, BIASES[1])
    require(found, lambda z: 1 / (1 + np.exp(-1.5 * z)), lambda z: np.tanh(z / 2))


def test_the_leaky_pieces_of_fann() -> None:
    data = older_files.fann(WEIGHTS, BIASES, (19, 0), (0.5, 1.0)).encode()
    require(fann.read(data, "m"), lambda z: leaky(0.01)(z / 2))
