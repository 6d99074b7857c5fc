"""Numbers out of the inert values of a pickle, whichever library they belonged to."""

from collections.abc import Mapping
from typing import Any

from bpsim.base.words import tr
from bpsim.core.arrays import Array, frozen
from bpsim.formats.errors import PlaceError
from bpsim.formats.limits import Budget, floats
from bpsim.formats.pickles.arrays import array_of, is_array
from bpsim.formats.pickles.stream import MOST_OPERATIONS, Made
from bpsim.formats.pickles.tensors import is_tensor, tensor_of


class Numbers:
    """Turns what is an array or a tensor into float64, within what one file may hold.

    ``storages`` are the bytes of the tensors by their key.
    """

    def __init__(
        self, storages: Mapping[str, bytes] | None = None, *, big_endian: bool = False
    ) -> None:
        self._storages = {} if storages is None else storages
        self._big_endian = big_endian
        self._budget = Budget()

    def holds(self, value: Any) -> bool:
        """True for what numbers can be taken out of."""
        return isinstance(value, int | float) or is_array(value) or is_tensor(value)

    def array(self, value: Any, place: str) -> Array:
        """The numbers at ``place``, in their shape; raises PlaceError."""
        found = self.array_if_any(value, place)
        if found is None:
            raise PlaceError(tr("holds no numbers"), place)
        return found

    def array_if_any(self, value: Any, place: str) -> Array | None:
        """The same, None for what holds no numbers."""
        if isinstance(value, int | float):
            return frozen(_number(value, place))
        if not isinstance(value, Made):
            return None
        if is_tensor(value):
            found = tensor_of(value, self._storages, big_endian=self._big_endian)
        elif is_array(value):
            found = array_of(value)
            if found.dtype.kind not in "fiub":
                return None
        else:
            return None
        self._budget.take(found.shape, place)
        return floats(found)

    def table_if_any(self, value: Any, place: str) -> Array | None:
        """The same, and lists of numbers and of rows of numbers as well, which go no deeper."""
        if not isinstance(value, list | tuple):
            return self.array_if_any(value, place)
        if _are_numbers(value):
            self._budget.take((len(value),), place)
            return frozen([_number(each, place) for each in value])
        if not value or not isinstance(value[0], list | tuple):
            return None
        # Rows cost an operation for each number, unless all are the same row many times over.
        if len(value) * len(value[0]) > MOST_OPERATIONS:
            return None
        length = len(value[0])
        if not all(_are_numbers(each, length) for each in value):
            return None
        self._budget.take((len(value), len(value[0])), place)
        return frozen([[_number(each, place) for each in row] for row in value])


def _are_numbers(value: Any, length: int | None = None) -> bool:
    return (
        isinstance(value, list | tuple)
        and len(value) > 0
        and len(value) == (len(value) if length is None else length)
        and all(type(each) in {int, float} for each in value)
    )


def _number(value: Any, place: str) -> float:
    try:
        return float(value)
    except OverflowError as error:
        raise PlaceError(tr("is a number too large for a float64"), place) from error
