"""Which examples an iteration of gradient descent takes, by closed form."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from bpsim.core.settings import TrainingSettings

KEPT_ORDERS = 8


@dataclass(frozen=True, eq=False)
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


@lru_cache(KEPT_ORDERS)
def shuffled(seed: int, epoch: int, m: int) -> npt.NDArray[np.int64]:
    """The read-only order of m examples in ``epoch``; kept, as every batch of it asks again."""
    order = np.random.default_rng((seed, epoch)).permutation(m)
    order.setflags(write=False)
    return order


def iterations_per_epoch(m: int, settings: TrainingSettings) -> int:
    """How many iterations go once through m ≥ 1 examples."""
    return -(-m // min(settings.batch_size or m, m))


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
        order = shuffled(settings.seed, epoch, m)
    return Batch(epoch, start, min(size, m - start), order)
