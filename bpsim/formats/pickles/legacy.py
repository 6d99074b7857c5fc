"""Files that PyTorch wrote before 1.6: pickles one behind the other, and then the numbers."""

import io
from typing import Any

from bpsim.base.words import tr
from bpsim.formats.errors import PlaceError
from bpsim.formats.limits import MAX_ITEMS
from bpsim.formats.pickles.stream import Held, read_pickle
from bpsim.formats.pickles.tensors import bytes_of_a_number

MAGIC = b"\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19\x2e"
"""The first pickle: a number of ten bytes that says what this is."""


def read_legacy(data: bytes) -> tuple[Any, dict[str, bytes]]:
    """The value, and the bytes of its tensors by their key; raises PlaceError."""
    file = io.BytesIO(data)
    read_pickle(file)
    read_pickle(file)  # the version of the protocol
    read_pickle(file)  # the sizes of numbers on the machine that wrote it
    held: list[Held] = []
    value = read_pickle(file, held=held)
    keys = read_pickle(file)
    kinds = {
        each.key[2]: each.key[1]
        for each in held
        if isinstance(each.key, tuple) and len(each.key) > 2 and isinstance(each.key[2], str)
    }
    if not isinstance(keys, list) or len(keys) > MAX_ITEMS:
        raise PlaceError(tr("the list of its tensors is damaged"))
    if not all(isinstance(key, str) and key in kinds for key in keys):
        raise PlaceError(tr("the list of its tensors is damaged"))
    storages = {}
    for key in keys:
        count = int.from_bytes(file.read(8), "little")
        size = count * bytes_of_a_number(kinds[key])
        if count > len(data) or size > len(data):
            raise PlaceError(tr("the file is cut off within the numbers"))
        storages[key] = file.read(size)
    return value, storages
