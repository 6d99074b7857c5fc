"""Float64 arrays that cannot be changed in place, so that snapshots stay what they were."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]
else:
    Array = np.ndarray  # what the window starts with has no need of the types' names


def frozen(values: Any) -> Array:
    """Return ``values`` as a C-contiguous, read-only float64 array (a copy unless it is one).

    Nobody else can change it: a read-only view of an array that can be written to is copied too.
    """
    array = np.ascontiguousarray(values, dtype=np.float64)
    base = array.base
    if not array.flags.writeable and not (isinstance(base, np.ndarray) and base.flags.writeable):
        return array
    if array is values or base is not None:
        array = array.copy()
    array.setflags(write=False)
    return array


def same_bits(left: Array, right: Array) -> bool:
    """True if both arrays have one shape and the same 64 bits in every place."""
    if left is right:
        return True
    if left.shape != right.shape:
        return False
    return bool(np.array_equal(left.view(np.int64), right.view(np.int64)))


def all_same_bits(left: Sequence[Array], right: Sequence[Array]) -> bool:
    """True if there are as many on both sides, each with the :func:`same_bits`."""
    return len(left) == len(right) and all(map(same_bits, left, right))


def largest_size(values: Array) -> float:
    """The size of the largest finite number; 0 where there is none."""
    if not values.size:
        return 0.0
    largest = max(float(values.max()), -float(values.min()))
    if not np.isfinite(largest):
        largest = float(np.abs(values[np.isfinite(values)]).max(initial=0.0))
    return largest
