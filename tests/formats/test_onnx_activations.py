"""Activations in ONNX files: written as one operator or several, and known again by their curve."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnx")

import onnx
from onnx import helper

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
from tests.formats.foreign import BIASES, WEIGHTS, X, document_of, given
from tests.formats.test_onnx import FLOAT, gemms, model, node, run, tensors

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


@pytest.mark.parametrize("case", ["hard sigmoid of Keras 3", "a steep sigmoid"])
def test_a_parameter_is_the_one_that_somebody_wrote(case: str) -> None:
    document = document_of(onnx_file.read(made_of(PIECES[case][0]), "m"))
    assert document.network.activations[0] == PIECES[case][1]


def test_attributes_of_an_odd_kind_are_refused() -> None:
    for operator, said in (("Selu", "alpha"), ("Clip", "min"), ("LeakyRelu", "alpha")):
        nodes = gemms(operator)
        nodes[1].attribute.append(helper.make_attribute(said, "text"))
        with pytest.raises(PlaceError):
            onnx_file.read(model(nodes, tensors()), "m")
    for inputs in ([], [""], ["z1"]):
        nodes = [gemms()[0], node("Gemm", inputs, "z2")]
        with pytest.raises(PlaceError):
            onnx_file.read(model(nodes, tensors()), "m")


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
