"""The hyperbolic tangent."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from bpsim.core.activations.activation import HIGHEST, Activation, Call
from bpsim.core.arrays import Array


def tanh_prime(z: Array) -> Array:
    """1 − tanh²(z) written as 4e / (1 + e)², e = e^−2|z|, so that nothing cancels far out."""
    e = np.exp(-2.0 * np.abs(z))
    s = 1.0 / (1.0 + e)
    return 4.0 * e * s * s


@dataclass(frozen=True)
class Tanh(Activation):
    """g(z) = tanh(z), g′ = 1 − g²."""

    name: ClassVar[str] = "tanh"

    def value(self, z: Array) -> Array:
        """tanh(z)."""
        return np.tanh(z)

    def derivative(self, z: Array) -> Array:
        """See :func:`tanh_prime`."""
        return tanh_prime(z)

    @property
    def bounds(self) -> tuple[float, float]:
        """−1 and 1, never reached."""
        return -1.0, 1.0

    @property
    def half_width(self) -> float:
        """Beyond it, g is within 0.002 of its bounds."""
        return 3.5

    @property
    def steepest(self) -> float:
        """g′(0)."""
        return 1.0

    def fast(self, z: Array, a: Array, slope: Array) -> list[Call]:
        """g′ = 4 / (h + 1/h)² with h = e^z: nothing cancels, and it vanishes where it should."""
        return [
            partial(np.tanh, z, a),
            partial(np.minimum, z, HIGHEST, out=z),
            partial(np.exp, z, z),
            partial(np.reciprocal, z, slope),
            partial(np.add, z, slope, slope),
            partial(np.reciprocal, slope, slope),
            partial(np.add, slope, slope, slope),
            partial(np.multiply, slope, slope, slope),
        ]
