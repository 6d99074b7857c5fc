"""MATLAB files of version 4 (also by Octave and SciPy): a short header before each matrix."""

import re
import struct

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.limits import Budget, floats

HEADER = 20
NUMBERS = ("f8", "f4", "i4", "i2", "u2", "u1")
FULL = 0
"""The last digit of the type; 1 is a text, 2 a sparse matrix."""
LONGEST_NAME = 256
_NAME = re.compile(rb"[A-Za-z]\w*\0+")


def match(head: bytes) -> bool:
    """A type of four digits, lengths that make sense, and then a name: there is no first word."""
    found = _header(head, 0)
    if found is None:
        return False
    length = found[1][4]
    return _NAME.fullmatch(head[HEADER : HEADER + length]) is not None


def read(data: bytes) -> tuple[dict[str, Array], list[str]]:
    """The matrices by name, and the names of what is no matrix of real numbers."""
    budget = Budget()
    arrays: dict[str, Array] = {}
    skipped: list[str] = []
    at = 0
    while at < len(data):
        header = _header(data, at)
        if header is None:
            raise PlaceError(tr("the file is damaged: a variable in it makes no sense"))
        order, (kind, rows, columns, imaginary, length) = header
        at += HEADER
        name = data[at : at + length].split(b"\0")[0].decode("latin-1")
        at += length
        dtype = np.dtype(order + NUMBERS[kind // 10 % 10])
        size = budget.take((rows, columns), quoted(name))
        whole = size * dtype.itemsize
        if at + whole * (1 + imaginary) > len(data):
            raise PlaceError(tr("has fewer numbers than its shape says"), quoted(name))
        if kind % 10 == FULL and not imaginary:
            values = np.frombuffer(data, dtype, size, at)
            arrays[name] = floats(values.reshape((rows, columns), order="F"))
        else:
            skipped.append(name)
        at += whole * (1 + imaginary)
    return arrays, skipped


def _header(data: bytes, at: int) -> tuple[str, tuple[int, int, int, int, int]] | None:
    """The byte order and the five numbers before a matrix; None where they make no sense."""
    if at + HEADER > len(data):
        return None
    for order, machine in (("<", 0), (">", 1)):
        kind, rows, columns, imaginary, length = struct.unpack_from(f"{order}5i", data, at)
        if (
            kind // 1000 == machine
            and kind // 100 % 10 == 0
            and kind // 10 % 10 < len(NUMBERS)
            and kind % 10 < 3
            and rows >= 0
            and columns >= 0
            and imaginary in (0, 1)
            and 0 < length <= LONGEST_NAME
        ):
            return order, (kind, rows, columns, imaginary, length)
    return None
