"""One pass forward and back over so many examples, every array and view of it made once."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from bpsim.core.arrays import Array
from bpsim.core.engine_activations import ELEMENTWISE, Call
from bpsim.core.engine_arrays import aligned
from bpsim.core.engine_costs import OUTPUTS


class Pass:
    """The calls that lead from the weights to J's sum and Δ, for ``size`` examples at a time.

    Features are rows and examples columns: a^(l) stands below a row of ones that is never touched,
    so Θ^(l) [1; a^(l)] and δ^(l+1) [1, a^(l)]ᵀ are one multiplication each, biases included, and
    everything elementwise runs over contiguous memory.

    ``theta`` and ``Delta`` are Θ^(l) and Δ^(l), which the calls read from and write to.
    """

    def __init__(
        self,
        activations: Sequence[str],
        cost: str,
        theta: Sequence[Array],
        Delta: Sequence[Array],
        size: int,
    ) -> None:
        self.size, self.divisor = size, np.array(float(size))
        self.calls: list[Call] = []
        z = [aligned(len(each), size) for each in theta]
        ones_and_a = [aligned(len(each) + 1, size, fill=1.0) for each in theta[:-1]]
        slopes = [aligned(len(each), size) for each in theta[:-1]]
        for n, (name, a) in enumerate(zip(activations, ones_and_a, strict=False)):
            self.calls += ELEMENTWISE[name](z[n], a[1:], slopes[n])
            self.calls.append(partial(np.dot, theta[n + 1], a, z[n + 1]))
        self.output = OUTPUTS[cost](activations[-1], z[-1])
        self.calls += self.output.calls
        delta = self.output.delta
        for n in range(len(theta) - 2, -1, -1):
            # With the bias unit's row, because a matrix without its first column would be copied.
            sums = aligned(len(theta[n]) + 1, size)
            self.calls.append(partial(np.dot, delta, ones_and_a[n].T, Delta[n + 1]))
            self.calls.append(partial(np.dot, theta[n + 1].T, delta, sums))
            delta = sums[1:]
            if activations[n] != "linear":
                self.calls.append(partial(np.multiply, delta, slopes[n], delta))
        self._first = partial(np.dot, theta[0])
        self._into = z[0]
        self._last = partial(np.dot, delta)
        self._Delta = Delta[0]

    @property
    def y(self) -> Array:
        """The targets, shape (K, size); call ``take_targets`` once they are filled in."""
        return self.output.y

    def take_targets(self) -> None:
        """Work out what depends on the targets alone."""
        for call in self.output.targets:
            call()

    def run(self, x: Array, x_T: Array) -> float:
        """Σ cost(i) of the examples ``x``, shape (size, s_1 + 1) with the ones; leaves Δ behind.

        ``x_T`` is the transposed view of ``x``.
        """
        self._first(x_T, self._into)
        for call in self.calls:
            call()
        self._last(x, self._Delta)
        return self.output.total()
