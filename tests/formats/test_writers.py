"""What is written for other programs: read back here and by their own libraries."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from bpsim.core.breakpoints import Breakpoint
from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.initial_weights import Start
from bpsim.core.network import Network
from bpsim.core.propagation import forward
from bpsim.core.scaling import Scaling
from bpsim.core.scenes import TalkScene
from bpsim.formats.content import Answers
from bpsim.formats.registry import opened, write

NAMES = ("relu", "softmax")
RNG = np.random.default_rng(1)
DOCUMENT = Document(
    "",
    Network.of(NAMES, Start("uniform", 1).weights((3, 4, 2), NAMES)),
    "categorical-cross-entropy",
    Examples.of(RNG.normal(size=(6, 3)), np.eye(2)[[0, 1, 0, 1, 1, 0]]),
    held_out=Examples.of(RNG.normal(size=(2, 3)), np.eye(2)),
    scaling=Scaling((1.0, 2.0, 3.0), (0.5, 1.0, 2.0)),
)


@pytest.mark.parametrize("suffix", [".mat", ".npz"])
def test_matrices_and_data_come_back(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"network{suffix}"
    left_out = write(DOCUMENT, path)
    assert left_out[0] == "The activations are not in the file: relu, softmax."
    answers = Answers(activations=NAMES, scaling=False, cost=DOCUMENT.cost)
    found = opened([path], answers).document
    assert found is not None
    assert found.network == DOCUMENT.network
    np.testing.assert_array_equal(found.examples.x, DOCUMENT.examples.x)
    np.testing.assert_array_equal(found.examples.y, DOCUMENT.examples.y)
    np.testing.assert_array_equal(found.held_out.x, DOCUMENT.held_out.x)


def test_scipy_reads_the_mat(tmp_path: Path) -> None:
    io = pytest.importorskip("scipy.io")
    write(DOCUMENT, tmp_path / "network.mat")
    found = io.loadmat(tmp_path / "network.mat")
    for n, theta in enumerate(DOCUMENT.network.weights, start=1):
        np.testing.assert_array_equal(found[f"Theta{n}"], theta)
    np.testing.assert_array_equal(found["scaler_mean"], [[1.0, 2.0, 3.0]])


def test_numpy_reads_the_npz_and_two_are_alike(tmp_path: Path) -> None:
    write(DOCUMENT, tmp_path / "a.npz")
    write(DOCUMENT, tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    with np.load(tmp_path / "a.npz") as found:
        np.testing.assert_array_equal(found["Theta2"], DOCUMENT.network.weights[1])
        np.testing.assert_array_equal(found["X"], DOCUMENT.examples.x)


def test_the_library_reads_the_safetensors(tmp_path: Path) -> None:
    library = pytest.importorskip("safetensors.numpy")
    left_out = write(DOCUMENT, tmp_path / "network.safetensors")
    assert "The 6 examples are not in the file." in left_out
    found = library.load_file(tmp_path / "network.safetensors")
    np.testing.assert_array_equal(found["layer1.weight"], DOCUMENT.network.weights[0][:, 1:])
    np.testing.assert_array_equal(found["layer2.bias"], DOCUMENT.network.weights[1][:, 0])
    again = opened([tmp_path / "network.safetensors"], Answers(activations=NAMES)).document
    assert again is not None
    assert again.network == DOCUMENT.network


def test_json_keeps_the_activations(tmp_path: Path) -> None:
    write(DOCUMENT, tmp_path / "network.json")
    plain = json.loads((tmp_path / "network.json").read_bytes())
    np.testing.assert_array_equal(plain["coefs_"][0], DOCUMENT.network.weights[0][:, 1:].T)
    found = opened([tmp_path / "network.json"]).document
    assert found is not None
    assert found.network == DOCUMENT.network


def test_a_json_of_scikit_learn_with_a_mark_and_its_own_names(tmp_path: Path) -> None:
    model = {
        "coefs_": [[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], [[7.0], [8.0]]],
        "intercepts_": [[0.5, 0.25], [0.125]],
        "activation": "tanh",
        "out_activation_": "logistic",
    }
    path = tmp_path / "model.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(model).encode())
    found = opened([path]).document
    assert found is not None
    assert [each.tolist() for each in found.network.weights] == [
        [[0.5, 1.0, 3.0, 5.0], [0.25, 2.0, 4.0, 6.0]],
        [[0.125, 7.0, 8.0]],
    ]
    names = [found.network.activation(layer).name for layer in (2, 3)]
    assert names == ["tanh", "sigmoid"]


def test_the_table_has_raw_inputs_and_predictions(tmp_path: Path) -> None:
    write(DOCUMENT, tmp_path / "examples.csv")
    with open(tmp_path / "examples.csv", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == [
        *("x1", "x2", "x3", "y1", "y2", "predicted y1", "predicted y2", "held out"),
    ]
    assert [row[-1] for row in rows[1:]] == ["no"] * 6 + ["yes"] * 2
    numbers = np.array([row[:-1] for row in rows[1:7]], dtype=np.float64)
    raw = DOCUMENT.examples.x * [0.5, 1.0, 2.0] + [1.0, 2.0, 3.0]
    np.testing.assert_allclose(numbers[:, :3], raw, rtol=1e-15)
    outputs = forward(DOCUMENT.network, DOCUMENT.examples.x).a[-1]
    np.testing.assert_array_equal(numbers[:, 5:], outputs)


def test_the_scenes_of_a_talk_are_named_among_what_is_lost(tmp_path: Path) -> None:
    document = DOCUMENT.with_(
        scenes=(TalkScene("begin"),), breakpoints=(Breakpoint("iteration", number=2),)
    )
    left_out = write(document, tmp_path / "network.npz")
    assert left_out[-1] == "The breakpoints and scenes are not in the file."
