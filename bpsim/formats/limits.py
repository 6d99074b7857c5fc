"""How large what a file holds may be, asked before memory is taken for it."""

from collections.abc import Sequence
from math import prod
from typing import Any

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array, frozen
from bpsim.formats.errors import PlaceError
from bpsim.formats.native.layout import MAX_EXAMPLE_NUMBERS

MAX_NUMBERS = MAX_EXAMPLE_NUMBERS
"""The numbers that one array, and all arrays of one file together, may have."""
MAX_ITEMS = 10_000
"""The arrays, groups, fields or members that one file may have."""
MAX_COLUMNS = 10_000
"""The columns that a table may have."""
MAX_DIMENSIONS = 8
MAX_NESTED = 32
"""How deep groups, structures and lists may lie within each other."""


def floats(values: Any) -> Array:
    """Numbers of any kind as float64; a NaN that signals in float32 becomes an ordinary one."""
    with np.errstate(invalid="ignore"):
        return frozen(np.asarray(values).astype(np.float64))


class Budget:
    """Counts the numbers and the items of one file."""

    def __init__(self) -> None:
        self._numbers, self._items = MAX_NUMBERS, MAX_ITEMS

    def take(self, shape: Sequence[int], place: str) -> int:
        """Count one more array and return its size; raises PlaceError where that is too much."""
        if len(shape) > MAX_DIMENSIONS or any(length < 0 for length in shape):
            raise PlaceError(tr("has a shape that no network or data has"), place)
        size = prod(shape)
        self.item(place)
        self._numbers -= size
        if self._numbers < 0:
            raise PlaceError(
                tr(
                    "means {size:,} numbers, but a file can have at most {most:,} in all",
                    size=size,
                    most=MAX_NUMBERS,
                ),
                place,
            )
        return size

    def item(self, place: str) -> None:
        """Count one more thing that has a name."""
        self._items -= 1
        if self._items < 0:
            raise PlaceError(
                tr("is one of more than {max_items:,} things in the file", max_items=MAX_ITEMS),
                place,
            )
