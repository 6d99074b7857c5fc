"""The multiplications of one iteration and nothing else, each into an array of its own."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise

import numpy as np

from bpsim.core.document import Document


def iteration(document: Document) -> Callable[[int], object]:
    """Θ [1; a] forward, Θᵀ δ back to the hidden layers, δ [1, a]ᵀ, with m columns."""
    m = len(document.examples)
    rng = np.random.default_rng(1)
    calls = []
    for n, (a, b) in enumerate(pairwise(document.network.layers)):
        theta, activations, delta = (
            rng.random(shape) for shape in ((b, a + 1), (a + 1, m), (b, m))
        )
        calls += [
            partial(np.dot, theta, activations, np.empty((b, m))),
            partial(np.dot, delta, activations.T, np.empty((b, a + 1))),
        ]
        if n > 0:
            calls.append(partial(np.dot, theta.T, delta, np.empty((a + 1, m))))

    def work(n: int) -> None:
        for _ in range(n):
            for call in calls:
                call()

    return work
