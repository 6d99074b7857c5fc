"""The rectified linear unit, max(0, z)."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from bpsim.core.activations.activation import INFINITY, ZERO, Activation, Call
from bpsim.core.arrays import Array


@dataclass(frozen=True)
class Relu(Activation):
    """g(z) = max(0, z), g′ is 1 where z > 0 and else 0."""

    name: ClassVar[str] = "relu"
    zero_below: ClassVar[bool] = True

    def value(self, z: Array) -> Array:
        """max(0, z)."""
        return np.maximum(z, 0.0)

    def derivative(self, z: Array) -> Array:
        """1 where z > 0, else 0; at the kink the left derivative is taken."""
        return (z > 0).astype(np.float64)

    @property
    def kinks(self) -> tuple[float, ...]:
        """At 0."""
        return (0.0,)

    @property
    def bounds(self) -> tuple[float, float]:
        """From 0 on."""
        return 0.0, INFINITY

    def fast(self, z: Array, a: Array, slope: Array) -> list[Call]:
        """The sign of g is 1 where z > 0 and else 0: g′, the kink's left derivative."""
        return [partial(np.maximum, z, ZERO, out=a), partial(np.sign, a, slope)]
