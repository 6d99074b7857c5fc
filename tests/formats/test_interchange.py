"""Real files of other programs: each opens with its known outputs, J and D, or is refused."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bpsim.core.document import Document
from bpsim.core.errors import ModelError
from bpsim.core.examples import Examples
from bpsim.core.propagation import forward
from bpsim.core.training import whole_gradient
from bpsim.formats.content import Answers
from bpsim.formats.errors import FormatError
from bpsim.formats.registry import FORMATS, opened

FOLDER = Path(__file__).parents[3] / "shared" / "interchange"
INDEX = FOLDER / "index.json"
ENTRIES: list[dict[str, Any]] = json.loads(INDEX.read_bytes())["files"] if INDEX.exists() else []
SAMPLES = [each for each in ENTRIES if each["file"]]
NETWORKS = [each for each in SAMPLES if "expected" in each]
DATA = [each for each in SAMPLES if each["expect"] == "open_as_examples"]
REFUSED = [each for each in SAMPLES if each["expect"] == "refuse"]
# Written with 64 bits a number; all others with 32.
DOUBLE = ("mat_", "npz_", "snns_", "encog_")

pytestmark = pytest.mark.skipif(not ENTRIES, reason="the folder of sample files is not here")


def readable(entry: dict[str, Any]) -> None:
    suffix = Path(entry["file"]).suffix
    if not any(suffix in each.suffixes for each in FORMATS):
        pytest.skip(f"files with the suffix {suffix} are not read yet")


def files(entry: dict[str, Any]) -> list[Path]:
    path = FOLDER / entry["file"]
    second = path.with_name(path.name.replace("part1", "part2"))
    return [path] if path == second else [path, second]


def ids(entries: list[dict[str, Any]]) -> list[str]:
    return [each["id"] for each in entries]


@pytest.mark.parametrize("entry", NETWORKS, ids=ids(NETWORKS))
def test_a_network_has_its_outputs_and_gradients(entry: dict[str, Any]) -> None:
    readable(entry)
    expected = json.loads((FOLDER / entry["expected"]).read_bytes())
    activations = tuple(entry["activations"])
    asks = _without_activations(entry)
    found = opened(files(entry), Answers(activations=activations) if asks else None)
    document = found.document
    assert document is not None, found.questions
    assert list(document.network.layers) == entry["layers"]
    tolerance = 1e-9 if entry["id"].startswith(DOUBLE) else 1e-6
    document = with_cost(document, expected)
    outputs = forward(document.network, document.examples.x).a[-1]
    np.testing.assert_allclose(outputs, expected["outputs"], rtol=tolerance, atol=tolerance)
    gradient = whole_gradient(document)
    np.testing.assert_allclose(gradient.J, expected["J"], rtol=tolerance)
    for n, D in enumerate(gradient.D):
        if "D" in expected:
            theta, real = document.network.weights[n], np.array(expected["Theta"][n])
            # FANN's tanh(z/2) may open as tanh(z) with half the weights; their D is twice as large.
            halved = entry["activations"][n] == "fann_sym" and theta[0, 0] != real[0, 0]
            factor = 0.5 if halved else 1.0
            np.testing.assert_allclose(theta, factor * real, rtol=tolerance, atol=tolerance)
            np.testing.assert_allclose(factor * D, expected["D"][n], rtol=tolerance, atol=tolerance)
        else:
            np.testing.assert_allclose(np.linalg.norm(D), expected["D_norms"][n], rtol=tolerance)
            row = expected["D_first_rows"][n]
            np.testing.assert_allclose(D[0], row, rtol=tolerance, atol=tolerance)


def _without_activations(entry: dict[str, Any]) -> bool:
    """Matrices alone: their format has no place for activations."""
    return entry["id"].startswith(("mat_", "npz_", "safetensors_")) or "ask" in entry["expect"]


def with_cost(document: Document, expected: dict[str, Any]) -> Document:
    """The expected examples, and the cost that its file calls cross-entropy whatever the output."""
    cost = expected["cost"]
    if cost == "cross-entropy":
        cost = next(name for name in (cost, "categorical-cross-entropy") if fits(document, name))
    K = document.network.layers[-1]
    return Document(
        "", document.network, cost, Examples.of(expected["X"], np.array(expected["Y"])[:, :K])
    )


def fits(document: Document, cost: str) -> bool:
    try:
        document.with_(cost=cost)
    except ModelError:
        return False
    return True


@pytest.mark.parametrize("entry", DATA, ids=ids(DATA))
def test_data_open_as_examples(entry: dict[str, Any]) -> None:
    document = opened(files(entry)).document
    assert document is not None
    m, inputs, outputs = {
        "csv_iris_kaggle_id": (150, 4, 3),
        "csv_iris_noheader": (150, 4, 3),
        "csv_diabetes_text": (768, 8, 1),
        "csv_wine_semicolon": (1599, 11, 6),
        "csv_sat_gpa": (800, 4, 1),
    }[entry["id"]]
    assert document.examples.x.shape == (m, inputs)
    assert document.examples.y.shape == (m, outputs)


@pytest.mark.parametrize("entry", REFUSED, ids=ids(REFUSED))
def test_what_is_no_layered_network_is_refused_in_a_sentence(entry: dict[str, Any]) -> None:
    with pytest.raises(FormatError) as caught:
        opened(files(entry))
    assert str(caught.value).startswith(f"{entry['file']}: ")
    assert len(str(caught.value)) < 400


def test_a_vector_of_weights_asks_for_its_layers() -> None:
    found = opened([FOLDER / "mat_v5_unrolled.mat"])
    assert found.document is None
    assert [each.option for each in found.questions] == ["layers"]
    again = opened([FOLDER / "mat_v5_unrolled.mat"], Answers(layers=(28, 42, 7)))
    assert again.document is not None
    assert again.document.network.layers == (28, 42, 7)


def test_a_network_without_biases_stays_one() -> None:
    found = opened([FOLDER / "npz_4_4_3_nobias.npz"])
    assert found.document is not None
    assert found.document.network.layers == (4, 4, 3)
    assert not any(theta[:, 0].any() for theta in found.document.network.weights)
    assert not found.document.training.train_biases
    with np.load(FOLDER / "npz_4_4_3_nobias.npz") as real:
        for theta, name in zip(found.document.network.weights, real.files, strict=True):
            np.testing.assert_array_equal(theta[:, 1:], real[name].T)


@pytest.mark.parametrize("entry", SAMPLES, ids=ids(SAMPLES))
def test_reading_leaves_the_samples_as_they_were(entry: dict[str, Any]) -> None:
    data = (FOLDER / entry["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == entry["sha256"]
