"""How an activation is written: its name in sentences, g(z) and g′(z) in symbols and numbers."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from bpsim.core.activations.activation import Activation
from bpsim.notation.formula import Expr, Symbol, Words, row


@dataclass(frozen=True)
class WrittenActivation(ABC):
    """What is said of ``g``; each activation has a class in a file of its own."""

    g: Activation
    symbol: ClassVar[Symbol] = Symbol("g")
    """What stands before (z)."""

    @property
    def article(self) -> str:
        """Its name in a sentence: g is …"""
        return self.g.label

    @abstractmethod
    def value(self, z: Expr) -> Expr:
        """What g(z) is, with ``z`` as its argument."""

    @abstractmethod
    def slope(self, z: Expr, a: Expr) -> Expr:
        """What g′(z) is, from z or from a = g(z)."""

    @abstractmethod
    def slope_numbers(self, z: float, a: float) -> Expr:
        """The same with the numbers of a unit."""


def either(above: Expr, z: Expr, below: Expr) -> Expr:
    """``above`` if z > 0, else ``below``."""
    return row(above, Words(" if "), z, Words(" > 0, else "), below)
