"""The past of one document: any iteration again, bit for bit, in bounded memory.

Checkpoints, the weights with what the method remembers, are kept at a distance that grows as
memory runs out; what lies between is computed again with the code that computed it first. The
future begins where the past ends: asked for an iteration that was not done yet, a history trains up
to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array, frozen
from bpsim.core.checkpoint import Checkpoint, Weights
from bpsim.core.document import Document
from bpsim.core.engine.descent import Descent
from bpsim.core.errors import NotFiniteError
from bpsim.core.network import Network
from bpsim.session.chunk import Chunk, train_chunk
from bpsim.session.snapshots import (
    DEFAULT_BUDGET,
    MemoryBudget,
    RecentCheckpoints,
    Snapshots,
    first_stride,
)

ADVANCE = 256
"""The most iterations that are trained before they are entered in the books."""


@dataclass(frozen=True, eq=False)
class Origin:
    """Where a branch leaves its parent: iteration ``at``, and what it starts from.

    ``by_hand`` says that the weights were set and not computed by the parent; ``extras`` are
    unknown keys of a file that tells of the branch.
    """

    parent: "History | None"
    at: int
    checkpoint: Checkpoint
    by_hand: bool = False
    extras: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


class History:
    """The iterations of gradient descent on ``document`` so far.

    ``budget`` limits the bytes that this history and all of its branches take together. All
    methods belong to one thread; a worker trains with a Descent of its own and hands over what it
    did (see ``extend``).
    """

    def __init__(
        self,
        document: Document,
        budget: int | MemoryBudget = DEFAULT_BUDGET,
        origin: Origin | None = None,
    ) -> None:
        network = document.network
        first = Checkpoint.begin(network.weights, document.training.method)
        origin = origin or Origin(None, 0, first)
        self.document = document
        self.origin = origin
        self.start = origin.at
        self.parent: History | None = origin.parent
        self.diverged_at: int | None = None
        """The first iteration whose J or weights are not finite, once it is known."""
        self.budget = budget if isinstance(budget, MemoryBudget) else MemoryBudget(budget)
        stride = first_stride(network.layers, len(document.examples))
        self._snapshots = Snapshots(self.start, origin.checkpoint, stride)
        self._recent = RecentCheckpoints(origin.checkpoint.nbytes, self.budget)
        self._tip: tuple[int, Checkpoint] = (self.start, origin.checkpoint)
        self._costs = np.empty(self.start + self.start // 2 + 64)
        if self.parent is not None:
            self._costs[: self.start] = self.parent.costs[: self.start]
        self._length = self.start
        self._descent: Descent | None = None
        self.budget.join(self)
        self.budget.settle()

    # --- what is known ------------------------------------------------------------------------

    @property
    def length(self) -> int:
        """How many iterations are done: known are J of each and the weights of 0 … length."""
        return self._length

    @property
    def costs(self) -> Array:
        """J of iterations 0 … length − 1, each before its update; a read-only view."""
        view = self._costs[: self._length]
        view.setflags(write=False)
        return view

    @property
    def stride(self) -> int:
        """The distance of the snapshots: ``extend`` keeps those at its multiples."""
        return self._snapshots.stride

    @property
    def nbytes(self) -> int:
        """The memory that this history takes, without its parents."""
        return self._snapshots.nbytes + self._recent.nbytes + self._costs.nbytes

    def document_at(self, iteration: int) -> Document:
        """The document whose settings and examples ``iteration`` uses."""
        return self._holder(iteration).document

    def _holder(self, iteration: int) -> "History":
        """This history, or the one that it left before ``iteration``."""
        holder = self
        while iteration < holder.start and holder.parent is not None:
            holder = holder.parent
        return holder

    def known_before(self, iteration: int) -> tuple[int, Checkpoint]:
        """The last checkpoint kept at or before ``iteration`` ≤ length, with its own iteration.

        Training from it with ``document_at(iteration)`` leads to it, bit for bit.
        """
        holder = self._holder(iteration)
        at, known = holder._snapshots.nearest(iteration)
        if at < holder._tip[0] <= iteration:
            at, known = holder._tip
        return holder._recent.nearest(iteration, at) or (at, known)

    def shared_with(self, other: "History") -> int:
        """How many iterations, from 0, the two have in common: the same weights and settings."""
        mine, others = self.line(), other.line()
        common = 0
        while common < min(len(mine), len(others)) and mine[common] is others[common]:
            common += 1
        if not common:
            return 0
        ends = [line[common].start for line in (mine, others) if len(line) > common]
        return min(ends, default=self._length + 1)

    def line(self) -> list["History"]:
        """This history behind those that it branched off from, the oldest first."""
        line = [self]
        while line[0].parent is not None:
            line.insert(0, line[0].parent)
        return line

    # --- going anywhere -----------------------------------------------------------------------

    def network_at(self, iteration: int) -> Network:
        """The network that ``iteration`` (from 0) starts from; as :meth:`checkpoint_at`."""
        start = self.checkpoint_at(iteration)
        return self.document_at(iteration).network.with_weights(start.weights)

    def whole_at(self, iteration: int) -> Document:
        """What ``iteration`` is trained with, its weights those that it starts from; likewise."""
        return self.document_at(iteration).with_(network=self.network_at(iteration))

    def checkpoint_at(self, iteration: int) -> Checkpoint:
        """What ``iteration`` (from 0) starts from, trained up to if need be.

        Raises NotFiniteError for one that training cannot reach, as it diverges before, and
        ModelError where there is no example to train with.
        """
        if iteration < 0:
            raise ValueError(tr("iterations count from 0, not {iteration}", iteration=iteration))
        holder = self._holder(iteration)
        if self.reach(iteration) < iteration:
            raise NotFiniteError(
                tr(
                    "training diverges in iteration {diverged_at}: its numbers leave "
                    "the range of a float64",
                    diverged_at=self.diverged_at,
                )
            )
        return holder._checkpoint_at(iteration)

    def reach(self, iteration: int) -> int:
        """Train up to ``iteration`` or to where training diverges; the last iteration reached."""
        while self._length < iteration and self.diverged_at is None:
            descent = self._loaded(*self._latest())
            self.extend(train_chunk(descent, min(iteration - self._length, ADVANCE), self.stride))
        return min(iteration, self._length)

    def _latest(self) -> tuple[int, Checkpoint]:
        if self._tip[0] != self._length:
            self._tip = (self._length, self._checkpoint_at(self._length))
        return self._tip

    def _checkpoint_at(self, iteration: int) -> Checkpoint:
        """What ``iteration``, between start and length, starts from."""
        if iteration == self._tip[0]:
            return self._tip[1]
        known = self._snapshots.get(iteration) or self._recent.get(iteration)
        return known or self._recomputed(iteration)

    def _recomputed(self, iteration: int) -> Checkpoint:
        """Computed again from the last known; some on the way are kept as well."""
        at, found = self._snapshots.nearest(iteration)
        at, found = self._recent.nearest(iteration, at) or (at, found)
        descent = self._loaded(at, found)
        unused = np.empty(iteration - at)
        descent.run(iteration - at - self._recent.most, unused)
        while descent.iteration < iteration:
            descent.run(1, unused)
            found = descent.checkpoint
            self._recent.add(descent.iteration, found)
        self.budget.settle()
        return found

    def _loaded(self, iteration: int, start: Checkpoint) -> Descent:
        if self._descent is None:
            self._descent = Descent.of(self.document)
        self._descent.resume(start, iteration)
        return self._descent

    # --- growing ------------------------------------------------------------------------------

    def extend(self, chunk: Chunk) -> None:
        """Take in iterations done elsewhere; raises ValueError where they do not go on from here.

        Of their snapshots those at multiples of ``stride`` are kept, and the one after the last
        iteration, so that going on starts there.
        """
        if chunk.start != self._length:
            raise ValueError(tr("a chunk from iteration {length} on expected", length=self._length))
        length = self._length + len(chunk.costs)
        if length > len(self._costs):
            grown = np.empty(length + length // 2)
            grown[: self._length] = self._costs[: self._length]
            self._costs = grown
        self._costs[self._length : length] = chunk.costs
        self._length = length
        for iteration, start in chunk.snapshots:
            self._snapshots.add(iteration, start)
            if iteration == length:
                self._tip = (iteration, start)
        if chunk.diverged:
            self.diverged_at = length
        self.budget.settle()

    def thin(self) -> bool:
        """Let every other snapshot go; False if only the first is left."""
        return self._recent.thin() or self._snapshots.thin()

    # --- branching ----------------------------------------------------------------------------

    def branch(
        self,
        at: int,
        document: Document,
        weights: Weights | None = None,
        extras: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> "History":
        """A new history that shares the iterations before ``at`` and goes on with ``document``.

        It starts from ``weights``; without them from this history's at ``at``, or from the
        document's own where ``at`` is 0 or where the layers have other sizes. This history stays
        as it is, so that undo is going back to it. What the method remembers of the iterations
        before ``at`` stays, whatever is edited, unless the method is another one, whose memory
        starts anew. ``extras`` are kept with it. Raises ValueError for an ``at`` beyond length.
        """
        if not 0 <= at <= self._length:
            raise ValueError(tr("iteration {at} has not been reached", at=at))
        # An edit of settings where weights were set before leaves these as they are.
        by_hand = weights is not None or (at == self.start and self.origin.by_hand)
        if weights is not None:
            weights = tuple(frozen(each) for each in weights)
        elif at == 0:
            weights = document.network.weights
        else:
            weights = self.network_at(at).weights
            if [each.shape for each in weights] != [w.shape for w in document.network.weights]:
                weights = document.network.weights
        # Whoever holds the iteration before is all that the new past needs.
        parent = self._holder(at - 1) if at > 0 else None
        start = Checkpoint.begin(weights, document.training.method)
        if parent is not None and parent._leads_on_to(document):
            start = parent._checkpoint_at(at).with_weights(weights)
        return History(document, self.budget, Origin(parent, at, start, by_hand, extras or {}))

    def _leads_on_to(self, document: Document) -> bool:
        """True if the memory of this history's method is one that ``document`` goes on with."""
        old, new = self.document, document
        return (
            bool(new.training.method.remembers)
            and new.training.method.continues(old.training.method)
            and new.network.layers == old.network.layers
        )
