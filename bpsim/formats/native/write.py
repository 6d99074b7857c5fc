"""A document to the text of a native file: keys in a fixed order, long matrices a row a line."""

from collections.abc import Mapping, Sequence
from typing import Any

from bpsim.base.words import tr
from bpsim.core.activations.activation import Activation
from bpsim.core.costs.table import COSTS, SCALES, scale_of
from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.methods.descent import PLAIN
from bpsim.core.methods.method import Method
from bpsim.core.settings import Convention, Position, TrainingSettings
from bpsim.formats.errors import PlaceError
from bpsim.formats.json_text import joined, require_plain
from bpsim.formats.native.layout import (
    FORMAT,
    KEYS,
    MAX_WHOLE,
    VERSION,
    require_examples_fit,
    require_layers_fit,
)
from bpsim.formats.native.text import Members, Text, fitted, listed, matrix_text, plain, tall


def text_of(document: Document, kept: Members) -> bytes:
    """The file's bytes, UTF-8; raises PlaceError for what could not be read again.

    ``kept`` are the members that follow those of the walk.
    """
    _require_readable(document)
    top: Members = [
        ("format", plain(FORMAT)),
        ("version", plain(VERSION)),
        ("title", plain(document.title)),
        ("network", _network(document)),
        *_start(document),
        *cost_members(document.cost, "cost", "cost_scale"),
        ("training", _object("training", training_members(document.training), document)),
        ("examples", _object("examples", example_members(document.examples), document)),
        *_held_out(document),
        *_scaling(document),
        ("convention", _object("convention", _convention(document.convention), document)),
        ("position", _object("position", _position(document.position), document)),
    ]
    return b"".join([*tall(top + kept + _extras("", document), ""), b"\n"])


def _require_readable(document: Document) -> None:
    layers = document.network.layers
    require_layers_fit(layers)
    require_examples_fit(len(document.examples), layers, len(document.held_out))
    require_plain(document.title, "title")
    require_plain(document.examples.x_names, "examples.x_names")
    require_plain(document.examples.names, "examples.names")
    require_plain(document.held_out.names, "held_out.names")
    require_plain(document.examples.y_names, "examples.y_names")
    require_plain(document.classes, "classes")
    for place, number in (
        ("training.batch_size", document.training.batch_size or 0),
        ("training.seed", document.training.seed),
        ("start.seed", document.start.seed if document.start else 0),
        ("position.iteration", document.position.iteration),
        ("position.step", document.position.step),
    ):
        if number > MAX_WHOLE:
            raise PlaceError(
                tr("must be at most {max_whole:,}, but it is larger", max_whole=MAX_WHOLE), place
            )
    for name in document.extras:
        if name not in KEYS:
            raise PlaceError(tr("is no object of a bpsim file"), name)


# --- the parts -----------------------------------------------------------------------------------


def _network(document: Document) -> Text:
    network = document.network
    matrices = [matrix_text(theta, "      ") for theta in network.weights]
    members: Members = [
        ("layers", plain(list(network.layers))),
        ("activations", activations_text(network.activations)),
        ("weights", listed(matrices, "    ")),
    ]
    return tall(members + _extras("network", document), "  ")


def _start(document: Document) -> Members:
    """How the weights were drawn, where that is known."""
    start = document.start
    if start is None:
        return []
    members: Members = [("kind", plain(start.method)), ("seed", plain(start.seed))]
    if start.epsilon is not None:
        members.insert(1, ("epsilon", plain(float(start.epsilon))))
    return [("start", _object("start", members, document))]


def activations_text(activations: Sequence[Activation]) -> Text:
    """One for each layer after the input."""
    return plain(list(map(activation_plain, activations)))


def activation_plain(each: Activation) -> Any:
    """An activation in a file: its name, with its parameters where they are not the usual ones."""
    return each.name if each.usual else {"name": each.name, **each.parameters}


def cost_members(cost: str, key: str, scale_key: str) -> Members:
    """A cost with its scale, where that is not the usual one."""
    members: Members = [(key, plain(COSTS[cost].name))]
    if scale_of(cost) != SCALES[0]:
        members.append((scale_key, plain(scale_of(cost))))
    return members


def method_plain(method: Method) -> Any:
    """A method in a file: its kind with its parameters."""
    return {"kind": method.name, **method.parameters}


def training_members(training: TrainingSettings) -> Members:
    """The settings under their names in the file."""
    members: Members = [
        ("learning_rate", plain(float(training.learning_rate))),
        ("lambda", plain(float(training.lam))),
        ("batch_size", plain(training.batch_size)),
        ("train_biases", plain(training.train_biases)),
        ("seed", plain(training.seed)),
    ]
    if training.order != TrainingSettings().order:
        members.append(("order", plain(training.order)))
    if training.method != PLAIN:
        members.append(("method", plain(method_plain(training.method))))
    return members


def _rows_of(examples: Examples) -> Members:
    return [("x", matrix_text(examples.x, "    ")), ("y", matrix_text(examples.y, "    "))]


def _names_of(examples: Examples) -> Members:
    return [("names", plain(list(examples.names)))] if examples.names else []


def _held_out(document: Document) -> Members:
    """Nothing where no example is held out, unless there are unknown keys to be kept."""
    if not len(document.held_out) and not document.extras.get("held_out"):
        return []
    apart = document.held_out
    rows = [*_rows_of(apart), *_names_of(apart)] if len(apart) else []
    return [("held_out", _object("held_out", rows, document))]


def _scaling(document: Document) -> Members:
    """What was done to the inputs and what the outputs stand for, where that is known."""
    scaling = document.scaling
    members: Members = []
    if scaling is not None:
        numbers: Members = [
            ("shift", plain(list(scaling.shift))),
            ("scale", plain(list(scaling.scale))),
        ]
        members.append(("scaling", _object("scaling", numbers, document)))
    if document.classes:
        members.append(("classes", plain(list(document.classes))))
    return members


def example_members(examples: Examples) -> Members:
    """A training set, a row a line where it is long."""
    return [
        *_rows_of(examples),
        ("x_names", plain(list(examples.x_names))),
        ("y_names", plain(list(examples.y_names))),
        *_names_of(examples),
    ]


def _convention(convention: Convention) -> Members:
    return [
        ("sign", plain(convention.sign)),
        ("lecture_shorthand", plain(convention.lecture_shorthand)),
    ]


def _position(position: Position) -> Members:
    members: Members = [("iteration", plain(position.iteration)), ("step", plain(position.step))]
    if position.granularity != Position().granularity:
        members.append(("granularity", plain(position.granularity)))
    if position.reached:
        members.append(("reached", plain(position.reached)))
    return members


def _extras(name: str, document: Document) -> Members:
    return unknown_members(document.extras.get(name, {}), name, KEYS[name])


def unknown_members(unknown: Mapping[str, Any], place: str, known: tuple[str, ...]) -> Members:
    """Unknown keys of the object at ``place``, whose ``known`` ones they must not be."""
    for key, value in unknown.items():
        if key in known:
            raise PlaceError(tr("stands among the unknown keys"), joined(place, key))
        require_plain(value, joined(place, key))
    return [(key, plain(value)) for key, value in unknown.items()]


def _object(name: str, members: Members, document: Document) -> Text:
    return fitted(members + _extras(name, document), len(name) + 4, "  ")
