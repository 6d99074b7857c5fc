"""model.to_json() of Keras beside the file of weights, in either order."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bpsim.core.propagation import forward
from bpsim.formats.errors import FormatError
from bpsim.formats.registry import opened
from tests.formats.keras_files import layer

h5py = pytest.importorskip("h5py")

RNG = np.random.default_rng(9)
KERNELS = [RNG.normal(size=(3, 4)), RNG.normal(size=(4, 2))]
BIASES = [RNG.normal(size=4), RNG.normal(size=2)]
LAYERS = [
    layer("InputLayer", "input", batch_shape=[None, 3]),
    layer("Dense", "d1", units=4, activation="linear"),
    layer("LeakyReLU", "l1", negative_slope=0.25),
    layer("Dropout", "drop", rate=0.5),
    layer("Dense", "d2", units=2, activation="softmax"),
]


def files(folder: Path, layers: list[dict[str, Any]] = LAYERS) -> tuple[Path, Path]:
    model = {"class_name": "Sequential", "config": {"name": "s", "layers": layers}}
    config, weights = folder / "model.json", folder / "model.h5"
    config.write_text(json.dumps(model | {"keras_version": "3.8.0", "backend": "tensorflow"}))
    with h5py.File(weights, "w") as file:
        file.attrs["layer_names"] = [b"d1", b"d2"]
        for name, kernel, bias in zip(("d1", "d2"), KERNELS, BIASES, strict=True):
            group = file.create_group(name)
            group.attrs["weight_names"] = [b"kernel", b"bias"]
            group["kernel"], group["bias"] = kernel, bias
    return config, weights


@pytest.mark.parametrize("turned", [False, True])
def test_layers_and_weights_of_two_files(tmp_path: Path, turned: bool) -> None:
    both = files(tmp_path)
    found = opened(both[::-1] if turned else both)
    document = found.document
    assert document is not None
    assert [each.option for each in found.guesses] == ["cost"]
    x = RNG.normal(size=(5, 3))
    z = x @ KERNELS[0] + BIASES[0]
    z = np.where(z < 0, 0.25 * z, z) @ KERNELS[1] + BIASES[1]
    softmax = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(forward(document.network, x).a[-1], softmax, rtol=1e-12)


def test_rescaling_in_front_is_kept(tmp_path: Path) -> None:
    scaled = [LAYERS[0], layer("Rescaling", "r", scale=0.5, offset=1.0), *LAYERS[1:]]
    document = opened(files(tmp_path, scaled)).document
    assert document is not None and document.scaling is not None
    np.testing.assert_array_equal(document.scaling.applied(np.array([[2.0, 4, 6]])), [[2, 3, 4]])


@pytest.mark.parametrize(
    ("layers", "reason"),
    [
        (LAYERS, "layers of a network without their weights"),
        ([layer("Conv2D", "c")], "“c” is a Conv2D"),
        ([layer("Lambda", "f")], "“f” is a Lambda"),
    ],
)
def test_alone_it_is_refused(tmp_path: Path, layers: list[dict[str, Any]], reason: str) -> None:
    config, _ = files(tmp_path, layers)
    with pytest.raises(FormatError, match=reason):
        opened([config])
