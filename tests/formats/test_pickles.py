"""Pickles are read and nothing in them runs: what the real libraries write, and hostile ones."""

import bz2
import gzip
import io
import lzma
import pickle
import warnings
import zipfile
import zlib
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bpsim.formats import numpy_file, packed
from bpsim.formats.content import Content
from bpsim.formats.errors import PlaceError
from bpsim.formats.pickles import reader
from tests.formats import torch_files
from tests.formats.foreign import told
from tests.formats.torch_files import Tensor, stand_ins

W1 = np.arange(12, dtype="<f4").reshape(4, 3) / 8
B1 = np.array([0.5, -1, 2, 0], dtype="<f4")
W2 = np.array([[1, -2, 3, 0.25]], dtype="<f4")
B2 = np.array([-0.75], dtype="<f4")
STATE = OrderedDict([("fc1.weight", W1), ("fc1.bias", B1), ("fc2.weight", W2), ("fc2.bias", B2)])


def state() -> Any:
    return OrderedDict((name, Tensor(array)) for name, array in STATE.items())


def read(data: bytes, name: str = "model.pth") -> Content:
    assert reader.match(data[:4096], name)
    return reader.read(data, name)


def require_state(content: Content) -> None:
    assert list(content.arrays) == list(STATE)
    for name, array in STATE.items():
        np.testing.assert_array_equal(content.arrays[name], array)
    assert (content.orientation, content.bias_place) == ("out-in", "apart")


# --- PyTorch --------------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [torch_files.zipped, torch_files.legacy])
@pytest.mark.parametrize(
    "wrap",
    [
        lambda found: found,
        lambda found: {"epoch": 3, "model_state_dict": found, "loss": 0.25},
        lambda found: {
            "state_dict": found,
            "optimizer_state_dict": {"state": {0: {"exp_avg.weight": Tensor(W1)}}},
        },
        lambda found: OrderedDict((f"module.{name}", each) for name, each in found.items()),
    ],
    ids=["bare", "checkpoint", "with an optimiser", "parallel"],
)
def test_a_state_dict_is_read_from_wherever_it_stands(write: Any, wrap: Any) -> None:
    with stand_ins():
        data = write(wrap(state()))
    require_state(read(data))


def test_a_tensor_may_be_a_part_of_its_storage_or_lie_the_other_way_round() -> None:
    shared = np.arange(24, dtype="<f8")
    with stand_ins():
        data = torch_files.zipped(
            {
                "a.weight": Tensor(shared, (2, 3), (1, 2), 4),
                "a.bias": Tensor(shared, (2,), (1,), 20),
            }
        )
    found = read(data).arrays
    np.testing.assert_array_equal(found["a.weight"], shared[4:10].reshape(3, 2).T)
    np.testing.assert_array_equal(found["a.bias"], shared[20:22])


def test_halves_and_bfloat16_are_read() -> None:
    values = np.array([[1.5, -2.0], [0.25, 3.0]], "<f4")
    with stand_ins():
        data = torch_files.zipped(
            {
                "a.weight": Tensor(values.astype("<f2")),
                "b.weight": Tensor((values.view("<u4") >> 16).astype("<u2")),
            }
        )
    found = read(data).arrays
    np.testing.assert_array_equal(found["a.weight"], values)
    np.testing.assert_array_equal(found["b.weight"], values)


@pytest.mark.parametrize(
    "tensor",
    [
        Tensor(W1, (4, 4)),
        Tensor(W1, (4, 3), (3, 1), 1),
        Tensor(W1, (1000, 1000), (0, 0)),
        Tensor(W1, (2**20, 2**20), (0, 0)),
        Tensor(W1, (4, 3), (-3, 1)),
        Tensor(W1, (4, 3), (3,)),
    ],
    ids=["too large", "offset", "expanded", "huge", "backwards", "stride missing"],
)
def test_a_tensor_must_lie_inside_its_storage(tensor: Tensor) -> None:
    with stand_ins():
        data = torch_files.zipped({"a.weight": tensor})
    with pytest.raises(PlaceError, match="does not fit into its storage"):
        read(data)


NN = "torch.nn.modules"
CLASSES = {
    "Linear": f"{NN}.linear",
    "Sequential": f"{NN}.container",
    "Sigmoid": f"{NN}.activation",
    "ReLU": f"{NN}.activation",
    "LogSoftmax": f"{NN}.activation",
    "Mish": f"{NN}.activation",
    "Dropout": f"{NN}.dropout",
    "Conv2d": f"{NN}.conv",
    "LSTM": f"{NN}.rnn",
    "Net": "stand_in_of_a_user",
}


def linear(cls: type, weight: np.ndarray, bias: np.ndarray | None) -> Any:
    parameters = [("weight", Tensor(weight, parameter=True))]
    parameters.append(("bias", None if bias is None else Tensor(bias, parameter=True)))
    return torch_files.module(
        cls, parameters=parameters, in_features=weight.shape[1], out_features=weight.shape[0]
    )


def whole(*names: str, own: bool = False, bias: bool = True) -> bytes:
    """A model of the two layers, "1" and "2", and other modules in the given order."""
    with stand_ins(**CLASSES) as made:
        layers = {
            "1": linear(made["Linear"], W1, B1 if bias else None),
            "2": linear(made["Linear"], W2, B2 if bias else None),
        }
        parts = [
            (f"m{n}", layers[name] if name in layers else torch_files.module(made[name]))
            for n, name in enumerate(names)
        ]
        if own:
            return torch_files.zipped(torch_files.module(made["Net"], modules=parts))
        inner = torch_files.module(made["Sequential"], modules=parts)
        return torch_files.zipped(torch_files.module(made["Net"], modules=[("layers", inner)]))


@pytest.mark.parametrize(
    ("names", "activations"),
    [
        (("1", "ReLU", "2", "Sigmoid"), ("relu", "sigmoid")),
        (("1", "ReLU", "Dropout", "2"), ("relu", "linear")),
        (("1", "2"), ("linear", "linear")),
        (("1", "Sigmoid", "2", "LogSoftmax"), ("sigmoid", "softmax")),
    ],
)
def test_a_whole_module_brings_its_activations(
    names: tuple[str, ...], activations: tuple[str, ...]
) -> None:
    found = read(whole(*names))
    assert tuple(told(found)) == activations
    np.testing.assert_array_equal(found.layers[0].weights, W1)
    np.testing.assert_array_equal(found.layers[1].bias, B2)
    assert not found.guesses
    assert bool(found.left_out) == ("LogSoftmax" in names)


def test_layers_without_biases_stay_without() -> None:
    found = read(whole("1", "2", bias=False))
    assert [(each.bias, each.bias_place) for each in found.layers] == [(None, "none")] * 2


def test_the_order_in_a_class_of_the_users_is_a_guess() -> None:
    found = read(whole("1", "ReLU", "2", own=True))
    assert told(found) == ["relu", "linear"]
    assert [each.option for each in found.guesses] == ["activations"]


@pytest.mark.parametrize("names", [("1", "2"), ("1", "2", "ReLU"), ("ReLU", "1", "2")])
def test_where_an_activation_is_used_is_asked_if_the_order_does_not_say(
    names: tuple[str, ...],
) -> None:
    found = read(whole(*names, own=True))
    assert told(found) == [None, None]


@pytest.mark.parametrize("name", ["Conv2d", "LSTM", "Mish"])
def test_other_layers_are_refused_by_name(name: str) -> None:
    with pytest.raises(PlaceError) as caught:
        read(whole("1", name, "2"))
    assert "“layers.m1”" in caught.value.place
    assert name in caught.value.reason


@pytest.mark.parametrize(
    ("key", "shape", "place"),
    [
        ("conv1.weight", (2, 1, 3, 3), "conv1"),
        ("bn1.running_mean", (2,), "bn1"),
        ("rnn.weight_ih_l0", (2, 2), "rnn"),
    ],
)
def test_other_layers_of_a_state_dict_are_refused_by_name(
    key: str, shape: tuple[int, ...], place: str
) -> None:
    with stand_ins():
        data = torch_files.zipped({**state(), key: Tensor(np.zeros(shape, "<f4"))})
    with pytest.raises(PlaceError) as caught:
        read(data)
    assert place in caught.value.place


def test_a_compressed_member_is_refused() -> None:
    with stand_ins():
        data = torch_files.zipped(state(), zipfile.ZIP_DEFLATED)
    with pytest.raises(PlaceError, match="is compressed"):
        read(data)


def test_a_tar_file_of_long_ago_is_refused() -> None:
    import tarfile

    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("sys_info"), io.BytesIO(b""))
    with pytest.raises(PlaceError, match="tar file"):
        reader.read(out.getvalue(), "old.pth")


# --- scikit-learn and NumPy -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def trained() -> Any:
    pytest.importorskip("sklearn")
    from sklearn.datasets import load_iris
    from sklearn.neural_network import MLPClassifier

    iris = load_iris()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # It does not converge in so few iterations.
        labels = np.array(iris.target_names)[iris.target]
        model = MLPClassifier((5, 4), "tanh", alpha=0.25, max_iter=20, random_state=1)
        return model.fit(iris.data, labels)


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
def test_a_classifier_of_scikit_learn(trained: Any, protocol: int) -> None:
    found = read(pickle.dumps(trained, protocol), "mlp.pkl")
    assert told(found) == ["tanh", "tanh", "softmax"]
    for layer, weights, bias in zip(found.layers, trained.coefs_, trained.intercepts_, strict=True):
        np.testing.assert_array_equal(layer.weights, weights)
        np.testing.assert_array_equal(layer.bias, bias)
        assert layer.orientation == "in-out"
    assert found.classes == ("setosa", "versicolor", "virginica")
    assert found.cost == "categorical-cross-entropy"
    assert found.training["lam"] == 0.25
    assert found.history == tuple(trained.loss_curve_)


@pytest.mark.parametrize("kind", ["zlib", "gzip", "bz2", "xz", "lzma"])
def test_the_same_compressed_by_joblib(trained: Any, tmp_path: Path, kind: str) -> None:
    joblib = pytest.importorskip("joblib")
    joblib.dump(trained, tmp_path / "mlp.pkl", compress=(kind, 3))
    data = (tmp_path / "mlp.pkl").read_bytes()
    assert reader.match(data[:4096], "mlp.pkl") and reader.match(data[:4096], "mlp.joblib")
    assert not reader.match(data[:4096], "mlp.csv")
    found = read(data, "mlp.pkl")
    for layer, weights in zip(found.layers, trained.coefs_, strict=True):
        np.testing.assert_array_equal(layer.weights, weights)
    with pytest.raises(PlaceError, match=r"cut off|damaged"):
        reader.read(data[:-9], "mlp.pkl")


@pytest.mark.parametrize("pack", [zlib.compress, gzip.compress, bz2.compress, lzma.compress])
def test_what_is_unpacked_has_a_limit(pack: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MOST_BYTES", 2**23)
    with pytest.raises(PlaceError, match="larger than 8\u00a0MB"):
        reader.read(pack(bytes(2**24)), "mlp.pkl")


def test_the_same_written_by_joblib(trained: Any, tmp_path: Path) -> None:
    joblib = pytest.importorskip("joblib")
    joblib.dump(trained, tmp_path / "mlp.joblib")
    found = read((tmp_path / "mlp.joblib").read_bytes(), "mlp.joblib")
    np.testing.assert_array_equal(found.layers[1].weights, trained.coefs_[1])


@pytest.mark.parametrize("name", ["StandardScaler", "MinMaxScaler"])
def test_a_scaler_before_a_regressor(name: str) -> None:
    preprocessing = pytest.importorskip("sklearn.preprocessing")
    from sklearn.neural_network import MLPRegressor
    from sklearn.pipeline import make_pipeline

    x = np.random.default_rng(1).normal(3, 2, (20, 4))
    scaler = getattr(preprocessing, name)()
    model = make_pipeline(scaler, MLPRegressor(hidden_layer_sizes=(3,), max_iter=5))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.fit(x, x.sum(axis=1))
    found = read(pickle.dumps(model), "pipeline.pkl")
    assert found.cost == "squared-error"
    assert told(found)[-1] == "linear"
    assert found.scaling is not None
    np.testing.assert_allclose(
        (x - found.scaling.shift) / found.scaling.scale, scaler.transform(x), rtol=1e-12, atol=1e-12
    )


def test_other_estimators_are_refused_by_name() -> None:
    tree = pytest.importorskip("sklearn.tree").DecisionTreeClassifier().fit([[0], [1]], [0, 1])
    with pytest.raises(PlaceError, match="DecisionTreeClassifier"):
        read(pickle.dumps(tree), "tree.pkl")


class Own:
    """A network as people write it."""

    def __init__(self) -> None:
        self.W1, self.b1 = np.arange(6.0).reshape(2, 3), np.array([1.0, 2.0])
        self.name = "mine"


@pytest.mark.parametrize("protocol", [0, 1, 2, 3, 4, 5])
def test_arrays_of_an_object_or_a_dictionary_come_by_name(protocol: int) -> None:
    own = Own()
    for value in (own, {"W1": own.W1, "b1": own.b1}):
        found = read(pickle.dumps(value, protocol), "own.pkl").arrays
        assert list(found) == ["W1", "b1"]
        np.testing.assert_array_equal(found["W1"], own.W1)
        np.testing.assert_array_equal(found["b1"], own.b1)


def test_arrays_of_objects_in_numpy_files() -> None:
    weights = np.empty(2, dtype=object)
    weights[:] = [np.ones((3, 2)), np.zeros((1, 3))]
    out = io.BytesIO()
    np.savez(out, weights=weights, plain=np.ones(2))
    found = numpy_file.read(out.getvalue(), "w.npz").arrays
    assert list(found) == ["weights.1", "weights.2", "plain"]
    np.testing.assert_array_equal(found["weights.1"], np.ones((3, 2)))
    out = io.BytesIO()
    np.save(out, {"W1": np.ones((3, 2)), "b1": [1, 2, 3]}, allow_pickle=True)  # type: ignore[arg-type]
    found = numpy_file.read(out.getvalue(), "w.npy").arrays
    assert list(found) == ["W1", "b1"]


def test_a_matrix_kept_as_lists_is_one_matrix() -> None:
    kept = {"W1": W1.tolist(), "b1": B1.tolist(), "net": {"W2": W2.tolist()}}
    found = read(pickle.dumps(kept), "own.pkl").arrays
    assert list(found) == ["W1", "b1", "net.W2"]
    np.testing.assert_array_equal(found["W1"], W1)
    objects = np.array([kept], dtype=object)
    out = io.BytesIO()
    np.savez(out, model=objects)
    inside = numpy_file.read(out.getvalue(), "w.npz").arrays
    assert list(inside) == ["model.W1", "model.b1", "model.net.W2"]


def test_lists_are_numbered_from_one_and_columns_stay_columns() -> None:
    other = np.asfortranarray(np.arange(6.0).reshape(2, 3))
    data = pickle.dumps({"weights": [np.ones((2, 2)), other]}, 5)
    found = read(data, "own.pkl").arrays
    assert list(found) == ["weights.1", "weights.2"]
    np.testing.assert_array_equal(found["weights.2"], other)


def test_a_table_of_pandas_is_refused_with_the_way_out() -> None:
    frame = b"\x80\x02cpandas.core.frame\nDataFrame\n)\x81}X\x04\x00\x00\x00_mgrNsb."
    with pytest.raises(PlaceError, match=r"table of pandas.* as CSV"):
        reader.read(frame, "frame.pkl")
