"""Softmax, which shares out 1 among the units of the output layer."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from bpsim.core.activations.activation import Activation, Call
from bpsim.core.arrays import Array
from bpsim.core.engine.arrays import aligned


def softmax(z: Array) -> Array:
    """e^z_j / Σ_k e^z_k along the last axis, shifted by the largest z."""
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    out: Array = e / e.sum(axis=-1, keepdims=True)
    return out


def fast_softmax(z: Array, a: Array, top: Array, total: Array) -> list[Call]:
    """a_j = e^z_j / Σ_k e^z_k down the columns; leaves z − max z in ``z``.

    ``top`` and ``total`` have shape (1, n); ``total`` receives Σ_k e^(z_k − max z).
    """
    return [
        partial(np.maximum.reduce, z, axis=0, out=top, keepdims=True),
        partial(np.subtract, z, top, z),
        partial(np.exp, z, a),
        partial(np.add.reduce, a, axis=0, out=total, keepdims=True),
        partial(np.divide, a, total, a),
    ]


@dataclass(frozen=True)
class Softmax(Activation):
    """a_j = e^z_j / Σ_k e^z_k; ∂a_j/∂z_k = a_j ([j = k] − a_k)."""

    name: ClassVar[str] = "softmax"
    elementwise: ClassVar[bool] = False

    def value(self, z: Array) -> Array:
        """See :func:`softmax`."""
        return softmax(z)

    def derivative(self, z: Array) -> Array:
        """∂a_j/∂z_j = a_j (1 − a_j), the diagonal of the Jacobian."""
        a = softmax(z)
        return a * (1.0 - a)

    def backward(self, z: Array, a: Array, error: Array) -> Array:
        """Through the Jacobian: Σ_k error_k a_k ([k = j] − a_j)."""
        out: Array = a * (error - (error * a).sum(axis=-1, keepdims=True))
        return out

    @property
    def bounds(self) -> tuple[float, float]:
        """0 and 1."""
        return 0.0, 1.0

    def fast(self, z: Array, a: Array, slope: Array) -> list[Call]:
        """As :func:`fast_softmax`."""
        top, total = aligned(1, z.shape[1]), aligned(1, z.shape[1])
        return fast_softmax(z, a, top, total)

    def fast_backward(self, a: Array, error: Array, slope: Array) -> tuple[list[Call], Array]:
        """Through the Jacobian, as in :meth:`backward`."""
        sums = aligned(1, a.shape[1])
        return [
            partial(np.multiply, error, a, slope),
            partial(np.add.reduce, slope, axis=0, out=sums, keepdims=True),
            partial(np.subtract, error, sums, slope),
            partial(np.multiply, a, slope, slope),
        ], slope
