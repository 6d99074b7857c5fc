"""Files of scikit-learn as people keep them: searches, pipelines, tables with names, joblib."""

import io
import pickle
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bpsim.core.propagation import forward
from bpsim.formats.content import Opened
from bpsim.formats.errors import FormatError, PlaceError
from bpsim.formats.pickles.arrays import JoblibArrays
from bpsim.formats.pickles.stream import Operations, read_pickle
from bpsim.formats.registry import opened

pytest.importorskip("sklearn", reason="scikit-learn makes the files")

import joblib
from sklearn.compose import TransformedTargetRegressor
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import GridSearchCV
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MaxAbsScaler, Normalizer, RobustScaler, StandardScaler

RNG = np.random.default_rng(4)
X = RNG.normal(size=(40, 3)) * [1, 5, 20] + [0, 3, -8]
KINDS = np.array(["a", "b", "c"], dtype=object)[RNG.integers(0, 3, 40)]
NUMBERS = X[:, 0] * 30 + 200


@pytest.fixture(autouse=True)
def few_iterations() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # It does not converge in so few iterations.
        yield


def classifier(size: int = 4) -> Any:
    return MLPClassifier((size,), max_iter=5, random_state=0)


def kept(path: Path, value: Any, way: str) -> Opened:
    if way == "pickle":
        path.write_bytes(pickle.dumps(value))
    else:
        joblib.dump(value, path, compress=3 if way == "packed" else 0)
    return opened([path])


def outputs(found: Opened, x: Any) -> Any:
    document = found.document
    assert document is not None
    scaled = x if document.scaling is None else document.scaling.applied(x)
    return forward(document.network, scaled).a[-1]


WAYS = pytest.mark.parametrize("way", ["pickle", "joblib", "packed"])


@WAYS
@pytest.mark.parametrize("scaler", [StandardScaler, RobustScaler, MaxAbsScaler, None])
def test_a_pipeline_fitted_to_a_table_gives_the_same(tmp_path: Path, way: str, scaler: Any) -> None:
    model = make_pipeline(scaler(), classifier()) if scaler else classifier()
    model.fit(X, KINDS)
    last = model[-1] if scaler else model
    last.feature_names_in_ = np.array(["size", "age", "rate"], dtype=object)  # as of a DataFrame
    found = kept(tmp_path / "model.joblib", model, way)
    np.testing.assert_allclose(outputs(found, X), model.predict_proba(X), rtol=0, atol=1e-12)
    assert found.document is not None
    assert found.document.classes == ("a", "b", "c")
    assert found.document.examples.x_names == ("size", "age", "rate")
    assert found.left_out == ()


@WAYS
def test_of_a_search_the_best_network_is_opened(tmp_path: Path, way: str) -> None:
    model = GridSearchCV(classifier(), {"hidden_layer_sizes": [(3,), (5,)]}, cv=2).fit(X, KINDS)
    found = kept(tmp_path / "model.pkl", model, way)
    np.testing.assert_allclose(outputs(found, X), model.predict_proba(X), rtol=0, atol=1e-12)


def test_what_else_is_done_to_the_inputs_is_said(tmp_path: Path) -> None:
    model = make_pipeline(Normalizer(), classifier()).fit(X, KINDS)
    found = kept(tmp_path / "model.pkl", model, "pickle")
    words = "What the Normalizer in the file does to the inputs before the network is left out."
    assert found.left_out == (words,)


@pytest.mark.parametrize("way", ["within", "beside"])
def test_a_scaler_of_the_targets_does_not_scale_the_inputs(tmp_path: Path, way: str) -> None:
    x, network = X[:, 1:2], MLPRegressor(hidden_layer_sizes=(3,), max_iter=5, random_state=0)
    scaler = StandardScaler().fit(NUMBERS.reshape(-1, 1))
    value: Any = {"y_scaler": scaler, "model": network.fit(x, scaler.transform(NUMBERS[:, None]))}
    if way == "within":
        value = TransformedTargetRegressor(network, transformer=StandardScaler()).fit(x, NUMBERS)
        network = value.regressor_
    found = kept(tmp_path / "model.pkl", value, "pickle")
    np.testing.assert_allclose(outputs(found, x).ravel(), network.predict(x), rtol=0, atol=1e-12)
    (words,) = found.left_out
    assert words.startswith("The network was trained with targets scaled by the StandardScaler")


@WAYS
def test_trees_are_refused_by_name(tmp_path: Path, way: str) -> None:
    model = RandomForestClassifier(2).fit(X, KINDS)
    with pytest.raises(FormatError, match="“RandomForestClassifier” of scikit-learn"):
        kept(tmp_path / "model.joblib", model, way)


def test_pickles_within_a_joblib_file_run_nothing(tmp_path: Path) -> None:
    target = tmp_path / "written"

    class Hostile:
        def __reduce__(self) -> tuple[Any, ...]:
            return Path.write_text, (target, "ran")

    names = np.array([Hostile(), "b"], dtype=object)
    joblib.dump(
        {"names": names, "W1": np.ones((3, 2)), "b1": np.ones(2)}, tmp_path / "model.joblib"
    )
    assert not target.exists()
    found = opened([tmp_path / "model.joblib"])
    assert found.document is not None
    assert found.document.network.layers == (3, 2)
    assert not target.exists()


def test_operations_are_counted_over_all_pickles_of_a_joblib_file() -> None:
    stream = io.BytesIO()
    joblib.dump([np.array([str(n)] * 2, dtype=object) for n in range(50)], stream)
    arrays = JoblibArrays()
    read_pickle(io.BytesIO(stream.getvalue()), arrays.take)
    arrays._operations = Operations(300)
    with pytest.raises(PlaceError, match="operations"):
        read_pickle(io.BytesIO(stream.getvalue()), arrays.take)
