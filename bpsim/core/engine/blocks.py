"""A batch cut into blocks of examples that threads share, with sums in a fixed order."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from bpsim.core.activations.activation import Activation
from bpsim.core.arrays import Array
from bpsim.core.engine.arrays import Stack, TrainingSet, aligned
from bpsim.core.engine.helper_threads import HelperThreads, Task
from bpsim.core.engine.one_pass import Pass

WORK_PER_UNIT = 30
"""What g, g′ and the cost of a unit take, in multiplications."""
CUTS = ((4, 100_000_000, 4_000), (2, 5_000_000, 1_000))
"""Blocks, and the multiplications and examples from which on they are worth it.

Smaller products are slower for their size: waking a thread takes time, and so does each call.
"""


def blocks_of(layers: Sequence[int], size: int) -> tuple[slice, ...]:
    """How a batch of ``size`` examples is cut.

    The shape alone decides, the number of cores has no part in it: the same sums in the same order
    on every machine.
    """
    weights = sum(s * (before + 1) for before, s in pairwise(layers))
    work = size * (weights + WORK_PER_UNIT * sum(layers[1:]))
    count = next((n for n, most, examples in CUTS if work >= most and size >= examples), 1)
    return tuple(slice(a, b) for a, b in pairwise(size * n // count for n in range(count + 1)))


class Blocks:
    """The passes over a batch, one a block; together they leave Σ cost(i) and Δ.

    ``theta`` are Θ^(l), which all passes read; ``Delta`` receives their Δ, added up from the first
    block to the last.
    """

    def __init__(
        self,
        activations: Sequence[Activation],
        layers: Sequence[int],
        cost: str,
        theta: Sequence[Array],
        Delta: Stack,
        blocks: Sequence[slice],
    ) -> None:
        self.size = blocks[-1].stop
        self.divisor = np.array(float(self.size))
        self._blocks = tuple(blocks)
        stacks = [Delta, *(Stack(layers) for _ in blocks[1:])]
        self._passes = [
            Pass(activations, cost, theta, stack.each, block.stop - block.start)
            for stack, block in zip(stacks, blocks, strict=True)
        ]
        self._Delta, self._others = Delta.flat, [stack.flat for stack in stacks[1:]]
        self._tasks: list[Task] = [each.run for each in self._passes]
        self._gathered: list[Array] = []

    def take_all(self, data: TrainingSet) -> None:
        """Go over the whole training set from now on."""
        columns = data.columns(self._blocks)
        for each, block, x_T in zip(self._passes, self._blocks, columns, strict=True):
            np.copyto(each.y, data.y[:, block])
            each.take(x_T.T)

    def take(self, data: TrainingSet, rows: slice | npt.NDArray[np.int64]) -> None:
        """Go over these rows of the training set from now on."""
        if isinstance(rows, slice):
            for each, block in zip(self._passes, self._blocks, strict=True):
                here = slice(rows.start + block.start, rows.start + block.stop)
                np.copyto(each.y, data.y[:, here])
                each.take(data.rows[here])
            return
        if not self._gathered:
            width = data.rows.shape[1]
            self._gathered = [aligned(b.stop - b.start, width) for b in self._blocks]
        for each, block, x in zip(self._passes, self._blocks, self._gathered, strict=True):
            # Any other mode makes NumPy gather into a copy first.
            np.take(data.rows, rows[block], axis=0, out=x, mode="clip")
            np.take(data.y, rows[block], axis=1, out=each.y, mode="clip")
            each.take(x)

    def run(self, threads: HelperThreads) -> float:
        """Σ cost(i) of the examples that the passes were given; leaves Δ behind."""
        first = self._passes[0]
        if not self._others:
            first.run()
            return first.total
        threads.do(self._tasks)
        Delta, total = self._Delta, first.total
        for other, each in zip(self._others, self._passes[1:], strict=True):
            np.add(Delta, other, Delta)
            total += each.total
        return total
