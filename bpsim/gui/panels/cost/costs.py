"""The costs of a run, and the few thousand points that are drawn of millions of them.

The "peak" downsampling of pyqtgraph leaves a column of pixels empty for one value in it that is not
finite, or is 0 on a logarithmic axis: with every hundredth of 100,000 costs at 0, 22 % of the
columns of a wide plot. It also takes a frame of a million costs from 3 ms to 17 ms.
"""

import numpy as np
import numpy.typing as npt

from bpsim.base.words import tr
from bpsim.core.arrays import Array


class Costs:
    """One for each iteration, from 0; what is not finite is kept, and left out of the drawing."""

    def __init__(self, values: npt.ArrayLike = ()) -> None:
        self._values = np.array(values, dtype=np.float64).ravel()
        bad = ~np.isfinite(self._values)
        self.first_bad = int(bad.argmax()) if bad.any() else None
        """The first iteration whose cost is not finite."""

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, iteration: int) -> float:
        """The cost of ``iteration``; raises IndexError outside 0 … len − 1."""
        if not 0 <= iteration < len(self):
            raise IndexError(
                tr("iteration {iteration} of {count}", iteration=iteration, count=len(self))
            )
        return float(self._values[iteration])

    def values(self) -> Array:
        """All of them, as a view."""
        return self._values

    def view(self, start: int, stop: int, columns: int) -> tuple[Array, Array]:
        """Points to draw for the iterations ``start`` … ``stop`` − 1: x and y, equally long.

        At most about two points for each of the ``columns``, the highest and the lowest of the
        costs in it; NaN where no cost is finite.
        """
        start, stop = max(0, start), min(stop, len(self))
        count = stop - start
        if count <= 0:
            return np.empty(0), np.empty(0)
        if count <= 2 * columns:
            return np.arange(start, stop, dtype=np.float64), self._drawable(start, stop)
        # As many costs are one point as a power of 2 says, and groups lie at multiples of that, so
        # that neither panning nor new costs make the curve flicker.
        group = 1 << (-(-count // columns) - 1).bit_length()
        first = start - start % group
        values, at = self._drawable(first, stop), np.arange(0, stop - first, group)
        x = np.repeat(first + at + (group - 1) / 2, 2)
        y = np.column_stack([np.fmax.reduceat(values, at), np.fmin.reduceat(values, at)]).ravel()
        return np.minimum(x, len(self) - 1), y

    def _drawable(self, start: int, stop: int) -> Array:
        """Those from ``start`` to before ``stop``, NaN for what is not finite."""
        values = self._values[start:stop]
        return values if self.first_bad is None else np.where(np.isfinite(values), values, np.nan)
