"""Gradient descent: which examples an iteration takes, and the update of the weights."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bpsim.core.arrays import Array, frozen
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.propagation import Gradient, gradient
from bpsim.core.settings import TrainingSettings


@dataclass(frozen=True)
class Batch:
    """The rows of the training set that one iteration uses, by closed form.

    ``epoch`` counts from 0; the rows are ``row(0) … row(size - 1)``, in order.
    """

    epoch: int
    start: int
    size: int
    order: npt.NDArray[np.int64] | None

    def row(self, n: int) -> int:
        """The row of the n-th example of the batch, both counted from 0."""
        at = self.start + n
        return at if self.order is None else int(self.order[at])

    def index(self, row: int) -> int | None:
        """Where ``row`` stands in the batch, or None."""
        if self.order is None:
            n = row - self.start
        else:
            n = int(np.flatnonzero(self.order == row)[0]) - self.start
        return n if 0 <= n < self.size else None

    def rows(self) -> slice | npt.NDArray[np.int64]:
        """An index for NumPy; a slice, and so no copy, in file order."""
        chosen = slice(self.start, self.start + self.size)
        return chosen if self.order is None else self.order[chosen]


def batch_of(iteration: int, m: int, settings: TrainingSettings) -> Batch:
    """The batch of ``iteration`` (from 0) over m ≥ 1 examples.

    Each epoch goes once through the training set, ceil(m / batch size) iterations long, its last
    batch holding what is left.
    """
    size = min(settings.batch_size or m, m)
    per_epoch = -(-m // size)
    epoch, n = divmod(iteration, per_epoch)
    start = n * size
    order = None
    if settings.order == "shuffled" and size < m:
        order = np.random.default_rng((settings.seed, epoch)).permutation(m)
    return Batch(epoch, start, min(size, m - start), order)


def batch_gradient(
    network: Network, cost: str, examples: Examples, settings: TrainingSettings, iteration: int
) -> Gradient:
    """J, Δ and D of the batch that ``iteration`` uses."""
    rows = batch_of(iteration, len(examples), settings).rows()
    return gradient(network, cost, examples.x[rows], examples.y[rows], settings.lam)


def updated(
    weights: Sequence[Array], D: Sequence[Array], settings: TrainingSettings
) -> tuple[Array, ...]:
    """Θ − α D for all layers at once; the bias columns stay where they are not trained."""
    with np.errstate(over="ignore", invalid="ignore"):
        after = [theta - settings.learning_rate * d for theta, d in zip(weights, D, strict=True)]
    if not settings.train_biases:
        for new, old in zip(after, weights, strict=True):
            new[:, 0] = old[:, 0]
    return tuple(frozen(each) for each in after)
