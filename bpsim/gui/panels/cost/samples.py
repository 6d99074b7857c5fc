"""A quantity that was measured in some iterations only, however many there are in between."""

import numpy as np
import numpy.typing as npt

from bpsim.core.arrays import Array


class Samples:
    """Values of ascending ``iterations`` among ``length`` of them, from 0; immutable.

    What is not finite counts as not measured.
    """

    def __init__(
        self, iterations: npt.ArrayLike = (), values: npt.ArrayLike = (), length: int = 0
    ) -> None:
        at, found = np.asarray(iterations, dtype=np.int64), np.asarray(values, dtype=np.float64)
        known = np.isfinite(found)
        self._at, self._values, self._length = at[known], found[known], length

    @classmethod
    def of(cls, values: "npt.ArrayLike | Samples") -> "Samples":
        """Samples as they are; of one value for each iteration those that are finite."""
        if isinstance(values, Samples):
            return values
        dense = np.asarray(values, dtype=np.float64).ravel()
        return cls(np.arange(len(dense)), dense, len(dense))

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, iteration: int) -> float:
        """The value of ``iteration``, NaN where it was not measured."""
        place = int(np.searchsorted(self._at, iteration))
        known = place < len(self._at) and self._at[place] == iteration
        return float(self._values[place]) if known else float("nan")

    def values(self) -> Array:
        """One for each iteration, NaN where it was not measured."""
        out = np.full(self._length, np.nan)
        out[self._at] = self._values
        return out

    def nearest(self, iteration: int) -> int | None:
        """The iteration nearest to that one that was measured, None where none was."""
        if not len(self._at):
            return None
        place = int(np.searchsorted(self._at, iteration))
        around = self._at[max(0, place - 1) : place + 1]
        return int(around[np.abs(around - iteration).argmin()])

    def view(self, start: int, stop: int, columns: int) -> tuple[Array, Array]:
        """Points to draw for the iterations ``start`` … ``stop`` − 1: x and y, equally long.

        Where the line through the points runs on beyond these, it is cut at the ends. Of many for
        each of the ``columns`` only some are drawn.
        """
        if not len(self._at):
            return np.empty(0), np.empty(0)
        ends = np.array([start, stop - 1])
        ends = ends[(ends > self._at[0]) & (ends < self._at[-1])]
        inside = self._at[np.searchsorted(self._at, start) : np.searchsorted(self._at, stop)]
        inside = inside[:: max(1, len(inside) // (4 * columns))]
        x = np.union1d(inside, ends).astype(np.float64)
        return x, np.interp(x, self._at, self._values)
