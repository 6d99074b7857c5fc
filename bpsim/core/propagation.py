"""Forward and backward propagation, the cost J and its gradient: the mathematics, plainly.

Examples are rows. The formulas are those of Andrew Ng's course, "Neural Networks: Learning":
z^(l+1) = Θ^(l) [1; a^(l)], δ^(l) = (Θ^(l))ᵀ δ^(l+1) .* g′(z^(l)), Δ^(l) = Σ δ^(l+1) [1, a^(l)]ᵀ.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.costs.table import COSTS
from bpsim.core.errors import NotFiniteError
from bpsim.core.network import Network


@dataclass(frozen=True, eq=False)
class Forward:
    """What the forward pass computes for m examples.

    ``z[l - 1]`` and ``a[l - 1]`` belong to layer l and have shape (m, s_l). The input layer has no
    z, so ``z[0]`` has shape (m, 0); ``a[0]`` is x.
    """

    z: tuple[Array, ...]
    a: tuple[Array, ...]


@dataclass(frozen=True, eq=False)
class Backward:
    """What the backward pass computes for m examples.

    ``delta[l - 1]`` is δ^(l), shape (m, s_l), for l = 2 … L (``delta[0]`` has shape (m, 0)).
    ``weighted_sum[l - 1]`` is Σ_k Θ_kj δ_k before the factor ``slope[l - 1]`` = g′(z^(l)); both
    have shape (m, 0) for the input layer, and ``weighted_sum`` also for the output layer.
    """

    delta: tuple[Array, ...]
    weighted_sum: tuple[Array, ...]
    slope: tuple[Array, ...]


@dataclass(frozen=True, eq=False)
class Gradient:
    """J with ``Delta[l - 1]`` = Δ^(l) and ``D[l - 1]`` = D^(l) = ∂J/∂Θ^(l), shaped as Θ^(l)."""

    J: float
    Delta: tuple[Array, ...]
    D: tuple[Array, ...]


def forward(network: Network, x: Array) -> Forward:
    """Propagate ``x``, shape (m, s_1), from left to right. Overflow gives inf, not an exception."""
    z, a = [np.empty((len(x), 0))], [x]
    with np.errstate(over="ignore", invalid="ignore"):
        for layer in range(2, network.depth + 1):
            theta = network.theta(layer - 1)
            z.append(weighted_sums(a[-1], theta))
            a.append(network.activation(layer).value(z[-1]))
    return Forward(tuple(z), tuple(a))


def weighted_sums(a: Array, theta: Array) -> Array:
    """Θ [1; a] of each row of ``a``; what overflows is inf or NaN, as the plain sum gives it.

    A matrix product may fuse its operations and make of inf − inf an infinity with a sign, which
    an activation such as relu would turn into a harmless number.
    """
    z: Array = a @ theta[:, 1:].T + theta[:, 0]
    finite = np.isfinite(z)
    if not finite.all():
        for row in np.flatnonzero(~finite.all(axis=1)):
            z[row] = (theta[:, 1:] * a[row]).sum(axis=1) + theta[:, 0]
    return z


def example_costs(cost: str, passed: Forward, y: Array) -> Array:
    """cost(i) of each example, shape (m,)."""
    with np.errstate(over="ignore", invalid="ignore"):
        per_unit: Array = COSTS[cost].per_unit(passed.z[-1], passed.a[-1], y).sum(axis=-1)
    return per_unit


def backward(network: Network, cost: str, passed: Forward, y: Array) -> Backward:
    """Propagate the deltas from right to left; ``y`` has shape (m, K)."""
    none = np.empty((len(y), 0))
    z, a, depth = passed.z, passed.a, network.depth
    with np.errstate(over="ignore", invalid="ignore"):
        deltas = [COSTS[cost].delta(network.activations[-1], z[-1], a[-1], y)]
        slopes = [network.activation(depth).derivative(z[-1])]
        sums = [none]
        for layer in range(depth - 1, 1, -1):
            sums.insert(0, deltas[0] @ network.theta(layer)[:, 1:])
            slopes.insert(0, network.activation(layer).derivative(z[layer - 1]))
            deltas.insert(0, sums[0] * slopes[0])
    return Backward((none, *deltas), (none, *sums), (none, *slopes))


def accumulate(passed: Forward, back: Backward) -> tuple[Array, ...]:
    """Δ^(l) = Σ_i δ^(l+1) [1, a^(l)]ᵀ over the examples passed, one matrix for each Θ^(l)."""
    with np.errstate(over="ignore", invalid="ignore"):
        return tuple(
            np.column_stack([delta.sum(axis=0), delta.T @ a])
            for delta, a in zip(back.delta[1:], passed.a, strict=False)
        )


def regularisation(weights: Sequence[Array], lam: float, m: int) -> float:
    """(λ / 2m) Σ Θ², the bias column left out."""
    if lam == 0.0:
        return 0.0
    with np.errstate(over="ignore"):
        return float(lam / (2 * m) * sum(float((theta[:, 1:] ** 2).sum()) for theta in weights))


def mean_gradient(
    weights: Sequence[Array], Delta: Sequence[Array], lam: float, m: int
) -> tuple[Array, ...]:
    """D^(l) = Δ^(l)/m + (λ/m) Θ^(l), the bias column without λ."""
    D = tuple(each / m for each in Delta)
    if lam != 0.0:
        with np.errstate(over="ignore", invalid="ignore"):
            for each, theta in zip(D, weights, strict=True):
                each[:, 1:] += lam / m * theta[:, 1:]
    return D


def cost_J(network: Network, cost: str, x: Array, y: Array, lam: float = 0.0) -> float:
    """J(Θ) = (1/m) Σ cost(i) + (λ/2m) Σ Θ² over the examples given, m ≥ 1."""
    return J_of(network, cost, forward(network, x), y, lam)


def J_of(network: Network, cost: str, passed: Forward, y: Array, lam: float) -> float:
    """J(Θ) over examples that were propagated already, m ≥ 1."""
    m, costs = len(y), example_costs(cost, passed, y)
    with np.errstate(over="ignore", invalid="ignore"):
        return float(costs.sum() / m) + regularisation(network.weights, lam, m)


def gradient(network: Network, cost: str, x: Array, y: Array, lam: float = 0.0) -> Gradient:
    """J, Δ and D over the examples given, m ≥ 1."""
    m = len(x)
    passed = forward(network, x)
    back = backward(network, cost, passed, y)
    Delta = accumulate(passed, back)
    J = J_of(network, cost, passed, y, lam)
    return Gradient(J, Delta, mean_gradient(network.weights, Delta, lam, m))


def require_finite(network: Network, cost: str, x: Array, y: Array, lam: float = 0.0) -> None:
    """Raise NotFiniteError naming the first value that left the range of float64.

    First in the order of the walk: z and a from left to right, the cost, δ from right to left, Δ,
    J with λ, D.
    """
    passed = forward(network, x)
    layers = range(1, network.depth + 1)
    for layer in layers:
        _require_units("z", layer, passed.z)
        _require_units("a", layer, passed.a)
    costs = example_costs(cost, passed, y)
    bad = np.flatnonzero(~np.isfinite(costs))
    if bad.size:
        raise NotFiniteError(
            tr("the cost of example {bad} is too large for a float64", bad=bad[0] + 1)
        )
    back = backward(network, cost, passed, y)
    for layer in reversed(layers):
        _require_units("δ", layer, back.delta)
    Delta = accumulate(passed, back)
    _require_weights("Δ", Delta)
    if not np.isfinite(cost_J(network, cost, x, y, lam)):
        raise NotFiniteError(tr("J is too large for a float64"))
    _require_weights("D", mean_gradient(network.weights, Delta, lam, len(x)))


def _require_units(symbol: str, layer: int, arrays: Sequence[Array]) -> None:
    bad = np.argwhere(~np.isfinite(arrays[layer - 1]))
    if bad.size:
        example, unit = bad[0] + 1
        raise NotFiniteError(
            tr(
                "{symbol} of unit {unit}, layer {layer}, is too large for a float64 "
                "(example {example})",
                symbol=symbol,
                unit=unit,
                layer=layer,
                example=example,
            )
        )


def _require_weights(symbol: str, arrays: Sequence[Array]) -> None:
    for layer, array in enumerate(arrays, start=1):
        bad = np.argwhere(~np.isfinite(array))
        if bad.size:
            to, frm = bad[0][0] + 1, bad[0][1]
            raise NotFiniteError(
                tr(
                    "{symbol} of the weight from unit {frm}, layer {layer}, to unit "
                    "{to}, layer {layer_2}, is too large for a float64",
                    symbol=symbol,
                    frm=frm,
                    layer=layer,
                    to=to,
                    layer_2=layer + 1,
                )
            )
