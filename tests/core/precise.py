"""D in 60 digits, number by number, and networks of every kind and scale to compute it for."""

from collections.abc import Sequence
from itertools import pairwise

import mpmath as mp
import numpy as np

from bpsim.core.arrays import Array
from bpsim.core.network import Network

Drawn = tuple[Network, str, Array, Array, float]
"""A network, its cost, x, y and λ."""
DIGITS = 60


def drawn(seed: int) -> Drawn:
    """Inputs from 1e-3 to 1e4, scaled alike or not; weights, targets and λ large and small."""
    rng = np.random.default_rng(seed)
    layers = [int(rng.integers(1, 5)) for _ in range(rng.integers(2, 5))]
    names = [str(rng.choice(["sigmoid", "tanh", "relu", "linear"])) for _ in layers[1:]]
    cost = str(rng.choice(["cross-entropy", "categorical-cross-entropy", "squared-error"]))
    if cost != "squared-error":
        names[-1] = "sigmoid" if cost == "cross-entropy" else "softmax"
    elif rng.random() < 0.2:
        names[-1] = "softmax"
    steep = 10 ** rng.uniform(-1.5, 1)
    weights = [rng.normal(size=(b, a + 1)) * steep for a, b in pairwise(layers)]
    m, K = int(rng.integers(1, 5)), layers[-1]
    scale = 10 ** rng.uniform(-3, 4, size=(1, layers[0] if rng.random() < 0.5 else 1))
    x = rng.normal(size=(m, layers[0])) * scale
    if rng.random() < 0.15:
        x[rng.integers(m)] = 0.0
    if names[-1] == "softmax":
        y = np.eye(K)[rng.integers(K, size=m)]
    elif cost == "squared-error" and rng.random() < 0.4:
        y = rng.normal(size=(m, K)) * 10 ** rng.uniform(-2, 4)
    else:
        y = rng.integers(2, size=(m, K)).astype(float)
    if rng.random() < 0.1:
        for theta in weights:
            theta[:, 0] = 0.0
    return Network.of(names, weights), cost, x, y, float(rng.choice([0, 0, 1, 30]))


def precise_D(network: Network, cost: str, x: Array, y: Array, lam: float) -> list[Array]:
    """∂J/∂Θ^(l), rounded once at the end; of a kink the left side, as g′ has it."""
    with mp.workdps(DIGITS):
        theta = [[[mp.mpf(w) for w in row] for row in each.tolist()] for each in network.weights]
        D = [[[mp.mpf(0) for _ in row] for row in each] for each in theta]
        for inputs, targets in zip(x.tolist(), y.tolist(), strict=True):
            _add_example(
                [each.name for each in network.activations], theta, cost, inputs, targets, D
            )
        for n, each in enumerate(D):
            for j, row in enumerate(each):
                for i in range(len(row)):
                    row[i] = row[i] / len(x) + (mp.mpf(lam) / len(x) * theta[n][j][i] if i else 0)
        return [np.array([[float(v) for v in row] for row in each]) for each in D]


def _add_example(
    names: Sequence[str], theta: list, cost: str, inputs: list, targets: list, D: list
) -> None:
    a, slopes = [[mp.mpf(v) for v in inputs]], [[]]
    for name, each in zip(names, theta, strict=True):
        z = [row[0] + sum(w * v for w, v in zip(row[1:], a[-1], strict=True)) for row in each]
        value, slope = _activated(name, z)
        a.append(value)
        slopes.append(slope)
    delta = _output_delta(names[-1], cost, a[-1], slopes[-1], [mp.mpf(v) for v in targets])
    for n in range(len(theta) - 1, -1, -1):
        for d, row in zip(delta, D[n], strict=True):
            for i, v in enumerate([1, *a[n]]):
                row[i] += d * v
        if n:
            sums = [
                sum(row[j + 1] * d for row, d in zip(theta[n], delta, strict=True))
                for j in range(len(a[n]))
            ]
            delta = [s * g for s, g in zip(sums, slopes[n], strict=True)]


def _activated(name: str, z: list) -> tuple[list, list]:
    match name:
        case "sigmoid":
            a = [1 / (1 + mp.exp(-v)) for v in z]
            return a, [v * (1 - v) for v in a]
        case "tanh":
            a = [mp.tanh(v) for v in z]
            return a, [1 - v * v for v in a]
        case "relu":
            return [max(v, mp.mpf(0)) for v in z], [mp.mpf(1 if v > 0 else 0) for v in z]
        case "linear":
            return z, [mp.mpf(1) for _ in z]
    e = [mp.exp(v - max(z)) for v in z]
    return [v / sum(e) for v in e], []


def _output_delta(name: str, cost: str, h: list, slopes: list, y: list) -> list:
    if cost == "categorical-cross-entropy":
        return [v * sum(y) - t for v, t in zip(h, y, strict=True)]
    error = [v - t for v, t in zip(h, y, strict=True)]
    if cost == "cross-entropy":
        return error
    if name == "softmax":
        mean = sum(e * v for e, v in zip(error, h, strict=True))
        return [v * (e - mean) for e, v in zip(error, h, strict=True)]
    return [e * g for e, g in zip(error, slopes, strict=True)]
