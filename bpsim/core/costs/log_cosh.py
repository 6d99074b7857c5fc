"""Log-cosh, a squared error for small differences and an absolute one for large ones."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

import numpy as np

from bpsim.core.activations.activation import Call, constant
from bpsim.core.arrays import Array
from bpsim.core.costs.cost import CostOfOutputs
from bpsim.core.engine.arrays import aligned

LOG_2 = float(np.log(2.0))


class LogCosh(CostOfOutputs):
    """log cosh(h − y) for each output; ∂cost/∂a = tanh(a − y)."""

    name: ClassVar[str] = "log-cosh"
    words: ClassVar[str] = "log-cosh"

    def value(self, a: Array, y: Array) -> Array:
        """|e| + log(1 + e^−2|e|) − log 2 with e = a − y, in which nothing overflows.

        For a small e, where that cancels, ½ log1p(sinh² e).
        """
        size = np.abs(a - y)
        far: Array = size + np.log1p(np.exp(-2.0 * size)) - LOG_2
        near = 0.5 * np.log1p(np.sinh(np.minimum(size, 1.0)) ** 2)
        return np.where(size < 1.0, near, far)

    def own_error(self, a: Array, y: Array) -> Array:
        """tanh(a − y)."""
        return np.tanh(a - y)

    def fast_error(self, error: Array) -> tuple[list[Call], Callable[[], float]]:
        """The costs first, then tanh."""
        size, near, far = (aligned(*error.shape) for _ in range(3))
        small = np.empty(error.shape, dtype=np.bool_)
        one, half = constant(1.0), constant(0.5)
        calls: list[Call] = [
            partial(np.abs, error, size),
            partial(np.less, size, one, small),
            partial(np.multiply, size, constant(-2.0), far),
            partial(np.exp, far, far),
            partial(np.log1p, far, far),
            partial(np.add, size, far, far),
            partial(np.subtract, far, constant(LOG_2), far),
            partial(np.minimum, size, one, out=near),
            partial(np.sinh, near, near),
            partial(np.multiply, near, near, near),
            partial(np.log1p, near, near),
            partial(np.multiply, near, half, near),
            partial(np.copyto, far, near, where=small),
            partial(np.tanh, error, error),
        ]
        flat, add_up = far.ravel(), np.add.reduce
        return calls, lambda: float(add_up(flat))
