"""Paper arithmetic: n digits at every step, or exact fractions where the functions allow it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from bpsim.core.activations.activation import Activation
from bpsim.core.activations.linear import Linear
from bpsim.core.activations.relu import Relu
from bpsim.core.arrays import Array, frozen
from bpsim.core.costs.squared_error import SquaredError
from bpsim.core.costs.table import COSTS
from bpsim.core.errors import ModelError
from bpsim.core.propagation import backward, forward
from bpsim.teach.mistakes.backprop import backprop
from bpsim.teach.mistakes.kind import Made, Problem
from bpsim.teach.mistakes.rounded import rounded_to

RATIONAL = (Relu, Linear)
MOST_DIGITS = 15


@dataclass(frozen=True, eq=False)
class Paper:
    """The numbers of one example as on paper, and how far each is from full precision.

    ``z``, ``a`` and ``delta`` have an array for each layer from 2 on; ``D`` one for each Θ, of the
    whole set. ``off`` are the same arrays of differences, by name. ``fractions`` has the exact
    values by name, as nested lists of Fraction, None where digits were kept.
    """

    z: tuple[Array, ...]
    a: tuple[Array, ...]
    delta: tuple[Array, ...]
    D: tuple[Array, ...]
    off: dict[str, tuple[Array, ...]]
    fractions: dict[str, list[Any]] | None = None


def on_paper(problem: Problem, example: int, digits: int) -> Paper:
    """Every value rounded to ``digits`` digits after the point before it is used."""
    if not 0 <= digits <= MOST_DIGITS:
        raise ModelError(f"from 0 to {MOST_DIGITS} digits can be kept")
    numbers = backprop(problem, [Made(rounded_to(digits))])
    row = example - 1
    z, a = _rounded_forward(problem, row, digits)
    delta = tuple(each[row] for each in numbers.delta)
    return _beside(problem, row, z, a, delta, numbers.D, None)


def _rounded_forward(
    problem: Problem, row: int, digits: int
) -> tuple[tuple[Array, ...], tuple[Array, ...]]:
    z, a, at = [], [], problem.x[row]
    for layer in range(1, problem.network.depth):
        theta = problem.network.theta(layer)
        z.append(np.round(theta[:, 0] + theta[:, 1:] @ at, digits))
        at = problem.network.activation(layer + 1).value(z[-1][None])[0]
        a.append(at := np.round(at, digits))
    return tuple(z), tuple(a)


def why_no_fractions(problem: Problem) -> str:
    """Why exact fractions are impossible here; empty where they are possible."""
    others = {g.name for g in problem.network.activations if not isinstance(g, RATIONAL)}
    if others:
        return (
            f"{' and '.join(sorted(others))} units do not give fractions; ReLU and linear units do."
        )
    if not isinstance(COSTS[problem.cost], SquaredError):
        return f"the slope of {problem.cost} is no fraction; that of the squared error is."
    return ""


def in_fractions(problem: Problem, example: int) -> Paper:
    """Every value as an exact fraction; raises ModelError where the functions do not allow it."""
    reason = why_no_fractions(problem)
    if reason:
        raise ModelError(reason)
    thetas = [_exact(theta) for theta in problem.network.weights]
    Deltas = [[[Fraction(0)] * len(row) for row in theta] for theta in thetas]
    kept: dict[str, list[Any]] = {}
    for row in range(problem.m):
        z, a, delta = _one(problem, thetas, row)
        if row == example - 1:
            kept = {"z": z, "a": a[1:], "delta": delta}
        for n, Delta in enumerate(Deltas):
            for j, d in enumerate(delta[n]):
                for i, value in enumerate([Fraction(1), *a[n]]):
                    Delta[j][i] += d * value
    lam = Fraction(problem.lam)
    kept["D"] = [
        [
            [(each + (lam * theta[j][i] if i else 0)) / problem.m for i, each in enumerate(line)]
            for j, line in enumerate(Delta)
        ]
        for Delta, theta in zip(Deltas, thetas, strict=True)
    ]
    arrays = {
        name: tuple(frozen(np.array(each, dtype=np.float64)) for each in values)
        for name, values in kept.items()
    }
    return _beside(
        problem, example - 1, arrays["z"], arrays["a"], arrays["delta"], arrays["D"], kept
    )


def _exact(matrix: Array) -> list[list[Fraction]]:
    """The numbers as they are written: 0.1 is one tenth, not its nearest float64."""
    return [[Fraction(repr(float(value))) for value in row] for row in matrix]


def _one(
    problem: Problem, thetas: Sequence[list[list[Fraction]]], row: int
) -> tuple[list[Any], list[Any], list[Any]]:
    functions = problem.network.activations
    a: list[list[Fraction]] = _exact(problem.x[row : row + 1])
    z: list[list[Fraction]] = []
    for theta, g in zip(thetas, functions, strict=True):
        sums = [
            line[0] + sum((w * v for w, v in zip(line[1:], a[-1], strict=True)), Fraction(0))
            for line in theta
        ]
        z.append(sums)
        a.append([max(v, Fraction(0)) for v in sums] if g.zero_below else sums)
    y = _exact(problem.y[row : row + 1])[0]
    share = int(COSTS[problem.cost].share(len(y)))
    delta = [
        [
            (h - t) * _slope(functions[-1], v) / share
            for h, t, v in zip(a[-1], y, z[-1], strict=True)
        ]
    ]
    for n in range(len(thetas) - 1, 0, -1):
        back = [
            sum((line[j + 1] * d for line, d in zip(thetas[n], delta[0], strict=True)), Fraction(0))
            for j in range(len(z[n - 1]))
        ]
        slopes = [_slope(functions[n - 1], v) for v in z[n - 1]]
        delta.insert(0, [b * s for b, s in zip(back, slopes, strict=True)])
    return z, a, delta


def _slope(g: Activation, z: Fraction) -> int:
    return int(z > 0) if g.zero_below else 1


def _beside(
    problem: Problem,
    row: int,
    z: tuple[Array, ...],
    a: tuple[Array, ...],
    delta: tuple[Array, ...],
    D: tuple[Array, ...],
    fractions: dict[str, list[Any]] | None,
) -> Paper:
    passed = forward(problem.network, problem.x)
    back = backward(problem.network, problem.cost, passed, problem.y)
    full = {
        "z": [each[row] for each in passed.z[1:]],
        "a": [each[row] for each in passed.a[1:]],
        "delta": [each[row] for each in back.delta[1:]],
        "D": list(backprop(problem).D),
    }
    paper = {"z": z, "a": a, "delta": delta, "D": D}
    off = {
        name: tuple(frozen(p - f) for p, f in zip(values, full[name], strict=True))
        for name, values in paper.items()
    }
    return Paper(z, a, delta, D, off, fractions)
