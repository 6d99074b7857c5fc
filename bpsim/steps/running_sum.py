"""Δ after any number of examples of a batch, without going through all of them each time."""

from collections import OrderedDict

import numpy as np

from bpsim.core.arrays import Array
from bpsim.core.batches import Batch
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.propagation import Backward, Forward, accumulate, backward, forward
from bpsim.steps.recent import Recent

BLOCK = 16
LARGE_BLOCK = 256
"""Taken as a whole, so that the end of a large batch is not hundreds of small products away."""
KEPT_SUMS = 6
KEPT_BLOCKS = 2


class RunningSum:
    """The partial sums of Δ, signs as in the course; examples are taken a block at a time.

    A sum is always added up in the same way, large blocks from the first example on, then blocks
    and then the examples left over, so that it is the same to the last bit whichever one was asked
    for before.
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
        rest = items % BLOCK
        if rest == 0:
            return self._whole(items)[layer - 1]
        passed, back = self._block(items - rest)
        inputs = Forward((), (passed.a[layer - 1][:rest],))
        deltas = Backward((back.delta[0], back.delta[layer][:rest]), (), ())
        part = accumulate(inputs, deltas)[0]
        return _added(self._whole(items - rest)[layer - 1], part) if items > rest else part

    def _block(self, start: int) -> tuple[Forward, Backward]:
        return self._blocks.get(start, lambda: self._passes(start, BLOCK))

    def _passes(self, start: int, size: int) -> tuple[Forward, Backward]:
        """Both passes of one block, forward and backward."""
        rows = self._batch.rows()
        stop = min(start + size, self._batch.size)
        chosen = (
            slice(rows.start + start, rows.start + stop)
            if isinstance(rows, slice)
            else rows[start:stop]
        )
        passed = forward(self._network, self._examples.x[chosen])
        return passed, backward(self._network, self._cost, passed, self._examples.y[chosen])

    def _whole(self, items: int) -> tuple[Array, ...]:
        """Δ of every layer over the first ``items`` ≥ BLOCK examples, whole blocks of them."""
        missing, at = [], items
        while at and at not in self._sums:
            size = LARGE_BLOCK if at % LARGE_BLOCK == 0 else BLOCK
            at -= size
            missing.append((at, size))
        total = self._sums.get(at, ())
        for start, size in reversed(missing):
            passes = self._block(start) if size == BLOCK else self._passes(start, size)
            share = accumulate(*passes)
            total = tuple(map(_added, total, share)) if start else share
            self._keep(start + size, total)
        self._keep(items, total)
        return total

    def _keep(self, items: int, total: tuple[Array, ...]) -> None:
        self._sums[items] = total
        self._sums.move_to_end(items)
        if len(self._sums) > KEPT_SUMS:
            self._sums.popitem(last=False)


def _added(one: Array, other: Array) -> Array:
    with np.errstate(over="ignore", invalid="ignore"):
        out: Array = one + other
    return out
