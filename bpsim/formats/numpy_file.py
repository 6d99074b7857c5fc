"""NumPy files: one array in .npy, several by name in .npz; nothing pickled is ever run."""

import io
import zipfile
from typing import BinaryIO

import numpy as np

from bpsim.core.arrays import Array, frozen
from bpsim.core.document import Document
from bpsim.formats.content import Content, Written
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.libraries import ON_BAD_CONTENT, made_sense
from bpsim.formats.limits import MAX_ITEMS, Budget
from bpsim.formats.lost import lost
from bpsim.formats.numbered import data_of, folded
from bpsim.formats.pickles.reader import arrays_of_objects

MAGIC = b"\x93NUMPY"
ZIP = b"PK\x03\x04"
KINDS = "fiub"
ALONE = "array"
"""What the one array of an .npy file is called."""


def match(head: bytes, name: str) -> bool:
    """The magic word, or a zip file whose first member is an array."""
    if head.startswith(MAGIC):
        return True
    length = int.from_bytes(head[26:28], "little")
    return head.startswith(ZIP) and head[30 : 30 + length].endswith(b".npy")


def read(data: bytes, name: str) -> Content:
    """The arrays by name; raises PlaceError."""
    budget = Budget()
    if data.startswith(MAGIC):
        return _content({ALONE: data}, "npy file", budget)
    if not data.startswith(ZIP):
        raise PlaceError("", "this is no file of NumPy, although its name ends like one")
    with made_sense("npz file"), zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _content(_unpacked(archive), "npz file", budget)


def write(document: Document, name: str) -> Written:
    """An .npz with Theta1, Theta2, …, X and y; an .npy has room for one array only."""
    if name.lower().endswith(".npy"):
        raise PlaceError("", "an .npy file holds one array only; save an .npz instead")
    stream = io.BytesIO()
    arrays = folded(document) | data_of(document)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for key, array in arrays.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, np.ascontiguousarray(array), allow_pickle=False)
            # A date of its own would make two files of the same content differ.
            entry = zipfile.ZipInfo(f"{key}.npy", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, member.getvalue())
    left_out = lost(document, activations=True, cost=True, beside=False)
    return Written(stream.getvalue(), left_out)


def _unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The members that are arrays; their sizes are those that the file admits to, or less."""
    entries = [each for each in archive.infolist() if each.filename.endswith(".npy")]
    if len(entries) > MAX_ITEMS:
        raise PlaceError("", f"the file has more than {MAX_ITEMS:,} members")
    left = 8 * 30_000_000 + 4096 * len(entries)
    members: dict[str, bytes] = {}
    for each in entries:
        left -= each.file_size
        if left < 0 or each.file_size < 0:
            raise PlaceError(quoted(each.filename), "is larger unpacked than can be opened")
        if each.flag_bits & 1:
            raise PlaceError(quoted(each.filename), "is encrypted")
        with archive.open(each) as member:
            members[each.filename.removesuffix(".npy")] = member.read(each.file_size + 1)
    return members


def _content(members: dict[str, bytes], kind: str, budget: Budget) -> Content:
    arrays: dict[str, Array] = {}
    skipped = []
    for name, data in members.items():
        found = _array(data, name, budget)
        objects = _objects(data, name) if found is None else {}
        if objects:
            arrays.update(objects)
        elif found is None:
            skipped.append(name)
        else:
            arrays[name] = found
    if not arrays:
        raise PlaceError("", "the file holds no array of real numbers")
    left_out = (f"These are no arrays of real numbers: {', '.join(skipped[:12])}.",) * bool(skipped)
    return Content(kind, arrays=arrays, left_out=left_out)


def _array(data: bytes, name: str, budget: Budget) -> Array | None:
    """An array of numbers, None for one of anything else; raises PlaceError."""
    stream = io.BytesIO(data)
    try:
        shape, by_columns, dtype = _header(stream)
    except (*ON_BAD_CONTENT, SyntaxError) as error:
        raise PlaceError(quoted(name), "is damaged: its header makes no sense") from error
    if dtype.hasobject or dtype.kind not in KINDS or dtype.itemsize > 8:
        budget.item(quoted(name))
        return None
    size = budget.take(shape, quoted(name))
    body = memoryview(data)[stream.tell() :]
    if len(body) < size * dtype.itemsize:
        raise PlaceError(quoted(name), "has fewer numbers than its shape says")
    values = np.frombuffer(body[: size * dtype.itemsize], dtype)
    shaped = values.reshape(shape, order="F" if by_columns else "C")
    return frozen(shaped.astype(np.float64))


def _objects(data: bytes, name: str) -> dict[str, Array]:
    """The arrays that an array of objects holds, which stand in a pickle; it is never run."""
    stream = io.BytesIO(data)
    if not _header(stream)[2].hasobject:
        return {}
    return arrays_of_objects(data[stream.tell() :], "" if name == ALONE else name)


def _header(stream: BinaryIO) -> tuple[tuple[int, ...], bool, np.dtype[np.generic]]:
    """Shape, whether the numbers stand column by column, and their kind."""
    version = np.lib.format.read_magic(stream)
    if version == (1, 0):
        return np.lib.format.read_array_header_1_0(stream)
    if version == (2, 0):
        return np.lib.format.read_array_header_2_0(stream)
    raise ValueError("another version")
