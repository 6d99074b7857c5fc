"""A stretch of training: what a thread computes and a history takes in."""

from dataclasses import dataclass

import numpy as np

from bpsim.core.arrays import Array
from bpsim.core.checkpoint import Checkpoint
from bpsim.core.engine.descent import Descent


@dataclass(frozen=True, eq=False)
class Chunk:
    """Iterations ``start`` … ``start + len(costs) − 1``.

    ``costs`` is J of each before its update. ``snapshots`` are what some iterations start
    from, that after the last update always among them. ``diverged`` says that the iteration
    after the last one cannot be done, as its J or its weights are not finite.
    """

    start: int
    costs: Array
    snapshots: tuple[tuple[int, Checkpoint], ...]
    diverged: bool

    def rest(self, length: int) -> "Chunk":
        """What a history of ``length`` iterations does not have yet; the others are left out."""
        done = length - self.start
        if done <= 0:
            return self
        return Chunk(length, self.costs[done:], self.snapshots, self.diverged)


def train_chunk(descent: Descent, iterations: int, stride: int) -> Chunk:
    """Run ``descent`` so many iterations further; a snapshot at each multiple of ``stride``."""
    start, done = descent.iteration, 0
    costs = np.empty(iterations)
    snapshots: list[tuple[int, Checkpoint]] = []
    while done < iterations and not descent.diverged:
        to_snapshot = stride - (start + done) % stride
        done += descent.run(min(to_snapshot, iterations - done), costs[done:])
        at_end = done == iterations or descent.diverged
        known = snapshots and snapshots[-1][0] == start + done
        if ((start + done) % stride == 0 or at_end) and not known:
            snapshots.append((start + done, descent.checkpoint))
    costs = costs[:done]
    costs.setflags(write=False)
    return Chunk(start, costs, tuple(snapshots), descent.diverged)
