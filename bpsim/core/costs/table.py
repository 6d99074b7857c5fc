"""The cost of one example and its derivative by the z of the output layer.

All functions take z, a = g(z) and y of shape (..., K). Cross-entropies are computed from z so that
they stay finite when a unit saturates.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from bpsim.core.activations.table import ACTIVATIONS, sigmoid, softmax
from bpsim.core.arrays import Array
from bpsim.core.errors import ModelError


def cross_entropy(z: Array, a: Array, y: Array) -> Array:
    """−[y log h + (1 − y) log(1 − h)] per output unit, from z alone.

    Written as y max(−z, 0) + (1 − y) max(z, 0) + log(1 + e^−|z|): for targets from 0 to 1 nothing
    is subtracted, where the shorter max(z, 0) − y z cancels if z is large and y nearly 1.
    """
    wrong_side = y * np.maximum(-z, 0.0) + (1.0 - y) * np.maximum(z, 0.0)
    out: Array = wrong_side + np.log1p(np.exp(-np.abs(z)))
    return out


def categorical_cross_entropy(z: Array, a: Array, y: Array) -> Array:
    """−y_k log h_k per output unit, with log h_k = (z_k − max z) − log Σ e^(z − max z).

    The largest z is taken off first: added to the logarithm, it would swallow it if it is large.
    """
    below = z - z.max(axis=-1, keepdims=True)
    out: Array = y * (np.log(np.exp(below).sum(axis=-1, keepdims=True)) - below)
    return out


def squared_error(z: Array, a: Array, y: Array) -> Array:
    """½ (h − y)² per output unit."""
    out: Array = 0.5 * (a - y) ** 2
    return out


def cross_entropy_delta(activation: str, z: Array, a: Array, y: Array) -> Array:
    """a − y, with a = sigmoid(z)."""
    return sigmoid(z) - y


def categorical_delta(activation: str, z: Array, a: Array, y: Array) -> Array:
    """a Σ_k y_k − y with a = softmax(z), which is a − y where the targets add up to 1."""
    out: Array = softmax(z) * y.sum(axis=-1, keepdims=True) - y
    return out


def squared_error_delta(activation: str, z: Array, a: Array, y: Array) -> Array:
    """(a − y) g′(z); through softmax's Jacobian Σ_k (a_k − y_k) a_k ([k = j] − a_j)."""
    error: Array = a - y
    if activation == "softmax":
        through: Array = a * (error - (error * a).sum(axis=-1, keepdims=True))
        return through
    return error * ACTIVATIONS[activation].derivative(z)


class Cost(NamedTuple):
    """A cost by name: its value per output unit, and δ^(L) = ∂cost/∂z^(L).

    ``outputs`` are the output activations it is defined for; empty means any.
    """

    name: str
    per_unit: Callable[[Array, Array, Array], Array]
    delta: Callable[[str, Array, Array, Array], Array]
    outputs: tuple[str, ...] = ()


COSTS: dict[str, Cost] = {
    "cross-entropy": Cost("cross-entropy", cross_entropy, cross_entropy_delta, ("sigmoid",)),
    "categorical-cross-entropy": Cost(
        "categorical-cross-entropy", categorical_cross_entropy, categorical_delta, ("softmax",)
    ),
    "squared-error": Cost("squared-error", squared_error, squared_error_delta),
}


def check_cost(cost: str, output_activation: str) -> None:
    """Raise ModelError unless ``cost`` is known and defined for that output activation."""
    if cost not in COSTS:
        raise ModelError(f"“{cost}” is none of {', '.join(COSTS)}", "cost")
    allowed = COSTS[cost].outputs
    if allowed and output_activation not in allowed:
        raise ModelError(
            f"{cost} needs a {allowed[0]} output layer, but it is {output_activation}", "cost"
        )
