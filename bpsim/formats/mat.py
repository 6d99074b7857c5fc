"""MATLAB and Octave files: versions 5 and 7.3, and Octave's text."""

import struct
from io import BytesIO
from typing import Any

from bpsim.core.arrays import Array, frozen
from bpsim.core.document import Document
from bpsim.formats import hdf5, mat5, octave_text
from bpsim.formats.content import Content, Written
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.libraries import needed
from bpsim.formats.limits import MAX_NESTED, Budget
from bpsim.formats.lost import lost
from bpsim.formats.numbered import data_of, folded

KIND = "MATLAB file"


def match(head: bytes, name: str) -> bool:
    """Any of the three kinds; an HDF5 file only with MATLAB's header before it."""
    return mat5.match(head) or _is_73(head) or octave_text.match(head)


def _is_73(head: bytes) -> bool:
    return head[512:520] == hdf5.SIGNATURE and head[124:128] in (b"\x00\x02IM", b"\x02\x00MI")


def read(data: bytes, name: str) -> Content:
    """The arrays by name, fields and cells among them; raises PlaceError."""
    if mat5.match(data[: mat5.HEADER]):
        found = mat5.read(data)
        return _content(found.arrays, found.skipped)
    if octave_text.match(data[:4096]):
        return _content(*octave_text.read(data))
    if _is_73(data[:1024]) or data.startswith(hdf5.SIGNATURE):
        with hdf5.opened(data) as file:
            return _content(*_read_73(file))
    if _is_4(data):
        raise PlaceError(
            "", "the file is of MATLAB's version 4; save -v7 writes one that can be read"
        )
    raise PlaceError("", "this is no MATLAB file, although its name ends like one")


def arrays_of(name: str, data: bytes) -> dict[str, Array]:
    """The arrays of a file by name, whatever they are; raises FormatError."""
    try:
        return dict(read(data, name).arrays)
    except PlaceError as error:
        raise error.of_file(name) from error


def _content(arrays: dict[str, Array], skipped: list[str]) -> Content:
    left_out: tuple[str, ...] = ()
    if skipped:
        shown = ", ".join(skipped[:12]) + (" and others" if len(skipped) > 12 else "")
        left_out = (f"These are no matrices of real numbers: {shown}.",)
    if not arrays:
        raise PlaceError("", "the file holds no matrix of real numbers")
    return Content(KIND, arrays=arrays, left_out=left_out)


def _is_4(data: bytes) -> bool:
    """The 20 bytes that every variable of version 4 begins with."""
    if len(data) < 20:
        return False
    kind, rows, columns, imaginary, length = struct.unpack_from("<5i", data)
    numbers = (rows, columns, length)
    return 0 <= kind < 5000 and imaginary in (0, 1) and all(0 < each < 2**20 for each in numbers)


def write(document: Document, name: str) -> Written:
    """Version 5 with Theta1, Theta2, …, X and y."""
    with needed("scipy", KIND):
        from scipy.io import savemat
    stream = BytesIO()
    savemat(stream, folded(document) | data_of(document))
    return Written(stream.getvalue(), lost(document, activations=True, cost=True, beside=False))


# --- version 7.3 ----------------------------------------------------------------------------------


def _read_73(file: Any) -> tuple[dict[str, Array], list[str]]:
    arrays: dict[str, Array] = {}
    skipped: list[str] = []
    _group_73(file, file, "", Budget(), arrays, skipped, 0)
    return arrays, skipped


def _group_73(
    file: Any,
    group: Any,
    place: str,
    budget: Budget,
    arrays: dict[str, Array],
    skipped: list[str],
    depth: int,
) -> None:
    """Variables of a file, or the fields of a structure."""
    import h5py

    if depth > MAX_NESTED:
        raise PlaceError(quoted(place), "lies too deep within others")
    for name, member in hdf5.members(group, budget, place):
        if name.startswith("#"):  # where MATLAB keeps the items of cells
            continue
        inner = f"{place}.{name}" if place else name
        if isinstance(member, h5py.Group):
            _group_73(file, member, inner, budget, arrays, skipped, depth + 1)
        elif isinstance(member, h5py.Dataset):
            _dataset_73(file, member, inner, budget, arrays, skipped, depth)


def _dataset_73(
    file: Any,
    dataset: Any,
    place: str,
    budget: Budget,
    arrays: dict[str, Array],
    skipped: list[str],
    depth: int,
) -> None:
    """Numbers, which stand transposed there, or a cell, which stands as references to its items."""
    import h5py

    if depth > MAX_NESTED:
        raise PlaceError(quoted(place), "lies too deep within others")
    if "MATLAB_empty" in dataset.attrs or dataset.shape is None:
        return
    kind = dataset.attrs.get("MATLAB_class", b"")
    if h5py.check_dtype(ref=dataset.dtype) is h5py.Reference:
        budget.take(dataset.shape, quoted(place))
        for number, reference in enumerate(dataset[()].T.ravel(order="F"), start=1):
            member = file[reference] if reference else None
            if isinstance(member, h5py.Dataset):
                _dataset_73(file, member, f"{place}.{number}", budget, arrays, skipped, depth + 1)
            elif isinstance(member, h5py.Group):
                inner = f"{place}.{number}"
                _group_73(file, member, inner, budget, arrays, skipped, depth + 1)
        return
    found = None if bytes(kind) == b"char" else hdf5.numbers(dataset, budget, place)
    if found is None:
        skipped.append(place)
    else:
        arrays[place] = frozen(found.T)
