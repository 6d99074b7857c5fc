"""IDX, the files of MNIST: pictures in one, their labels in another."""

import struct

import numpy as np

from bpsim.base.words import tr
from bpsim.formats.content import Content
from bpsim.formats.errors import PlaceError
from bpsim.formats.limits import MAX_DIMENSIONS, Budget, floats

KIND = tr("IDX file")
_KINDS = {0x08: ">u1", 0x09: ">i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}


def match(head: bytes, name: str) -> bool:
    """Two zeros, the kind of number, and how many dimensions there are."""
    known = len(head) > 8 and head[:2] == b"\0\0" and head[2] in _KINDS
    return known and 1 <= head[3] <= MAX_DIMENSIONS


def read(data: bytes, name: str) -> Content:
    """Labels as y, anything else as X with an example a row; raises PlaceError."""
    if not match(data[:9], name):
        raise PlaceError(tr("the file is no IDX file, although its name ends like one"))
    count, start = data[3], 4 + 4 * data[3]
    if len(data) < start:
        raise PlaceError(tr("the file is cut off"))
    shape = struct.unpack(f">{count}I", data[4:start])
    size = Budget().take(shape, tr("the array"))
    dtype = np.dtype(_KINDS[data[2]])
    if len(data) != start + size * dtype.itemsize:
        raise PlaceError(tr("the file has another length than its beginning says"))
    array = floats(np.frombuffer(data, dtype, size, start).reshape(shape))
    if not size:
        raise PlaceError(tr("the file holds no example"))
    return Content(KIND, arrays={"y" if count == 1 else "X": array})
