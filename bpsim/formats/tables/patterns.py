"""What numbers in columns look like: labels before their inputs, classes spread out, counted rows.

Each column is an array with NaN for what is missing, or None where it holds texts.
"""

from collections.abc import Sequence

import numpy as np

from bpsim.core.arrays import Array
from bpsim.formats.pictures import is_square

Numbers = Array | None
MOST_LABELS = 20
FEW_GROUPS = 12
ENOUGH_ROWS = 20


def labels_a_picture(columns: Sequence[Numbers]) -> bool:
    """True if the first column has labels, as MNIST has them, and the others a square of pixels."""
    if len(columns) < 2 or not is_square(len(columns) - 1):
        return False
    kinds, last = _whole_kinds(columns[0]), columns[-1]
    if last is None or not 2 <= len(kinds) <= MOST_LABELS:
        return False
    return not 2 <= len(np.unique(last)) <= len(kinds)


def groups_the_rows(columns: Sequence[Numbers]) -> bool:
    """True if the first column counts classes from 0 or 1, one after the other down the rows.

    The last column must not look like classes itself.
    """
    first, last = columns[0], columns[-1]
    kinds = _whole_kinds(first)
    if first is None or last is None or not 2 <= len(kinds) <= FEW_GROUPS:
        return False
    ascending = bool((np.diff(first) >= 0).all()) and len(first) >= 3 * len(kinds)
    counted = kinds[0] in (0, 1) and bool((np.diff(kinds) == 1).all())
    return ascending and counted and len(np.unique(last)) > FEW_GROUPS


def spread_classes(columns: Sequence[Numbers]) -> int:
    """How many columns at the end have 1 for the class of a row and 0 for all others; 0 if none."""
    total, found = np.zeros(0), 0
    for count, each in enumerate(reversed(columns[1:]), start=1):
        if each is None or not ((each == 0) | (each == 1)).all():
            break
        total = each + total if count > 1 else each
        if count > 1 and (total == 1).all():
            found = count
    return found


def counts_the_rows(values: Array) -> bool:
    """True for 0, 1, 2, … or 1, 2, 3, … down many rows."""
    long = len(values) >= ENOUGH_ROWS and values[0] in (0, 1)
    return long and bool((np.diff(values) == 1).all())


def _whole_kinds(values: Numbers) -> Array:
    """The different numbers in a column of whole ones, ascending; none where it holds others."""
    if values is None or not len(values) or np.isnan(values).any() or (values % 1 != 0).any():
        return np.zeros(0)
    return np.unique(values)
