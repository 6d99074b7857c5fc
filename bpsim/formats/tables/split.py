"""Which rows of a data set are held out of training."""

from typing import Any

import numpy as np

from bpsim.core.arrays import Array
from bpsim.core.held_out import count_of, drawn_rows


def held_out_rows(y: Array, share: float, seed: int, *, stratified: bool) -> Any:
    """Places of rows drawn by chance, ascending; of each class the same share if ``stratified``."""
    if not 0 < share < 1 or len(y) < 2:
        return np.empty(0, dtype=int)
    if not stratified:
        return np.array(drawn_rows(len(y), share, seed), dtype=int)
    rng = np.random.default_rng(seed)
    chosen = []
    for kind in np.unique(y, axis=0):
        rows = np.flatnonzero((y == kind).all(axis=1))
        chosen += rng.permutation(rows)[: count_of(len(rows), share)].tolist()
    return np.array(sorted(chosen), dtype=int)
