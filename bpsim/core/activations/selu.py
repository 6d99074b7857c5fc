"""The scaled exponential linear unit, whose outputs tend to mean 0 and variance 1."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from bpsim.core.activations.activation import INFINITY, Activation, Call, constant
from bpsim.core.activations.elu import elu, elu_prime, fast_elu
from bpsim.core.arrays import Array

SCALE, ALPHA = 1.0507009873554805, 1.6732632423543772
"""Klambauer, Unterthiner, Mayr and Hochreiter 2017."""


@dataclass(frozen=True)
class Selu(Activation):
    """g(z) = 1.0507 elu(z) with α = 1.6733."""

    name: ClassVar[str] = "selu"

    def value(self, z: Array) -> Array:
        """SCALE times the ELU."""
        return SCALE * elu(z, ALPHA)

    def derivative(self, z: Array) -> Array:
        """SCALE times that of the ELU."""
        return SCALE * elu_prime(z, ALPHA)

    @property
    def bounds(self) -> tuple[float, float]:
        """From −1.7581 on."""
        return -SCALE * ALPHA, INFINITY

    @property
    def kinks(self) -> tuple[float, ...]:
        """At 0, where the slope jumps from 1.7581 to 1.0507."""
        return (0.0,)

    def fast(self, z: Array, a: Array, slope: Array) -> list[Call]:
        """The ELU, then both times SCALE."""
        scale = constant(SCALE)
        return [
            *fast_elu(z, a, slope, ALPHA),
            partial(np.multiply, a, scale, a),
            partial(np.multiply, slope, scale, slope),
        ]
