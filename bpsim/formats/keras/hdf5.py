"""What is in an HDF5 file by path, for Keras models of all ages and systems."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.hdf5 import numbers, opened, texts
from bpsim.formats.limits import MAX_NESTED, Budget

KIND = tr("Keras model")

_PARTS = re.compile(r"[/\\]+")


class Tree:
    """The groups and datasets of a file by path; a path has no backslashes, whoever wrote it.

    ``datasets`` are in the order of their names, in which _2 comes before _10.
    """

    def __init__(self, file: Any) -> None:
        self._budget = Budget()
        self.groups: dict[str, Any] = {"": file}
        self.datasets: dict[str, Any] = {}
        self._walk(file, "", 0)

    def _walk(self, group: Any, path: str, depth: int) -> None:
        import h5py

        if depth > MAX_NESTED:
            raise PlaceError(tr("lies too deep"), quoted(path))
        for name in sorted(group, key=natural):
            inside = "/".join(each for each in (path, *_PARTS.split(name)) if each)
            place = quoted(inside)
            self._budget.item(place)
            link = group.get(name, getlink=True)
            if not isinstance(link, h5py.HardLink):
                raise PlaceError(tr("is a link to elsewhere, which is not followed"), place)
            found = group[name]
            if isinstance(found, h5py.Group):
                self.groups[inside] = found
                self._walk(found, inside, depth + 1)
            elif isinstance(found, h5py.Dataset):
                self.datasets[inside] = found

    def array_if_any(self, path: str) -> Array | None:
        """The numbers of a dataset, None where it holds others; raises PlaceError as below."""
        if path not in self.datasets:
            raise PlaceError(tr("is missing"), quoted(path))
        return numbers(self.datasets[path], self._budget, path)

    def array(self, path: str) -> Array:
        """The numbers of a dataset; raises PlaceError where they are elsewhere or too many."""
        found = self.array_if_any(path)
        if found is None:
            raise PlaceError(tr("holds no numbers"), quoted(path))
        return found

    def text(self, path: str, name: str) -> str | None:
        """An attribute that is a text; None where there is none."""
        value = texts(self.groups[path], name)
        if isinstance(value, bytes):
            return value.decode("utf-8", "replace")
        return value if isinstance(value, str) else None

    def texts(self, path: str, name: str) -> tuple[str, ...] | None:
        """An attribute that is a list of texts, which long ones are divided into several for."""
        whole = texts(self.groups[path], name)
        pieces = [] if whole is None else [whole]
        while whole is None:
            piece = texts(self.groups[path], f"{name}{len(pieces)}")
            if piece is None:
                break
            pieces.append(piece)
        if not pieces:
            return None
        return tuple(
            each.decode("utf-8", "replace") if isinstance(each, bytes) else str(each)
            for piece in pieces
            for each in np.ravel(piece).tolist()
        )


def natural(name: str) -> tuple[tuple[str, int], ...]:
    """Sorts dense_2 before dense_10, and dense before both."""
    pieces = re.split(r"(\d{1,9})", name)
    return tuple(("", int(each)) if n % 2 else (each, -1) for n, each in enumerate(pieces))


@contextmanager
def tree_of(data: bytes) -> Iterator[Tree]:
    """What is in an HDF5 file, as long as it is needed; raises PlaceError."""
    with opened(data) as file:
        yield Tree(file)
