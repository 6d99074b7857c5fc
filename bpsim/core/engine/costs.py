"""The output layer as in-place calls: from z to δ^(L) and the sum of the examples' costs.

Formulas and names are those of ``core.costs``; the arrays hold one unit a row and one example a
column.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from bpsim.core.arrays import Array
from bpsim.core.engine.activations import ELEMENTWISE, ONE, ZERO, Call, softmax
from bpsim.core.engine.arrays import aligned

MINUS_ONE = np.array(-1.0)


@dataclass(frozen=True)
class Output:
    """What follows the last z: ``calls`` lead to ``delta`` (K, n), then ``total`` is Σ cost(i).

    ``targets`` are the calls to make once after ``y`` (K, n) has been filled.
    """

    y: Array
    delta: Array
    calls: Sequence[Call]
    total: Callable[[], float]
    targets: Sequence[Call]


def cross_entropy(activation: str, z: Array) -> Output:
    """log(1 + e^−|z|) + (1 − y) max(z, 0) − y min(z, 0), the cost of ``core.costs`` regrouped."""
    y, one_minus_y = aligned(*z.shape, fill=0.0), aligned(*z.shape)
    low, high, log, a, e = (aligned(*z.shape) for _ in range(5))
    calls: list[Call] = [
        partial(np.copysign, z, MINUS_ONE, e),
        partial(np.exp, e, e),
        partial(np.log1p, e, log),
        partial(np.add, e, ONE, e),
        partial(np.reciprocal, e, e),
        partial(np.minimum, z, ZERO, out=low),
        partial(np.maximum, z, ZERO, out=high),
        partial(np.exp, low, a),
        partial(np.multiply, a, e, a),  # sigmoid(z) = e^min(z, 0) / (1 + e^−|z|)
        partial(np.subtract, a, y, a),
    ]
    flat_y, flat_rest, flat_low, flat_high = (
        y.ravel(),
        one_minus_y.ravel(),
        low.ravel(),
        high.ravel(),
    )
    flat_log, add_up, dot = log.ravel(), np.add.reduce, np.dot

    def total() -> float:
        return float(add_up(flat_log) + dot(flat_rest, flat_high) - dot(flat_y, flat_low))

    return Output(y, a, calls, total, [partial(np.subtract, ONE, y, one_minus_y)])


def categorical_cross_entropy(activation: str, z: Array) -> Output:
    """Σ_k y_k (log Σ_j e^z_j − z_k), every z shifted by the largest of its example."""
    columns = z.shape[1]
    y, a = aligned(*z.shape, fill=0.0), aligned(*z.shape)
    top, total_e, log, y_sum = (aligned(1, columns) for _ in range(4))
    calls: list[Call] = [
        *softmax(z, a, top, total_e),
        partial(np.log, total_e, log),
        partial(np.multiply, a, y_sum, a),
        partial(np.subtract, a, y, a),
    ]
    flat_y, flat_z, flat_sum, flat_log, dot = y.ravel(), z.ravel(), y_sum[0], log[0], np.dot

    def total() -> float:
        return float(dot(flat_sum, flat_log) - dot(flat_y, flat_z))

    targets = [partial(np.add.reduce, y, axis=0, out=y_sum, keepdims=True)]
    return Output(y, a, calls, total, targets)


def squared_error(activation: str, z: Array) -> Output:
    """½ (a − y)²; δ is (a − y) g′(z), or goes through softmax's Jacobian."""
    y = aligned(*z.shape, fill=0.0)
    a, error, delta = (aligned(*z.shape) for _ in range(3))
    calls: list[Call]
    subtract: Call = partial(np.subtract, a, y, error)
    if activation == "softmax":
        top, total_e = aligned(1, z.shape[1]), aligned(1, z.shape[1])
        calls = [
            *softmax(z, a, top, total_e),
            subtract,
            partial(np.multiply, error, a, delta),
            partial(np.add.reduce, delta, axis=0, out=top, keepdims=True),
            partial(np.subtract, error, top, delta),
            partial(np.multiply, a, delta, delta),
        ]
    elif activation == "linear":
        calls = [*ELEMENTWISE[activation](z, a, delta), subtract]
        delta = error
    else:
        calls = [
            *ELEMENTWISE[activation](z, a, delta),
            subtract,
            partial(np.multiply, error, delta, delta),
        ]
    flat, dot = error.ravel(), np.dot

    def total() -> float:
        return 0.5 * float(dot(flat, flat))

    return Output(y, delta, calls, total, [])


OUTPUTS: dict[str, Callable[[str, Array], Output]] = {
    "cross-entropy": cross_entropy,
    "categorical-cross-entropy": categorical_cross_entropy,
    "squared-error": squared_error,
}
