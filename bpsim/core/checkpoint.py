"""What an iteration starts from: the weights, and what the method remembers of earlier updates."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bpsim.core.arrays import Array, all_same_bits, frozen
from bpsim.core.methods.method import Method

Weights = tuple[Array, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Checkpoint:
    """Θ^(1) … Θ^(L−1) with the memory of the method that leads on from them, all read-only.

    ``memory`` has one tuple for each number that the method keeps, its matrices shaped as the
    weights; ``updates`` counts those that it is made of. A method that remembers nothing counts
    none.
    """

    weights: Weights
    memory: tuple[Weights, ...] = ()
    updates: int = 0

    @classmethod
    def begin(cls, weights: Sequence[Array], method: Method) -> "Checkpoint":
        """These weights, with nothing remembered yet."""
        zeros = tuple(frozen(np.zeros(theta.shape)) for theta in weights)
        return cls(tuple(weights), (zeros,) * len(method.remembers))

    def with_weights(self, weights: Sequence[Array]) -> "Checkpoint":
        """Other weights of the same shapes, with the same memory."""
        return Checkpoint(tuple(weights), self.memory, self.updates)

    @property
    def nbytes(self) -> int:
        """The bytes that it takes, what Python needs to hold the arrays included.

        The arrays of each tuple may be views of one array, whose own header is counted as well.
        """
        header = sys.getsizeof(self.weights[0][:0])
        each = sum(theta.nbytes + header for theta in self.weights) + header
        own = (each + sys.getsizeof(self.weights)) * (1 + len(self.memory))
        return own + sys.getsizeof(self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Checkpoint):
            return NotImplemented
        return (
            self.updates == other.updates
            and len(self.memory) == len(other.memory)
            and all_same_bits(self.weights, other.weights)
            and all(map(all_same_bits, self.memory, other.memory))
        )

    __hash__ = None  # type: ignore[assignment]  # compared by content, never a key
