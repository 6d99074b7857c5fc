"""The numbers of one iteration, computed when looked at: one vectorised pass for each example."""

from functools import cached_property

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array, frozen
from bpsim.core.batches import Batch
from bpsim.core.checkpoint import Checkpoint
from bpsim.core.document import Document
from bpsim.core.errors import ModelError
from bpsim.core.network import Network
from bpsim.core.propagation import Forward, Gradient, backward, example_costs, forward
from bpsim.core.training import batch_gradient, updated
from bpsim.steps.recent import Recent
from bpsim.steps.running_sum import RunningSum
from bpsim.steps.step import Values
from bpsim.steps.updating import Updating

KEPT_EXAMPLES = 16
KEPT_WEIGHTS = 2
BLOCK = 512
"""So many examples at a time take little memory and lose no speed."""


class IterationValues:
    """All numbers of one iteration's walk, with the signs of the document's convention.

    ``start`` is what the iteration starts from: the document's own weights, and nothing remembered,
    where it is not given. Nothing is computed before it is asked for; of the examples' passes the
    last few are kept. Raises ModelError where there is no example to walk with.
    """

    def __init__(self, document: Document, iteration: int, start: Checkpoint | None) -> None:
        self.examples = document.examples
        if not len(self.examples):
            raise ModelError(tr("there is no example yet; type one in to step through the network"))
        self.document = document
        self.cost, self.training = document.cost, document.training
        self.convention, self.scaling = document.convention, document.scaling
        self.network = document.network
        if start is None:
            start = Checkpoint.begin(self.network.weights, self.training.method)
        else:
            self.network = self.network.with_weights(start.weights)
        self.start = start
        self.iteration = iteration
        self.batch: Batch = document.batch_of(iteration)
        self._examples: Recent[tuple[int, bool], Values] = Recent(KEPT_EXAMPLES)
        self._contributions: Recent[tuple[int, int, int], tuple[Array, Array]] = Recent(
            KEPT_WEIGHTS
        )

    def row(self, item: int) -> int:
        """The row in the training set of the ``item``-th example of the batch, both from 0."""
        return self.batch.row(item)

    def of(self, item: int, true_delta: bool = False) -> Values:
        """The numbers of the ``item``-th example; ``true_delta`` overrules the shorthand."""
        shorthand = self.convention.lecture_shorthand and not true_delta
        row = self.row(item)
        return self._examples.get((row, shorthand), lambda: self._of_row(row, shorthand))

    def passed(self, row: int) -> Forward:
        """z and a of one example of the training set, its row counted from 0."""
        return forward(self.network, self.examples.x[row : row + 1])

    def _of_row(self, row: int, shorthand: bool) -> Values:
        passed, y = self.passed(row), self.examples.y[row : row + 1]
        back = backward(self.network, self.cost, passed, y)
        deltas, sums = [d[0] for d in back.delta], [s[0] for s in back.weighted_sum]
        if shorthand:
            with np.errstate(over="ignore", invalid="ignore"):
                for layer in range(self.network.depth - 1, 1, -1):
                    theta = self.network.theta(layer)[:, 1:]
                    # One row, as in the true pass: then the last hidden layer's sums agree.
                    sums[layer - 1] = deltas[layer - 1] = (deltas[layer][None] @ theta)[0]
        sign = self.convention.factor
        signed = tuple(frozen(sign * each) for each in deltas)
        return Values(
            z=tuple(frozen(each[0]) for each in passed.z),
            a=tuple(frozen(each[0]) for each in passed.a),
            delta=signed,
            weighted_sum=tuple(frozen(sign * each) for each in sums),
            slope=tuple(frozen(each[0]) for each in back.slope),
            y=frozen(y[0]),
            cost=sign * float(example_costs(self.cost, passed, y)[0]),
            bias_delta=bias_deltas(self.network, signed),
        )

    @cached_property
    def gradient(self) -> Gradient:
        """J, Δ and D of the batch, as training computes them (the course's signs)."""
        return batch_gradient(self.network, self.cost, self.examples, self.training, self.iteration)

    @property
    def J(self) -> float:
        """J over the batch, with the sign of the convention."""
        return self.convention.factor * self.gradient.J

    @cached_property
    def cost_sum(self) -> float:
        """Σ cost(i) over the batch, with the sign of the convention."""
        if not self.training.lam:
            return self.J * self.batch.size  # J is their mean, as training has it
        rows, total = self.batch.rows(), 0.0
        x, y = self.examples.x[rows], self.examples.y[rows]
        for start in range(0, len(x), BLOCK):
            part = slice(start, start + BLOCK)
            passed = forward(self.network, x[part])
            total += float(example_costs(self.cost, passed, y[part]).sum())
        return self.convention.factor * total

    @cached_property
    def D(self) -> tuple[Array, ...]:
        """D^(l) of each Θ^(l), with the sign of the convention."""
        return tuple(frozen(self.convention.factor * d) for d in self.gradient.D)

    @cached_property
    def end(self) -> Checkpoint:
        """What the update leaves, exactly as training does: weights and memory."""
        return updated(self.start, self.gradient.D, self.training)

    @cached_property
    def after(self) -> Network:
        """The network after the update."""
        return self.network.with_weights(self.end.weights)

    @cached_property
    def updating(self) -> Updating:
        """What the method makes of D, with the signs of the convention."""
        return Updating.of(
            self.start, self.end, self.gradient.D, self.training, self.convention.factor
        )

    def Delta(self, layer: int, items: int) -> Array | None:
        """Δ^(layer) after the first ``items`` examples of the batch; None before any."""
        if items == 0:
            return None
        # The whole sum is the one that training computes, to the last bit.
        whole = items == self.batch.size
        total = self.gradient.Delta[layer - 1] if whole else self._running.of(layer, items)
        return frozen(self.convention.factor * total)

    def contributions(self, layer: int, to: int, frm: int) -> tuple[Array, Array]:
        """δ_to^(layer+1) and a_frm^(layer) of every example of the batch, both of shape (m,).

        Their products add up to Δ_to,frm^(layer): these are the true deltas, in the order of the
        batch, with the sign of the convention. ``frm`` 0 is the bias unit, whose a is 1.
        """
        key = (layer, to, frm)
        return self._contributions.get(key, lambda: self._contributed(layer, to, frm))

    def _contributed(self, layer: int, to: int, frm: int) -> tuple[Array, Array]:
        rows = self.batch.rows()
        x, y = self.examples.x[rows], self.examples.y[rows]
        deltas, activations = np.empty(len(x)), np.ones(len(x))
        for start in range(0, len(x), BLOCK):
            part = slice(start, start + BLOCK)
            passed = forward(self.network, x[part])
            back = backward(self.network, self.cost, passed, y[part])
            deltas[part] = back.delta[layer][:, to - 1]
            if frm:
                activations[part] = passed.a[layer - 1][:, frm - 1]
        return frozen(self.convention.factor * deltas), frozen(activations)

    @cached_property
    def _running(self) -> RunningSum:
        return RunningSum(self.network, self.cost, self.examples, self.batch)


def bias_deltas(network: Network, delta: tuple[Array, ...]) -> tuple[float | None, ...]:
    """Σ_k Θ_k0^(l) δ_k^(l+1) of each hidden layer l; None for the input and the output layer.

    There is no factor g′: a bias unit puts out 1 and has no z.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        hidden = (
            float(delta[layer] @ network.theta(layer)[:, 0]) for layer in range(2, network.depth)
        )
        return (None, *hidden, None)
