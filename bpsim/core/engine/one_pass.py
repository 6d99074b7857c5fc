"""One pass forward and back over so many examples, every array and view of it made once."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from bpsim.core.activations.activation import Activation, Call
from bpsim.core.arrays import Array
from bpsim.core.costs.table import COSTS
from bpsim.core.engine.arrays import aligned


class Pass:
    """The calls that lead from the weights to J's sum and Δ, for ``size`` examples at a time.

    Features are rows and examples columns: a^(l) stands below a row of ones that is never touched,
    so Θ^(l) [1; a^(l)] and δ^(l+1) [1, a^(l)]ᵀ are one multiplication each, biases included, and
    everything elementwise runs over contiguous memory.

    ``theta`` and ``Delta`` are Θ^(l) and Δ^(l), which the calls read from and write to. ``total``
    is Σ cost(i) as of the last run.
    """

    def __init__(
        self,
        activations: Sequence[Activation],
        cost: str,
        theta: Sequence[Array],
        Delta: Sequence[Array],
        size: int,
    ) -> None:
        self.total = 0.0
        calls: list[Call] = []
        z = [aligned(len(each), size) for each in theta]
        ones_and_a = [aligned(len(each) + 1, size, fill=1.0) for each in theta[:-1]]
        slopes = [aligned(len(each), size) for each in theta[:-1]]
        for n, (g, a) in enumerate(zip(activations, ones_and_a, strict=False)):
            calls += g.fast(z[n], a[1:], slopes[n])
            calls.append(partial(np.dot, theta[n + 1], a, z[n + 1]))
        self.output = COSTS[cost].fast(activations[-1], z[-1])
        calls += self.output.calls
        delta = self.output.delta
        for n in range(len(theta) - 2, -1, -1):
            # With the bias unit's row, because a matrix without its first column would be copied.
            sums = aligned(len(theta[n]) + 1, size)
            calls.append(partial(np.dot, delta, ones_and_a[n].T, Delta[n + 1]))
            calls.append(partial(np.dot, theta[n + 1].T, delta, sums))
            delta = sums[1:]
            if not activations[n].slope_is_one:
                calls.append(partial(np.multiply, delta, slopes[n], delta))
        self._calls = calls
        self._first, self._into = partial(np.dot, theta[0]), z[0]
        self._last, self._Delta = partial(np.dot, delta), Delta[0]
        self._x = self._x_T = np.empty((0, 0))

    @property
    def y(self) -> Array:
        """The targets, shape (K, size), to be filled in before ``take``."""
        return self.output.y

    def take(self, x: Array) -> None:
        """Go over ``x``, shape (size, s_1 + 1) with the ones, and the targets from now on."""
        self._x, self._x_T = x, x.T
        for call in self.output.targets:
            call()

    def run(self) -> None:
        """Forward and back: leaves Σ cost(i) in ``total`` and Δ where it belongs."""
        self._first(self._x_T, self._into)
        for call in self._calls:
            call()
        self._last(self._x, self._Delta)
        self.total = self.output.total()
