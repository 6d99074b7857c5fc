"""The activation functions g(z) and their derivatives, finite wherever mathematics allows.

Each function takes and returns arrays of any shape; softmax works along the last axis.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from bpsim.core.arrays import Array


def sigmoid(z: Array) -> Array:
    """1 / (1 + e^−z), from e^−|z| so that no exponential overflows."""
    e = np.exp(-np.abs(z))
    s = 1.0 / (1.0 + e)
    return np.where(z >= 0, s, e * s)


def sigmoid_prime(z: Array) -> Array:
    """g(z) (1 − g(z)) as e / (1 + e)², e = e^−|z|: nothing cancels when a unit saturates."""
    e = np.exp(-np.abs(z))
    s = 1.0 / (1.0 + e)
    return e * s * s


def tanh(z: Array) -> Array:
    """The hyperbolic tangent."""
    return np.tanh(z)


def tanh_prime(z: Array) -> Array:
    """1 − tanh²(z) written as 4e / (1 + e)², e = e^−2|z|, for the same reason as the sigmoid's."""
    e = np.exp(-2.0 * np.abs(z))
    s = 1.0 / (1.0 + e)
    return 4.0 * e * s * s


def relu(z: Array) -> Array:
    """max(0, z)."""
    return np.maximum(z, 0.0)


def relu_prime(z: Array) -> Array:
    """1 where z > 0, else 0; at the kink the left derivative is taken."""
    return (z > 0).astype(np.float64)


def linear(z: Array) -> Array:
    """z itself, as a new array."""
    return z.copy()


def linear_prime(z: Array) -> Array:
    """1 everywhere."""
    return np.ones_like(z)


def softmax(z: Array) -> Array:
    """e^z_j / Σ_k e^z_k along the last axis, shifted by the largest z."""
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    out: Array = e / e.sum(axis=-1, keepdims=True)
    return out


def softmax_own_slope(z: Array) -> Array:
    """∂a_j/∂z_j = a_j (1 − a_j), the diagonal of softmax's Jacobian a_j (δ_jk − a_k)."""
    a = softmax(z)
    return a * (1.0 - a)


class Activation(NamedTuple):
    """One g with its derivative, elementwise but for softmax, whose units depend on each other.

    ``kinks`` are the z at which g′ jumps.
    """

    name: str
    value: Callable[[Array], Array]
    derivative: Callable[[Array], Array]
    elementwise: bool = True
    kinks: tuple[float, ...] = ()


ACTIVATIONS: dict[str, Activation] = {
    "sigmoid": Activation("sigmoid", sigmoid, sigmoid_prime),
    "tanh": Activation("tanh", tanh, tanh_prime),
    "relu": Activation("relu", relu, relu_prime, kinks=(0.0,)),
    "linear": Activation("linear", linear, linear_prime),
    "softmax": Activation("softmax", softmax, softmax_own_slope, elementwise=False),
}
