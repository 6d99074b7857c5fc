"""Momentum: the weights keep moving the way that the D before have pushed them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.methods.method import Method, Remembered


@dataclass(frozen=True)
class Momentum(Method):
    """v := β v + D, then Θ := Θ − α v: SGD of PyTorch with momentum β (no dampening, no Nesterov).

    Polyak (1964). A D that stays the same makes v grow to D / (1 − β).
    """

    name: ClassVar[str] = "momentum"
    label: ClassVar[str] = tr("Momentum")
    shares: ClassVar[tuple[str, ...]] = ("beta",)
    remembers: ClassVar[tuple[Remembered, ...]] = (Remembered("v", tr("the velocity"), True),)
    beta: float = 0.9

    def remember(self, D: Array, memory: Sequence[Array]) -> None:
        """v := β v + D."""
        (v,) = memory
        np.multiply(v, self.beta, v)
        np.add(v, D, v)

    def aim(self, D: Array, memory: Sequence[Array], updates: int) -> Array:
        """v."""
        return memory[0]
