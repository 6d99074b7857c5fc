"""RMSProp: every weight's D is divided by how large its D have lately been."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.methods.method import Method, Remembered


@dataclass(frozen=True)
class RMSProp(Method):
    """v := ρ v + (1 − ρ) D², then Θ := Θ − α D / (√v + ε): that of PyTorch, whose α is ρ here.

    Hinton (2012). ε stands outside of the root, as in PyTorch; Goodfellow has it inside.
    """

    name: ClassVar[str] = "rmsprop"
    label: ClassVar[str] = "RMSProp"
    shares: ClassVar[tuple[str, ...]] = ("rho",)
    remembers: ClassVar[tuple[Remembered, ...]] = (Remembered("v", tr("the mean of D²"), False),)
    rho: float = 0.9
    epsilon: float = 1e-8

    def remember(self, D: Array, memory: Sequence[Array]) -> None:
        """v := ρ v + (1 − ρ) D²."""
        (v,) = memory
        np.multiply(v, self.rho, v)
        np.add(v, (1 - self.rho) * (D * D), v)

    def aim(self, D: Array, memory: Sequence[Array], updates: int) -> Array:
        """D / (√v + ε)."""
        out: Array = D / (np.sqrt(memory[0]) + self.epsilon)
        return out
