"""A parsed native file to a document, checked from the outside in before arrays are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from bpsim.base.counted import counted
from bpsim.base.words import tr, tr_n
from bpsim.core.activations.activation import Activation
from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.arrays import Array
from bpsim.core.costs.table import COSTS, SCALES, cost_key
from bpsim.core.document import Document
from bpsim.core.errors import ModelError
from bpsim.core.methods.descent import PLAIN
from bpsim.core.methods.method import Method
from bpsim.core.methods.table import UPDATE_METHODS
from bpsim.core.network import Network
from bpsim.core.settings import Convention, Position, TrainingSettings
from bpsim.formats.checks import (
    a_choice,
    a_flag,
    a_list,
    a_matrix,
    a_number,
    a_text,
    a_whole_number,
    an_object,
    required,
)
from bpsim.formats.errors import PlaceError, shown
from bpsim.formats.json_text import joined, require_plain
from bpsim.formats.native.layout import (
    FORMAT,
    GRANULARITIES,
    KEYS,
    MAX_UNITS,
    MAX_WHOLE,
    ORDERS,
    REQUIRED,
    SIGNS,
    VERSION,
    Plain,
    require_layers_fit,
)
from bpsim.formats.native.read_examples import examples_of, held_out_of, scaling_of

if TYPE_CHECKING:
    from bpsim.core.initial_weights import Start


def document_of(value: Any) -> Document:
    """The document that a parsed file describes; raises PlaceError or ModelError."""
    if not isinstance(value, dict):
        raise PlaceError(
            tr("the file must hold an object {{ … }}, but it is {value}", value=shown(value))
        )
    _require_this_version(value)
    value = _with_start_outside(value)
    objects = {name: _member(value, name) for name in KEYS}
    extras = _extras(objects)
    start = _start(objects["start"]) if "start" in value else None
    network = _network(objects["network"], start)
    examples = examples_of(objects["examples"], network.layers)
    return Document(
        title=a_text(value.get("title", ""), "title"),
        network=network,
        cost=cost_of(value, "cost", "cost_scale", ""),
        examples=examples,
        training=training_of(objects["training"]),
        convention=_convention(objects["convention"]),
        position=_position(objects["position"]),
        extras=extras,
        held_out=held_out_of(objects["held_out"], network.layers, examples),
        scaling=scaling_of(objects["scaling"], network.layers[0]) if "scaling" in value else None,
        classes=tuple(
            a_text(each, f"classes[{n}]")
            for n, each in enumerate(a_list(value.get("classes", []), "classes"))
        ),
        start=start,
    )


def _require_this_version(value: Plain) -> None:
    # First of all: in a newer version everything else may have another meaning.
    found = required(value, "format", "")
    if found != FORMAT:
        raise PlaceError(
            tr("must be the text “{format}”, but it is {found}", format=FORMAT, found=shown(found)),
            "format",
        )
    version = a_whole_number(required(value, "version", ""), "version", 1, MAX_WHOLE)
    if version > VERSION:
        raise PlaceError(
            tr(
                "is {version}: the file was written by a newer version of the "
                "program, and this one reads version {version_2} only",
                version=version,
                version_2=VERSION,
            ),
            "version",
        )


def _with_start_outside(value: Plain) -> Plain:
    """``start`` may stand where the weights would: in the network, and nowhere else."""
    network = value.get("network")
    if "start" in value or not isinstance(network, dict) or "start" not in network:
        return value
    rest = {key: each for key, each in network.items() if key != "start"}
    return {**value, "network": rest, "start": network["start"]}


def _member(value: Plain, name: str) -> Plain:
    """One of the file's objects with its required keys, empty where it may be missing."""
    if name and name not in value:
        if name in REQUIRED:
            raise PlaceError(tr("is missing"), name)
        return {}
    found = an_object(value[name], name) if name else value
    for key in REQUIRED.get(name, ()):
        required(found, key, name)
    return found


def _extras(objects: dict[str, Plain]) -> dict[str, Plain]:
    extras = {name: unknown_keys(found, name, KEYS[name]) for name, found in objects.items()}
    return {name: each for name, each in extras.items() if each}


def unknown_keys(found: Plain, place: str, known: tuple[str, ...]) -> Plain:
    """What stands in an object under keys that this version does not know."""
    unknown = {key: each for key, each in found.items() if key not in known}
    for key, each in unknown.items():
        require_plain(each, joined(place, key))
    return unknown


def _network(found: Plain, start: Start | None) -> Network:
    place = "network.layers"
    layers = [
        a_whole_number(units, f"{place}[{n}]", 1, MAX_UNITS)
        for n, units in enumerate(a_list(found["layers"], place))
    ]
    if len(layers) < 2:
        raise PlaceError(
            tr("has {layers}, but at least 2 are needed", layers=counted(len(layers), "layer")),
            place,
        )
    require_layers_fit(layers)
    names = a_list(found["activations"], "network.activations")
    _require_one_per_layer("network.activations", len(names), "name", layers)
    activations = tuple(
        activation_of(each, f"network.activations[{n}]") for n, each in enumerate(names)
    )
    if "weights" in found:
        return Network(activations, weights_of(found["weights"], layers, "network.weights"))
    if start is None:
        raise PlaceError(
            tr("is missing, and there is no start that says how they are drawn"), "network.weights"
        )
    return Network(activations, start.weights(layers, activations))


def _start(found: Plain) -> Start:
    from bpsim.core.initial_weights import METHODS, Start  # few files have one

    epsilon = found.get("epsilon")
    if epsilon is not None:
        epsilon = a_number(epsilon, "start.epsilon")
        if epsilon <= 0:
            raise PlaceError(
                tr("must be larger than 0, but it is {epsilon}", epsilon=shown(epsilon)),
                "start.epsilon",
            )
    return Start(
        a_choice(found.get("kind", Start().method), "start.kind", METHODS),
        _whole_number(found, "start", "seed", Start().seed),
        epsilon,
    )


def cost_of(found: Plain, key: str, scale_key: str, place: str) -> str:
    """The cost that ``found`` names under ``key``, with its scale if it says one."""
    names = tuple(name for name, each in COSTS.items() if not each.per_output)
    name = a_choice(found[key], joined(place, key), names)
    scale = found.get(scale_key, SCALES[0])
    return cost_key(name, a_choice(scale, joined(place, scale_key), SCALES))


def activation_of(value: Any, place: str) -> Activation:
    """One activation: its name, or an object with its name and its parameters."""
    if not isinstance(value, dict):
        return ACTIVATIONS[a_choice(value, place, tuple(ACTIVATIONS))]
    return _with_parameters(value, "name", place, ACTIVATIONS)


def _method(value: Any) -> Method:
    """What makes an update of D: an object with its kind and its parameters."""
    return _with_parameters(
        an_object(value, "training.method"), "kind", "training.method", UPDATE_METHODS
    )


Chosen = TypeVar("Chosen", Activation, Method)


def _with_parameters(found: Plain, called: str, place: str, table: Mapping[str, Chosen]) -> Chosen:
    """The one of ``table`` that ``found`` names under ``called``, with the parameters beside it.

    A parameter that is not known is refused: without it the numbers would be others.
    """
    name = a_choice(required(found, called, place), joined(place, called), tuple(table))
    usual = table[name]
    given = {}
    for key, each in found.items():
        if key != called and key not in usual.parameters:
            raise PlaceError(tr("is no parameter of {name}", name=name), joined(place, key))
        if key != called:
            given[key] = a_number(each, joined(place, key))
    try:
        return replace(usual, **given)
    except ModelError as error:
        raise PlaceError(error.reason, joined(place, error.place)) from error


def weights_of(value: Any, layers: list[int], place: str) -> tuple[Array, ...]:
    """Θ^(1) … Θ^(L−1) of a network with these ``layers``."""
    matrices = a_list(value, place)
    _require_one_per_layer(place, len(matrices), "matrix", layers)
    for n, matrix in enumerate(matrices):
        _require_rows(matrix, f"{place}[{n}]", layers, n)
    return tuple(_theta(matrix, layers, n, place) for n, matrix in enumerate(matrices))


def _require_one_per_layer(place: str, count: int, noun: str, layers: list[int]) -> None:
    if count != len(layers) - 1:
        raise PlaceError(
            tr(
                "has {count}, but {layers} layers need {needed}, one for each layer after "
                "the input",
                count=counted(count, noun),
                layers=len(layers),
                needed=len(layers) - 1,
            ),
            place,
        )


def _require_rows(matrix: Any, place: str, layers: list[int], n: int) -> None:
    rows, units = len(a_list(matrix, place)), layers[n + 1]
    if rows != units:
        raise PlaceError(
            tr_n(
                "has {rows}, but layer {n} has {units}, so {needed} is expected",
                "has {rows}, but layer {n} has {units}, so {needed} are expected",
                units,
                rows=counted(rows, "row"),
                n=n + 2,
                units=counted(units, "unit"),
                needed=counted(units, "row"),
            ),
            place,
        )


def _theta(matrix: Any, layers: list[int], n: int, place: str) -> Array:
    units = layers[n]
    why = tr(
        "layer {n} has {units} and a bias, so {needed} are expected",
        n=n + 1,
        units=counted(units, "unit"),
        needed=units + 1,
    )
    return a_matrix(matrix, f"{place}[{n}]", units + 1, why)


def training_of(found: Plain) -> TrainingSettings:
    """The settings of training, what is missing by default."""
    default, place = TrainingSettings(), "training"
    batch = found.get("batch_size")
    return TrainingSettings(
        learning_rate=_number(found, place, "learning_rate", default.learning_rate),
        lam=_number(found, place, "lambda", default.lam),
        batch_size=None
        if batch is None
        else a_whole_number(batch, f"{place}.batch_size", 1, MAX_WHOLE),
        train_biases=_flag(found, place, "train_biases", default.train_biases),
        seed=_whole_number(found, place, "seed", default.seed),
        order=a_choice(found.get("order", default.order), f"{place}.order", ORDERS),
        method=_method(found["method"]) if "method" in found else PLAIN,
    )


def _convention(found: Plain) -> Convention:
    default, place = Convention(), "convention"
    return Convention(
        sign=a_choice(found.get("sign", default.sign), f"{place}.sign", SIGNS),
        lecture_shorthand=_flag(found, place, "lecture_shorthand", default.lecture_shorthand),
    )


def _position(found: Plain) -> Position:
    default, place = Position(), "position"
    granularity = found.get("granularity", default.granularity)
    return Position(
        iteration=_whole_number(found, place, "iteration", default.iteration),
        step=_whole_number(found, place, "step", default.step),
        granularity=a_choice(granularity, f"{place}.granularity", GRANULARITIES),
        reached=_whole_number(found, place, "reached", default.reached),
    )


def _number(found: Plain, place: str, key: str, default: float) -> float:
    at = joined(place, key)
    number = a_number(found.get(key, default), at)
    if number < 0:
        raise PlaceError(tr("must not be negative, but it is {number}", number=shown(number)), at)
    return number


def _flag(found: Plain, place: str, key: str, default: bool) -> bool:
    return a_flag(found.get(key, default), joined(place, key))


def _whole_number(found: Plain, place: str, key: str, default: int) -> int:
    return a_whole_number(found.get(key, default), joined(place, key), 0, MAX_WHOLE)
