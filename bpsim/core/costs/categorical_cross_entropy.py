"""The cross-entropy of softmax outputs, of which one class is right.

It is computed from z so that it stays finite when a unit saturates.
"""

from functools import partial
from typing import ClassVar

import numpy as np

from bpsim.base.words import tr
from bpsim.core.activations.activation import Activation, Call
from bpsim.core.activations.softmax import Softmax, fast_softmax
from bpsim.core.arrays import Array
from bpsim.core.costs.cost import CostOfActivation, Output
from bpsim.core.engine.arrays import aligned


class CategoricalCrossEntropy(CostOfActivation):
    """−y_k log h_k for each output; δ = a Σ_k y_k − y, which is a − y where Σ y = 1."""

    name: ClassVar[str] = "categorical-cross-entropy"
    words: ClassVar[str] = tr("categorical cross-entropy")
    outputs: ClassVar[tuple[type[Activation], ...]] = (Softmax,)

    def own_per_unit(self, z: Array, a: Array, y: Array) -> Array:
        """−y_k log h_k, with log h_k = (z_k − max z) − log Σ e^(z − max z).

        The largest z is taken off first: added to the logarithm, it would swallow it if it is
        large.
        """
        below = z - z.max(axis=-1, keepdims=True)
        out: Array = y * (np.log(np.exp(below).sum(axis=-1, keepdims=True)) - below)
        return out

    def own_delta(self, output: Activation, z: Array, a: Array, y: Array) -> Array:
        """a Σ_k y_k − y."""
        out: Array = output.value(z) * y.sum(axis=-1, keepdims=True) - y
        return out

    def own_over(self, h: Array, y: float) -> Array:
        """−y log h."""
        return -y * np.log(h) if y else np.zeros_like(h)

    def own_fast(self, output: Activation, z: Array) -> Output:
        """Σ_k y_k (log Σ_j e^z_j − z_k), every z shifted by the largest of its example."""
        columns = z.shape[1]
        y, a = aligned(*z.shape, fill=0.0), aligned(*z.shape)
        top, total_e, log, y_sum = (aligned(1, columns) for _ in range(4))
        calls: list[Call] = [
            *fast_softmax(z, a, top, total_e),
            partial(np.log, total_e, log),
            partial(np.multiply, a, y_sum, a),
            partial(np.subtract, a, y, a),
        ]
        flat_y, flat_z, flat_sum, flat_log, dot = y.ravel(), z.ravel(), y_sum[0], log[0], np.dot

        def total() -> float:
            return float(dot(flat_sum, flat_log) - dot(flat_y, flat_z))

        targets = [partial(np.add.reduce, y, axis=0, out=y_sum, keepdims=True)]
        return Output(y, a, calls, total, targets)
