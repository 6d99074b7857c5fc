"""PyTorch with the course's formulas written out: Θ [1; a], sigmoid, logarithms, autograd."""

import os
from collections.abc import Callable

import torch

from bpsim.core.document import Document


def iteration(document: Document) -> Callable[[int], object]:
    """Full-batch gradient descent with the document's weights; J of every iteration is read."""
    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    x, y = (torch.from_numpy(each.copy()) for each in (document.examples.x, document.examples.y))
    weights = [torch.from_numpy(w.copy()).requires_grad_() for w in document.network.weights]
    m, rate = len(document.examples), document.training.learning_rate
    ones = torch.ones(m, 1, dtype=torch.float64)

    def work(n: int) -> float:
        J = 0.0
        for _ in range(n):
            a = x
            for theta in weights:
                a = torch.sigmoid(torch.cat([ones, a], 1) @ theta.T)
            cost = -(y * torch.log(a) + (1 - y) * torch.log(1 - a)).sum() / m
            cost.backward()
            with torch.no_grad():
                for theta in weights:
                    assert theta.grad is not None
                    theta -= rate * theta.grad
                    theta.grad = None
            J = cost.item()
        return J

    return work
