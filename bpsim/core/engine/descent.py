"""Gradient descent over a fixed training set, with every array and view made beforehand.

The mathematics is that of ``core.propagation``, which stays as the readable reference; the walk on
screen and training both compute their gradients here, so that they agree to the last bit.
"""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from bpsim.base.words import tr
from bpsim.core.activations.activation import Activation
from bpsim.core.arrays import Array
from bpsim.core.batches import batch_of
from bpsim.core.checkpoint import Checkpoint
from bpsim.core.costs.table import check_cost
from bpsim.core.document import Document
from bpsim.core.engine.arrays import Stack, TrainingSet, prepared
from bpsim.core.engine.blocks import Blocks, blocks_of
from bpsim.core.engine.helper_threads import HelperThreads, helpers_for
from bpsim.core.errors import ModelError
from bpsim.core.examples import Examples
from bpsim.core.propagation import Gradient
from bpsim.core.settings import TrainingSettings

NO_EXAMPLES = tr("there is no example to train with")


def quiet() -> np.errstate:
    """What overflows is found by its result; 1 / e^z of a z far below 0 is meant to be infinite."""
    return np.errstate(over="ignore", invalid="ignore", divide="ignore")


class Descent:
    """Θ := Θ − α D, or what the method makes of D, iteration by iteration, from a checkpoint.

    ``layers`` are s_1 … s_L. The same checkpoint and iteration always give the same bits, whatever
    was computed before. Belongs to one thread at a time; the prepared examples are shared. Raises
    ModelError where the parts do not fit each other or where there is no example.
    """

    def __init__(
        self,
        activations: Sequence[Activation],
        layers: Sequence[int],
        cost: str,
        examples: Examples,
        training: TrainingSettings,
    ) -> None:
        if not len(examples):
            raise ModelError(NO_EXAMPLES)
        check_cost(cost, activations[-1])
        ends = (examples.x.shape[1], examples.y.shape[1])
        if ends != (layers[0], layers[-1]) or len(activations) != len(layers) - 1:
            raise ModelError(
                tr("the examples, the layers and the activations do not fit each other")
            )
        self.activations, self.layers, self.cost = tuple(activations), tuple(layers), cost
        self.training = training
        self.data: TrainingSet = prepared(examples)
        self._theta, self._Delta = Stack(layers), Stack(layers)
        self._stacks = tuple(Stack(layers) for _ in training.method.remembers)
        self._memory = tuple(each.flat for each in self._stacks)
        self._updates = 0
        self._weights = self._theta.without_bias()
        self._penalty = np.zeros_like(self._weights)
        self._zeros = np.zeros_like(self._weights)
        self._alpha = np.array(training.learning_rate)
        self._size = min(training.batch_size or len(examples), len(examples))
        self._blocks: dict[int, Blocks] = {}
        self._trained: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] | None = None
        if not training.train_biases:
            self._trained = self._weights > 0
        self._method = training.method
        self._iteration = 0
        self._diverged = False
        cut = blocks_of(layers, self._size)
        self._threads = HelperThreads(helpers_for(len(cut)))
        self._whole: Blocks | None = None
        if self._size == len(examples):
            self._whole = self._passes(cut)
            self._whole.take_all(self.data)

    @classmethod
    def of(cls, document: Document) -> "Descent":
        """Descent for a document, loaded with its weights."""
        network = document.network
        made = cls(
            network.activations, network.layers, document.cost, document.examples,
            document.training,
        )  # fmt: skip
        made.load(network.weights, 0)
        return made

    # --- where it stands ----------------------------------------------------------------------

    def load(self, weights: Sequence[Array], iteration: int) -> None:
        """Stand at the start of ``iteration`` (from 0) with these weights, nothing remembered."""
        self.resume(Checkpoint.begin(weights, self._method), iteration)

    def resume(self, start: Checkpoint, iteration: int) -> None:
        """Stand at the start of ``iteration`` (from 0) with what ``start`` holds, copied."""
        for stack, matrices in zip(
            (self._theta, *self._stacks), (start.weights, *start.memory), strict=True
        ):
            for mine, given in zip(stack.each, matrices, strict=True):
                if mine.shape != given.shape:
                    raise ValueError(
                        tr(
                            "weights of shape {mine_shape} expected, not {given_shape}",
                            mine_shape=mine.shape,
                            given_shape=given.shape,
                        )
                    )
                np.copyto(mine, given)
        self._iteration, self._updates = iteration, start.updates
        with np.errstate(invalid="ignore"):
            self._diverged = not self._finite()

    @property
    def weights(self) -> tuple[Array, ...]:
        """Read-only copies of Θ^(1) … Θ^(L−1)."""
        return self._theta.copies()

    @property
    def checkpoint(self) -> Checkpoint:
        """What the next step starts from, as read-only copies."""
        memory = tuple(each.copies() for each in self._stacks)
        return Checkpoint(self.weights, memory, self._updates if memory else 0)

    @property
    def iteration(self) -> int:
        """The iteration that the next step does, from 0."""
        return self._iteration

    @property
    def diverged(self) -> bool:
        """True if the weights, or J of this iteration once it was tried, are not finite.

        No step leads further.
        """
        return self._diverged

    # --- going on -----------------------------------------------------------------------------

    def step(self) -> float:
        """One iteration: J of its batch before the update, λ part included; then the update.

        A J that is not finite is returned as it is, and the weights stay as they are.
        """
        with quiet(), self._threads as threads:
            J, size = self._propagate(threads)
            if self._diverged or not math.isfinite(J):
                self._diverged = True
            else:
                self._update(size)
            return J

    def run(self, iterations: int, costs: Array) -> int:
        """Up to so many iterations, J of each into ``costs[0], costs[1], …``; how many were done.

        Fewer are done only where ``diverged`` is true afterwards. An update that leaves a weight
        that is not finite is the last one.
        """
        done = 0
        isfinite = math.isfinite
        with quiet(), self._threads as threads:
            while done < iterations and not self._diverged:
                J, size = self._propagate(threads)
                if not isfinite(J):
                    self._diverged = True
                    break
                costs[done] = J
                done += 1
                self._update(size)
        return done

    def gradient(self) -> Gradient:
        """J, Δ and D of this iteration's batch at the loaded weights, as read-only copies."""
        with quiet(), self._threads as threads:
            J, size = self._propagate(threads)
            Delta = self._Delta.copies()
            self._divide(size)
            return Gradient(J, Delta, self._Delta.copies())

    @contextmanager
    def at_it(self) -> Iterator[None]:
        """For many runs one after the other: the threads that share batches stay between them."""
        with self._threads:
            yield

    # --- one iteration ------------------------------------------------------------------------

    def _propagate(self, threads: HelperThreads) -> tuple[float, Array]:
        """J of this iteration's batch and the batch's size, as an array; leaves Δ behind."""
        blocks = self._whole or self._batch()
        J = blocks.run(threads) / blocks.size
        if self.training.lam:
            theta, penalty = self._theta.flat, self._penalty
            np.multiply(theta, self._weights, penalty)
            lam = self.training.lam / blocks.size
            J += 0.5 * lam * float(np.dot(penalty, theta))
            np.multiply(penalty, lam, penalty)
        return J, blocks.divisor

    def _divide(self, size: Array) -> None:
        """Δ becomes D, in place."""
        D = self._Delta.flat
        np.divide(D, size, D)
        if self.training.lam:
            np.add(D, self._penalty, D)

    def _update(self, size: Array) -> None:
        """Θ − α D, or as the method has it, for all layers at once; Δ is used up."""
        self._divide(size)
        self._iteration += 1
        self._updates += 1
        self._method.update(
            self._theta.flat, self._Delta.flat, self._memory, self._updates, self._alpha,
            self._trained,
        )  # fmt: skip
        self._diverged = not self._finite()

    def _finite(self) -> bool:
        """True if every weight is: 0 times anything else is not 0, and one call sees them all."""
        return bool(np.dot(self._theta.flat, self._zeros) == 0.0)

    def _batch(self) -> Blocks:
        """The passes over this iteration's batch."""
        batch = batch_of(self._iteration, len(self.data), self.training)
        blocks = self._blocks.get(batch.size)
        if blocks is None:
            blocks = self._passes(blocks_of(self.layers, batch.size))
            self._blocks[batch.size] = blocks
        blocks.take(self.data, batch.rows())
        return blocks

    def _passes(self, cut: Sequence[slice]) -> Blocks:
        return Blocks(self.activations, self.layers, self.cost, self._theta.each, self._Delta, cut)
