"""Millions of costs, ready to be drawn: smallest and largest value of ever longer stretches.

Level k holds one pair for each 4^k costs. Drawing a range reads the level that has a few values
for each column of pixels, so panning, zooming and appending do not depend on how many there are.

The "peak" downsampling of pyqtgraph leaves a column of pixels empty for one value in it that is not
finite, or is 0 on a logarithmic axis: with every hundredth of 100,000 costs at 0, 22 % of the
columns of a wide plot. It also takes a frame of a million costs from 3 ms to 17 ms.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from bpsim.base.words import tr
from bpsim.core.arrays import Array

FACTOR = 4
_BITS = np.int64


class _Growing:
    """An array with room to spare at its end."""

    def __init__(self) -> None:
        self._room = np.empty(64)

    def write(self, at: int, values: Array) -> None:
        """Put ``values`` at ``at`` and after."""
        end = at + len(values)
        if end > len(self._room):
            room = np.empty(max(end, 2 * len(self._room)))
            room[:at] = self._room[:at]
            self._room = room
        self._room[at:end] = values

    def read(self, start: int, stop: int) -> Array:
        """The values from ``start`` to before ``stop``, as a view."""
        return self._room[start:stop]


class Pyramid:
    """Costs by iteration, from 0; what is not finite is kept, and left out of the drawing."""

    def __init__(self, values: npt.ArrayLike = ()) -> None:
        self._count = 0
        self._values = _Growing()
        self._low: list[_Growing] = []
        self._high: list[_Growing] = []
        self.first_bad: int | None = None
        """The first iteration whose cost is not finite."""
        self.append(values)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, iteration: int) -> float:
        """The cost of ``iteration``; raises IndexError outside 0 … len − 1."""
        if not 0 <= iteration < self._count:
            raise IndexError(
                tr("iteration {iteration} of {count}", iteration=iteration, count=self._count)
            )
        return float(self._values.read(iteration, iteration + 1)[0])

    def values(self) -> Array:
        """All of them, as a view."""
        return self._values.read(0, self._count)

    def append(self, values: npt.ArrayLike) -> None:
        """Add costs at the end."""
        new = np.asarray(values, dtype=np.float64).ravel()
        start = self._count
        if not len(new):
            return
        self._values.write(start, new)
        self._count += len(new)
        if self.first_bad is None:
            bad = ~np.isfinite(new)
            if bad.any():
                self.first_bad = start + int(bad.argmax())
        self._raise_from(start)

    def replace(self, values: npt.ArrayLike) -> None:
        """Hold exactly ``values``, at the price of what differs from those held so far."""
        new = np.ascontiguousarray(values, dtype=np.float64).ravel()
        same = min(self._count, len(new))
        differs = self._values.read(0, same).view(_BITS) != new[:same].view(_BITS)
        if differs.any():
            same = int(differs.argmax())
        if same < self._count:
            self._cut(same)
        self.append(new[same:])

    def _cut(self, count: int) -> None:
        self._count = count
        if self.first_bad is not None and self.first_bad >= count:
            self.first_bad = None
        if count:
            self._raise_from(count - 1)

    def _raise_from(self, start: int) -> None:
        """Work out every level from the block that holds value number ``start`` on."""
        values = self._values.read(0, self._count)
        tail = values[start - start % FACTOR :]
        low = high = np.where(np.isfinite(tail), tail, np.nan)
        first = start // FACTOR
        for level in range(64):
            low, high = _paired(low, np.fmin), _paired(high, np.fmax)
            if level == len(self._low):
                self._low.append(_Growing())
                self._high.append(_Growing())
            self._low[level].write(first, low)
            self._high[level].write(first, high)
            if first + len(low) <= 1:
                break
            head = first - first % FACTOR
            low = np.concatenate([self._low[level].read(head, first), low])
            high = np.concatenate([self._high[level].read(head, first), high])
            first = head // FACTOR

    def view(self, start: int, stop: int, columns: int) -> tuple[Array, Array]:
        """Points to draw for the iterations ``start`` … ``stop`` − 1: x and y, equally long.

        At most about two points for each of the ``columns``; NaN where no cost is finite.
        """
        start, stop = max(0, start), min(stop, self._count)
        count = stop - start
        if count <= 0:
            return np.empty(0), np.empty(0)
        if count <= 2 * columns:
            values = self._values.read(start, stop)
            return np.arange(start, stop, dtype=np.float64), np.where(
                np.isfinite(values), values, np.nan
            )
        level = 0
        while count > FACTOR ** (level + 2) * columns:
            level += 1
        block = FACTOR ** (level + 1)
        # Groups lie at multiples of their length, so that panning does not make the curve flicker.
        group = -(-count // (block * columns))
        first = start // (block * group) * group
        last = -(-stop // block)
        at = np.arange(0, last - first, group)
        low = np.fmin.reduceat(self._low[level].read(first, last), at)
        high = np.fmax.reduceat(self._high[level].read(first, last), at)
        x = np.repeat((first + at) * block + (group * block - 1) / 2, 2)
        y = np.column_stack([high, low]).ravel()
        return np.minimum(x, self._count - 1), y


def _paired(values: Array, smaller: Any) -> Array:
    """``smaller`` of each ``FACTOR`` neighbours; the last group may be short."""
    short = -len(values) % FACTOR
    if short:
        values = np.concatenate([values, np.full(short, np.nan)])
    parts = [values[n::FACTOR] for n in range(FACTOR)]
    out: Array = smaller(smaller(parts[0], parts[1]), smaller(parts[2], parts[3]))
    return out
