"""Backpropagation with the mistakes that students make, each exactly one line off."""

import numpy as np

from bpsim.core.arrays import Array
from bpsim.core.network import Network

MISTAKES = (
    "no-slope", "slope-of-a", "slope-with-z", "extra-output-slope", "sign", "shares", "one-path",
    "transposed", "bias-penalised", "lambda-undivided", "sum-for-mean", "bias-frozen", "no-input",
    "wrong-input", "updated-first", "rounded",
)  # fmt: skip


def mistaken(mistake: str, network: Network, x: Array, y: Array, lam: float) -> tuple[Array, ...]:
    """D of sigmoid layers of as many units each with cross-entropy, and one mistake or none."""
    a, z = [x], [x]
    for theta in network.weights:
        z.append(a[-1] @ theta[:, 1:].T + theta[:, 0])
        a.append(_rounded(_sigmoid(z[-1]), mistake))
    delta = a[-1] - y
    if mistake == "extra-output-slope":
        delta = delta * a[-1] * (1 - a[-1])
    if mistake == "sign":
        delta = -delta
    found: list[Array] = []
    for n in range(len(network.weights) - 1, -1, -1):
        theta, inputs = network.weights[n], a[n]
        if mistake == "no-input":
            inputs = np.ones_like(inputs)
        if mistake == "wrong-input" and a[n + 1].shape == inputs.shape:
            inputs = a[n + 1]
        D = np.column_stack([delta.sum(axis=0), delta.T @ inputs])
        D /= 1 if mistake == "sum-for-mean" else len(x)
        penalty = theta * (lam if mistake == "lambda-undivided" else lam / len(x))
        if mistake != "bias-penalised":
            penalty[:, 0] = 0.0
        D += penalty
        if mistake == "bias-frozen":
            D[:, 0] = 0.0
        found.insert(0, D)
        if n:
            through = (theta - 0.5 * D if mistake == "updated-first" else theta)[:, 1:]
            delta = _hidden(mistake, through, delta, a[n], z[n])
    return tuple(found)


def _hidden(mistake: str, theta: Array, delta: Array, a: Array, z: Array) -> Array:
    if mistake == "shares":
        theta = theta / theta.sum(axis=1, keepdims=True)
    if mistake == "transposed" and theta.shape[0] == theta.shape[1]:
        theta = theta.T
    sums: Array = delta[:, :1] * theta[0] if mistake == "one-path" else delta @ theta
    if mistake == "no-slope":
        return sums
    if mistake == "slope-of-a":
        a = _sigmoid(a)
    if mistake == "slope-with-z":
        a = z
    return _rounded(sums * a * (1 - a), mistake)


def _sigmoid(z: Array) -> Array:
    out: Array = 1 / (1 + np.exp(-z))
    return out


def _rounded(values: Array, mistake: str) -> Array:
    return np.round(values, 3) if mistake == "rounded" else values
