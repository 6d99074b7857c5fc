"""The leaky rectified linear unit: z, but a small share of it below 0."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from bpsim.core.activations.activation import INFINITY, ONE, ZERO, Activation, Call, constant
from bpsim.core.arrays import Array


@dataclass(frozen=True)
class LeakyRelu(Activation):
    """g(z) = z where z > 0, else ``slope`` · z (Maas, Hannun and Ng 2013); g′ is 1 or ``slope``."""

    name: ClassVar[str] = "leaky-relu"
    slope: float = 0.01

    def value(self, z: Array) -> Array:
        """z or slope · z."""
        return np.where(z > 0, z, self.slope * z)

    def derivative(self, z: Array) -> Array:
        """1 where z > 0, else the slope; at the kink that is the derivative from the left."""
        return np.where(z > 0, 1.0, self.slope)

    @property
    def bounds(self) -> tuple[float, float]:
        """None; a slope that is not positive keeps it above 0."""
        return (-INFINITY if self.slope > 0 else 0.0), INFINITY

    @property
    def kinks(self) -> tuple[float, ...]:
        """At 0."""
        return (0.0,) if self.slope != 1.0 else ()

    def fast(self, z: Array, a: Array, slope: Array) -> list[Call]:
        """The slope first; g is z times it."""
        below = np.empty(z.shape, dtype=np.bool_)
        return [
            partial(np.less_equal, z, ZERO, below),
            partial(np.copyto, slope, ONE),
            partial(np.copyto, slope, constant(self.slope), where=below),
            partial(np.multiply, z, slope, a),
        ]
