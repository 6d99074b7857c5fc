"""The programs that are written print the J and D that the core computes."""

import ast
import json
import re
import shutil
import subprocess
import sys
from contextlib import redirect_stdout
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from runpy import run_path

import numpy as np
import pytest

from bpsim.core.activations.activation import Activation
from bpsim.core.activations.elu import Elu
from bpsim.core.activations.gelu import Gelu
from bpsim.core.activations.hard_sigmoid import HardSigmoid
from bpsim.core.activations.leaky_relu import LeakyRelu
from bpsim.core.activations.selu import Selu
from bpsim.core.activations.sigmoid import Sigmoid
from bpsim.core.activations.silu import Silu
from bpsim.core.activations.softplus import Softplus
from bpsim.core.activations.tanh import Tanh
from bpsim.core.checkpoint import Checkpoint
from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.initial_weights import Start
from bpsim.core.methods.method import Method
from bpsim.core.methods.table import UPDATE_METHODS
from bpsim.core.network import Network
from bpsim.core.settings import TrainingSettings
from bpsim.core.training import updated, whole_gradient
from bpsim.formats.errors import FormatError
from bpsim.formats.registry import write

KINDS = [
    (("sigmoid", "sigmoid"), "cross-entropy"),
    (("relu", "softmax"), "categorical-cross-entropy"),
    (("tanh", "softmax"), "squared-error"),
    (("linear", "tanh"), "squared-error"),
    (("sigmoid", "relu"), "squared-error"),
    (("tanh", "linear"), "log-cosh"),
    (("sigmoid", "sigmoid"), "cross-entropy per output"),
    (("tanh", "softmax"), "squared-error per output"),
]


OTHERS = (
    LeakyRelu(0.1), Elu(0.7), Selu(), Softplus(), Silu(), Gelu(), HardSigmoid(0.2), Sigmoid(0.5),
    Tanh(2.0),
)  # fmt: skip


def document(activations: tuple[str | Activation, ...], cost: str, lam: float = 0.7) -> Document:
    layers = (3, 4, 2)
    rng = np.random.default_rng(5)
    y = np.eye(2)[[0, 1, 1, 0, 1]]
    return Document(
        'A "title" \\ with\nodd """ marks',
        Network.of(activations, Start("uniform", 3).weights(layers, activations)),
        cost,
        Examples.of(rng.normal(size=(5, 3)), y),
        TrainingSettings(lam=lam),
    )


def printed(command: list[str], folder: Path) -> tuple[float, list[np.ndarray]]:
    """J and D as a program prints them, in Python's way or in Octave's."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return numbers_in(done.stdout)


def printed_here(path: Path) -> tuple[float, list[np.ndarray]]:
    """The same of a program of NumPy, run in this process: to start one takes longer."""
    with redirect_stdout(StringIO()) as out:
        run_path(str(path), run_name="__main__")
    return numbers_in(out.getvalue())


def numbers_in(text: str) -> tuple[float, list[np.ndarray]]:
    J = float(re.search(r"J = (\S+)", text)[1])  # type: ignore[index]
    parts = re.split(r"D\d+ =", text)[1:]
    if "[" in text:
        return J, [np.array(ast.literal_eval(part.strip())) for part in parts]
    rows = [[line.split() for line in part.strip().splitlines()] for part in parts]
    return J, [np.array(each, dtype=np.float64) for each in rows]


def check(found: tuple[float, list[np.ndarray]], of: Document, tolerance: float) -> None:
    expected = whole_gradient(of)
    np.testing.assert_allclose(found[0], expected.J, rtol=1e-12)
    assert len(found[1]) == len(expected.D)
    for mine, theirs in zip(expected.D, found[1], strict=True):
        np.testing.assert_allclose(theirs, mine, rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("name", ["network.py", "network.sklearn.py"])
def test_a_program_runs_by_itself(tmp_path: Path, name: str) -> None:
    written = document(("linear", "linear"), "squared-error")
    write(written, tmp_path / name)
    check(printed([sys.executable, name], tmp_path), written, 1e-8)


@pytest.mark.parametrize(("activations", "cost"), KINDS)
def test_numpy(tmp_path: Path, activations: tuple[str, ...], cost: str) -> None:
    written = document(activations, cost)
    write(written, tmp_path / "network.py")
    check(printed_here(tmp_path / "network.py"), written, 1e-12)


@pytest.mark.parametrize("g", OTHERS, ids=lambda g: g.label)
def test_numpy_with_parameters(tmp_path: Path, g: Activation) -> None:
    written = document((g, "tanh"), "squared-error")
    write(written, tmp_path / "network.py")
    check(printed_here(tmp_path / "network.py"), written, 1e-12)


@pytest.mark.parametrize("g", OTHERS, ids=lambda g: g.label)
def test_octave_with_parameters(tmp_path: Path, g: Activation) -> None:
    octave = shutil.which("octave-cli")
    if octave is None:
        pytest.skip("Octave is not installed, so its programs were not run")
    written = document((g, "tanh"), "squared-error")
    write(written, tmp_path / "network.m")
    check(printed([octave, "-q", "--no-init-file", "network.m"], tmp_path), written, 1e-11)


@pytest.mark.parametrize("biases", [True, False])
@pytest.mark.parametrize("method", UPDATE_METHODS.values(), ids=list(UPDATE_METHODS))
@pytest.mark.parametrize("suffix", [".py", ".m", ".torch.py"])
def test_the_update_is_that_of_the_training_method(
    suffix: str, method: Method, biases: bool, tmp_path: Path
) -> None:
    whole = document(*KINDS[0])
    training = TrainingSettings(0.3, 0.7, method=method, train_biases=biases)
    whole = whole.with_(training=training)
    path = tmp_path / f"network{suffix}"
    write(whole, path)
    octave = shutil.which("octave-cli")
    if suffix == ".m" and octave is None:
        pytest.skip("Octave is not installed, so its program was not run")
    if suffix == ".torch.py" and find_spec("torch") is None:
        pytest.skip("torch is not installed, so its program was not run")
    more = {
        ".py": "for theta in Theta:\n    print('D0 =', theta.tolist())\n",
        ".m": 'for l = 1:L - 1\n  printf("D0 =\\n");\n'
        '  printf([repmat(" %.17g", 1, size(D{l}, 2)) "\\n"], Theta{l}\');\nend\n',
        ".torch.py": "for layer in linears:\n"
        "    print('D0 =', torch.column_stack([layer.bias, layer.weight]).tolist())\n",
    }[suffix]
    with path.open("a", encoding="utf-8") as file:
        file.write(more)
    if suffix == ".py":
        found = printed_here(path)[1][2:]
    else:
        command = [octave or "", "-q", "--no-init-file"] if suffix == ".m" else [sys.executable]
        found = printed([*command, path.name], tmp_path)[1][2:]
    start = Checkpoint.begin(whole.network.weights, method)
    right = updated(start, whole_gradient(whole).D, training).weights
    for mine, theirs in zip(right, found, strict=True):
        np.testing.assert_allclose(theirs, mine, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("g", OTHERS, ids=lambda g: g.label)
def test_a_program_without_the_activation_is_refused(tmp_path: Path, g: Activation) -> None:
    written = document((g, "sigmoid"), "cross-entropy")
    with pytest.raises(FormatError, match=re.escape(g.label)):
        write(written, tmp_path / "network.sklearn.py")
    assert list(tmp_path.iterdir()) == []


def test_json_names_no_activation_whose_parameters_it_cannot_say(tmp_path: Path) -> None:
    written = document((Sigmoid(2.0), "sigmoid"), "cross-entropy")
    said = write(written, tmp_path / "network.json")
    assert "The activations are not in the file: sigmoid with steepness 2, sigmoid." in said
    assert "activations" not in json.loads((tmp_path / "network.json").read_bytes())


@pytest.mark.parametrize(("activations", "cost"), KINDS)
def test_octave(tmp_path: Path, activations: tuple[str, ...], cost: str) -> None:
    octave = shutil.which("octave-cli")
    if octave is None:
        pytest.skip("Octave is not installed, so its programs were not run")
    written = document(activations, cost)
    write(written, tmp_path / "network.m")
    check(printed([octave, "-q", "--no-init-file", "network.m"], tmp_path), written, 1e-12)


@pytest.mark.parametrize(("activations", "cost"), KINDS)
def test_scikit_learn(tmp_path: Path, activations: tuple[str, ...], cost: str) -> None:
    pytest.importorskip("sklearn")
    if "tanh" in activations[1:] or "relu" in activations[1:]:
        activations = (activations[0], "linear")
    written = document(activations, cost)
    write(written, tmp_path / "network.sklearn.py")
    check(printed_here(tmp_path / "network.sklearn.py"), written, 1e-8)


@pytest.mark.parametrize(
    ("activations", "cost"), [*KINDS, *(((g, "tanh"), "squared-error") for g in OTHERS)]
)
@pytest.mark.parametrize("library", ["torch", "keras"])
def test_programs_of_large_libraries(
    tmp_path: Path, library: str, activations: tuple[str | Activation, ...], cost: str
) -> None:
    written = document(activations, cost)
    name = f"network.{library}.py"
    write(written, tmp_path / name)
    compile((tmp_path / name).read_text(), name, "exec")
    needed = {"torch": "torch", "keras": "tensorflow"}[library]
    if find_spec(needed) is None:
        pytest.skip(f"{needed} is not installed, so its program was compiled but not run")
    check(printed([sys.executable, name], tmp_path), written, 1e-10)


@pytest.mark.parametrize("suffix", [".py", ".m", ".torch.py", ".keras.py", ".sklearn.py"])
def test_without_examples_there_is_no_j_to_print(tmp_path: Path, suffix: str) -> None:
    bare = document(*KINDS[0]).with_(examples=Examples.none(3, 2))
    with pytest.raises(FormatError, match="no example"):
        write(bare, tmp_path / f"network{suffix}")
    assert list(tmp_path.iterdir()) == []
