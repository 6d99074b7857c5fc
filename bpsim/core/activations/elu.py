"""The exponential linear unit: z above 0, and below it an exponential that ends at −α."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from bpsim.core.activations.activation import INFINITY, ZERO, Activation, Call, constant
from bpsim.core.arrays import Array


def elu(z: Array, alpha: float) -> Array:
    """z where z > 0, else α (e^z − 1)."""
    return np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0.0)))


def elu_prime(z: Array, alpha: float) -> Array:
    """1 where z > 0, else α e^z."""
    return np.where(z > 0, 1.0, alpha * np.exp(np.minimum(z, 0.0)))


def fast_elu(z: Array, a: Array, slope: Array, alpha: float) -> list[Call]:
    """Both in place: max(0, z) + α (e^min(z, 0) − 1), and e^min(z, 0), times α below 0."""
    below, factor = np.empty(z.shape, dtype=np.bool_), constant(alpha)
    return [
        partial(np.less_equal, z, ZERO, below),
        partial(np.maximum, z, ZERO, out=a),
        partial(np.minimum, z, ZERO, out=z),
        partial(np.exp, z, slope),
        partial(np.multiply, slope, factor, slope, where=below),
        partial(np.expm1, z, z),
        partial(np.multiply, z, factor, z),
        partial(np.add, a, z, a),
    ]


@dataclass(frozen=True)
class Elu(Activation):
    """g(z) = z where z > 0, else α (e^z − 1) (Clevert, Unterthiner and Hochreiter 2016)."""

    name: ClassVar[str] = "elu"
    positive: ClassVar[tuple[str, ...]] = ("alpha",)
    alpha: float = 1.0

    def value(self, z: Array) -> Array:
        """See :func:`elu`."""
        return elu(z, self.alpha)

    def derivative(self, z: Array) -> Array:
        """See :func:`elu_prime`."""
        return elu_prime(z, self.alpha)

    @property
    def bounds(self) -> tuple[float, float]:
        """From −α on."""
        return -self.alpha, INFINITY

    @property
    def kinks(self) -> tuple[float, ...]:
        """At 0, where the slope from the left is α."""
        return (0.0,) if self.alpha != 1.0 else ()

    def fast(self, z: Array, a: Array, slope: Array) -> list[Call]:
        """See :func:`fast_elu`."""
        return fast_elu(z, a, slope, self.alpha)
