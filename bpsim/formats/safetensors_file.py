"""Safetensors files: eight bytes of length, a header in JSON, and the raw numbers after it."""

import json
import struct
from typing import Any

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.document import Document
from bpsim.formats.checks import a_list, a_whole_number, an_object
from bpsim.formats.content import Content, Written
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.json_text import parse
from bpsim.formats.limits import Budget, floats
from bpsim.formats.lost import lost
from bpsim.formats.numbered import apart

KIND = tr("safetensors file")
MAX_HEADER = 4 * 2**20
TYPES = {
    "F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2",
    "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "i1",
    "U64": "<u8", "U32": "<u4", "U16": "<u2", "U8": "u1", "BOOL": "u1",
}  # fmt: skip


def match(head: bytes, name: str) -> bool:
    """A length that a header can have, and the brace that begins it."""
    return len(head) > 9 and head[8:9] == b"{" and 2 <= _length(head) <= MAX_HEADER


def read(data: bytes, name: str) -> Content:
    """The arrays by name; raises PlaceError."""
    length = _length(data) if len(data) >= 8 else 0
    if not 2 <= length <= min(MAX_HEADER, len(data) - 8):
        raise PlaceError(tr("the header is longer than the file: it is not complete"))
    header = an_object(parse(data[8 : 8 + length]), tr("the header"))
    budget = Budget()
    body = memoryview(data)[8 + length :]
    arrays = {
        key: _array(an_object(entry, quoted(key)), quoted(key), body, budget)
        for key, entry in header.items()
        if key != "__metadata__"
    }
    return Content(KIND, arrays=arrays)


def write(document: Document, name: str) -> Written:
    """layer1.weight, layer1.bias, … as 64-bit numbers."""
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    pieces, at = [], 0
    for key, array in apart(document).items():
        piece = array.astype("<f8").tobytes()
        entry = {"dtype": "F64", "shape": list(array.shape), "data_offsets": [at, at + len(piece)]}
        header[key] = entry
        pieces.append(piece)
        at += len(piece)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    left_out = lost(document, activations=True, cost=True, examples=True)
    return Written(b"".join([struct.pack("<Q", len(text)), text, *pieces]), left_out)


def _length(data: bytes) -> int:
    return int(struct.unpack_from("<Q", data)[0])


def _array(entry: dict[str, Any], place: str, body: memoryview, budget: Budget) -> Array:
    kind = TYPES.get(str(entry.get("dtype")))
    if kind is None:
        raise PlaceError(tr("has numbers of a kind that is not known"), place)
    shape = [
        a_whole_number(each, f"{place} shape", 0, 2**40)
        for each in a_list(entry.get("shape"), f"{place} shape")
    ]
    offsets = a_list(entry.get("data_offsets"), f"{place} data_offsets")
    if len(offsets) != 2:
        raise PlaceError(tr("has no beginning and end in the file"), place)
    start, stop = (a_whole_number(each, f"{place} data_offsets", 0, len(body)) for each in offsets)
    if stop - start != budget.take(shape, place) * np.dtype(kind).itemsize:
        raise PlaceError(tr("has another size than its shape says"), place)
    numbers = np.frombuffer(body[start:stop], kind)
    if entry["dtype"] == "BF16":  # the upper half of a float32
        numbers = (numbers.astype("<u4") << 16).view("<f4")
    return floats(numbers.reshape(shape))
