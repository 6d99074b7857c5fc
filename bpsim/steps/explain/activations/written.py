"""How an activation is written: its name in sentences, g(z) and g′(z) in symbols and numbers."""

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from bpsim.base.words import tr
from bpsim.core.activations.activation import Activation
from bpsim.notation.formula import Expr, Row, Symbol, Words, row


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
    words = tr("{above} if {z} > 0, else {below}", above="{above}", z="{z}", below="{below}")
    return worded(words, above=above, z=z, below=below)


def worded(words: str, **places: Expr) -> Row:
    """A sentence with a formula in each of its places, such as {z}."""
    pieces = re.split(r"\{(\w+)\}", words)
    return row(
        *(places[piece] if n % 2 else Words(piece) for n, piece in enumerate(pieces) if piece)
    )
