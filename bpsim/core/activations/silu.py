"""The sigmoid linear unit, z times the sigmoid of z, also called swish."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from bpsim.core.activations.activation import HALF, HIGHEST, INFINITY, Activation, Call
from bpsim.core.activations.sigmoid import sigmoid, sigmoid_prime
from bpsim.core.arrays import Array
from bpsim.core.engine.arrays import aligned

LEAST = -0.27846454276107380
"""g at its lowest point, z = −1.278464542761074."""


@dataclass(frozen=True)
class Silu(Activation):
    """g(z) = z σ(z), g′ = σ(z) + z σ(z)(1 − σ(z)) (Elfwing, Uchibe and Doya 2018)."""

    name: ClassVar[str] = "silu"

    def value(self, z: Array) -> Array:
        """z σ(z)."""
        return z * sigmoid(z)

    def derivative(self, z: Array) -> Array:
        """σ(z) + z σ′(z)."""
        return sigmoid(z) + z * sigmoid_prime(z)

    @property
    def bounds(self) -> tuple[float, float]:
        """From −0.2785 on."""
        return LEAST, INFINITY

    @property
    def half_width(self) -> float:
        """Beyond it, g is nearly z or 0."""
        return 6.0

    def fast(self, z: Array, a: Array, slope: Array) -> list[Call]:
        """With h = e^(z/2) and r = 1 / (h + 1/h): σ = h r, σ′ = r², and g′ = σ + z r²."""
        h, r = aligned(*z.shape), slope
        return [
            partial(np.multiply, z, HALF, h),
            partial(np.minimum, h, HIGHEST, out=h),
            partial(np.exp, h, h),
            partial(np.reciprocal, h, r),
            partial(np.add, h, r, r),
            partial(np.reciprocal, r, r),
            partial(np.multiply, h, r, h),
            partial(np.multiply, z, h, a),
            partial(np.multiply, r, r, slope),
            partial(np.multiply, z, slope, slope),
            partial(np.add, slope, h, slope),
        ]
