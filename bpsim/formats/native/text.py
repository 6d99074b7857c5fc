"""The look of a native file: pieces of JSON, long lists with an item a line, matrices by rows."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from bpsim.core.arrays import Array

WIDTH = 124
SHORT_MATRIX = 60
NUMBERS_A_LINE = 5

# Pieces, joined once at the very end, since a training set can be tens of megabytes.
Text = list[bytes]
Members = list[tuple[str, Text]]

_encode = msgspec.json.Encoder().encode


def fitted(members: Members, before: int, indent: str) -> Text:
    """An object on one line where it fits there, else one key a line.

    ``before`` is the length of what stands before it on its line, which begins with ``indent``.
    """
    pieces = [piece for _, text in members for piece in text]
    if sum(map(len, pieces)) < WIDTH and not any(b"\n" in piece for piece in pieces):
        wide = b", ".join(b"".join([*plain(key), b": ", *text]) for key, text in members)
        if len(indent) + before + len(wide) + len("{},") <= WIDTH:
            return [b"{", wide, b"}"]
    return tall(members, indent)


def tall(members: Members, indent: str) -> Text:
    """An object with one key a line; ``indent`` is that of the line it begins on."""
    lines = [[*plain(key), b": ", *text] for key, text in members]
    return _block(b"{", lines, b"}", indent)


def listed(items: list[Text], indent: str) -> Text:
    """A list with one item a line."""
    return _block(b"[", items, b"]", indent)


def _block(left: bytes, lines: list[Text], right: bytes, indent: str) -> Text:
    start = f"\n{indent}  ".encode()
    pieces = [left]
    for n, line in enumerate(lines):
        pieces.append(b"," + start if n else start)
        pieces += line
    return [*pieces, f"\n{indent}".encode(), right]


def matrix_text(matrix: Array, indent: str) -> Text:
    """Rows side by side where few numbers make a short line, else one row a line."""
    rows = list(_rows(matrix))
    if matrix.size <= SHORT_MATRIX:
        wide = b"[" + b", ".join(rows) + b"]"
        if len(wide) + len(indent) < WIDTH:
            return [wide]
    return listed([[row] for row in rows], indent)


def numbers_text(numbers: Array, indent: str) -> Text:
    """A list of numbers, some on each line."""
    if len(numbers) <= NUMBERS_A_LINE:
        return [_spaced(numbers.tolist())]
    values = numbers.tolist()
    starts = range(0, len(values), NUMBERS_A_LINE)
    return listed([[_spaced(values[n : n + NUMBERS_A_LINE])[1:-1]] for n in starts], indent)


def _rows(matrix: Array) -> Iterator[bytes]:
    # Row by row: millions of numbers made at once would let nothing else run meanwhile.
    return (_spaced(row.tolist()) for row in matrix)


def _spaced(numbers: list[float]) -> bytes:
    # msgspec writes the shortest digits that give the same float64 back, as repr does, but faster.
    return _encode(numbers).replace(b",", b", ")


def plain(value: Any) -> Text:
    """Any value on one line."""
    return [json.dumps(value, ensure_ascii=False, allow_nan=False).encode()]
