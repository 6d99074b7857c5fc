"""The hyperbolic tangent."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from bpsim.core.activations.activation import HIGHEST, Activation, Call, constant
from bpsim.core.arrays import Array


def tanh_prime(z: Array) -> Array:
    """1 − tanh²(z) written as 4e / (1 + e)², e = e^−2|z|, so that nothing cancels far out."""
    e = np.exp(-2.0 * np.abs(z))
    s = 1.0 / (1.0 + e)
    return 4.0 * e * s * s


@dataclass(frozen=True)
class Tanh(Activation):
    """g(z) = tanh(sz) with the steepness s, g′ = s (1 − g²); s = ½ makes it 2 sigmoid(z) − 1."""

    name: ClassVar[str] = "tanh"
    positive: ClassVar[tuple[str, ...]] = ("steepness",)
    steepness: float = 1.0

    def value(self, z: Array) -> Array:
        """tanh(sz)."""
        return np.tanh(self.steepness * z)

    def derivative(self, z: Array) -> Array:
        """See :func:`tanh_prime`."""
        return self.steepness * tanh_prime(self.steepness * z)

    def slope_by_value(self, a: Array) -> Array:
        """s (1 − a²)."""
        return self.steepness * (1.0 - a * a)

    @property
    def bounds(self) -> tuple[float, float]:
        """−1 and 1, never reached."""
        return -1.0, 1.0

    @property
    def half_width(self) -> float:
        """Beyond it, g is within 0.002 of its bounds."""
        return 3.5 / self.steepness

    @property
    def steepest(self) -> float:
        """g′(0)."""
        return self.steepness

    def fast(self, z: Array, a: Array, slope: Array) -> list[Call]:
        """g′ = 4s / (h + 1/h)² with h = e^sz: nothing cancels, and it vanishes where it should."""
        s = constant(self.steepness)
        return [
            *([] if self.usual else [partial(np.multiply, z, s, z)]),
            partial(np.tanh, z, a),
            partial(np.minimum, z, HIGHEST, out=z),
            partial(np.exp, z, z),
            partial(np.reciprocal, z, slope),
            partial(np.add, z, slope, slope),
            partial(np.reciprocal, slope, slope),
            partial(np.add, slope, slope, slope),
            partial(np.multiply, slope, slope, slope),
            *([] if self.usual else [partial(np.multiply, slope, s, slope)]),
        ]
