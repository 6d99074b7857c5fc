"""The sigmoid, 1 / (1 + e^−sz)."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from bpsim.core.activations.activation import HIGHEST, ONE, Activation, Call, constant
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
        """With E = e^sz and r = 1 / (1 + E) = 1 − g: g = E r and g′ = s g r: nothing cancels."""
        before: list[Call] = []
        after: list[Call] = []
        if self.steepness != 1.0:
            s = constant(self.steepness)
            before, after = [partial(np.multiply, z, s, z)], [partial(np.multiply, slope, s, slope)]
        return [
            *before,
            partial(np.minimum, z, HIGHEST, out=z),
            partial(np.exp, z, z),
            partial(np.add, z, ONE, slope),
            partial(np.reciprocal, slope, slope),
            partial(np.multiply, z, slope, a),
            partial(np.multiply, a, slope, slope),
            *after,
        ]
