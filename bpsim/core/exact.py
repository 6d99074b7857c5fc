"""Propagation in exact fractions, where activations and the cost are made of nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import repeat
from typing import Any

from bpsim.base.words import tr
from bpsim.core.activations.activation import Activation
from bpsim.core.activations.hard_sigmoid import HardSigmoid
from bpsim.core.activations.leaky_relu import LeakyRelu
from bpsim.core.activations.linear import Linear
from bpsim.core.activations.relu import Relu
from bpsim.core.arrays import Array
from bpsim.core.costs.squared_error import SquaredError
from bpsim.core.costs.table import COSTS
from bpsim.core.network import Network

Column = list[Fraction]
Matrix = list[Column]
ZERO, HALF, ONE = Fraction(0), Fraction(1, 2), Fraction(1)


@dataclass(frozen=True)
class ExactFunction:
    """g and g′ of one number."""

    value: Callable[[Fraction], Fraction]
    slope: Callable[[Fraction], Fraction]


def _leaky(slope: Fraction) -> ExactFunction:
    return ExactFunction(lambda z: z if z > 0 else slope * z, lambda z: ONE if z > 0 else slope)


def _hard_sigmoid(slope: Fraction) -> ExactFunction:
    end = HALF / slope
    return ExactFunction(
        lambda z: min(max(slope * z + HALF, ZERO), ONE),
        lambda z: slope if -end < z <= end else ZERO,
    )


# Of each class what its parameters make of it.
RATIONAL: dict[type[Activation], Callable[[Any], ExactFunction]] = {
    Linear: lambda _: ExactFunction(lambda z: z, lambda _z: ONE),
    Relu: lambda _: _leaky(ZERO),
    LeakyRelu: lambda g: _leaky(as_written(g.slope)),
    HardSigmoid: lambda g: _hard_sigmoid(as_written(g.slope)),
}


@dataclass(frozen=True)
class ExactExample:
    """One example's numbers; index l − 1 is layer l, and a layer that has no such value is empty.

    ``error`` is ∂cost/∂a of each output. Signs are the course's.
    """

    z: list[Column]
    a: list[Column]
    slope: list[Column]
    weighted_sum: list[Column]
    delta: list[Column]
    error: Column
    cost: Fraction


def why_no_fractions(network: Network, cost: str) -> str:
    """Why exact fractions are impossible here; empty where they are possible."""
    others = {g.name for g in network.activations if type(g) not in RATIONAL}
    if others:
        return tr(
            "{others} units do not give fractions; ReLU and linear units do.",
            others=tr(" and ").join(sorted(others)),
        )
    if not isinstance(COSTS[cost], SquaredError):
        return tr(
            "the slope of {cost} is no fraction; that of the squared error is.",
            cost=COSTS[cost].label,
        )
    return ""


def as_written(value: float) -> Fraction:
    """The number as people write it: 0.1 is one tenth, not its nearest float64."""
    # A third has no end as a decimal, and is what people mean by the float64 nearest to it.
    simple = Fraction(float(value)).limit_denominator(12)
    return simple if float(simple) == value else Fraction(repr(float(value)))


def exact_matrix(matrix: Array) -> Matrix:
    """A matrix, each number as written."""
    return [[as_written(value) for value in row] for row in matrix]


def exact_example(
    network: Network, cost: str, x: Array, y: Array, *, shorthand: bool = False
) -> ExactExample:
    """Both passes of one example, x of shape (s_1,) and y of shape (K,).

    ``shorthand`` leaves g′ out of every hidden δ, as the lecture does. The functions must be those
    that :func:`why_no_fractions` has nothing against.
    """
    functions = [RATIONAL[type(g)](g) for g in network.activations]
    thetas = [exact_matrix(theta) for theta in network.weights]
    z: list[Column] = [[]]
    a: list[Column] = [[as_written(value) for value in x]]
    slope: list[Column] = [[]]
    for theta, g in zip(thetas, functions, strict=True):
        z.append([row[0] + _dot(row[1:], a[-1]) for row in theta])
        a.append([g.value(each) for each in z[-1]])
        slope.append([g.slope(each) for each in z[-1]])
    targets = [as_written(value) for value in y]
    share = int(COSTS[cost].share(len(targets)))
    off = [h - t for h, t in zip(a[-1], targets, strict=True)]
    error = [each / share for each in off]
    delta = [_products(error, slope[-1])]
    sums: list[Column] = [[]]
    for layer in range(network.depth - 1, 1, -1):
        above = thetas[layer - 1]
        back = [_dot((row[j] for row in above), delta[0]) for j in range(1, len(above[0]))]
        sums.insert(0, back)
        delta.insert(0, list(back) if shorthand else _products(back, slope[layer - 1]))
    paid = sum((each * each for each in off), ZERO) / (2 * share)
    return ExactExample(z, a, slope, [[], *sums], [[], *delta], error, paid)


def with_example(
    sums: list[Matrix] | None, network: Network, example: ExactExample
) -> list[Matrix]:
    """Δ of every Θ with that example's δ [1, a]ᵀ added; None before any."""
    out = []
    for n in range(network.depth - 1):
        inputs = [ONE, *example.a[n]]
        before = repeat(repeat(ZERO)) if sums is None else sums[n]
        out.append(
            [
                [old + d * each for old, each in zip(row, inputs, strict=False)]
                for row, d in zip(before, example.delta[n + 1], strict=False)
            ]
        )
    return out


def exact_gradient(sums: list[Matrix], network: Network, lam: float, m: int) -> list[Matrix]:
    """D^(l) = Δ^(l)/m + (λ/m) Θ^(l), the bias column without λ."""
    pull = as_written(lam)
    return [
        [
            [(d + (pull * w if i else 0)) / m for i, (d, w) in enumerate(zip(*rows, strict=True))]
            for rows in zip(Delta, exact_matrix(theta), strict=True)
        ]
        for Delta, theta in zip(sums, network.weights, strict=True)
    ]


def _dot(weights: Iterable[Fraction], values: Column) -> Fraction:
    return sum((w * v for w, v in zip(weights, values, strict=True)), ZERO)


def _products(first: Column, second: Column) -> Column:
    return [a * b for a, b in zip(first, second, strict=True)]
