"""The arrays that the fast path works in: aligned, laid out once, filled over and over."""

import threading
import weakref
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np

from bpsim.core.arrays import Array
from bpsim.core.examples import Examples

CACHE_LINE = 64
PER_LINE = CACHE_LINE // 8


def aligned(*shape: int, fill: float | None = None) -> Array:
    """An array that starts on a cache line, so that the same work always meets the same bits.

    Vectorised loops may treat the first few numbers of an unaligned array apart.
    """
    count = int(np.prod(shape))
    whole = np.empty(count + PER_LINE)
    start = -(whole.ctypes.data // 8) % PER_LINE
    array = whole[start : start + count].reshape(shape)
    if fill is not None:
        array.fill(fill)
    return array


class Stack:
    """The matrices Θ^(1) … Θ^(L−1), or others of their shapes, one after the other in one array.

    ``flat`` has shape (n,); ``each[l - 1]`` is a view of it, shaped as Θ^(l), that starts on a
    cache line. The gaps between them hold zeros, so whatever is done to all weights is one call.
    """

    def __init__(self, layers: Sequence[int]) -> None:
        self.shapes = [(b, a + 1) for a, b in pairwise(layers)]
        self.starts = [0]
        for rows, columns in self.shapes:
            self.starts.append(self.starts[-1] - (-rows * columns // PER_LINE) * PER_LINE)
        self.flat = aligned(self.starts[-1], fill=0.0)
        self.each = self.views(self.flat)

    def views(self, flat: Array) -> tuple[Array, ...]:
        """The matrices within another array that is laid out as ``flat``."""
        return tuple(
            flat[start : start + shape[0] * shape[1]].reshape(shape)
            for start, shape in zip(self.starts, self.shapes, strict=False)
        )

    def copies(self) -> tuple[Array, ...]:
        """Read-only copies of the matrices; they share one new array."""
        flat = self.flat.copy()
        flat.setflags(write=False)
        return self.views(flat)

    def without_bias(self) -> Array:
        """1 for every weight, 0 for the bias columns (and the gaps), shape (n,)."""
        mask = np.zeros_like(self.flat)
        for view in self.views(mask):
            view[:, 1:] = 1.0
        return mask


class TrainingSet:
    """Examples as the fast path wants them, read-only and with the ones of the bias unit.

    ``rows`` has shape (m, s_1 + 1), so that a few examples lie side by side; ``columns`` are the
    same transposed and cut into blocks, which multiplies faster when all are used. Each is made
    when first asked for. ``y`` has shape (K, m).
    """

    def __init__(self, examples: Examples) -> None:
        self._x = examples.x
        self._columns: tuple[Array, ...] = ()
        self.y = aligned(examples.y.shape[1], len(examples))
        self.y[...] = examples.y.T
        self.y.setflags(write=False)

    def __len__(self) -> int:
        return len(self._x)

    # Two threads may each make one at the same time: they hold the same, and one is forgotten.

    @cached_property
    def rows(self) -> Array:
        """One example a row."""
        m, inputs = self._x.shape
        rows = aligned(m, inputs + 1, fill=1.0)
        rows[:, 1:] = self._x
        rows.setflags(write=False)
        return rows

    def columns(self, blocks: Sequence[slice]) -> tuple[Array, ...]:
        """One example a column: an array (s_1 + 1, n) for each block, kept for whoever asks again.

        All that train with the same layers ask for the same blocks.
        """
        kept = self._columns
        if [each.shape[1] for each in kept] != [block.stop - block.start for block in blocks]:
            kept = self._columns = tuple(map(self._transposed, blocks))
        return kept

    def _transposed(self, block: slice) -> Array:
        x = self._x[block]
        columns = aligned(x.shape[1] + 1, len(x), fill=1.0)
        columns[1:] = x.T
        columns.setflags(write=False)
        return columns


_prepared: dict[int, tuple[weakref.ref[Examples], TrainingSet]] = {}
_lock = threading.Lock()


def prepared(examples: Examples) -> TrainingSet:
    """The examples as a TrainingSet: one for all threads, forgotten together with them."""
    key = id(examples)
    with _lock:
        known = _prepared.get(key)
        if known is not None and known[0]() is examples:
            return known[1]

        def forget(gone: weakref.ref[Examples]) -> None:
            # Not under the lock: the collector may call this in a thread that holds it.
            here = _prepared.get(key)
            if here is not None and here[0] is gone:
                _prepared.pop(key, None)

        made = TrainingSet(examples)
        _prepared[key] = (weakref.ref(examples, forget), made)
        return made
