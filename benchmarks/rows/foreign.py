"""Opening files of other programs: 784-512-512-10 in every format, and a large table."""

import io
import pickle
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.rows.files import best_of
from benchmarks.table import Row, megabytes, seconds
from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.initial_weights import Start
from bpsim.core.network import Network
from bpsim.formats.registry import opened, write

GROUP = "Files of other programs"
LAYERS = (784, 512, 512, 10)
NAMES = ("relu", "relu", "softmax")
ROWS, COLUMNS = 100_000, 30
MOST_NETWORK, MOST_TABLE = 2.0, 3.0
WRITTEN = (".mat", ".npz", ".safetensors", ".onnx", ".json")

Files = dict[str, Callable[[], bytes]]


def network() -> Network:
    """The one that every file holds."""
    return Network.of(NAMES, Start("glorot", 1).weights(LAYERS, NAMES))


def made(whole: Network) -> Files:
    """Bytes of formats that are not written here, made as the tests make theirs."""
    from tests.formats import keras_files, older_files, torch_files

    weights = [theta[:, 1:].astype(np.float32) for theta in whole.weights]
    biases = [theta[:, 0].astype(np.float32) for theta in whole.weights]
    arrays: dict[str, Sequence[np.ndarray]] = {
        f"d{n}": (w.T, b) for n, (w, b) in enumerate(zip(weights, biases, strict=True))
    }
    layers = [
        keras_files.layer("Dense", name, units=len(b), activation=g, use_bias=True)
        for (name, (_, b)), g in zip(arrays.items(), NAMES, strict=True)
    ]
    groups = {f"layers/dense{f'_{n}' * bool(n)}": a for n, a in enumerate(arrays.values())}

    def state() -> bytes:
        with torch_files.stand_ins():
            tensor = torch_files.Tensor
            named: dict[str, torch_files.Tensor] = {}
            for n, (w, b) in enumerate(zip(weights, biases, strict=True)):
                named |= {f"{n}.weight": tensor(w), f"{n}.bias": tensor(b)}
            return torch_files.zipped(named)

    def version_4() -> bytes:
        from scipy.io import savemat

        stream = io.BytesIO()
        savemat(stream, {f"Theta{n}": t for n, t in enumerate(whole.weights, 1)}, format="4")
        return stream.getvalue()

    plain = {f"W{n}": w for n, w in enumerate(weights)} | {f"b{n}": b for n, b in enumerate(biases)}
    return {
        "v4.mat": version_4,
        "keras.h5": lambda: keras_files.old(layers, arrays, 2, loss="mse"),
        "network.keras": lambda: keras_files.new(layers, groups, loss="mse"),
        "state.pth": state,
        "arrays.pkl": lambda: pickle.dumps(plain),
        "snns.net": lambda: older_files.snns(
            weights, biases, ("Act_TanH", "Act_TanH", "Act_Logistic")
        ).encode(),
        "fann.net": lambda: older_files.fann(weights, biases, (5, 5, 3), (0.5, 0.5, 0.5)).encode(),
        "network.eg": lambda: older_files.encog(
            weights, biases, ("ActivationTANH", "ActivationTANH", "ActivationSigmoid")
        ).encode(),
    }


def rows(quick: bool = False) -> Iterator[Row]:
    """Each file opened from the disk to a document, warm."""
    tries = 1 if quick else 3
    whole = network()
    cost = "categorical-cross-entropy"
    document = Document("", whole, cost, Examples.none(LAYERS[0], LAYERS[-1]))
    with tempfile.TemporaryDirectory() as folder:
        for suffix in WRITTEN:
            path = Path(folder, f"own{suffix}")
            write(document, path)
            yield _row(path, tries, MOST_NETWORK)
        for name, make in made(whole).items():
            path = Path(folder, name)
            path.write_bytes(make())
            yield _row(path, tries, MOST_NETWORK)
        rng = np.random.default_rng(1)
        numbers = rng.normal(size=(ROWS, COLUMNS))
        for name, mark in (("numbers.csv", ","), ("comma.csv", ";")):
            text = io.StringIO()
            np.savetxt(text, numbers, fmt="%.6f", delimiter=mark)
            path = Path(folder, name)
            # The second has a decimal comma, which only the slower reader knows.
            path.write_text(text.getvalue().replace(".", ",") if mark == ";" else text.getvalue())
            yield _row(path, tries, MOST_TABLE)


def _row(path: Path, tries: int, most: float) -> Row:
    found = opened([path]).document
    taken = best_of(tries, lambda: opened([path]))
    size = megabytes(path.stat().st_size)
    return Row(
        GROUP, f"open {path.name}, {size}", seconds(taken), goal=f"≤ {most:g} s",
        reached=taken <= most and found is not None,
    )  # fmt: skip
