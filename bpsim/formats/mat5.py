"""MATLAB files of version 5 (also by Octave and SciPy), read element by element.

The layout is MathWorks' "MAT-File Format". An own reader, since an array's numbers are to be
counted before memory is taken for them, inside compressed elements too.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.limits import MAX_NESTED, Budget, floats

HEADER = 128
NUMBERS = {
    1: "i1", 2: "u1", 3: "i2", 4: "u2", 5: "i4", 6: "u4", 7: "f4", 9: "f8", 12: "i8", 13: "u8",
    16: "u1", 17: "u2", 18: "u4",
}  # fmt: skip
MATRIX, COMPRESSED = 14, 15
CELL, STRUCT, OBJECT, CHAR, SPARSE = 1, 2, 3, 4, 5
PLAIN = range(6, 16)
# Compressed numbers are mostly not a thousandth of what they were; this many bytes are enough.
MAX_BYTES = 512 * 2**20


@dataclass(frozen=True)
class Element:
    """One element of the file: what it is made of, and its bytes."""

    kind: int
    data: memoryview


def match(head: bytes) -> bool:
    """Version and byte order at the end of a header of 128 bytes."""
    order = head[126:128]
    return len(head) >= HEADER and order in (b"IM", b"MI") and _version(head, order) == 0x100


def _version(head: bytes, order: bytes) -> int:
    return int.from_bytes(head[124:126], "little" if order == b"IM" else "big")


def read(data: bytes) -> tuple[dict[str, Array], list[str]]:
    """The matrices by name, and the names of what is none; raises PlaceError.

    Texts are neither.
    """
    reader = Reader("<" if data[126:128] == b"IM" else ">")
    for element in reader.elements(memoryview(data)[HEADER:]):
        element = reader.unpacked(element)
        if element.kind == MATRIX:
            reader.matrix(element.data, "", 0)
    return reader.arrays, reader.skipped


class Reader:
    """Reads elements in one byte order and keeps what it finds."""

    def __init__(self, order: str) -> None:
        self._order = order
        self._budget = Budget()
        self._bytes_left = MAX_BYTES
        self.arrays: dict[str, Array] = {}
        self.skipped: list[str] = []

    def elements(self, data: memoryview) -> Iterator[Element]:
        """The elements that stand one after the other in ``data``."""
        at = 0
        while at + 8 <= len(data):
            first, second = struct.unpack_from(f"{self._order}II", data, at)
            if first >> 16:  # the small form: size, kind and up to four bytes in eight
                kind, size, start, step = first & 0xFFFF, first >> 16, at + 4, 8
                if size > 4:
                    raise PlaceError(tr("the file is damaged: an element is larger than it can be"))
            else:
                kind, size, start = first, second, at + 8
                # Compressed elements alone are not filled up to eight bytes.
                step = 8 + (size if kind == COMPRESSED else -(-size // 8) * 8)
            if start + size > len(data):
                raise PlaceError(tr("the file ends in the middle of a variable"))
            yield Element(kind, data[start : start + size])
            at += step

    def unpacked(self, element: Element) -> Element:
        """The element within a compressed one."""
        if element.kind != COMPRESSED:
            return element
        unpacker = zlib.decompressobj()
        try:
            data = unpacker.decompress(element.data, self._bytes_left)
        except zlib.error as error:
            raise PlaceError(tr("the file is damaged: a variable cannot be unpacked")) from error
        self._bytes_left -= len(data)
        if self._bytes_left <= 0 or not unpacker.eof:
            raise PlaceError(tr("the file is not complete, or larger unpacked than can be opened"))
        inner = next(self.elements(memoryview(data)), None)
        if inner is None or inner.kind == COMPRESSED:
            raise PlaceError(tr("the file is damaged: a variable is empty"))
        return inner

    def matrix(self, data: memoryview, name: str, depth: int) -> None:
        """One variable, item or field; ``name`` is what it is called, empty for its own name."""
        if not len(data):
            return
        if depth > MAX_NESTED:
            raise PlaceError(tr("lies too deep within others"), quoted(name))
        parts = list(self.elements(data))
        if len(parts) < 3 or len(parts[0].data) < 4:
            raise PlaceError(tr("is damaged"), quoted(name))
        flags = int(struct.unpack_from(f"{self._order}I", parts[0].data)[0])
        shape = tuple(int(each) for each in self._numbers(parts[1], name))
        name = name or bytes(parts[2].data).decode("utf-8", "replace")
        kind, rest = flags & 0xFF, parts[3:]
        if kind in PLAIN and not flags & 0x800:
            self._array(name, shape, rest)
        elif kind == CELL:
            self._budget.take(shape, quoted(name))
            for number, item in enumerate(rest, start=1):
                if item.kind == MATRIX:
                    self.matrix(item.data, f"{name}.{number}", depth + 1)
        elif kind == STRUCT:
            self._struct(name, shape, rest, depth)
        elif kind == CHAR and rest:
            self._budget.item(quoted(name))
        else:
            self._budget.item(quoted(name))
            self.skipped.append(name)

    def _array(self, name: str, shape: tuple[int, ...], rest: list[Element]) -> None:
        size = self._budget.take(shape, quoted(name))
        numbers = self._numbers(rest[0], name) if rest else np.empty(0)
        if len(numbers) != size:
            raise PlaceError(tr("has another number of values than its shape says"), quoted(name))
        self.arrays[name] = floats(numbers.reshape(shape, order="F"))

    def _struct(self, name: str, shape: tuple[int, ...], rest: list[Element], depth: int) -> None:
        count = self._budget.take(shape, quoted(name))
        if len(rest) < 2:
            raise PlaceError(tr("is damaged"), quoted(name))
        lengths = self._numbers(rest[0], name)
        length = int(lengths[0]) if len(lengths) else 0
        names = bytes(rest[1].data)
        if not 0 < length <= 256:
            raise PlaceError(tr("has names of fields that are too long"), quoted(name))
        fields = [
            names[n : n + length].split(b"\0")[0].decode("utf-8", "replace")
            for n in range(0, len(names), length)
        ]
        for number, item in enumerate(rest[2:]):
            if fields and item.kind == MATRIX:
                which, field = divmod(number, len(fields))
                inner = f"{name}.{fields[field]}" + (f".{which + 1}" if count > 1 else "")
                self.matrix(item.data, inner, depth + 1)

    def _numbers(self, element: Element, name: str) -> np.ndarray[tuple[int], np.dtype[np.generic]]:
        kind = NUMBERS.get(element.kind)
        if kind is None:
            raise PlaceError(tr("has numbers of a kind that is not known"), quoted(name))
        dtype = np.dtype(self._order + kind)
        whole = len(element.data) - len(element.data) % dtype.itemsize
        return np.frombuffer(element.data[:whole], dtype)
