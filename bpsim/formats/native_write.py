"""A document to the text of a native file: keys in a fixed order, long matrices a row a line."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from bpsim.core.arrays import Array
from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.settings import Convention, Position, TrainingSettings
from bpsim.formats.errors import PlaceError
from bpsim.formats.json_text import joined, require_plain
from bpsim.formats.native_layout import (
    FORMAT,
    KEYS,
    MAX_WHOLE,
    VERSION,
    require_examples_fit,
    require_layers_fit,
)

WIDTH = 124
SHORT_MATRIX = 60

# Pieces, joined once at the very end, since a training set can be tens of megabytes.
Text = list[bytes]
Members = list[tuple[str, Text]]


def text_of(document: Document) -> bytes:
    """The file's bytes, UTF-8; raises PlaceError for what could not be read again."""
    _require_readable(document)
    top: Members = [
        ("format", _plain(FORMAT)),
        ("version", _plain(VERSION)),
        ("title", _plain(document.title)),
        ("network", _network(document)),
        ("cost", _plain(document.cost)),
        ("training", _object("training", _training(document.training), document)),
        ("examples", _object("examples", _examples(document.examples), document)),
        *_held_out(document),
        ("convention", _object("convention", _convention(document.convention), document)),
        ("position", _object("position", _position(document.position), document)),
    ]
    return b"".join([*_tall(top + _extras("", document), ""), b"\n"])


def _require_readable(document: Document) -> None:
    layers = document.network.layers
    require_layers_fit(layers)
    require_examples_fit(len(document.examples), layers)
    require_examples_fit(len(document.examples), layers, len(document.held_out))
    require_plain(document.title, "title")
    require_plain(document.examples.x_names, "examples.x_names")
    require_plain(document.examples.y_names, "examples.y_names")
    for place, number in (
        ("training.batch_size", document.training.batch_size or 0),
        ("training.seed", document.training.seed),
        ("position.iteration", document.position.iteration),
        ("position.step", document.position.step),
    ):
        if number > MAX_WHOLE:
            raise PlaceError(place, f"must be at most {MAX_WHOLE:,}, but it is larger")
    for name, unknown in document.extras.items():
        if name not in KEYS:
            raise PlaceError(name, "is no object of a bpsim file")
        for key, each in unknown.items():
            if key in KEYS[name]:
                raise PlaceError(joined(name, key), "stands among the unknown keys")
            require_plain(each, joined(name, key))


# --- the parts -----------------------------------------------------------------------------------


def _network(document: Document) -> Text:
    network = document.network
    matrices = [_matrix(theta, "      ") for theta in network.weights]
    members: Members = [
        ("layers", _plain(list(network.layers))),
        ("activations", _plain(list(network.activations))),
        ("weights", _list(matrices, "    ")),
    ]
    return _tall(members + _extras("network", document), "  ")


def _training(training: TrainingSettings) -> Members:
    members: Members = [
        ("learning_rate", _plain(float(training.learning_rate))),
        ("lambda", _plain(float(training.lam))),
        ("batch_size", _plain(training.batch_size)),
        ("train_biases", _plain(training.train_biases)),
        ("seed", _plain(training.seed)),
    ]
    if training.order != TrainingSettings().order:
        members.append(("order", _plain(training.order)))
    return members


def _rows_of(examples: Examples) -> Members:
    return [("x", _matrix(examples.x, "    ")), ("y", _matrix(examples.y, "    "))]


def _held_out(document: Document) -> Members:
    """Nothing where no example is held out, unless there are unknown keys to be kept."""
    if not len(document.held_out) and not document.extras.get("held_out"):
        return []
    rows = _rows_of(document.held_out) if len(document.held_out) else []
    return [("held_out", _object("held_out", rows, document))]


def _examples(examples: Examples) -> Members:
    return [
        *_rows_of(examples),
        ("x_names", _plain(list(examples.x_names))),
        ("y_names", _plain(list(examples.y_names))),
    ]


def _convention(convention: Convention) -> Members:
    return [
        ("sign", _plain(convention.sign)),
        ("lecture_shorthand", _plain(convention.lecture_shorthand)),
    ]


def _position(position: Position) -> Members:
    members: Members = [("iteration", _plain(position.iteration)), ("step", _plain(position.step))]
    if position.granularity != Position().granularity:
        members.append(("granularity", _plain(position.granularity)))
    if position.reached:
        members.append(("reached", _plain(position.reached)))
    return members


def _extras(name: str, document: Document) -> Members:
    unknown: Mapping[str, Any] = document.extras.get(name, {})
    return [(key, _plain(value)) for key, value in unknown.items()]


# --- layout --------------------------------------------------------------------------------------


def _object(name: str, members: Members, document: Document) -> Text:
    """On one line where it fits there, else one key a line."""
    members = members + _extras(name, document)
    pieces = [piece for _, text in members for piece in text]
    if sum(map(len, pieces)) < WIDTH and not any(b"\n" in piece for piece in pieces):
        wide = b", ".join(b"".join([*_plain(key), b": ", *text]) for key, text in members)
        if len(wide) + len(f'  "{name}": {{}},') <= WIDTH:
            return [b"{", wide, b"}"]
    return _tall(members, "  ")


def _tall(members: Members, indent: str) -> Text:
    """An object with one key a line; ``indent`` is that of the line it begins on."""
    lines = [[*_plain(key), b": ", *text] for key, text in members]
    return _block(b"{", lines, b"}", indent)


def _list(items: list[Text], indent: str) -> Text:
    """A list with one item a line."""
    return _block(b"[", items, b"]", indent)


def _block(left: bytes, lines: list[Text], right: bytes, indent: str) -> Text:
    start = f"\n{indent}  ".encode()
    pieces = [left]
    for n, line in enumerate(lines):
        pieces.append(b"," + start if n else start)
        pieces += line
    return [*pieces, f"\n{indent}".encode(), right]


def _matrix(matrix: Array, indent: str) -> Text:
    """Rows side by side where few numbers make a short line, else one row a line."""
    rows = list(_rows(matrix))
    if matrix.size <= SHORT_MATRIX:
        wide = b"[" + b", ".join(rows) + b"]"
        if len(wide) + len(indent) < WIDTH:
            return [wide]
    return _list([[row] for row in rows], indent)


def _rows(matrix: Array) -> Iterator[bytes]:
    # msgspec writes the shortest digits that give the same float64 back, as repr does, but faster.
    encode = msgspec.json.Encoder().encode
    return (encode(row).replace(b",", b", ") for row in matrix.tolist())


def _plain(value: Any) -> Text:
    return [json.dumps(value, ensure_ascii=False, allow_nan=False).encode()]
