"""Central differences: the derivative found by nudging, to hold against the one by propagation.

(f(v + ε) − f(v − ε)) / 2ε, as in the course's "Gradient checking", refined by one step of
Richardson extrapolation, (4 d(ε/2) − d(ε)) / 3, which leaves an error of order ε⁴. The nudge fits
the scale on which g bends: no z behind it moves much further than EPSILON. A z that the nudge
would carry over a kink of its activation stays on its own side, so that the slope found is the one
of that side; at the kink itself that is the side which g′ takes. Where the two do not agree at
once, what rounding and the width of the nudge may have done is found out, and set apart from what
is wrong.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from bpsim.core.arrays import Array
from bpsim.core.costs.table import COSTS
from bpsim.core.network import Network
from bpsim.core.propagation import Forward, forward, gradient

EPSILON = 1e-3
"""How far a nudge moves the z behind it: little where a sigmoid bends, much against rounding."""
BENDS_WITHIN = 40.0
"""Farther from 0 no activation bends within less than z itself, so the nudge may grow with it."""
FLOOR = 1e-6
TOLERANCE = 1e-6
RESOLVED = 0.01
"""A slope is known if rounding leaves no more of it in doubt than this share."""
TRIES = 12
ROUNDING = 16 * float(np.finfo(float).eps)

Moved = Callable[[float], tuple[float, float]]
"""f of a value, and how far the z behind it have moved, in nudges that fit them."""


@dataclass(frozen=True, slots=True)
class NudgedSlope:
    """A derivative found by nudging, and how far it may be from the true one; inf: not found."""

    value: float
    doubt: float = 0.0


@dataclass(frozen=True, slots=True)
class WeightCheck:
    """One weight's two derivatives: Θ_ji^(l) from unit ``i`` (0 = bias) of layer ``l`` to ``j``.

    ``doubt`` is how far ``numeric`` may be from the true slope.
    """

    l: int
    j: int
    i: int
    analytic: float
    numeric: float
    doubt: float = 0.0

    @property
    def checkable(self) -> bool:
        """See :func:`checkable`."""
        return checkable(self.analytic, NudgedSlope(self.numeric, self.doubt))

    @property
    def relative_error(self) -> float:
        """See :func:`relative_error`."""
        return relative_error(self.analytic, self.numeric, self.doubt)


@dataclass(frozen=True, slots=True)
class Kink:
    """A z so near a kink of its activation that a nudge may cross it, or at it.

    ``example`` counts from 1; ``above`` says on which side the slope is taken.
    """

    example: int
    layer: int
    unit: int
    z: float
    kink: float
    above: bool


def relative_error(analytic: float, numeric: float, doubt: float = 0.0) -> float:
    """(|a − n| − doubt) / max(|a|, |n|, FLOOR), at least 0; inf where one of them is no number.

    Below the floor the error is judged in absolute terms: no central difference resolves much
    smaller derivatives.
    """
    if not (np.isfinite(analytic) and np.isfinite(numeric)):
        return float("inf")
    largest = max(abs(analytic), abs(numeric), FLOOR)
    return max(0.0, abs(analytic / largest - numeric / largest) - doubt / largest)


def checkable(analytic: float, slope: NudgedSlope) -> bool:
    """True if nudging tells the slope well enough to say that ``analytic`` is right or wrong."""
    if not (math.isfinite(analytic) and math.isfinite(slope.value)):
        return False
    return slope.doubt <= RESOLVED * max(abs(analytic), abs(slope.value), FLOOR)


def nudged(f: Moved, v: float, width: float, analytic: float, least: float = 0.0) -> NudgedSlope:
    """df/dv at ``v``, found by nudges of about ``width``, to be held against ``analytic``.

    Nudges of less than ``least`` are lost in rounding. The doubt is found out only where the two
    do not agree at once.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        first = _fitting(f, v, width, least)
        if first is None:
            return NudgedSlope(math.nan, math.inf)
        e, high = first

        def slope(e: float) -> float:
            return (f(v + e)[0] - f(v - e)[0]) / e / 2

        whole, half = (high - f(v - e)[0]) / e / 2, slope(e / 2)
        found = half + (half - whole) / 3
        if relative_error(analytic, found) <= TOLERANCE / 10 or math.isnan(analytic):
            return NudgedSlope(found)
        quarter = slope(e / 4)
        finer = quarter + (quarter - half) / 3
        rounding = ROUNDING * abs(high) / e
        return NudgedSlope(found, 10 * abs(finer - found) + rounding)


def _fitting(f: Moved, v: float, width: float, least: float) -> tuple[float, float] | None:
    """A nudge that moves no z too far, with f(v + nudge); None if all that fit would be lost."""
    # So that its half and its quarter are not lost either.
    least = 8 * max(float(np.spacing(abs(v))), least)
    e = max(width, least)
    for _ in range(TRIES):
        e = float(v + 2.0 ** math.floor(math.log2(e))) - v if math.isfinite(e) else 0.0
        if not e > 0:
            return None
        high, moved = f(v + e)
        if moved <= 2.0:
            return e, high
        if e <= least:
            return None
        e = max(e / moved if math.isfinite(moved) else e / 1e6, least)
    return None


def z_slope(
    network: Network, cost: str, passed: Forward, y: Array, layer: int, unit: int, delta: float
) -> NudgedSlope:
    """∂cost/∂z_unit^(layer) of one example by nudging, to be held against its ``delta``.

    ``passed`` is the forward pass of that one example, ``y`` its targets, shape (1, K).
    """
    behind = _Behind(network, cost, passed, y, layer)
    here = passed.z[layer - 1]
    own = float(here[0, unit - 1])

    def f(z: float) -> tuple[float, float]:
        moved = here.copy()
        moved[0, unit - 1] = z
        return behind.mean_cost(moved)

    return nudged(f, own, EPSILON * max(1.0, abs(own) / BENDS_WITHIN), delta)


def bias_slope(
    network: Network, cost: str, passed: Forward, y: Array, layer: int, delta: float
) -> NudgedSlope:
    """∂cost/∂a_0^(layer) of one example, to be held against ``delta``.

    What the bias unit puts out, 1 when nobody nudges it, moves every z of the next layer.
    """
    behind, here = _Behind(network, cost, passed, y, layer + 1), passed.z[layer]
    biases = network.theta(layer)[:, 0]
    width = EPSILON / max(float(np.abs(biases).max()), 1e-9)
    return nudged(lambda a: behind.mean_cost(here + (a - 1.0) * biases), 1.0, width, delta)


def check_each_weight(
    network: Network, cost: str, x: Array, y: Array, lam: float = 0.0
) -> Iterator[WeightCheck]:
    """Every weight's ∂J/∂Θ by propagation beside its central difference, m ≥ 1 examples.

    Layer by layer, row by row. What lies before a weight does not change when it is nudged, so only
    the layers behind it are computed again.
    """
    found = gradient(network, cost, x, y, lam)
    passed = forward(network, x)
    penalty = lam / (2 * len(y))
    for layer, D in enumerate(found.D, start=1):
        behind = _Behind(network, cost, passed, y, layer + 1)
        here = passed.z[layer]
        inputs = np.column_stack([np.ones(len(y)), passed.a[layer - 1]])
        widths = EPSILON / np.maximum(np.abs(inputs).max(axis=0), 1e-9)
        for j in range(1, D.shape[0] + 1):
            for i in range(D.shape[1]):
                theta = float(network.theta(layer)[j - 1, i])

                f = partial(behind.of_weight, here, j, inputs[:, i], theta, penalty if i else 0.0)
                analytic = float(D[j - 1, i])
                least = float(np.spacing(np.abs(here[:, j - 1]).max()) * widths[i] / EPSILON)
                slope = nudged(f, theta, float(widths[i]), analytic, least)
                yield WeightCheck(layer, j, i, analytic, slope.value, slope.doubt)


def kinks_met(network: Network, passed: Forward) -> Iterator[Kink]:
    """The z that stand at a kink of their g, or so near that a nudge would carry them over it."""
    for layer in range(2, network.depth + 1):
        for kink in network.activation(layer).kinks:
            z = passed.z[layer - 1]
            for example, unit in np.argwhere(np.abs(z - kink) < EPSILON):
                value = float(z[example, unit])
                yield Kink(int(example) + 1, layer, int(unit) + 1, value, kink, value > kink)


class _Behind:
    """The mean cost as a function of the z of ``layer``, each z on its own side of a kink."""

    def __init__(self, network: Network, cost: str, passed: Forward, y: Array, layer: int) -> None:
        self.network, self.cost, self.y, self.layer = network, cost, y, layer
        self.base = passed.z
        with np.errstate(over="ignore", invalid="ignore"):
            self.scales = [
                EPSILON * np.maximum(1.0, np.abs(z) / BENDS_WITHIN)
                if at == 1 or network.activation(at).elementwise
                else EPSILON  # what bends softmax is the distance of one z from another
                for at, z in enumerate(passed.z, start=1)
            ]

    def of_weight(
        self, here: Array, j: int, inputs: Array, theta: float, penalty: float, weight: float
    ) -> tuple[float, float]:
        """The same with a weight that leads from ``inputs`` to unit ``j`` moved off ``theta``.

        The penalty of that weight is added; that of all others is a constant.
        """
        z = here.copy()
        z[:, j - 1] += (weight - theta) * inputs
        mean, moved = self.mean_cost(z)
        return mean + penalty * weight * weight, moved

    def mean_cost(self, z: Array) -> tuple[float, float]:
        """(1/m) Σ cost(i) with these z, and how many fitting nudges the farthest z has moved."""
        network, moved, a = self.network, 0.0, z
        for at in range(self.layer, network.depth + 1):
            if at > self.layer:
                theta = network.theta(at - 1)
                z = a @ theta[:, 1:].T + theta[:, 0]
            base = self.base[at - 1]
            moved = max(moved, float((np.abs(z - base) / self.scales[at - 1]).max()))
            a = _on_its_side(network, at, z, base)
        mean = float(COSTS[self.cost].per_unit(z, a, self.y).sum() / len(self.y))
        return mean, moved


def _on_its_side(network: Network, layer: int, z: Array, base: Array) -> Array:
    """g(z), but where ``z`` and ``base`` have a kink between them as if there were none.

    Mirrored at ``base`` the z comes to lie on its side, and so does g(z).
    """
    g = network.activation(layer)
    a = g.value(z)
    for kink in g.kinks:
        crossed = (z > kink) != (base > kink)
        if crossed.any():
            a = np.where(crossed, 2 * g.value(base) - g.value(2 * base - z), a)
    return a
