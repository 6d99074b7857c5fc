"""Files as Keras of four generations writes them, made by h5py alone."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any

import h5py
import numpy as np

Arrays = Sequence[np.ndarray]


def layer(kind: str, name: str, **said: Any) -> dict[str, Any]:
    """One layer of a configuration."""
    return {"class_name": kind, "config": {"name": name, **said}}


def old(
    layers: Sequence[dict[str, Any]],
    arrays: dict[str, Arrays],
    generation: int,
    *,
    loss: Any = None,
    model: str = "Sequential",
    config: Any = None,
) -> bytes:
    """An .h5 file: ``arrays`` by the name of the layer they belong to."""
    out = io.BytesIO()
    with h5py.File(out, "w") as file:
        inner: Any = list(layers) if generation == 1 else {"name": "m", "layers": list(layers)}
        file.attrs["model_config"] = json.dumps(
            config or {"class_name": model, "config": inner}
        ).encode()
        if loss is not None:
            file.attrs["training_config"] = json.dumps({"loss": loss}).encode()
        weights_into(file.create_group("model_weights"), layers, arrays, generation)
    return out.getvalue()


def weights_into(
    group: Any, layers: Sequence[dict[str, Any]], arrays: dict[str, Arrays], generation: int
) -> None:
    """The groups of the layers, each with the list of its weights as its generation names them."""
    names = [each["config"]["name"] for each in layers if each["class_name"] != "InputLayer"]
    group.attrs["layer_names"] = [name.encode() for name in names]
    for name in names:
        inside = group.create_group(name)
        said = []
        for array, kind, short in zip(
            arrays.get(name, ()), ("kernel", "bias"), ("W", "b"), strict=False
        ):
            path = {
                1: f"{name}_{short}",
                2: f"{name}_1/{kind}:0",
                3: f"sequential/{name}/{kind}",
            }[generation]
            inside[path] = array
            said.append(path.encode())
        inside.attrs["weight_names"] = said


def new(
    layers: Sequence[dict[str, Any]],
    groups: dict[str, Arrays],
    *,
    loss: Any = None,
    said: dict[str, str] | None = None,
    compression: int = zipfile.ZIP_STORED,
) -> bytes:
    """A .keras file: ``groups`` by their path, which may have backslashes."""
    weights = io.BytesIO()
    with h5py.File(weights, "w") as file:
        for path, arrays in groups.items():
            inside = file.create_group(f"{path}/vars")
            for n, array in enumerate(arrays):
                inside[str(n)] = array
            if said and path in said:
                inside.attrs["name"] = said[path]
    config = {
        "module": "keras",
        "class_name": "Sequential",
        "config": {"name": "sequential", "dtype": policy(), "layers": list(layers)},
        "compile_config": {"optimizer": "adam", "loss": loss},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        archive.writestr("metadata.json", '{"keras_version": "3.8.0"}')
        archive.writestr("config.json", json.dumps(config))
        archive.writestr("model.weights.h5", weights.getvalue())
    return out.getvalue()


def policy() -> dict[str, Any]:
    """What newer versions write for a dtype."""
    return {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}}
