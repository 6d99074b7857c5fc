"""The course's exercise as it is usually handed in: a loop over the examples."""

from collections.abc import Callable

import numpy as np

from bpsim.core.document import Document


def iteration(document: Document) -> Callable[[int], object]:
    """For each example: forward, the deltas, Δ := Δ + δ aᵀ; then the update."""
    x, y = document.examples.x, document.examples.y
    weights = [theta.copy() for theta in document.network.weights]
    m, rate = len(x), document.training.learning_rate

    def once() -> float:
        J = 0.0
        Delta = [np.zeros_like(theta) for theta in weights]
        for i in range(m):
            a = [np.concatenate([[1.0], x[i]])]
            for theta in weights:
                a.append(np.concatenate([[1.0], 1.0 / (1.0 + np.exp(-theta @ a[-1]))]))
            h = a[-1][1:]
            J -= float(y[i] @ np.log(h) + (1.0 - y[i]) @ np.log(1.0 - h))
            delta = h - y[i]
            for n in range(len(weights) - 1, -1, -1):
                Delta[n] += np.outer(delta, a[n])
                if n > 0:
                    delta = ((weights[n].T @ delta) * a[n] * (1.0 - a[n]))[1:]
        for theta, each in zip(weights, Delta, strict=True):
            theta -= rate * each / m
        return J / m

    def work(n: int) -> float:
        J = 0.0
        for _ in range(n):
            J = once()
        return J

    return work
