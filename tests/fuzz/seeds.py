"""Whole files of each format to damage, as the real libraries or the tests' writers make them."""

import gzip
import io
import pickle
import warnings
import zlib
from collections.abc import Iterator

import numpy as np

from tests.formats import older_files, torch_files
from tests.formats.foreign import BIASES, WEIGHTS, X


def _keras_h5() -> Iterator[bytes]:
    from tests.formats import keras_files
    from tests.formats.test_keras import ARRAYS, LAYERS

    for generation in (1, 2, 3):
        yield keras_files.old(LAYERS, ARRAYS, generation, loss="mse")


def _keras() -> Iterator[bytes]:
    from tests.formats import keras_files
    from tests.formats.test_keras import ARRAYS, LAYERS

    groups = dict(zip(("layers/dense", "layers/dense_1"), ARRAYS.values(), strict=True))
    yield keras_files.new(LAYERS, groups, loss="mse")


def _onnx() -> Iterator[bytes]:
    from tests.formats.test_onnx import CASES

    yield from (data for data, _ in CASES.values())


def _pickles() -> Iterator[bytes]:
    from tests.formats.test_pickles import state, whole

    with torch_files.stand_ins():
        yield torch_files.zipped(state())
        yield torch_files.legacy(state())
    yield whole("1", "ReLU", "2", "Sigmoid")
    for protocol in range(6):
        yield pickle.dumps({"W1": WEIGHTS[0], "b1": [1.5, 2, 3], "n": {"more": X}}, protocol)
    yield zlib.compress(pickle.dumps({"W1": WEIGHTS[0], "b1": BIASES[0]}))
    from sklearn.neural_network import MLPRegressor

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # It does not converge in so few iterations.
        model = MLPRegressor(hidden_layer_sizes=(2,), max_iter=2).fit(X, X[:, 0])
    yield from (pickle.dumps(model, protocol) for protocol in (2, 4, 5))


def _snns() -> Iterator[bytes]:
    yield older_files.snns(WEIGHTS, BIASES, ("Act_TanH", "Act_Logistic")).encode()


def _patterns() -> Iterator[bytes]:
    yield older_files.patterns(X, X[:, :2]).encode()


def _fann() -> Iterator[bytes]:
    yield older_files.fann(WEIGHTS, BIASES, (3, 5), (0.5, 0.5)).encode()


def _fann_data() -> Iterator[bytes]:
    yield b"2 2 1\n0 1\n1\n1 1\n0\n"


def _encog() -> Iterator[bytes]:
    yield older_files.encog(WEIGHTS, BIASES, ("ActivationTANH", "ActivationSigmoid")).encode()


def _numpy() -> Iterator[bytes]:
    out = io.BytesIO()
    np.savez(out, W1=WEIGHTS[0], b1=BIASES[0])
    yield out.getvalue()
    out = io.BytesIO()
    np.savez_compressed(out, W1=WEIGHTS[0], b1=BIASES[0])
    yield out.getvalue()
    out = io.BytesIO()
    objects = np.empty(2, dtype=object)
    objects[:] = WEIGHTS
    np.save(out, objects, allow_pickle=True)
    yield out.getvalue()


def _mat4() -> Iterator[bytes]:
    from tests.formats.test_mat import of_version_4

    yield of_version_4()
    yield of_version_4(">", 10)


def _idx() -> Iterator[bytes]:
    from tests.formats.test_more_files import LABELS, PIXELS, idx

    yield idx(PIXELS)
    yield idx(LABELS)
    yield idx(np.arange(6.0).astype(">f4").reshape(2, 3), 0x0D)


def _joblib() -> Iterator[bytes]:
    import joblib

    for packed in (0, 3):
        out = io.BytesIO()
        names = np.array(["size", "age", "rate"], dtype=object)
        joblib.dump({"W1": WEIGHTS[0], "b1": BIASES[0], "names": names}, out, compress=packed)
        yield out.getvalue()


def _tables() -> Iterator[tuple[str, bytes]]:
    from tests.formats.test_table_texts import ARFF, JSON, LIBSVM

    yield ".arff", ARFF.encode()
    yield ".libsvm", LIBSVM.encode()
    yield from ((".json", each.encode()) for each in JSON.values())
    yield ".csv.gz", gzip.compress(b"a,b,y\n1,2,0\n3,4,1\n")
    yield ".txt", b"a;b;y\n1.200,5;10%;0\ninf;$3;1\n1.000,25;4;1\nTotal;1;2\n"


def made() -> Iterator[tuple[str, bytes]]:
    """A name with its suffix, and the bytes of a good file."""
    for suffix, files in (
        (".pth", _pickles()),
        (".pkl", _pickles()),
        (".onnx", _onnx()),
        (".h5", _keras_h5()),
        (".keras", _keras()),
        (".npz", _numpy()),
        (".mat", _mat4()),
        (".net", _snns()),
        (".pat", _patterns()),
        (".net", _fann()),
        (".train", _fann_data()),
        (".eg", _encog()),
        (".idx", _idx()),
        (".joblib", _joblib()),
    ):
        yield from ((f"made{suffix}", data) for data in files)
    yield from ((f"made{suffix}", data) for suffix, data in _tables())
