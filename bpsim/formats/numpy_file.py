"""NumPy files: one array in .npy, several by name in .npz; nothing pickled is ever run."""

import io
import re
import zipfile
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.document import Document
from bpsim.formats.archive import Archive
from bpsim.formats.content import Content, Written
from bpsim.formats.data import MOST_CLASSES
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.limits import Budget, floats
from bpsim.formats.lost import lost
from bpsim.formats.naming import data_role
from bpsim.formats.numbered import data_of, folded
from bpsim.formats.pickles.reader import arrays_of_objects

MAGIC = b"\x93NUMPY"
ZIP = b"PK\x03\x04"
MAX_HEADER = 10_000
_KIND = re.compile(r"'descr': *'([^']{1,9})'")
_ORDER = re.compile(r"'fortran_order': *(True|False)")
_SHAPE = re.compile(r"'shape': *\(([^)]*)\)")
_LENGTH = re.compile(r"-?\d{1,15}")
_NUMBERS = re.compile(r"[<>=|]?(f[248]|[iu][1248]|b1|\?)")
_LETTERS = re.compile(r"[<>|][US]\d{1,4}")
MAX_LETTERS = 200
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
        return _content({ALONE: data}, tr("npy file"), budget)
    if not data.startswith(ZIP):
        raise PlaceError(tr("this is no file of NumPy, although its name ends like one"))
    archive = Archive(data, packed=True)
    members = [each for each in archive.names if each.endswith(".npy")]
    found = {each.removesuffix(".npy"): archive.read(each) for each in members}
    return _content(found, tr("npz file"), budget)


def write(document: Document, name: str) -> Written:
    """An .npz with Theta1, Theta2, …, X and y; an .npy has room for one array only."""
    if name.lower().endswith(".npy"):
        raise PlaceError(tr("an .npy file holds one array only; save an .npz instead"))
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


class Header(NamedTuple):
    """What stands before the numbers, which begin at ``end``; ``kind`` is None for no numbers.

    ``letters`` is the type of texts, such as <U5, empty for anything else.
    """

    shape: tuple[int, ...]
    by_columns: bool
    kind: np.dtype[np.generic] | None
    objects: bool
    letters: str
    end: int


def _content(members: dict[str, bytes], kind: str, budget: Budget) -> Content:
    arrays: dict[str, Array] = {}
    classes: tuple[str, ...] = ()
    skipped = []
    targets = [name for name in members if data_role(name) == "y"]
    for name, data in members.items():
        header = _header(data, name)
        body = memoryview(data)[header.end :]
        if header.kind is not None:
            arrays[name] = _array(header, body, name, budget)
            continue
        budget.item(quoted(name))
        objects = arrays_of_objects(body, "" if name == ALONE else name) if header.objects else {}
        labels = _labels(header, body, name, budget) if targets == [name] else None
        if labels is not None:
            arrays[name], classes = labels
        elif objects:
            arrays.update(objects)
        else:
            skipped.append(name)
    if not arrays:
        raise PlaceError(tr("the file holds no array of real numbers"))
    left_out = (
        tr("These are no arrays of real numbers: {skipped}.", skipped=", ".join(skipped[:12])),
    ) * bool(skipped)
    return Content(kind, arrays=arrays, by_rows=True, classes=classes, left_out=left_out)


def _array(header: Header, body: memoryview, name: str, budget: Budget) -> Array:
    """An array of numbers; raises PlaceError."""
    size = budget.take(header.shape, quoted(name))
    values = _values(body, np.dtype(header.kind), size, name)
    return floats(values.reshape(header.shape, order="F" if header.by_columns else "C"))


def _values(body: memoryview, dtype: np.dtype[Any], size: int, name: str) -> npt.NDArray[Any]:
    if len(body) < size * dtype.itemsize:
        raise PlaceError(tr("has fewer numbers than its shape says"), quoted(name))
    return np.frombuffer(body, dtype, size)


def _labels(
    header: Header, body: memoryview, name: str, budget: Budget
) -> tuple[Array, tuple[str, ...]] | None:
    """Targets that are texts, as a column for each class or one for two, and the classes.

    None for other texts. Raises PlaceError.
    """
    length = int(header.letters[2:]) if header.letters else 0
    if not 0 < length <= MAX_LETTERS:
        return None
    size = budget.take((*header.shape, length), quoted(name)) // length
    values = _values(body, np.dtype(header.letters), size, name)
    try:
        texts = values.astype(str)
        kinds = sorted(set(texts.tolist()))
    except ValueError as error:  # no letters
        raise PlaceError(tr("is damaged"), quoted(name)) from error
    if not 2 <= len(kinds) <= MOST_CLASSES:
        return None
    columns = kinds[1:] if len(kinds) == 2 else kinds
    return floats(np.column_stack([texts == each for each in columns])), tuple(kinds)


def _header(data: bytes, name: str) -> Header:
    """The header of an array, taken apart without making Python values of it."""
    width = {1: 2, 2: 4, 3: 4}.get(data[6], 0) if len(data) > 12 else 0
    end = 8 + width + int.from_bytes(data[8 : 8 + width], "little")
    text = data[8 + width : end].decode("latin-1")
    kind, order, shape = (pattern.search(text) for pattern in (_KIND, _ORDER, _SHAPE))
    if not data.startswith(MAGIC) or not width or order is None or shape is None:
        raise PlaceError(tr("is damaged: its header makes no sense"), quoted(name))
    lengths = [part.strip() for part in shape[1].split(",") if part.strip()]
    if end > min(len(data), MAX_HEADER) or not all(map(_LENGTH.fullmatch, lengths)):
        raise PlaceError(tr("is damaged: its header makes no sense"), quoted(name))
    known = kind is not None and _NUMBERS.fullmatch(kind[1])
    return Header(
        tuple(map(int, lengths)),
        order[1] == "True",
        np.dtype(kind[1]) if kind is not None and known else None,
        kind is not None and kind[1].endswith("O"),
        kind[1] if kind is not None and _LETTERS.fullmatch(kind[1]) else "",
        end,
    )
