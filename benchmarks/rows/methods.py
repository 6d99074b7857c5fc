"""One iteration with each method of updating beside plain descent, and Adam's update by itself."""

import importlib.util
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from benchmarks.sizes import SIZES, Size, document
from benchmarks.table import Row, times
from benchmarks.timing import Timed, in_turn, repeated
from bpsim.core.engine.descent import Descent
from bpsim.core.methods.adam import Adam
from bpsim.core.methods.descent import PLAIN
from bpsim.core.methods.method import Method
from bpsim.core.methods.table import UPDATE_METHODS

GROUP = "One full-batch iteration with each method of updating"
ALONE = "Adam’s update of all weights, by itself"
RATE = 1e-4
MEASURED = "TSM"


def engine(size: Size, method: Method) -> Timed:
    """The engine with ``method``."""
    found = document(size)
    training = replace(found.training, method=method, learning_rate=RATE)
    descent = Descent.of(found.with_(training=training))

    def work(n: int) -> None:
        if descent.run(n, np.empty(n)) < n:
            raise RuntimeError("the benchmark's training diverged")

    return repeated(work)


def arrays(size: Size) -> tuple[np.ndarray, np.ndarray]:
    """All weights in one array, and a gradient for them."""
    theta = np.concatenate([each.ravel() for each in document(size).network.weights])
    return theta, np.random.default_rng(3).normal(size=theta.shape)


def own(size: Size) -> Timed:
    """The program's update."""
    theta, slope = arrays(size)
    memory, alpha, D = (np.zeros_like(theta), np.zeros_like(theta)), np.array(RATE), slope.copy()
    method = Adam()

    def work(n: int) -> None:
        for k in range(1, n + 1):
            np.copyto(D, slope)
            method.update(theta, D, memory, k, alpha)

    return repeated(work)


def of_scikit_learn(size: Size) -> Timed:
    """The update of its AdamOptimizer."""
    from sklearn.neural_network._stochastic_optimizers import AdamOptimizer

    theta, slope = arrays(size)
    params = [theta]
    optimizer = AdamOptimizer(params, RATE)

    def work(n: int) -> None:
        for _ in range(n):
            optimizer.update_params(params, [slope])

    return repeated(work)


def of_torch(size: Size) -> Timed:
    """The update of torch.optim.Adam."""
    import torch

    theta, slope = (torch.from_numpy(each.copy()) for each in arrays(size))
    theta.requires_grad_()
    theta.grad = slope
    optimizer = torch.optim.Adam([theta], lr=RATE)

    def work(n: int) -> None:
        for _ in range(n):
            optimizer.step()

    return repeated(work)


REFERENCES = {
    "sklearn": ("scikit-learn", of_scikit_learn),
    "torch": ("PyTorch", of_torch),
}


def rows(quick: bool = False) -> Iterator[Row]:
    """Each method at three sizes, then Adam against what is installed."""
    rounds = 3 if quick else 12
    for name in MEASURED:
        size = SIZES[name]
        taken = in_turn({k: engine(size, each) for k, each in UPDATE_METHODS.items()}, rounds)
        plain = taken.pop(PLAIN.name)
        for method, found in taken.items():
            yield Row(
                GROUP, f"{size}, {UPDATE_METHODS[method].label}", str(found),
                f"plain descent: {plain}", times(plain.median / found.median),
            )  # fmt: skip
    for name in MEASURED:
        size = SIZES[name]
        there = {k: make for k, (_, make) in REFERENCES.items() if importlib.util.find_spec(k)}
        asked = {k: make(size) for k, make in there.items()}
        taken = in_turn({"bpsim": own(size), **asked}, rounds)
        mine = taken["bpsim"]
        for k, (words, _) in REFERENCES.items():
            if k in taken:
                ratio = times(taken[k].median / mine.median)
                yield Row(ALONE, str(size), str(mine), f"{words}: {taken[k]}", ratio)
            else:
                yield Row(ALONE, str(size), str(mine), f"{words}: {k} is not installed")
