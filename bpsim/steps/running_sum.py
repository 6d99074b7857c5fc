"""Δ after any number of examples of a batch, without going through all of them each time."""

from collections import OrderedDict

import numpy as np

from bpsim.core.arrays import Array
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.propagation import Backward, Forward, accumulate, backward, forward
from bpsim.core.training import Batch
from bpsim.steps.recent import Recent

BLOCK = 16
KEPT_SUMS = 6
KEPT_BLOCKS = 2


class RunningSum:
    """The partial sums of Δ, signs as in the course; examples are taken a block at a time.

    A sum is always added up in the same way, whole blocks from the first on and then the examples
    left over, so that it is the same to the last bit whichever one was asked for before.
    """

    def __init__(self, network: Network, cost: str, examples: Examples, batch: Batch) -> None:
        self._network = network
        self._cost = cost
        self._examples = examples
        self._batch = batch
        self._sums: OrderedDict[int, tuple[Array, ...]] = OrderedDict()
        self._blocks: Recent[int, tuple[Forward, Backward]] = Recent(KEPT_BLOCKS)

    def of(self, layer: int, items: int) -> Array:
        """Δ^(layer) over the first ``items`` ≥ 1 examples of the batch, shaped as Θ^(layer)."""
        blocks, rest = divmod(items, BLOCK)
        if rest == 0:
            return self._whole(blocks)[layer - 1]
        passed, back = self._block(blocks)
        inputs = Forward((), (passed.a[layer - 1][:rest],))
        deltas = Backward((back.delta[0], back.delta[layer][:rest]), (), ())
        part = accumulate(inputs, deltas)[0]
        return _added(self._whole(blocks)[layer - 1], part) if blocks else part

    def _block(self, block: int) -> tuple[Forward, Backward]:
        return self._blocks.get(block, lambda: self._passes(block))

    def _passes(self, block: int) -> tuple[Forward, Backward]:
        """Both passes of one block, forward and backward."""
        rows = self._batch.rows()
        start, stop = block * BLOCK, min((block + 1) * BLOCK, self._batch.size)
        chosen = (
            slice(rows.start + start, rows.start + stop)
            if isinstance(rows, slice)
            else rows[start:stop]
        )
        passed = forward(self._network, self._examples.x[chosen])
        return passed, backward(self._network, self._cost, passed, self._examples.y[chosen])

    def _whole(self, blocks: int) -> tuple[Array, ...]:
        """Δ of every layer over the first ``blocks`` ≥ 1 whole blocks."""
        known = max((n for n in self._sums if n <= blocks), default=0)
        total = self._sums.get(known, ())
        for n in range(known, blocks):
            share = accumulate(*self._block(n))
            total = tuple(map(_added, total, share)) if n else share
        self._sums[blocks] = total
        self._sums.move_to_end(blocks)
        if len(self._sums) > KEPT_SUMS:
            self._sums.popitem(last=False)
        return total


def _added(one: Array, other: Array) -> Array:
    with np.errstate(over="ignore", invalid="ignore"):
        out: Array = one + other
    return out
