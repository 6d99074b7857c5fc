"""PyTorch as its users write it: Linear layers, BCEWithLogitsLoss and SGD in float64."""

import os
from collections.abc import Callable
from itertools import pairwise

import torch

from bpsim.core.document import Document


def iteration(document: Document) -> Callable[[int], object]:
    """Full-batch gradient descent with the document's weights; J of every iteration is read."""
    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    x, y = (torch.from_numpy(each.copy()) for each in (document.examples.x, document.examples.y))
    modules: list[torch.nn.Module] = []
    for (a, b), theta in zip(
        pairwise(document.network.layers), document.network.weights, strict=True
    ):
        linear = torch.nn.Linear(a, b, dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(theta[:, 1:].copy()))
            linear.bias.copy_(torch.from_numpy(theta[:, 0].copy()))
        modules += [linear, torch.nn.Sigmoid()]
    model = torch.nn.Sequential(*modules[:-1])  # the loss takes the z of the output layer
    optimizer = torch.optim.SGD(model.parameters(), lr=document.training.learning_rate)
    loss = torch.nn.BCEWithLogitsLoss(reduction="sum")
    m = len(document.examples)

    def work(n: int) -> float:
        J = 0.0
        for _ in range(n):
            optimizer.zero_grad()
            cost = loss(model(x), y) / m
            cost.backward()
            optimizer.step()
            J = cost.item()
        return J

    return work
