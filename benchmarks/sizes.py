"""The four sizes that all figures are about, as documents made from a seed."""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import TrainingSettings


@dataclass(frozen=True)
class Size:
    """A network of sigmoid layers and how many examples it is trained with."""

    name: str
    layers: tuple[int, ...]
    examples: int

    def __str__(self) -> str:
        return f"{self.name} ({'-'.join(map(str, self.layers))}, {self.examples:,} examples)"

    @property
    def multiplications(self) -> int:
        """Products in one full-batch iteration: forward, back to the hidden layers, and Δ."""
        first, *later = [b * (a + 1) for a, b in pairwise(self.layers)]
        return self.examples * (2 * first + 3 * sum(later))


T = Size("T", (2, 2, 2, 1), 4)
S = Size("S", (2, 8, 8, 8, 8, 8, 8, 1), 250)
M = Size("M", (400, 25, 10), 5000)
L = Size("L", (784, 128, 64, 10), 1000)
SIZES = {size.name: size for size in (T, S, M, L)}

RATE = 0.1


@cache
def document(size: Size) -> Document:
    """Random weights and examples of this size, the same ones in every process."""
    rng = np.random.default_rng(20)
    weights = [rng.normal(size=(b, a + 1)) / np.sqrt(a) for a, b in pairwise(size.layers)]
    y = np.zeros((size.examples, size.layers[-1]))
    if size.layers[-1] == 1:
        y[:, 0] = np.arange(size.examples) % 2
    else:
        y[np.arange(size.examples), np.arange(size.examples) % size.layers[-1]] = 1.0
    return Document(
        f"Benchmark {size}",
        Network.of(["sigmoid"] * len(weights), weights),
        "cross-entropy",
        Examples.of(rng.random((size.examples, size.layers[0])), y),
        TrainingSettings(learning_rate=RATE),
    )
