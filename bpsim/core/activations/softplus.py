"""Softplus, log(1 + e^z), a ReLU without its kink."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from bpsim.core.activations.activation import INFINITY, ONE, ZERO, Activation, Call, constant
from bpsim.core.activations.sigmoid import sigmoid
from bpsim.core.arrays import Array
from bpsim.core.engine.arrays import aligned


def softplus(z: Array) -> Array:
    """max(0, z) + log(1 + e^−|z|): log(1 + e^z) without overflow."""
    out: Array = np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))
    return out


@dataclass(frozen=True)
class Softplus(Activation):
    """g(z) = log(1 + e^z), g′ = 1 / (1 + e^−z) (Dugas and others 2001)."""

    name: ClassVar[str] = "softplus"

    def value(self, z: Array) -> Array:
        """g itself."""
        return softplus(z)

    def derivative(self, z: Array) -> Array:
        """The sigmoid."""
        return sigmoid(z)

    @property
    def bounds(self) -> tuple[float, float]:
        """From 0 on."""
        return 0.0, INFINITY

    @property
    def half_width(self) -> float:
        """Beyond it, g is z or 0 but for 0.0025."""
        return 6.0

    def fast(self, z: Array, a: Array, slope: Array) -> list[Call]:
        """With e = e^−|z|: max(0, z) + log(1 + e), and e^min(z, 0) / (1 + e)."""
        above = aligned(*z.shape)
        return [
            partial(np.copysign, z, constant(-1.0), slope),
            partial(np.exp, slope, slope),
            partial(np.log1p, slope, a),
            partial(np.maximum, z, ZERO, out=above),
            partial(np.add, a, above, a),
            partial(np.add, slope, ONE, slope),
            partial(np.reciprocal, slope, slope),
            partial(np.minimum, z, ZERO, out=z),
            partial(np.exp, z, z),
            partial(np.multiply, slope, z, slope),
        ]
