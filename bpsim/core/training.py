"""Gradient descent: the gradient over the batch of an iteration, and the update of the weights."""

import threading
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bpsim.core.arrays import Array, frozen
from bpsim.core.batches import Batch, batch_of
from bpsim.core.document import Document
from bpsim.core.engine.arrays import prepared
from bpsim.core.engine.descent import Descent
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.propagation import Gradient
from bpsim.core.settings import TrainingSettings

__all__ = ["Batch", "batch_gradient", "batch_of", "updated", "whole_gradient"]

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


def updated(
    weights: Sequence[Array], D: Sequence[Array], settings: TrainingSettings
) -> tuple[Array, ...]:
    """Θ − α D for all layers at once; the bias columns stay where they are not trained."""
    with np.errstate(over="ignore", invalid="ignore"):
        after = [theta - settings.learning_rate * d for theta, d in zip(weights, D, strict=True)]
    if not settings.train_biases:
        for new, old in zip(after, weights, strict=True):
            new[:, 0] = old[:, 0]
    return tuple(frozen(each) for each in after)
