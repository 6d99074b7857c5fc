"""HDF5 files, read from memory: hard links only, nothing outside the file, sizes counted first."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from math import prod
from typing import Any

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.hdf5_heaps import require_heaps_end
from bpsim.formats.libraries import made_sense, needed
from bpsim.formats.limits import Budget, floats

SIGNATURE = b"\x89HDF\r\n\x1a\n"
KIND = tr("HDF5 file")

_LONGEST_ATTRIBUTE = 2**20


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """The file in ``data`` as h5py opens it; raises PlaceError where it is none.

    What h5py raises on damaged content while the file is open becomes a PlaceError too.
    """
    with needed("h5py", KIND):
        import h5py
    require_heaps_end(data)
    with made_sense(KIND), h5py.File(BytesIO(data), "r") as file:
        yield file


def members(group: Any, budget: Budget, place: str) -> Iterator[tuple[str, Any]]:
    """The groups and datasets that stand in ``group`` itself, by name, those of links left out."""
    import h5py

    for name in group:
        budget.item(quoted(f"{place}/{name}"))
        if isinstance(group.get(name, getlink=True), h5py.HardLink):
            yield str(name), group[name]


def numbers(dataset: Any, budget: Budget, place: str) -> Array | None:
    """The numbers of a dataset, counted before they are read; None where it holds others.

    Raises PlaceError for a dataset whose numbers stand in other files.
    """
    if dataset.dtype.kind not in "fiub" or dataset.dtype.itemsize > 8:
        return None
    if dataset.external or dataset.is_virtual:
        raise PlaceError(tr("stands in another file, which is never opened"), quoted(place))
    if dataset.shape is None:
        return None
    budget.take(dataset.shape, quoted(place))
    if dataset.chunks is not None:  # each is unpacked whole, however few of its numbers are used
        Budget().take(dataset.chunks, quoted(place))
    values = np.empty(dataset.shape, dtype=dataset.dtype)
    if values.size:
        dataset.read_direct(values)
    return floats(values)


def texts(item: Any, name: str) -> Any:
    """The attribute of a group or dataset, a text or an array of texts; None where it is missing.

    What is no text is refused unread, for where lists of varying length are damaged the library
    reads beyond its memory. Raises PlaceError for that and for a text that is too long.
    """
    import h5py

    if name not in item.attrs:
        return None
    told = item.attrs.get_id(name)
    if 0 in told.shape:  # an empty list has no texts in it, so it is written as one of numbers
        return np.empty(0, dtype=str)
    place = tr("the attribute {name}", name=quoted(name))
    if not isinstance(told.get_type(), h5py.h5t.TypeStringID):
        raise PlaceError(tr("is no text"), place)
    if prod(told.shape) * told.dtype.itemsize > _LONGEST_ATTRIBUTE:
        raise PlaceError(tr("is too long"), place)
    return item.attrs[name]
