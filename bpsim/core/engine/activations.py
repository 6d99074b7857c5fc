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
ZERO, ONE, TWO, FOUR = (np.array(float(n)) for n in (0, 1, 2, 4))
HIGHEST = np.array(709.0)
"""e^709 is the largest power that a float64 holds, and 1 / (1 + e^709) is not zero yet."""


def sigmoid(z: Array, a: Array, slope: Array) -> list[Call]:
    """With E = e^z and r = 1 / (1 + E) = 1 − g: g = E r and g′ = g r, so that nothing cancels."""
    return [
        partial(np.minimum, z, HIGHEST, out=z),
        partial(np.exp, z, z),
        partial(np.add, z, ONE, slope),
        partial(np.reciprocal, slope, slope),
        partial(np.multiply, z, slope, a),
        partial(np.multiply, a, slope, slope),
    ]


def tanh(z: Array, a: Array, slope: Array) -> list[Call]:
    """g′ = 4E / (1 + E)² with E = e^2z, for the same reason."""
    return [
        partial(np.tanh, z, a),
        partial(np.multiply, z, TWO, z),
        partial(np.minimum, z, HIGHEST, out=z),
        partial(np.exp, z, z),
        partial(np.add, z, ONE, slope),
        partial(np.reciprocal, slope, slope),
        partial(np.multiply, z, slope, z),
        partial(np.multiply, z, slope, slope),
        partial(np.multiply, slope, FOUR, slope),
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
