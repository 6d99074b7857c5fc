"""Gradient descent: the gradient over the batch of an iteration, and the update of the weights."""

import threading
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bpsim.core.arrays import Array, frozen
from bpsim.core.checkpoint import Checkpoint
from bpsim.core.document import Document
from bpsim.core.engine.arrays import prepared
from bpsim.core.engine.descent import Descent
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.propagation import Gradient
from bpsim.core.settings import TrainingSettings

KEPT_DESCENTS = 2


class _Kept(threading.local):
    """The Descents that this thread used last: one belongs to a single thread."""

    def __init__(self) -> None:
        self.descents: list[Descent] = []


_kept = _Kept()


def _descent(
    network: Network, cost: str, examples: Examples, settings: TrainingSettings
) -> Descent:
    """A Descent for these, the one used before if there is one; its weights may be any."""
    if len(examples):
        data = prepared(examples)
        wanted = (network.activations, network.layers, cost, settings)
        for known in _kept.descents:
            if known.data is data and wanted == (
                known.activations, known.layers, known.cost, known.training,
            ):  # fmt: skip
                return known
    made = Descent(network.activations, network.layers, cost, examples, settings)
    _kept.descents = [made, *_kept.descents][:KEPT_DESCENTS]
    return made


def batch_gradient(
    network: Network, cost: str, examples: Examples, settings: TrainingSettings, iteration: int
) -> Gradient:
    """J, Δ and D of the batch that ``iteration`` uses, bit for bit as training computes them.

    Raises ModelError where there is no example.
    """
    descent = _descent(network, cost, examples, settings)
    descent.load(network.weights, iteration)
    return descent.gradient()


def whole_gradient(document: Document) -> Gradient:
    """J, Δ and D over all examples at the document's weights, to the bits of a full batch.

    Raises ModelError where there is no example.
    """
    full = replace(document.training, batch_size=None)
    return batch_gradient(document.network, document.cost, document.examples, full, 0)


def updated(start: Checkpoint, D: Sequence[Array], settings: TrainingSettings) -> Checkpoint:
    """What the update with these D makes of ``start``, to the bits of training.

    The bias columns stay where they are not trained.
    """
    method, alpha = settings.method, np.array(settings.learning_rate)
    updates = start.updates + 1 if start.memory else 0
    done = []
    with np.errstate(over="ignore", invalid="ignore"):
        for n, slope in enumerate(D):
            theta, *memory = (each[n].copy() for each in (start.weights, *start.memory))
            trained = None
            if not settings.train_biases:
                trained = np.ones(theta.shape, dtype=np.bool_)
                trained[:, 0] = False
            method.update(theta, slope.copy(), memory, updates, alpha, trained)
            done.append([frozen(each) for each in (theta, *memory)])
    weights, *remembered = (tuple(each) for each in zip(*done, strict=True))
    return Checkpoint(weights, tuple(remembered), updates)
