"""A matrix alone in a file: called as the file is, and read as weights or as data."""

import pickle
from pathlib import Path

import numpy as np
import pytest
from scipy.io import savemat

from bpsim.core.arrays import Array
from bpsim.core.propagation import forward
from bpsim.formats.content import Answers, Opened
from bpsim.formats.errors import FormatError
from bpsim.formats.registry import opened
from bpsim.formats.tables.choices import TableChoices
from bpsim.formats.tables.examples import examples_in_file

RNG = np.random.default_rng(8)
X, Y = RNG.normal(size=(40, 3)), RNG.integers(0, 2, 40)
BOTH = np.column_stack([X, Y])


def saved(folder: Path, **arrays: Array) -> list[Path]:
    paths = []
    for name, array in arrays.items():
        paths.append(folder / f"{name}.npy")
        np.save(paths[-1], array)
    return paths


def held(found: Opened) -> str | None:
    """What was guessed that the array holds."""
    return next((each.value for each in found.guesses if each.option == "holds"), None)


@pytest.mark.parametrize("names", [("X", "y"), ("y", "X"), ("X_train", "y_train")])
def test_files_called_as_arrays_are_belong_together(tmp_path: Path, names: tuple[str, str]) -> None:
    arrays = {name: X if name.startswith("X") else Y for name in names}
    found = opened(saved(tmp_path, **arrays))
    assert found.document is not None and held(found) is None
    np.testing.assert_array_equal(found.document.examples.x, X)
    np.testing.assert_array_equal(found.document.examples.y.ravel(), Y)


def test_a_network_of_a_file_for_each_array(tmp_path: Path) -> None:
    W1, b1, W2, b2 = (RNG.normal(size=size) for size in ((3, 5), 5, (5, 2), 2))
    paths = saved(tmp_path, W2=W2, b1=b1, W1=W1, b2=b2)
    document = opened(paths, Answers(activations=("tanh", "sigmoid"))).document
    assert document is not None and document.network.layers == (3, 5, 2)
    right = 1 / (1 + np.exp(-(np.tanh(X @ W1 + b1) @ W2 + b2)))
    np.testing.assert_allclose(forward(document.network, X).a[-1], right, rtol=1e-12)


@pytest.mark.parametrize("name", ["mine", "best", "data"])
def test_a_table_of_numbers_is_data_and_can_be_weights(tmp_path: Path, name: str) -> None:
    paths = saved(tmp_path, **{name: BOTH})
    found = opened(paths)
    assert found.document is not None and held(found) == "data"
    np.testing.assert_array_equal(found.document.examples.x, X)
    np.testing.assert_array_equal(found.document.examples.y.ravel(), Y)
    first = opened(paths, Answers(table=TableChoices(targets=("1",)))).document
    assert first is not None
    np.testing.assert_array_equal(first.examples.y.ravel(), X[:, 0])
    weights = opened(paths, Answers(holds="weights")).document
    assert weights is not None and not len(weights.examples)
    np.testing.assert_array_equal(weights.network.theta(1), BOTH)


def test_a_matrix_of_weights_without_a_name_is_weights_and_can_be_data(tmp_path: Path) -> None:
    theta = RNG.normal(size=(5, 4))
    paths = saved(tmp_path, mine=theta)
    found = opened(paths)
    assert found.document is not None and held(found) == "weights"
    np.testing.assert_array_equal(found.document.network.theta(1), theta)
    data = opened(paths, Answers(holds="data")).document
    assert data is not None
    np.testing.assert_array_equal(data.examples.x, theta[:, :3])


@pytest.mark.parametrize("name", ["W1", "theta", "fc1.weight", "layer1_weights"])
def test_what_is_called_weights_is_nothing_else(tmp_path: Path, name: str) -> None:
    found = opened(saved(tmp_path, **{name: RNG.normal(size=(90, 4)).round()}))
    assert found.document is not None and held(found) is None
    assert found.document.network.depth == 2


def test_beside_a_network_a_matrix_without_a_name_is_data(tmp_path: Path) -> None:
    network = tmp_path / "network.npz"
    np.savez(network, Theta1=RNG.normal(size=(2, 4)), Theta2=RNG.normal(size=(1, 3)))
    document = opened([network, *saved(tmp_path, mine=BOTH)]).document
    assert document is not None and document.network.layers == (3, 2, 1)
    np.testing.assert_array_equal(document.examples.x, X)


@pytest.mark.parametrize("y", [Y, Y.reshape(-1, 1), np.column_stack([Y, 1 - Y])])
@pytest.mark.parametrize("kind", ["npz", "pickle"])
def test_two_arrays_without_names_are_inputs_and_targets(
    tmp_path: Path, y: Array, kind: str
) -> None:
    path = tmp_path / "mine"
    if kind == "npz":
        path = tmp_path / "mine.npz"
        np.savez(path, X, y)
    else:
        path.write_bytes(pickle.dumps((X, y)))
    found = opened([path])
    assert found.document is not None and held(found) == "data"
    np.testing.assert_array_equal(found.document.examples.x, X)
    np.testing.assert_array_equal(found.document.examples.y, y.reshape(40, -1))


def test_weights_and_their_biases_without_names_are_no_data(tmp_path: Path) -> None:
    path = tmp_path / "mine.npz"
    W, b = RNG.normal(size=(4, 3)), RNG.normal(size=4)
    np.savez(path, W, b)
    found = opened([path])
    assert found.document is not None and held(found) == "weights"
    np.testing.assert_array_equal(found.document.network.theta(1), np.column_stack([b, W]))
    data = opened([path], Answers(holds="data")).document
    assert data is not None and data.examples.x.shape == (4, 3)


def test_any_format_may_hold_one_matrix(tmp_path: Path) -> None:
    path = tmp_path / "ex1.mat"
    savemat(path, {"data": BOTH})
    found = opened([path])
    assert found.document is not None and held(found) == "data"
    assert found.document.examples.x.shape == X.shape


@pytest.mark.parametrize("kind", ["<U6", ">U9", "S4"])
@pytest.mark.parametrize("count", [2, 3])
def test_targets_that_are_texts_are_classes(tmp_path: Path, kind: str, count: int) -> None:
    names = ["cat", "bird", "dog"][:count]
    y = np.array(names, dtype=kind)[np.arange(40) % count]
    path = tmp_path / "mine.npz"
    np.savez(path, X=X, y=y)
    document = opened([path]).document
    assert document is not None and document.classes == tuple(sorted(names))
    chosen = document.examples.y.argmax(axis=1) if count > 2 else document.examples.y.ravel()
    right = [sorted(names).index(names[n % count]) for n in range(40)]
    assert chosen.tolist() == right
    network = tmp_path / "network.npz"
    np.savez(network, Theta1=RNG.normal(size=(3 if count > 2 else 2, 4)), X=X, y=y)
    with_it = opened([network]).document
    assert with_it is not None
    assert with_it.examples.y.argmax(axis=1).tolist() == right


def test_texts_that_are_no_targets_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "mine.npz"
    np.savez(
        path, X=X, y=Y, names=np.array(["a", "b"]), labels=np.array([str(n) for n in range(40)])
    )
    found = opened([path])
    assert found.document is not None
    assert "These are no arrays of real numbers: names, labels." in found.left_out


@pytest.mark.parametrize("shape", [(13,), (1, 13), (13, 1)])
def test_a_vector_without_a_name_is_all_weights(tmp_path: Path, shape: tuple[int, ...]) -> None:
    vector = RNG.normal(size=shape)
    paths = saved(tmp_path, mine=vector)
    asked = opened(paths)
    assert asked.document is None and [each.option for each in asked.questions] == ["layers"]
    document = opened(paths, Answers(layers=(2, 3, 1))).document
    assert document is not None
    np.testing.assert_array_equal(document.network.theta(1).ravel(), vector.ravel()[:9])
    np.testing.assert_array_equal(document.network.theta(2).ravel(), vector.ravel()[9:])


@pytest.mark.parametrize("y", [Y, Y.reshape(-1, 1), np.eye(2)[Y]])
def test_targets_alone_say_what_is_missing(tmp_path: Path, y: Array) -> None:
    with pytest.raises(FormatError, match=r"y\.npy: the file holds targets alone: open the"):
        opened(saved(tmp_path, y=y))


def test_who_asks_for_examples_gets_them(tmp_path: Path) -> None:
    _, examples, _ = examples_in_file(saved(tmp_path, mine=RNG.normal(size=(5, 4)))[0])
    assert examples.x.shape == (5, 3)
