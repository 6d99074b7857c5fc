"""Adam: momentum and RMSProp together, both corrected for having started from 0."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.methods.method import Method, Remembered


@dataclass(frozen=True)
class Adam(Method):
    """Kingma and Ba (2015), as in PyTorch: ε outside of the root, λ within D and not beside it.

    m := β₁ m + (1 − β₁) D, v := β₂ v + (1 − β₂) D², m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ), then
    Θ := Θ − α m̂ / (√v̂ + ε); t counts the updates from 1.
    """

    name: ClassVar[str] = "adam"
    label: ClassVar[str] = "Adam"
    shares: ClassVar[tuple[str, ...]] = ("beta1", "beta2")
    remembers: ClassVar[tuple[Remembered, ...]] = (
        Remembered("m", tr("the mean of D"), True),
        Remembered("v", tr("the mean of D²"), False),
    )
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    def remember(self, D: Array, memory: Sequence[Array]) -> None:
        """m := β₁ m + (1 − β₁) D and v := β₂ v + (1 − β₂) D²."""
        m, v = memory
        np.multiply(m, self.beta1, m)
        np.add(m, (1 - self.beta1) * D, m)
        np.multiply(v, self.beta2, v)
        np.add(v, (1 - self.beta2) * (D * D), v)

    def corrected(
        self, memory: Sequence[Array] | tuple[float, float], updates: int
    ) -> tuple[Array, Array]:
        """m̂ and v̂ after so many updates, of arrays or of single numbers."""
        m, v = memory
        return np.divide(m, 1 - self.beta1**updates), np.divide(v, 1 - self.beta2**updates)

    def aim(self, D: Array, memory: Sequence[Array], updates: int) -> Array:
        """m̂ / (√v̂ + ε)."""
        m, v = self.corrected(memory, updates)
        out: Array = m / (np.sqrt(v) + self.epsilon)
        return out
