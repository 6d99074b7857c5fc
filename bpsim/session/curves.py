"""What else an iteration costs: the squared error beside J, and the cost of one example.

Computed from the weights of some iterations, evenly spread, because every one would be too much.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bpsim.core.arrays import Array
from bpsim.core.propagation import example_costs, forward
from bpsim.session.history import History

MOST_SAMPLES = 120


@dataclass(frozen=True, slots=True)
class Sample:
    """One iteration: half the mean squared error over the set, and cost(i) of one example."""

    iteration: int
    squared_error: float
    example_cost: float


def sampled(length: int, most: int = MOST_SAMPLES) -> npt.NDArray[np.int64]:
    """At most ``most`` iterations of 0 … length, both ends among them, ascending."""
    return np.unique(np.linspace(0, length, min(length + 1, most)).round().astype(np.int64))


def sample(history: History, iteration: int, row: int) -> Sample:
    """The numbers of ``iteration`` over its whole training set; ``row`` of the example from 0.

    (1/2m) Σ_i Σ_k (h_k − y_k)² is what the lecture invites to think of instead of J.
    """
    document, network = history.document_at(iteration), history.network_at(iteration)
    examples = document.examples
    passed = forward(network, examples.x)
    with np.errstate(over="ignore", invalid="ignore"):
        squared = float(((passed.a[-1] - examples.y) ** 2).sum() / (2 * len(examples)))
    costs = example_costs(network, document.cost, passed, examples.y)
    return Sample(iteration, squared, float(costs[min(row, len(costs) - 1)]))


def as_series(samples: list[Sample], length: int) -> tuple[Array, Array]:
    """Squared error and cost of the example for iterations 0 … length, NaN where not sampled."""
    squared, example = np.full(length + 1, np.nan), np.full(length + 1, np.nan)
    for each in samples:
        squared[each.iteration] = each.squared_error
        example[each.iteration] = each.example_cost
    return squared, example
