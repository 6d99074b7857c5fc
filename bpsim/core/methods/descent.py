"""Plain gradient descent, the course's: nothing is remembered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.methods.method import Method


@dataclass(frozen=True)
class PlainDescent(Method):
    """Θ := Θ − α D."""

    name: ClassVar[str] = "descent"
    label: ClassVar[str] = tr("Descent")

    def remember(self, D: Array, memory: Sequence[Array]) -> None:
        """Nothing."""

    def aim(self, D: Array, memory: Sequence[Array], updates: int) -> Array:
        """D itself."""
        return D


PLAIN = PlainDescent()
