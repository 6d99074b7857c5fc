"""The activations and their slopes as in-place calls, finite wherever mathematics allows.

Each writes a = g(z) into ``a`` and g′(z) into ``slope``; z is used up on the way. The arrays hold
one unit a row and one example a column.
"""

from collections.abc import Callable
from functools import partial

import numpy as np

from bpsim.core.arrays import Array

Call = Callable[[], object]

# Constants as arrays: NumPy converts a Python number anew in every call.
ZERO, HALF, ONE = (np.array(n) for n in (0.0, 0.5, 1.0))
HIGHEST = np.array(700.0)
"""e^700 is among the largest powers that a float64 holds, and e^−700 squared is 0."""


def sigmoid(z: Array, a: Array, slope: Array) -> list[Call]:
    """With h = e^(z/2) and r = 1 / (h + 1/h): g = h r and g′ = r², so that nothing cancels.

    Halved, no z that matters has a power out of range: g and g′ vanish where they should.
    """
    return [
        partial(np.multiply, z, HALF, z),
        partial(np.minimum, z, HIGHEST, out=z),
        partial(np.exp, z, z),
        partial(np.reciprocal, z, slope),
        partial(np.add, z, slope, slope),
        partial(np.reciprocal, slope, slope),
        partial(np.multiply, z, slope, a),
        partial(np.multiply, slope, slope, slope),
    ]


def tanh(z: Array, a: Array, slope: Array) -> list[Call]:
    """g′ = 4 / (h + 1/h)² with h = e^z, for the same reason."""
    return [
        partial(np.tanh, z, a),
        partial(np.minimum, z, HIGHEST, out=z),
        partial(np.exp, z, z),
        partial(np.reciprocal, z, slope),
        partial(np.add, z, slope, slope),
        partial(np.reciprocal, slope, slope),
        partial(np.add, slope, slope, slope),
        partial(np.multiply, slope, slope, slope),
    ]


def relu(z: Array, a: Array, slope: Array) -> list[Call]:
    """g = max(0, z), whose sign is 1 where z > 0 and else 0: g′, the kink's left derivative."""
    return [partial(np.maximum, z, ZERO, out=a), partial(np.sign, a, slope)]


def linear(z: Array, a: Array, slope: Array) -> list[Call]:
    """g = z; g′ is 1, so ``slope`` is left as it is."""
    return [partial(np.copyto, a, z)]


def softmax(z: Array, a: Array, top: Array, total: Array) -> list[Call]:
    """a_j = e^z_j / Σ_k e^z_k down the columns; leaves z − max z in ``z``.

    ``top`` and ``total`` have shape (1, n); ``total`` receives Σ_k e^(z_k − max z).
    """
    return [
        partial(np.maximum.reduce, z, axis=0, out=top, keepdims=True),
        partial(np.subtract, z, top, z),
        partial(np.exp, z, a),
        partial(np.add.reduce, a, axis=0, out=total, keepdims=True),
        partial(np.divide, a, total, a),
    ]


ELEMENTWISE: dict[str, Callable[[Array, Array, Array], list[Call]]] = {
    "sigmoid": sigmoid,
    "tanh": tanh,
    "relu": relu,
    "linear": linear,
}
