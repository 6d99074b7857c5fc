"""The squared error, ½ Σ (h − y)², for outputs of any kind."""

from collections.abc import Callable
from typing import ClassVar

import numpy as np

from bpsim.base.words import tr
from bpsim.core.activations.activation import Call
from bpsim.core.arrays import Array
from bpsim.core.costs.cost import CostOfOutputs


class SquaredError(CostOfOutputs):
    """½ (h − y)² for each output; ∂cost/∂a = a − y."""

    name: ClassVar[str] = "squared-error"
    words: ClassVar[str] = tr("squared error")

    def value(self, a: Array, y: Array) -> Array:
        """½ (a − y)²."""
        out: Array = 0.5 * (a - y) ** 2
        return out

    def own_error(self, a: Array, y: Array) -> Array:
        """a − y."""
        return a - y

    def fast_error(self, error: Array) -> tuple[list[Call], Callable[[], float]]:
        """a − y is the derivative itself."""
        flat, dot = error.ravel(), np.dot
        return [], lambda: 0.5 * float(dot(flat, flat))
