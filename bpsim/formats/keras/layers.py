"""Layers of a Keras model from its configuration and the weights of each."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from bpsim.base.words import tr
from bpsim.core.activations.activation import Activation
from bpsim.core.arrays import Array, frozen
from bpsim.formats.activation_names import activation, number
from bpsim.formats.content import Content, FoundScaling, Layer
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.keras.config import SKIPPED, Entry, cost_of
from bpsim.formats.keras.hdf5 import KIND

WeightsOf = Callable[[Entry], Sequence[Array]]
"""The arrays of a layer in Keras's order: for Dense the kernel, and then the bias."""

_ACTIVATIONS = {
    "linear": "linear",
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "relu": "relu",
    "softmax": "softmax",
    "log_softmax": "softmax",
    "elu": "elu",
    "selu": "selu",
    "softplus": "softplus",
    "swish": "silu",
    "silu": "silu",
    "gelu": "gelu",
    "hard_sigmoid": "hard-sigmoid",
    "leaky_relu": "leaky-relu",
}
_ACTIVATION_LAYERS = {
    "ReLU": "relu",
    "LeakyReLU": "leaky-relu",
    "ELU": "elu",
    "Softmax": "softmax",
}
_LOSSES = {
    "binary_crossentropy": "cross-entropy",
    "categorical_crossentropy": "categorical-cross-entropy",
    "sparse_categorical_crossentropy": "categorical-cross-entropy",
    "mean_squared_error": "squared-error",
    "mse": "squared-error",
    "BinaryCrossentropy": "cross-entropy",
    "CategoricalCrossentropy": "categorical-cross-entropy",
    "SparseCategoricalCrossentropy": "categorical-cross-entropy",
    "MeanSquaredError": "squared-error",
}
_MEAN_SQUARED = frozenset({"mean_squared_error", "mse", "MeanSquaredError"})
_MEANS = _MEAN_SQUARED | {"binary_crossentropy", "BinaryCrossentropy"}
"""Losses that Keras takes the mean of over the outputs."""


def content_of(
    entries: Sequence[Entry], weights_of: WeightsOf, compiled: Any, version: str
) -> Content:
    """The layers, and what the model was compiled with; raises PlaceError.

    ``version`` of Keras decides what some activations mean.
    """
    layers, scaling = _layers_of(entries, weights_of, version)
    left_out: list[str] = []
    if any(each.said.get("activation") == "log_softmax" for each in entries):
        left_out.append(
            tr("The output layer takes the logarithm of softmax; it is shown as softmax.")
        )
    loss = compiled.get("loss") if isinstance(compiled, dict) else None
    named = None if loss is None else cost_of(loss)
    cost = _LOSSES.get(named or "")
    if loss is not None and cost is None:
        left_out.append(
            tr("A loss of several parts is not known here.")
            if named is None
            else tr("The loss {loss} is not known here.", loss=quoted(named))
        )
    several = layers[-1].weights.shape[1] > 1
    twice = tr("The loss that Keras prints is twice J, which has ½ before the squares.")
    return Content(
        KIND,
        layers=tuple(replace(each, activation=each.activation or "linear") for each in layers),
        cost=cost,
        cost_scale="outputs" if named in _MEANS and several else None,
        scaling=_spread(scaling, len(layers[0].weights)),
        left_out=tuple(left_out),
        notices=(twice,) if named in _MEAN_SQUARED else (),
    )


def _layers_of(
    entries: Sequence[Entry], weights_of: WeightsOf, version: str
) -> tuple[list[Layer], FoundScaling | None]:
    """The dense layers, and what scales the inputs before the first of them."""
    layers: list[Layer] = []
    scaling: FoundScaling | None = None
    for each in entries:
        if each.kind == "Dense":
            layers.append(_dense(each, weights_of(each), version))
        elif each.kind == "Activation" or each.kind in _ACTIVATION_LAYERS:
            _activate(layers, each, version)
        elif each.kind in {"Rescaling", "Normalization"} and not layers and scaling is None:
            scaling = _scaling(each, weights_of)
        elif each.kind not in SKIPPED and not (each.kind == "Reshape" and not layers):
            if not each.kind:
                raise PlaceError(tr("does not say what kind of layer it is"), each.place)
            raise PlaceError(
                tr("is a {kind}, and only Dense layers can be opened", kind=each.kind), each.place
            )
    if not layers:
        raise PlaceError(tr("has no Dense layer"), tr("the model"))
    return layers, scaling


def dense_layer(name: str, arrays: Sequence[Array]) -> Layer:
    """A layer from its kernel, a row for each unit it comes from, and its bias if it has one."""
    place = tr("the layer {name}", name=quoted(name))
    if not 1 <= len(arrays) <= 2 or arrays[0].ndim != 2:
        raise PlaceError(tr("has other weights than a kernel and a bias"), place)
    if len(arrays) == 1:
        return Layer(arrays[0], None, None, "in-out", "none", name)
    if arrays[1].shape != arrays[0].shape[1:]:
        raise PlaceError(tr("has another number of biases than units"), place)
    return Layer(arrays[0], arrays[1], None, "in-out", "apart", name)


def _dense(entry: Entry, arrays: Sequence[Array], version: str) -> Layer:
    layer = dense_layer(entry.name, arrays)
    units = entry.said.get("units", entry.said.get("output_dim"))
    if isinstance(units, int) and layer.weights.shape[1] != units:
        raise PlaceError(
            tr(
                "has weights for {weights_shape} units, but {units} are configured",
                weights_shape=layer.weights.shape[1],
                units=units,
            ),
            entry.place,
        )
    said = entry.said.get("activation")
    if said in (None, "linear"):
        return layer
    return replace(layer, activation=_activation(entry, said, version))


def _activate(layers: list[Layer], entry: Entry, version: str) -> None:
    if entry.kind == "Activation":
        found = _activation(entry, entry.said.get("activation"), version)
    else:
        found = _layer_activation(entry, entry.kind, entry.said)
    if not layers or layers[-1].activation is not None:
        raise PlaceError(tr("is an activation without a layer of its own"), entry.place)
    layers[-1] = replace(layers[-1], activation=found)


def _activation(entry: Entry, said: Any, version: str) -> Activation:
    """An activation by its name, or by an object that is configured like a layer."""
    if isinstance(said, dict):
        inner = said.get("config")
        if isinstance(inner, dict):
            return _layer_activation(entry, str(said.get("class_name")), inner)
        said = inner if isinstance(inner, str) else said.get("class_name")
    name = str(said)
    known = _ACTIVATIONS.get(name)
    if name == "leaky_relu":
        return activation(entry.place, name, known, slope=0.2)
    if name == "hard_sigmoid":
        slope = 1 / 6 if version.startswith("3") else 0.2
        return activation(entry.place, name, known, slope=slope)
    return activation(entry.place, name, known)


def _layer_activation(entry: Entry, kind: str, said: dict[str, Any]) -> Activation:
    """An activation that is a layer of its own, with its parameters."""
    known = _ACTIVATION_LAYERS.get(kind)
    slope = said.get("negative_slope", said.get("alpha"))
    if kind == "LeakyReLU":
        slope = number(0.3 if slope is None else slope, entry.place, kind)
        return activation(entry.place, kind, known, slope=slope)
    if kind == "ELU":
        alpha = number(said.get("alpha", 1.0), entry.place, kind)
        return activation(entry.place, kind, known, alpha=alpha)
    odd = said.get("max_value") is not None or said.get("threshold") or slope
    if odd or said.get("axis", -1) not in (-1, 1):
        raise PlaceError(
            tr("is a {kind} with parameters that are not known here", kind=kind), entry.place
        )
    return activation(entry.place, kind, known)


def _scaling(entry: Entry, weights_of: WeightsOf) -> FoundScaling:
    if entry.kind == "Rescaling":
        # It computes x · scale + offset.
        factor, offset = entry.said.get("scale"), entry.said.get("offset", 0.0)
        if not isinstance(factor, int | float) or not isinstance(offset, int | float) or not factor:
            raise PlaceError(tr("has no scale"), entry.place)
        return FoundScaling(frozen([-offset / factor]), frozen([1.0 / factor]), "Rescaling")
    mean: Any = entry.said.get("mean")
    variance: Any = entry.said.get("variance")
    if mean is None:
        arrays = list(weights_of(entry))
        if len(arrays) < 2 or arrays[0].shape != arrays[1].shape:
            raise PlaceError(tr("has no mean and variance"), entry.place)
        mean, variance = arrays[:2]
    try:
        shift, spread = np.ravel(mean).astype(np.float64), np.ravel(variance).astype(np.float64)
    except (TypeError, ValueError) as error:
        raise PlaceError(tr("has no mean and variance"), entry.place) from error
    return FoundScaling(
        frozen(shift), frozen(np.maximum(np.sqrt(np.abs(spread)), 1e-7)), "standard"
    )


def _spread(scaling: FoundScaling | None, inputs: int) -> FoundScaling | None:
    """The same with a number for each input."""
    if scaling is None:
        return None
    ones = np.ones(inputs)
    if len(scaling.shift) not in (1, inputs) or len(scaling.scale) not in (1, inputs):
        raise PlaceError(tr("scales another number of inputs than it has"), tr("the model"))
    return replace(scaling, shift=frozen(scaling.shift * ones), scale=frozen(scaling.scale * ones))
