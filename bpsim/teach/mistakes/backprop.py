"""Backpropagation over all examples with mistakes made on purpose; with none it is the right one.

It runs from right to left and yields each layer as soon as it is known, so that who compares can
stop at the first difference.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bpsim.core.arrays import Array
from bpsim.core.costs.table import COSTS
from bpsim.core.propagation import Forward
from bpsim.teach.mistakes.kind import Made, Part, Problem, Stage


@dataclass(frozen=True, eq=False)
class LayerNumbers:
    """Θ^(layer)'s part: δ^(layer+1) of shape (m, s_{layer+1}), and Δ and D shaped as Θ^(layer).

    ``z`` and ``a`` are those of layer + 1 that δ was computed from, shaped as it.
    ``inputs`` are what δ was multiplied by for Δ, (m, s_layer + 1). For a hidden δ^(layer+1)
    ``theta`` is the Θ^(layer+1) that it travelled back over, without the bias column, and ``slope``
    its factor g′, (m, s_{layer+1}); for the output δ both are None.
    """

    layer: int
    z: Array
    a: Array
    delta: Array
    Delta: Array
    D: Array
    inputs: Array
    theta: Array | None
    slope: Array | None


@dataclass(frozen=True, eq=False)
class Numbers:
    """What an algorithm computes: ``delta[n]`` is δ^(n+2), ``Delta[n]`` and ``D[n]`` of Θ^(n+1).

    ``layers[n]`` has all that belongs to Θ^(n+1).
    """

    delta: tuple[Array, ...]
    Delta: tuple[Array, ...]
    D: tuple[Array, ...]
    layers: tuple[LayerNumbers, ...]

    def of(self, what: str) -> tuple[Array, ...]:
        """The matrices called delta, Delta or D."""
        return {"delta": self.delta, "Delta": self.Delta, "D": self.D}[what]


def backprop(
    problem: Problem, made: Sequence[Made] = (), carried: Sequence[Array] | None = None
) -> Numbers:
    """All of δ, Δ and D; ``carried`` is the Δ that the iteration before left behind."""
    found = list(layer_by_layer(problem, made, carried))[::-1]
    return Numbers(
        tuple(each.delta for each in found),
        tuple(each.Delta for each in found),
        tuple(each.D for each in found),
        tuple(found),
    )


def layer_by_layer(
    problem: Problem, made: Sequence[Made] = (), carried: Sequence[Array] | None = None
) -> Iterator[LayerNumbers]:
    """The matrices of Θ^(L−1), then those of Θ^(L−2), and so on down to Θ^(1)."""
    run = _Run(problem, made)
    network, m, ones = problem.network, problem.m, np.ones((problem.m, 1))
    with np.errstate(all="ignore"):
        z, a = run.passed.z, run.passed.a
        cost = COSTS[problem.cost].delta
        stage = Stage(problem, network.depth, z, a)
        delta = run.changed("output-delta", stage, cost(problem.output, z[-1], a[-1], problem.y))
    theta: Array | None = None
    slope: Array | None = None
    for layer in range(network.depth - 1, 0, -1):
        before = None if carried is None else carried[layer - 1]
        with np.errstate(all="ignore"):
            stage = Stage(problem, layer, z, a, carried=before)
            inputs = run.changed("input", stage, np.hstack([ones, a[layer - 1]]))
            Delta = run.changed("Delta", stage, delta.T @ inputs)
            stage = Stage(problem, layer, z, a, Delta, carried=before)
            mean = Delta / m
            mean[:, 1:] += problem.lam / m * stage.theta[:, 1:]
            D = run.changed("D", stage, mean)
        yield LayerNumbers(layer, z[layer], a[layer], delta, Delta, D, inputs, theta, slope)
        if layer > 1:
            with np.errstate(all="ignore"):
                stage = Stage(problem, layer, z, a, Delta, D)
                theta = run.changed("theta", stage, stage.theta[:, 1:])
                slope = network.activation(layer).derivative(z[layer - 1])
                slope = run.changed("slope", stage, slope)
                delta = run.value(stage, run.value(stage, delta @ theta) * slope)


class _Run:
    """The mistakes of one run, sorted by the part that they change."""

    def __init__(self, problem: Problem, made: Sequence[Made]) -> None:
        self._made: dict[Part, list[Made]] = {}
        for each in sorted(made, key=lambda each: each.mistake.order):
            self._made.setdefault(each.mistake.part, []).append(each)
        self.passed = self._forward(problem) if "value" in self._made else problem.passed

    def changed(self, part: Part, stage: Stage, value: Array) -> Array:
        """What the algorithm goes on with in place of ``value``."""
        for each in self._made.get(part, ()):
            if each.at(stage.layer):
                value = each.mistake.change(stage, value)
        return self.value(stage, value) if part != "theta" else value

    def value(self, stage: Stage, value: Array) -> Array:
        """``value`` as it is kept: rounded where that is a mistake made."""
        for each in self._made.get("value", ()):
            value = each.mistake.change(stage, value)
        return value

    def _forward(self, problem: Problem) -> Forward:
        network = problem.network
        z: list[Array] = [np.empty((problem.m, 0))]
        a: list[Array] = [problem.x]
        with np.errstate(all="ignore"):
            for layer in range(1, network.depth):
                stage, theta = Stage(problem, layer, z, a), network.theta(layer)
                z.append(self.value(stage, a[-1] @ theta[:, 1:].T + theta[:, 0]))
                a.append(self.value(stage, network.activation(layer + 1).value(z[-1])))
        return Forward(tuple(z), tuple(a))
