"""Paper arithmetic: n digits at every step, or exact fractions where the functions allow it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from bpsim.base.words import tr
from bpsim.core import exact
from bpsim.core.arrays import Array, frozen
from bpsim.core.errors import ModelError
from bpsim.core.propagation import backward, forward
from bpsim.teach.mistakes.backprop import backprop
from bpsim.teach.mistakes.kind import Made, Problem
from bpsim.teach.mistakes.rounded import rounded_to

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
        raise ModelError(tr("from 0 to {most_digits} digits can be kept", most_digits=MOST_DIGITS))
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
    return exact.why_no_fractions(problem.network, problem.cost)


def in_fractions(problem: Problem, example: int) -> Paper:
    """Every value as an exact fraction; raises ModelError where the functions do not allow it."""
    reason = why_no_fractions(problem)
    if reason:
        raise ModelError(reason)
    network, row = problem.network, example - 1
    each = [
        exact.exact_example(network, problem.cost, x, y)
        for x, y in zip(problem.x, problem.y, strict=True)
    ]
    Deltas: list[exact.Matrix] | None = None
    for one in each:
        Deltas = exact.with_example(Deltas, network, one)
    assert Deltas is not None
    kept: dict[str, list[Any]] = {
        "z": each[row].z[1:],
        "a": each[row].a[1:],
        "delta": each[row].delta[1:],
        "D": exact.exact_gradient(Deltas, network, problem.lam, problem.m),
    }
    arrays = {
        name: tuple(frozen(np.array(each, dtype=np.float64)) for each in values)
        for name, values in kept.items()
    }
    return _beside(problem, row, arrays["z"], arrays["a"], arrays["delta"], arrays["D"], kept)


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
