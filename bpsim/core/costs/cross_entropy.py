"""The cross-entropy of sigmoid outputs, each a yes or no of its own.

It is computed from z so that it stays finite when a unit saturates.
"""

from functools import partial
from typing import ClassVar

import numpy as np

from bpsim.base.words import tr
from bpsim.core.activations.activation import ONE, ZERO, Activation, Call
from bpsim.core.activations.sigmoid import Sigmoid
from bpsim.core.arrays import Array
from bpsim.core.costs.cost import CostOfActivation, Output
from bpsim.core.engine.arrays import aligned

MINUS_ONE = np.array(-1.0)


class CrossEntropy(CostOfActivation):
    """−[y log h + (1 − y) log(1 − h)] for each output; δ = a − y, as g′ cancels."""

    name: ClassVar[str] = "cross-entropy"
    words: ClassVar[str] = tr("cross-entropy")
    outputs: ClassVar[tuple[type[Activation], ...]] = (Sigmoid,)

    def fits(self, output: Activation) -> bool:
        """Sigmoids as they are: a steeper one has its steepness in its weights as well."""
        return isinstance(output, Sigmoid) and output.usual

    def own_per_unit(self, z: Array, a: Array, y: Array) -> Array:
        """From z alone, as y max(−z, 0) + (1 − y) max(z, 0) + log(1 + e^−|z|).

        For targets from 0 to 1 nothing is subtracted, where the shorter max(z, 0) − y z cancels if
        z is large and y nearly 1.
        """
        wrong_side = y * np.maximum(-z, 0.0) + (1.0 - y) * np.maximum(z, 0.0)
        out: Array = wrong_side + np.log1p(np.exp(-np.abs(z)))
        return out

    def own_delta(self, output: Activation, z: Array, a: Array, y: Array) -> Array:
        """a − y."""
        return output.value(z) - y

    def own_over(self, h: Array, y: float) -> Array:
        """−y log h − (1 − y) log(1 − h), where there is that part."""
        cost = -y * np.log(h) if y else np.zeros_like(h)
        return cost if y == 1.0 else cost - (1.0 - y) * np.log1p(-h)

    def own_fast(self, output: Activation, z: Array) -> Output:
        """log(1 + e^−|z|) + (1 − y) max(z, 0) − y min(z, 0), the same regrouped."""
        y, one_minus_y = aligned(*z.shape, fill=0.0), aligned(*z.shape)
        low, high, log, a, e = (aligned(*z.shape) for _ in range(5))
        calls: list[Call] = [
            partial(np.copysign, z, MINUS_ONE, e),
            partial(np.exp, e, e),
            partial(np.log1p, e, log),
            partial(np.add, e, ONE, e),
            partial(np.reciprocal, e, e),
            partial(np.minimum, z, ZERO, out=low),
            partial(np.maximum, z, ZERO, out=high),
            partial(np.exp, low, a),
            partial(np.multiply, a, e, a),  # sigmoid(z) = e^min(z, 0) / (1 + e^−|z|)
            partial(np.subtract, a, y, a),
        ]
        flat_y, flat_rest, flat_low = y.ravel(), one_minus_y.ravel(), low.ravel()
        flat_high, flat_log, add_up, dot = high.ravel(), log.ravel(), np.add.reduce, np.dot

        def total() -> float:
            return float(add_up(flat_log) + dot(flat_rest, flat_high) - dot(flat_y, flat_low))

        return Output(y, a, calls, total, [partial(np.subtract, ONE, y, one_minus_y)])
