"""One number held against another: equal to the digits that were written."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bpsim.core.arrays import Array
from bpsim.teach.diagnosis.layout import Layout, Matrix

FLOOR = 1e-6
"""Of the largest entry of a matrix: single precision, and central differences, are as exact."""
ABSOLUTE = 1e-10
MOST = 16

Flags = npt.NDArray[np.bool_]


def agrees(given: Matrix, expected: Array) -> Flags:
    """True for each entry that was not given or that equals the expected one."""
    with np.errstate(all="ignore"):
        size = np.abs(expected)
        largest = float(size[np.isfinite(size)].max(initial=0.0))
        away = np.abs(given.values - expected)
        within = given.tolerance * (1 + 1e-9) + FLOOR * largest + ABSOLUTE
        equal: Flags = (away <= within) | ~given.there
    return equal


def cut_off(given: Matrix, expected: Array) -> Flags:
    """True for each entry that is the expected one with its further digits cut off."""
    with np.errstate(all="ignore"):
        left = np.abs(expected) - np.abs(given.values)
        same_side = (np.sign(given.values) == np.sign(expected)) | (given.values == 0)
        exact = np.abs(left) <= FLOOR * np.abs(expected)
        cut: Flags = same_side & ((left >= 0) & (left < 2 * given.tolerance) | exact)
    return cut | ~given.there


def all_agree(layout: Layout, index: int, expected: Array) -> bool:
    """True if the matrix with this index agrees, or was not given."""
    matrix = layout.matrices[index]
    return matrix is None or bool(agrees(matrix, expected).all())


def _digits(given: Matrix, expected: Array, largest: float) -> Array:
    """To how many digits, from the first of ``largest`` on, each entry agrees: 0 to 16.

    NaN where none was given.
    """
    with np.errstate(all="ignore"):
        # A number that was rounded cannot agree to more digits than it has.
        away = np.maximum(np.abs(given.values - expected), given.tolerance)
        decimals = np.floor(-np.log10(2 * away) + 1e-9)
        first = np.floor(np.log10(largest))
        found: Array = np.where(away == 0, MOST, decimals + first + 1)
    found = np.clip(np.nan_to_num(found, nan=0.0, posinf=MOST, neginf=0.0), 0, MOST)
    found[~given.there] = np.nan
    return found


def common_digits(layout: Layout, expected: Sequence[Array]) -> int:
    """To how many digits all entries agree, counted from the first digit of the largest one."""
    with np.errstate(all="ignore"):
        sizes = [np.abs(each[np.isfinite(each)]).max(initial=0.0) for each in expected]
    largest = float(max(sizes)) or 1.0
    return int(
        min(
            np.nanmin(_digits(matrix, right, largest))
            for matrix, right in zip(layout.matrices, expected, strict=True)
            if matrix is not None
        )
    )
