"""What else an iteration costs beside J: the squared error, one example, what is held out.

Measured with the weights of some iterations, evenly spread, because every one would be too much.
"""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from bpsim.core.checkpoint import Checkpoint, Weights
from bpsim.core.document import Document
from bpsim.core.engine.descent import Descent
from bpsim.core.examples import Examples
from bpsim.core.held_out import held_out_cost
from bpsim.core.network import Network
from bpsim.core.propagation import cost_J, forward
from bpsim.session.history import History

MOST_SAMPLES = 120
START = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48)
"""Measured besides, since a cost falls fastest at the start."""

Measure = Callable[[Document, Network], float]
"""A number for the weights that an iteration starts from, in the course's sign."""


def squared_error(document: Document, network: Network) -> float:
    """(1/2m) Σ_i Σ_k (h_k − y_k)² over the training set.

    It is what the lecture invites to think of instead of J.
    """
    examples = document.examples
    h = forward(network, examples.x).a[-1]
    with np.errstate(over="ignore", invalid="ignore"):
        return float(((h - examples.y) ** 2).sum() / (2 * len(examples)))


@dataclass(frozen=True, slots=True)
class ExampleCost:
    """cost(i) of the training example in ``row``, from 0; NaN where there was no such example."""

    row: int

    def __call__(self, document: Document, network: Network) -> float:
        chosen = slice(self.row, self.row + 1)
        x, y = document.examples.x[chosen], document.examples.y[chosen]
        return cost_J(network, document.cost, x, y) if len(x) else math.nan


@dataclass(frozen=True, slots=True)
class HeldOutCost:
    """The mean cost of ``examples``, without λ; NaN for weights of layers that they do not fit."""

    examples: Examples

    def __call__(self, document: Document, network: Network) -> float:
        ends = (self.examples.x.shape[1], self.examples.y.shape[1])
        if ends != (network.layers[0], network.layers[-1]):
            return math.nan
        return held_out_cost(network, document.cost, self.examples)


@dataclass(frozen=True, eq=False)
class ExtraCurve:
    """What ``measure`` found in the iterations of ``history`` so far, by iteration."""

    measure: Measure
    history: History
    values: dict[int, float] = field(default_factory=dict)

    def carried(self, measure: Measure, history: History) -> "ExtraCurve":
        """The curve of that measure in that history, with what is known of it already."""
        if measure != self.measure:
            return ExtraCurve(measure, history)
        if history is self.history:
            return self
        shared = history.shared_with(self.history)
        kept = {k: value for k, value in self.values.items() if k < shared}
        return ExtraCurve(measure, history, kept)

    def known(self, length: int) -> tuple[list[int], list[float]]:
        """The iterations of 0 … length that were measured, ascending, and their values."""
        at = sorted(k for k in self.values if k <= length)
        return at, [self.values[k] for k in at]


def sampled(length: int) -> list[int]:
    """Some iterations of 0 … length, both ends among them, the coarsest first.

    They are the multiples of a power of two, at most MOST_SAMPLES and the end, and those of START:
    as more come, those of before are among them, and the weights of many are kept, as snapshots
    have such numbers too.
    """
    step = 1
    while length // step >= MOST_SAMPLES:
        step *= 2
    multiples = sorted(range(0, length + 1, step), key=lambda k: (-(k & -k) if k else -length, k))
    first = [k for k in START if k % step and k < length]
    return [*([length] if length % step else []), *multiples, *first]


@dataclass(frozen=True, eq=False)
class Task:
    """An iteration to be measured for ``curves``, from what is known of iteration ``at`` or before.

    Holds everything that it takes, so that it can be done in another thread.
    """

    iteration: int
    document: Document
    at: int
    start: Checkpoint
    curves: tuple[ExtraCurve, ...]


def task(history: History, iteration: int, curves: Sequence[ExtraCurve]) -> Task:
    """What measuring ``iteration``, one already reached, takes."""
    at, start = history.known_before(iteration)
    return Task(iteration, history.document_at(iteration), at, start, tuple(curves))


Found = tuple[ExtraCurve, int, float]


class Sampler:
    """Does tasks; belongs to one thread at a time."""

    def __init__(self) -> None:
        self._document: Document | None = None
        self._descent: Descent | None = None
        self._from: Checkpoint | None = None

    def run(self, tasks: Sequence[Task], seconds: float) -> list[Found]:
        """The values found within about so many ``seconds``, of one task at the least."""
        until = time.perf_counter() + seconds
        found: list[Found] = []
        for each in tasks:
            network = each.document.network.with_weights(self._weights(each))
            found += [
                (curve, each.iteration, curve.measure(each.document, network))
                for curve in each.curves
            ]
            if time.perf_counter() >= until:
                break
        return found

    def _weights(self, wanted: Task) -> Weights:
        """The weights that the iteration starts from, as training computed them."""
        if wanted.at == wanted.iteration:
            return wanted.start.weights
        if self._descent is None or self._document is not wanted.document:
            self._document, self._descent = wanted.document, Descent.of(wanted.document)
            self._from = None
        descent = self._descent
        if self._from is not wanted.start or descent.iteration > wanted.iteration:
            descent.resume(wanted.start, wanted.at)
            self._from = wanted.start
        missing = wanted.iteration - descent.iteration
        descent.run(missing, np.empty(missing))
        return descent.weights
