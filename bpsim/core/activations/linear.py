"""The identity, for outputs that are any number."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from bpsim.core.activations.activation import Activation, Call
from bpsim.core.arrays import Array


@dataclass(frozen=True)
class Linear(Activation):
    """g(z) = z, g′ = 1."""

    name: ClassVar[str] = "linear"
    slope_is_one: ClassVar[bool] = True

    def value(self, z: Array) -> Array:
        """z itself, as a new array."""
        return z.copy()

    def derivative(self, z: Array) -> Array:
        """1 everywhere."""
        return np.ones_like(z)

    def fast(self, z: Array, a: Array, slope: Array) -> list[Call]:
        """g′ is 1, so ``slope`` is left as it is."""
        return [partial(np.copyto, a, z)]
