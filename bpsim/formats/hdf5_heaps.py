"""The heaps in which HDF5 keeps texts, checked before its library walks through them for ever."""

import struct

from bpsim.base.words import tr
from bpsim.formats.errors import PlaceError

_HEAP = b"GCOL\x01\x00\x00\x00"
_HEAD = 16


def require_heaps_end(data: bytes) -> None:
    """Raise PlaceError where walking through a heap would not come to its end.

    An object without an index is the free space, and its size counts its own head; one of size 0
    keeps the library from ever getting on.
    """
    at = data.find(_HEAP)
    while at >= 0:
        size = struct.unpack_from("<Q", data, at + 8)[0] if at + _HEAD <= len(data) else 0
        end = at + size
        if not _HEAD <= size <= len(data) - at:
            raise PlaceError(tr("the file is damaged: a heap of texts is cut off"))
        inside = at + _HEAD
        while inside + _HEAD <= end:
            index, length = struct.unpack_from("<H6xQ", data, inside)
            step = length if index == 0 else _HEAD + (length + 7) // 8 * 8
            if step < _HEAD or step > end - inside:
                raise PlaceError(tr("the file is damaged: a heap of texts does not end"))
            inside += step
        at = data.find(_HEAP, at + len(_HEAP))
