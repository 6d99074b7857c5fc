"""Paper arithmetic: n digits at every step, or exact fractions where the functions allow it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from bpsim.base.words import tr
from bpsim.core import exact
from bpsim.core.arrays import Array, frozen
from bpsim.core.errors import ModelError
from bpsim.teach.mistakes.backprop import Numbers, backprop
from bpsim.teach.mistakes.kind import Made, Problem
from bpsim.teach.mistakes.rounded import rounded_to

MOST_DIGITS = 15

Values = dict[str, tuple[Array, ...]]


@dataclass(frozen=True, eq=False)
class Paper:
    """The numbers of one example as on paper, and how far each is from full precision.

    ``values`` has by name z, a and delta, an array for each layer from 2 on, and D, one for each Θ,
    of the whole set. ``off`` has the differences and ``fractions`` the exact values likewise, these
    as nested lists of Fraction, None where digits were kept.
    """

    values: Values
    off: Values
    fractions: dict[str, list[Any]] | None = None


def on_paper(problem: Problem, example: int, digits: int) -> Paper:
    """Every value rounded to ``digits`` digits after the point before it is used."""
    if not 0 <= digits <= MOST_DIGITS:
        raise ModelError(tr("from 0 to {most_digits} digits can be kept", most_digits=MOST_DIGITS))
    row = example - 1
    return _beside(problem, row, _values(backprop(problem, [Made(rounded_to(digits))]), row))


def _values(numbers: Numbers, row: int) -> Values:
    """What an algorithm has for the example in ``row``, and D, under their names."""
    return {
        "z": tuple(each.z[row] for each in numbers.layers),
        "a": tuple(each.a[row] for each in numbers.layers),
        "delta": tuple(each[row] for each in numbers.delta),
        "D": numbers.D,
    }


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
    fractions: dict[str, list[Any]] = {
        "z": each[row].z[1:],
        "a": each[row].a[1:],
        "delta": each[row].delta[1:],
        "D": exact.exact_gradient(Deltas, network, problem.lam, problem.m),
    }
    values = {
        name: tuple(frozen(np.array(each, dtype=np.float64)) for each in exactly)
        for name, exactly in fractions.items()
    }
    return _beside(problem, row, values, fractions)


def _beside(
    problem: Problem, row: int, values: Values, fractions: dict[str, list[Any]] | None = None
) -> Paper:
    precise = _values(backprop(problem), row)
    off = {
        name: tuple(frozen(p - f) for p, f in zip(arrays, precise[name], strict=True))
        for name, arrays in values.items()
    }
    return Paper(values, off, fractions)
