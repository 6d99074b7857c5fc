"""Gradient descent with mistakes made on purpose; with none it is the right one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

import numpy as np

from bpsim.core.arrays import Array
from bpsim.core.batches import batch_of
from bpsim.core.checkpoint import Checkpoint
from bpsim.core.propagation import J_of
from bpsim.core.settings import TrainingSettings
from bpsim.core.training import updated
from bpsim.teach.mistakes.backprop import backprop
from bpsim.teach.mistakes.kind import Made, Problem

Descent = Iterator[tuple[Problem, tuple[Array, ...] | None]]
"""What each iteration starts from: the problem at its weights, and the Δ left behind."""


def descent(problem: Problem, made: Sequence[Made], training: TrainingSettings) -> Descent:
    """The iterations of ``problem``, from the first on.

    ``training`` says which batches they take, whether biases are trained, and the method; λ and α
    are the problem's. It never ends.
    """
    training = replace(training, learning_rate=problem.alpha, lam=problem.lam)
    standing = Checkpoint.begin(problem.network.weights, training.method)
    left: tuple[Array, ...] | None = None
    for iteration in count():
        yield problem, left
        found = backprop(batch(problem, training, iteration), made, left)
        left = found.Delta
        standing = updated(standing, found.D, training)
        problem = replace(problem, network=problem.network.with_weights(standing.weights))


def batch(problem: Problem, training: TrainingSettings, iteration: int) -> Problem:
    """The same with the examples that an iteration takes."""
    if training.batch_size is None:
        return problem
    return problem.only(batch_of(iteration, problem.m, training).rows())


def J_over_all(problem: Problem) -> float:
    """J over all examples; NaN where a weight is not finite."""
    if not all(np.isfinite(theta).all() for theta in problem.network.weights):
        return float("nan")  # a unit that is off may hide it: ReLU makes 0 of −∞
    return J_of(problem.network, problem.cost, problem.passed, problem.y, problem.lam)
