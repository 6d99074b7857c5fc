"""The hard sigmoid: a straight line between 0 and 1, cut off at both."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from bpsim.core.activations.activation import ONE, ZERO, Activation, Call, constant
from bpsim.core.arrays import Array


@dataclass(frozen=True)
class HardSigmoid(Activation):
    """g(z) = slope · z + ½ between 0 and 1; 1/6 is PyTorch's and Keras 3's slope, 0.2 Keras 2's.

    g′ is the slope there, else 0.
    """

    name: ClassVar[str] = "hard-sigmoid"
    positive: ClassVar[tuple[str, ...]] = ("slope",)
    slope: float = 1 / 6

    @property
    def end(self) -> float:
        """The z from which on g is 1; from −end down it is 0."""
        return 0.5 / self.slope

    def value(self, z: Array) -> Array:
        """Cut off at 0 and 1."""
        out: Array = np.clip(self.slope * z + 0.5, 0.0, 1.0)
        return out

    def derivative(self, z: Array) -> Array:
        """The slope where −end < z ≤ end: the derivative from the left at both kinks."""
        return np.where((z > -self.end) & (z <= self.end), self.slope, 0.0)

    @property
    def bounds(self) -> tuple[float, float]:
        """0 and 1."""
        return 0.0, 1.0

    @property
    def kinks(self) -> tuple[float, ...]:
        """Where the line ends."""
        return -self.end, self.end

    @property
    def half_width(self) -> float:
        """Both kinks and something of what lies beyond."""
        return 1.5 * self.end

    @property
    def steepest(self) -> float:
        """That of the line."""
        return self.slope

    def fast(self, z: Array, a: Array, slope: Array) -> list[Call]:
        """The line, cut off; the slope is that of the line where z lies between the kinks."""
        end, steep = constant(self.end), constant(self.slope)
        over = np.empty(z.shape, dtype=np.bool_)
        below = np.empty(z.shape, dtype=np.bool_)
        return [
            partial(np.greater, z, end, over),
            partial(np.less_equal, z, constant(-self.end), below),
            partial(np.copyto, slope, steep),
            partial(np.copyto, slope, ZERO, where=over),
            partial(np.copyto, slope, ZERO, where=below),
            partial(np.multiply, z, steep, a),
            partial(np.add, a, constant(0.5), a),
            partial(np.maximum, a, ZERO, out=a),
            partial(np.minimum, a, ONE, out=a),
        ]
