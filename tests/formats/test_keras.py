"""Keras files of all generations, their traps, and what is refused by the name of its layer."""

import io
import json
import struct
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

h5py = pytest.importorskip("h5py")

from bpsim.core.examples import Examples  # noqa: E402
from bpsim.core.training import whole_gradient  # noqa: E402
from bpsim.formats.errors import PlaceError  # noqa: E402
from bpsim.formats.keras import archive, h5  # noqa: E402
from tests.formats import keras_files  # noqa: E402
from tests.formats.foreign import BIASES, WEIGHTS, X, document_of, given, names_of, outputs, told  # noqa: E402
from tests.formats.keras_files import layer, policy  # noqa: E402

ARRAYS = {name: (w.T, b) for name, w, b in zip(("d1", "d2"), WEIGHTS, BIASES, strict=True)}


def dense(name: str, units: int, activation: Any, **said: Any) -> dict[str, Any]:
    return layer("Dense", name, units=units, activation=activation, use_bias=True, **said)


LAYERS = [dense("d1", 4, "tanh"), dense("d2", 2, "sigmoid")]


def read_h5(data: bytes) -> Any:
    assert h5.match(data[:4096], "model.h5")
    return h5.read(data, "model.h5")


def read_keras(data: bytes) -> Any:
    assert archive.match(data[:4096], "model.keras")
    return archive.read(data, "model.keras")


@pytest.mark.parametrize("generation", [1, 2, 3])
def test_the_three_generations_of_h5(generation: int) -> None:
    layers = LAYERS
    if generation == 1:
        layers = [layer("Dense", "d1", output_dim=4, activation="tanh", bias=True),
                  layer("Dense", "d2", output_dim=2, activation="sigmoid", bias=True)]  # fmt: skip
    if generation == 3:
        layers = [layer("InputLayer", "input", batch_shape=[None, 3]), *LAYERS]
    data = keras_files.old(layers, ARRAYS, generation, loss="binary_crossentropy")
    found = read_h5(data)
    document = document_of(found)
    assert names_of(document) == ("tanh", "sigmoid")
    assert document.cost == "cross-entropy per output"
    assert not found.left_out
    np.testing.assert_allclose(given(document), outputs(("tanh", "sigmoid")), rtol=1e-12)


@pytest.mark.parametrize(
    ("loss", "times"), [("binary_crossentropy", 1), ("mse", 2), ("categorical_crossentropy", 1)]
)
def test_j_is_the_loss_that_keras_prints(loss: str, times: int) -> None:
    last = "softmax" if loss.startswith("categorical") else "sigmoid"
    layers = [dense("d1", 4, "tanh"), dense("d2", 2, last)]
    found = read_h5(keras_files.old(layers, ARRAYS, 2, loss=loss))
    y = np.eye(2)[[0, 1, 1, 0, 1, 0]]
    document = document_of(found).with_(examples=Examples.of(X, y))
    h = outputs(("tanh", last))
    theirs = {
        "binary_crossentropy": -np.mean(y * np.log(h) + (1 - y) * np.log(1 - h)),
        "mse": np.mean((h - y) ** 2),
        "categorical_crossentropy": -np.mean(np.sum(y * np.log(h), axis=1)),
    }[loss]
    assert times * whole_gradient(document).J == pytest.approx(theirs, rel=1e-12)
    assert bool(found.notices) == (times == 2)


@pytest.mark.parametrize(
    ("loss", "said"),
    [
        ("hinge", "The loss “hinge” is not known here."),
        ({"d1": "mse", "d2": "hinge"}, "A loss of several parts is not known here."),
    ],
)
def test_a_loss_that_is_not_known_is_told(loss: object, said: str) -> None:
    layers = [dense("d1", 4, "tanh"), dense("d2", 2, "sigmoid")]
    found = read_h5(keras_files.old(layers, ARRAYS, 2, loss=loss))
    assert (found.cost, found.left_out) == (None, (said,))


def test_activations_may_be_layers_and_objects() -> None:
    relu = {"module": "keras.layers", "class_name": "ReLU", "config": {"name": "relu"}}
    softmax = {"class_name": "function", "config": "softmax"}
    for layers in (
        [dense("d1", 4, "linear"), layer("Activation", "a", activation="relu"),
         layer("Dropout", "o"), dense("d2", 2, None), layer("Softmax", "s")],
        [dense("d1", 4, relu), dense("d2", 2, softmax)],
    ):  # fmt: skip
        document = document_of(read_h5(keras_files.old(layers, ARRAYS, 2)))
        np.testing.assert_allclose(given(document), outputs(("relu", "softmax")), rtol=1e-12)


def test_a_chain_built_from_calls() -> None:
    """Written by the functional interface, with the layers in another order."""
    for nodes in (
        lambda name: [[[name, 0, 0, {}]]],
        lambda name: [{"args": [{"class_name": "__keras_tensor__",
                                 "config": {"keras_history": [name, 0, 0]}}], "kwargs": {}}],
    ):  # fmt: skip
        layers = [
            {**LAYERS[1], "inbound_nodes": nodes("d1")},
            {**LAYERS[0], "inbound_nodes": nodes("input")},
            {**layer("InputLayer", "input"), "inbound_nodes": []},
        ]
        data = keras_files.old(layers, ARRAYS, 2, model="Functional")
        np.testing.assert_allclose(
            given(document_of(read_h5(data))), outputs(("tanh", "sigmoid")), rtol=1e-12
        )
        layers[0]["inbound_nodes"] = nodes("d1") + nodes("input")
        with pytest.raises(PlaceError, match="several layers together"):
            read_h5(keras_files.old(layers, ARRAYS, 2, model="Functional"))


@pytest.mark.parametrize(
    "groups",
    [
        ("layers/dense", "layers/dense_1"),
        ("_layer_checkpoint_dependencies\\dense", "_layer_checkpoint_dependencies\\dense_1"),
        ("layers/d1", "layers/d2"),
    ],
    ids=["by class", "backslashes", "by name"],
)
@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_keras_file(groups: tuple[str, str], compression: int) -> None:
    layers = [dense("d1", 4, "tanh", dtype=policy()), dense("d2", 2, "sigmoid", dtype=policy())]
    arrays = dict(zip(groups, ARRAYS.values(), strict=True))
    document = document_of(
        read_keras(
            keras_files.new(layers, arrays, loss={"class_name": "BinaryCrossentropy",
                            "config": {"name": "binary_crossentropy"}}, compression=compression)
        )
    )  # fmt: skip
    assert document.cost == "cross-entropy per output"
    np.testing.assert_allclose(given(document), outputs(("tanh", "sigmoid")), rtol=1e-12)


def test_groups_go_by_class_and_order_whatever_the_layers_are_called() -> None:
    """The second layer is called like the group of the first."""
    layers = [dense("dense_7", 4, "tanh"), dense("dense", 2, "sigmoid")]
    arrays = {"layers/dense": ARRAYS["d1"], "layers/dense_1": ARRAYS["d2"]}
    found = document_of(read_keras(keras_files.new(layers, arrays)))
    np.testing.assert_allclose(given(found), outputs(("tanh", "sigmoid")), rtol=1e-12)


def test_weights_alone_leave_the_activations_open() -> None:
    out = io.BytesIO()
    with h5py.File(out, "w") as file:
        keras_files.weights_into(file, [*LAYERS, layer("Dropout", "o")], ARRAYS, 2)
    found = read_h5(out.getvalue())
    assert told(found) == [None, None]
    np.testing.assert_array_equal(found.layers[0].weights, WEIGHTS[0].T)
    # More than ten layers: _10 comes after _2.
    out = io.BytesIO()
    with h5py.File(out, "w") as file:
        for n in range(12):
            name = f"layers/dense_{n}" if n else "layers/dense"
            file[f"{name}/vars/0"] = np.full((n + 1, n + 2), float(n))
            file[f"{name}/vars/1"] = np.zeros(n + 2)
    found = read_h5(out.getvalue())
    assert [each.weights[0, 0] for each in found.layers] == list(range(12))


def test_a_layer_without_a_bias_stays_without() -> None:
    arrays = {name: found[:1] for name, found in ARRAYS.items()}
    found = document_of(read_h5(keras_files.old(LAYERS, arrays, 2)))
    assert not found.training.train_biases
    np.testing.assert_allclose(given(found), outputs(("tanh", "sigmoid"), biases=False))


def test_scaling_of_the_inputs_is_offered() -> None:
    layers = [layer("Normalization", "n"), *LAYERS]
    mean, variance = np.array([1.0, 2.0, 3.0]), np.array([4.0, 9.0, 16.0])
    arrays = {"layers/normalization": (mean, variance, np.array(5)),
              "layers/dense": ARRAYS["d1"], "layers/dense_1": ARRAYS["d2"]}  # fmt: skip
    scaling = read_keras(keras_files.new(layers, arrays)).scaling
    np.testing.assert_array_equal(scaling.shift, mean)
    np.testing.assert_array_equal(scaling.scale, [2.0, 3.0, 4.0])
    layers = [layer("Rescaling", "r", scale=1 / 255, offset=-1.0), *LAYERS]
    scaling = read_h5(keras_files.old(layers, ARRAYS, 2)).scaling
    np.testing.assert_allclose((510 - scaling.shift) / scaling.scale, 1.0)


@pytest.mark.parametrize("kind", ["Lambda", "Conv2D", "LSTM", "BatchNormalization", "Embedding"])
def test_other_layers_are_refused_by_name(kind: str) -> None:
    layers = [LAYERS[0], layer(kind, "odd", function="4wEAAAA="), LAYERS[1]]
    for read in (
        lambda: read_h5(keras_files.old(layers, ARRAYS, 2)),
        lambda: read_keras(keras_files.new(layers, {"layers/dense": ARRAYS["d1"]})),
    ):
        with pytest.raises(PlaceError) as caught:
            read()
        assert "“odd”" in caught.value.place
        assert kind in caught.value.reason


@pytest.mark.parametrize(
    ("layers", "reason"),
    [
        ([dense("d1", 4, "mish"), LAYERS[1]], "mish"),
        ([dense("d1", 5, "tanh"), LAYERS[1]], "4 units, but 5 are configured"),
        ([LAYERS[0], layer("Activation", "a", activation="relu"), LAYERS[1]], "without a layer"),
        ([layer("Sequential", "inner", layers=LAYERS)], "a model within the model"),
        ([dense("d3", 4, "tanh")], "no weights in the file"),
        ([layer("Dropout", "o")], "no Dense layer"),
    ],
)
def test_what_no_chain_of_dense_layers_is(layers: list[dict[str, Any]], reason: str) -> None:
    with pytest.raises(PlaceError) as caught:
        read_h5(keras_files.old(layers, ARRAYS, 2))
    assert reason in caught.value.reason


def test_a_class_of_the_users_is_refused() -> None:
    with pytest.raises(PlaceError, match="MyModel"):
        read_h5(keras_files.old(LAYERS, ARRAYS, 2, model="MyModel"))


def linked(tmp_path: Path, kind: str) -> bytes:
    """A model whose first kernel stands in another file, which is there to be read."""
    other = tmp_path / "other.h5"
    with h5py.File(other, "w") as file:
        file["secret"] = WEIGHTS[0].T
    raw = tmp_path / "raw"
    raw.write_bytes(WEIGHTS[0].T.tobytes())
    data = io.BytesIO(keras_files.old(LAYERS, ARRAYS, 2))
    with h5py.File(data, "r+") as file:
        group = file["model_weights/d1/d1_1"]
        del group["kernel:0"]
        if kind == "external link":
            group["kernel:0"] = h5py.ExternalLink(str(other), "/secret")
        elif kind == "soft link":
            group["kernel:0"] = h5py.SoftLink("/model_weights/d2/d2_1/kernel:0")
        elif kind == "external storage":
            group.create_dataset("kernel:0", (3, 4), "<f4", external=[(str(raw), 0, 48)])
        else:
            layout = h5py.VirtualLayout((3, 4), "<f4")
            layout[:] = h5py.VirtualSource(str(other), "secret", (3, 4), "<f4")
            group.create_virtual_dataset("kernel:0", layout)
    return data.getvalue()


@pytest.mark.parametrize("kind", ["external link", "soft link", "external storage", "virtual"])
def test_nothing_outside_the_file_is_read(tmp_path: Path, kind: str) -> None:
    with pytest.raises(PlaceError):
        read_h5(linked(tmp_path, kind))


@pytest.mark.parametrize(
    "said",
    [
        {"shape": (2**15, 2**15), "chunks": (64, 64), "compression": "gzip"},
        {"shape": (4, 4), "maxshape": (None, None), "chunks": (2**14, 2**14)},
    ],
    ids=["large", "large chunks"],
)
def test_bombs_are_refused_before_memory_is_taken(said: dict[str, Any]) -> None:
    data = io.BytesIO(keras_files.old(LAYERS, ARRAYS, 2))
    with h5py.File(data, "r+") as file:
        group = file["model_weights/d1/d1_1"]
        del group["kernel:0"]
        group.create_dataset("kernel:0", dtype="<f8", **said)
    with pytest.raises(PlaceError, match="numbers"):
        read_h5(data.getvalue())


def test_a_group_that_holds_itself_ends() -> None:
    data = io.BytesIO(keras_files.old(LAYERS, ARRAYS, 2))
    with h5py.File(data, "r+") as file:
        file["model_weights/again"] = file["model_weights"]
    with pytest.raises(PlaceError):
        read_h5(data.getvalue())


def test_a_heap_that_never_ends_is_refused() -> None:
    """The library of HDF5 itself goes round in it for ever."""
    data = keras_files.old(LAYERS, ARRAYS, 2)
    at = data.index(b"GCOL")
    free = data.index(struct.pack("<HHI", 0, 0, 0), at + 16)
    while (free - at) % 8 or struct.unpack_from("<Q", data, free + 8)[0] != at + 4096 - free:
        free = data.index(struct.pack("<HHI", 0, 0, 0), free + 1)
    with pytest.raises(PlaceError, match="does not end"):
        read_h5(data[: free + 8] + bytes(8) + data[free + 16 :])


@pytest.mark.parametrize("name", ["model_config", "weight_names"])
def test_an_attribute_that_is_no_text_any_more_is_not_read(name: str) -> None:
    """A single byte makes a list of varying length of it, at which the library of HDF5 crashes."""
    data = bytearray(keras_files.old(LAYERS, ARRAYS, 2))
    at = data.rindex(b"\x19\x01", 0, data.rindex(name.encode()) + 40)
    data[at + 1] = 0xF4
    with pytest.raises(PlaceError, match="is no text"):
        read_h5(bytes(data))


def test_arrays_beside_texts_are_read_and_the_texts_named() -> None:
    data = io.BytesIO()
    with h5py.File(data, "w") as file:
        file["W1"], file["b1"] = WEIGHTS[0], np.zeros(len(WEIGHTS[0]))
        file["list_classes"] = np.array([b"cat", b"dog"])
    content = read_h5(data.getvalue())
    assert list(content.arrays) == ["W1", "b1"]
    assert content.left_out == ("These hold no numbers: list_classes.",)


def test_a_zip_without_the_model_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive_file:
        archive_file.writestr("config.json", json.dumps({}))
    with pytest.raises(PlaceError, match=r"model\.weights\.h5"):
        read_keras(out.getvalue())


@pytest.mark.parametrize("data", [b"\x89HDF\r\n\x1a\n", b"\x89HDF\r\n\x1a\n" + bytes(600)])
def test_what_is_damaged_is_refused(data: bytes) -> None:
    with pytest.raises(PlaceError, match="damaged"):
        read_h5(data)
