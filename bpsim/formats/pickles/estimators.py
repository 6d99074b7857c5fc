"""Networks of scikit-learn out of the inert values of a pickle."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from bpsim.base.words import tr
from bpsim.core.activations.activation import Activation
from bpsim.core.arrays import Array
from bpsim.formats.activation_names import activation
from bpsim.formats.content import Content, FoundScaling, Layer
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.limits import MAX_ITEMS
from bpsim.formats.pickles.arrays import array_of, is_array, objects_of
from bpsim.formats.pickles.stream import Made
from bpsim.formats.pickles.values import Numbers
from bpsim.formats.pickles.walk import attributes_of, class_of

KIND = tr("scikit-learn network")

_NETWORKS = frozenset({"MLPClassifier", "MLPRegressor"})
_ACTIVATIONS = {
    "logistic": "sigmoid",
    "tanh": "tanh",
    "relu": "relu",
    "identity": "linear",
    "softmax": "softmax",
}
_LOSSES = frozenset({"log_loss", "squared_error", "squared_loss"})
_SCALERS = frozenset({"StandardScaler", "MinMaxScaler", "RobustScaler", "MaxAbsScaler"})
_CHANGES_INPUTS = re.compile(r"^sklearn\.(preprocessing|decomposition|feature_|impute|compose)")
_FOR_TARGETS = re.compile(r"^transformer_?$|(^|_)(y|targets?)(_|$)", re.IGNORECASE)
_OF_TARGETS = frozenset({"LabelEncoder", "LabelBinarizer", "TransformedTargetRegressor"})


def is_estimator(value: Any) -> bool:
    """True for an object of scikit-learn."""
    return class_of(value).startswith("sklearn.")


def is_network(value: Any) -> bool:
    """True for one of its neural networks."""
    return is_estimator(value) and _short(value) in _NETWORKS


def is_trained(network: Made) -> bool:
    """True if it has weights."""
    return isinstance(attributes_of(network).get("coefs_"), list)


def _short(value: Any) -> str:
    return class_of(value).rpartition(".")[2]


def content_of(
    network: Made, beside: Sequence[tuple[tuple[str, ...], Made]], numbers: Numbers
) -> Content:
    """The layers of a trained network with what it was trained with; raises PlaceError.

    ``beside`` are the other objects of scikit-learn in the file with their paths. The network's α
    is the course's λ: both add ½ (λ/m) Σ Θ², without the biases.
    """
    found = attributes_of(network)
    if not is_trained(network) or not isinstance(found.get("intercepts_"), list):
        raise PlaceError(
            tr("has not been trained: it has no weights"),
            tr("the {short} in it", short=_short(network)),
        )
    coefs, intercepts = found["coefs_"], found["intercepts_"]
    if len(coefs) != len(intercepts) or not 1 <= len(coefs) <= MAX_ITEMS:
        raise PlaceError(tr("are not as many as intercepts_"), "coefs_")
    names = [found.get("activation")] * (len(coefs) - 1) + [found.get("out_activation_")]
    layers = tuple(
        Layer(
            numbers.array(weights, f"coefs_[{n}]"),
            numbers.array(bias, f"intercepts_[{n}]"),
            _activation(name, n),
            "in-out",
        )
        for n, (weights, bias, name) in enumerate(zip(coefs, intercepts, names, strict=True))
    )
    classes = _texts(
        found.get("classes_", attributes_of(found.get("_label_binarizer")).get("classes_"))
    )
    outputs = layers[-1].weights.shape[-1]
    # One output for two classes is the probability of the second.
    one_for_two = outputs == 1 and len(classes) == 2
    inputs = _texts(found.get("feature_names_in_"))
    loss = found.get("loss")
    scaling, left_out = _before(beside, layers[0].weights.shape[0], numbers)
    if isinstance(loss, str) and loss not in _LOSSES:
        left_out.append(
            tr(
                "The loss {loss} is not known here; the squared error stands for it.",
                loss=quoted(loss),
            )
        )
    return Content(
        KIND,
        layers=layers,
        cost=_cost(found),
        classes=classes if len(classes) == outputs else (),
        y_names=classes[1:] if one_for_two else (),
        x_names=inputs if len(inputs) == layers[0].weights.shape[0] else (),
        left_out=tuple(left_out),
        history=_history(found.get("loss_curve_")),
        scaling=scaling,
        training=_training(found),
    )


def _activation(name: Any, n: int) -> Activation:
    return activation(
        tr("layer {n}", n=n + 2),
        f"{name!s:.40}",
        _ACTIVATIONS.get(name) if isinstance(name, str) else None,
    )


def _cost(found: Any) -> str:
    if found.get("loss") not in {"log_loss", None}:
        return "squared-error"
    softmax = found.get("out_activation_") == "softmax"
    return "categorical-cross-entropy" if softmax else "cross-entropy"


def _training(found: Any) -> dict[str, Any]:
    said = {"lam": found.get("alpha"), "learning_rate": found.get("learning_rate_init")}
    return {key: float(each) for key, each in said.items() if isinstance(each, int | float)}


def _history(curve: Any) -> tuple[float, ...]:
    if not isinstance(curve, list):
        return ()
    values = [_scalar(each) for each in curve]
    return tuple(each for each in values if each is not None)


def _scalar(value: Any) -> float | None:
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, Made) and is_array(value):
        found = array_of(value)
        if found.size == 1 and found.dtype.kind in "fiub":
            return float(found.reshape(-1)[0])
    return None


def _texts(value: Any) -> tuple[str, ...]:
    """Names as texts: they may be numbers."""
    items: list[Any] | None = value if isinstance(value, list) else objects_of(value)
    if items is None and isinstance(value, Made) and is_array(value):
        items = list(array_of(value).ravel()[: MAX_ITEMS + 1])
    if items is None or len(items) > MAX_ITEMS:
        return ()
    return tuple(_label(each) for each in items)


def _label(value: Any) -> str:
    number = _scalar(value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, np.generic):
        return str(value.item())
    return "" if number is None else f"{number:g}"


def _before(
    beside: Sequence[tuple[tuple[str, ...], Made]], inputs: int, numbers: Numbers
) -> tuple[FoundScaling | None, list[str]]:
    """The scaling of the inputs, and sentences about what else is done before the network."""
    scaling: FoundScaling | None = None
    left_out = []
    for path, each in beside:
        kind = _short(each)
        targets = kind in _OF_TARGETS or any(map(_FOR_TARGETS.search, path))
        if not _CHANGES_INPUTS.match(class_of(each)) and not targets:
            continue
        found = _scaling(each, numbers) if kind in _SCALERS and not targets else None
        if found is not None and scaling is None and found.shift.size == inputs:
            scaling = found
        elif targets and kind in _SCALERS:
            left_out.append(
                tr(
                    "The network was trained with targets scaled by the {kind} in the "
                    "file: its outputs are on that scale.",
                    kind=kind,
                )
            )
        elif kind not in _OF_TARGETS:
            left_out.append(
                tr(
                    "What the {kind} in the file does to the inputs before the network "
                    "is left out.",
                    kind=kind,
                )
            )
    return scaling, list(dict.fromkeys(left_out))


def _scaling(scaler: Made, numbers: Numbers) -> FoundScaling | None:
    found = attributes_of(scaler)
    scale = _vector(found.get("scale_"), numbers)
    if _short(scaler) != "MinMaxScaler":
        shift = _vector(found.get("mean_", found.get("center_")), numbers)
        if scale is None and shift is None:
            return None
        scale = np.ones_like(shift) if scale is None else scale
        shift = np.zeros_like(scale) if shift is None else shift
        return FoundScaling(shift, scale, "standard") if scale.all() else None
    # It computes x · scale_ + min_.
    added = _vector(found.get("min_"), numbers)
    if scale is None or added is None or not scale.all():
        return None
    return FoundScaling(-added / scale, 1.0 / scale, "min-max")


def _vector(value: Any, numbers: Numbers) -> Array | None:
    return None if value is None else numbers.array_if_any(value, tr("the scaler"))


def refuse(value: Any) -> PlaceError:
    """The sentence about an object of scikit-learn that is no network."""
    return PlaceError(
        tr(
            "it holds a {short} of scikit-learn, which is no neural network",
            short=quoted(_short(value)),
        )
    )
