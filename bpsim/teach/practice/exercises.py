"""Exercises without end: networks of a shape with numbers that stay nice by hand, from a seed."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from bpsim.base.words import tr
from bpsim.core.activations.activation import Activation
from bpsim.core.activations.linear import Linear
from bpsim.core.activations.relu import Relu
from bpsim.core.activations.sigmoid import Sigmoid
from bpsim.core.activations.softmax import Softmax
from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.arrays import Array
from bpsim.core.costs.table import usual_cost
from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.propagation import forward
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.core.sizes import sizes_text

EXACT = (Relu, Linear)
"""With these units every value stays a small whole number or a half."""
TRIES = 200
LARGEST = 20.0


def exercise(
    layers: Sequence[int], hidden: str = Sigmoid.name, seed: int = 0, output: str = ""
) -> Document:
    """A network with one example; the same seed always gives the same one.

    ``hidden`` are the hidden units, ``output`` the output units: sigmoid with cross-entropy, or
    linear with squared error after ReLU and linear units. Weights and inputs have one digit.
    """
    output = output or (Linear.name if isinstance(ACTIVATIONS[hidden], EXACT) else Sigmoid.name)
    units = [ACTIVATIONS[hidden]] * (len(layers) - 2) + [ACTIVATIONS[output]]
    return _drawn(layers, units, usual_cost(units[-1]), seed)


def exercise_like(document: Document, seed: int) -> Document:
    """An exercise with the layers, the units, the cost and the signs of a document."""
    network = document.network
    drawn = _drawn(network.layers, network.activations, document.cost, seed)
    return drawn.with_(convention=Convention(document.convention.sign))


def _drawn(layers: Sequence[int], units: Sequence[Activation], cost: str, seed: int) -> Document:
    exact = all(isinstance(each, EXACT) for each in units)
    rng = np.random.default_rng(seed)
    for _ in range(TRIES):
        if exact:
            weights = [rng.integers(-2, 3, size=(b, a + 1)) / 1 for a, b in pairwise(layers)]
            x = rng.integers(-2, 4, size=(1, layers[0])) / 1
            y = rng.integers(-2, 4, size=(1, layers[-1])) / 1
        else:
            weights = [rng.integers(-9, 10, size=(b, a + 1)) / 10 for a, b in pairwise(layers)]
            x = rng.integers(0, 3, size=(1, layers[0])) / 2
            y = rng.integers(0, 2, size=(1, layers[-1])) / 1
            if isinstance(units[-1], Softmax):  # one class is the right one
                y = np.eye(layers[-1])[rng.integers(0, layers[-1], 1)]
        network = Network.of(units, weights)
        if _is_fair(network, x, y):
            break
    settings = TrainingSettings(learning_rate=0.5)
    title = tr("Exercise {seed}: {layers}", seed=seed, layers=sizes_text(layers))
    return Document(title, network, cost, Examples.of(x, y), settings)


def _is_fair(network: Network, x: Array, y: Array) -> bool:
    """Something comes in, every layer has a live unit, nothing is huge and something is wrong."""
    passed = forward(network, x)
    sums = passed.z[1:]
    alive = all(np.any(network.activation(n).derivative(z)) for n, z in enumerate(sums, start=2))
    small = all(float(np.abs(z).max()) <= LARGEST for z in sums)
    moved = all(np.any(theta[:, 1:]) for theta in network.weights)
    return bool(np.any(x)) and alive and small and moved and not np.array_equal(passed.a[-1], y)
