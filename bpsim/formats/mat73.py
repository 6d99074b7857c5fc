"""MATLAB files of version 7.3, HDF5 with a header of MATLAB's before it, and HDF5 of Octave."""

from typing import Any

from bpsim.base.words import tr
from bpsim.core.arrays import Array, frozen
from bpsim.formats import hdf5
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.limits import MAX_NESTED, Budget

OCTAVE = "OCTAVE_NEW_FORMAT"
"""An attribute of each variable that Octave has written, with its value one deeper."""


def match(head: bytes) -> bool:
    """HDF5 behind 512 bytes that end as MATLAB's headers do."""
    return head[512:520] == hdf5.SIGNATURE and head[124:128] in (b"\x00\x02IM", b"\x02\x00MI")


def read(data: bytes) -> tuple[dict[str, Array], list[str]]:
    """The matrices by name, and the names of what is no matrix of real numbers."""
    with hdf5.opened(data) as file:
        reader = _Reader(file)
        reader.group(file, "", 0)
    return reader.arrays, reader.skipped


class _Reader:
    """Walks through groups and keeps what it finds."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._budget = Budget()
        self.arrays: dict[str, Array] = {}
        self.skipped: list[str] = []

    def group(self, group: Any, place: str, depth: int) -> None:
        """The variables of a file, or the fields of a structure."""
        for name, member in hdf5.members(group, self._budget, place):
            # Where MATLAB keeps the items of cells, and where Octave keeps how many there are.
            if not name.startswith("#") and not (name == "dims" and "_0" in group):
                self.member(member, f"{place}.{name}" if place else name, depth)

    def member(self, member: Any, place: str, depth: int) -> None:
        """A structure, a matrix, or a cell, which stands as references to its items."""
        import h5py

        if depth > MAX_NESTED:
            raise PlaceError(tr("lies too deep within others"), quoted(place))
        if isinstance(member, h5py.Group) and OCTAVE in member.attrs and "value" in member:
            inner = dict(hdf5.members(member, self._budget, place)).get("value")
            self.member(inner, place, depth + 1)
        elif isinstance(member, h5py.Group):
            self.group(member, place, depth + 1)
        elif not isinstance(member, h5py.Dataset) or _is_empty(member):
            return
        elif h5py.check_dtype(ref=member.dtype) is h5py.Reference:
            self._budget.take(member.shape, quoted(place))
            for number, reference in enumerate(member[()].T.ravel(order="F"), start=1):
                if reference:
                    self.member(self._file[reference], f"{place}.{number}", depth + 1)
        else:
            self._matrix(member, place)

    def _matrix(self, dataset: Any, place: str) -> None:
        """Numbers, which stand transposed there."""
        text = hdf5.texts(dataset, "MATLAB_class") in (b"char", "char")
        found = None if text else hdf5.numbers(dataset, self._budget, place)
        if found is None:
            self.skipped.append(place)
        else:
            self.arrays[place] = frozen(found.T)


def _is_empty(dataset: Any) -> bool:
    return "MATLAB_empty" in dataset.attrs or dataset.shape is None
