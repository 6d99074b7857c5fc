"""Problems for backpropagation, drawn by chance and always the same."""

from itertools import pairwise

import numpy as np

from bpsim.core.arrays import Array
from bpsim.core.network import Network
from bpsim.formats.bundled import bundled_network
from bpsim.teach.mistakes.kind import Problem


def lecture() -> Problem:
    """The bundled network of the lecture."""
    return Problem.of(bundled_network("lecture").load())


def random_problem(
    seed: int, layers: tuple[int, ...] = (), m: int = 0, hidden: tuple[str, ...] = ()
) -> Problem:
    """3 to 4 layers of 2 to 5 units, sigmoid, tanh or ReLU, λ > 0, at least three examples."""
    rng = np.random.default_rng(seed)
    sizes = layers or tuple(int(n) for n in rng.integers(2, 6, size=rng.integers(3, 5)))
    names = hidden or tuple(
        str(rng.choice(["sigmoid", "tanh", "relu"])) for _ in range(len(sizes) - 2)
    )
    weights = [rng.normal(size=(b, a + 1)) for a, b in pairwise(sizes)]
    count = m or int(rng.integers(3, 8))
    y = rng.integers(2, size=(count, sizes[-1])).astype(float)
    return Problem(
        Network.of([*names, "sigmoid"], weights), "cross-entropy",
        rng.normal(size=(count, sizes[0])), y, float(rng.uniform(0.1, 1.0)),
    )  # fmt: skip


def to_decimals(matrices: tuple[Array, ...], digits: int = 3) -> list[Array]:
    """Rounded to so many digits after the point."""
    return [np.round(each, digits) for each in matrices]


def to_significant(matrices: tuple[Array, ...], digits: int = 3) -> list[Array]:
    """Rounded to so many significant digits."""
    return [
        np.array([[float(f"{v:.{digits - 1}e}") for v in row] for row in each]) for each in matrices
    ]
