"""What a method of updating is: what it remembers of earlier D, and what α is multiplied by."""

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, ClassVar

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.errors import ModelError


@dataclass(frozen=True, slots=True)
class Remembered:
    """One number that a method keeps for every weight, 0 before its first update.

    ``signed`` says that it changes its sign with D, as the lecture's convention turns it.
    """

    letter: str
    words: str
    signed: bool


@dataclass(frozen=True)
class Method(ABC):
    """One method, with its parameters as fields; each method is a class in a file of its own.

    An update first makes the memory of D, then Θ := Θ − α times ``aim``. D is that of the course,
    λ's part included. Raises ModelError, which says the parameter, for one out of its bounds:
    ``shares`` lie in 0 ≤ … < 1, all others are greater than 0.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    shares: ClassVar[tuple[str, ...]] = ()
    remembers: ClassVar[tuple[Remembered, ...]] = ()

    def __post_init__(self) -> None:
        for name, value in self.parameters.items():
            if name in self.shares and not 0 <= value < 1:
                raise ModelError(tr("a number ≥ 0 and < 1 is expected"), name)
            if name not in self.shares and not (math.isfinite(value) and value > 0):
                raise ModelError(tr("a finite number > 0 is expected"), name)

    @property
    def parameters(self) -> dict[str, float]:
        """Its parameters by their names in files."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def continues(self, other: "Method") -> bool:
        """True if it goes on with what ``other`` remembers: the same method, whatever its
        parameters.
        """
        return type(self) is type(other)

    @abstractmethod
    def remember(self, D: Array, memory: Sequence[Array]) -> None:
        """Make ``memory``, an array for each of ``remembers``, that after the D given, in place."""

    @abstractmethod
    def aim(self, D: Array, memory: Sequence[Array], updates: int) -> Array:
        """What α is multiplied by, from the memory after this D, the ``updates``-th (from 1).

        It may be one of the arrays given.
        """

    def update(
        self, theta: Array, D: Array, memory: Sequence[Array], updates: int, alpha: Array,
        trained: np.ndarray[Any, np.dtype[np.bool_]] | None = None,
    ) -> None:  # fmt: skip
        """The ``updates``-th update in place, in arrays of any one shape; D is used up.

        Weights that are not ``trained`` stay as they are, and their D is remembered as 0. Nothing
        here adds up over weights, so that the bits do not depend on how they are laid out.
        """
        if trained is None:
            self.remember(D, memory)
            np.multiply(self.aim(D, memory, updates), alpha, D)
            np.subtract(theta, D, theta)
            return
        if memory:
            np.copyto(D, 0.0, where=~trained)
        self.remember(D, memory)
        np.multiply(self.aim(D, memory, updates), alpha, D)
        np.subtract(theta, D, theta, where=trained)
