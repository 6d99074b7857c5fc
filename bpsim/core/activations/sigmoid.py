"""The sigmoid, 1 / (1 + e^−sz)."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from bpsim.core.activations.activation import HIGHEST, Activation, Call, constant
from bpsim.core.arrays import Array


def sigmoid(z: Array) -> Array:
    """1 / (1 + e^−z), from e^−|z| so that no exponential overflows."""
    e = np.exp(-np.abs(z))
    s = 1.0 / (1.0 + e)
    return np.where(z >= 0, s, e * s)


def sigmoid_prime(z: Array) -> Array:
    """g(z) (1 − g(z)) as e / (1 + e)², e = e^−|z|: nothing cancels when a unit saturates."""
    e = np.exp(-np.abs(z))
    s = 1.0 / (1.0 + e)
    return e * s * s


@dataclass(frozen=True)
class Sigmoid(Activation):
    """g(z) = 1 / (1 + e^−sz) with the steepness s, g′ = s g (1 − g)."""

    name: ClassVar[str] = "sigmoid"
    positive: ClassVar[tuple[str, ...]] = ("steepness",)
    steepness: float = 1.0

    def value(self, z: Array) -> Array:
        """See :func:`sigmoid`."""
        return sigmoid(self.steepness * z)

    def derivative(self, z: Array) -> Array:
        """See :func:`sigmoid_prime`."""
        return self.steepness * sigmoid_prime(self.steepness * z)

    def slope_by_value(self, a: Array) -> Array:
        """s a (1 − a)."""
        return self.steepness * a * (1.0 - a)

    @property
    def bounds(self) -> tuple[float, float]:
        """0 and 1, never reached."""
        return 0.0, 1.0

    @property
    def half_width(self) -> float:
        """Beyond it, g is within 0.0025 of its bounds."""
        return 6.0 / self.steepness

    @property
    def steepest(self) -> float:
        """g′(0)."""
        return 0.25 * self.steepness

    def fast(self, z: Array, a: Array, slope: Array) -> list[Call]:
        """With h = e^(sz/2) and r = 1 / (h + 1/h): g = h r and g′ = s r², so that nothing cancels.

        Halved, no z that matters has a power out of range: both vanish where they should.
        """
        half = constant(0.5 * self.steepness)
        steep: Call = partial(np.multiply, slope, constant(self.steepness), slope)
        return [
            partial(np.multiply, z, half, z),
            partial(np.minimum, z, HIGHEST, out=z),
            partial(np.exp, z, z),
            partial(np.reciprocal, z, slope),
            partial(np.add, z, slope, slope),
            partial(np.reciprocal, slope, slope),
            partial(np.multiply, z, slope, a),
            partial(np.multiply, slope, slope, slope),
            *([] if self.usual else [steep]),
        ]
