"""Central differences: the derivative found by nudging, to hold against the one by propagation.

(f(v + ε) − f(v − ε)) / 2ε, as in the course's "Gradient checking", refined by one step of
Richardson extrapolation, (4 d(ε/2) − d(ε)) / 3, which leaves an error of order ε⁴.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from bpsim.core.arrays import Array
from bpsim.core.costs.table import COSTS
from bpsim.core.network import Network
from bpsim.core.propagation import Forward, cost_J, forward, gradient

EPSILON = 1e-3
HUGE = 1e-6
FLOOR = 1e-6


@dataclass(frozen=True, slots=True)
class WeightCheck:
    """One weight's two derivatives: Θ_ji^(l) from unit ``i`` (0 = bias) of layer ``l`` to ``j``."""

    l: int
    j: int
    i: int
    analytic: float
    numeric: float
    floor: float = FLOOR

    @property
    def relative_error(self) -> float:
        """See :func:`relative_error`."""
        return relative_error(self.analytic, self.numeric, self.floor)


def relative_error(analytic: float, numeric: float, floor: float = FLOOR) -> float:
    """|a − n| / max(|a|, |n|, floor).

    Below the floor the error is judged in absolute terms: a central difference of a cost near 1
    cannot resolve much smaller derivatives, and the floor grows with the cost.
    """
    if not (np.isfinite(analytic) and np.isfinite(numeric)):
        return float("inf")
    return abs(analytic - numeric) / max(abs(analytic), abs(numeric), floor)


def central_difference(f: Callable[[float], float], v: float) -> float:
    """df/dv at ``v``; beside a huge ``v`` the nudge grows, so that it is not lost in rounding.

    It does not grow sooner: z may change by as much as the weight does, and a nudge of 0.3 to a
    weight of 300 would be too coarse for a sigmoid.
    """
    epsilon = EPSILON * max(1.0, abs(v) * HUGE)

    def slope(e: float) -> float:
        high, low = v + e, v - e
        return (f(high) - f(low)) / (high - low)

    with np.errstate(over="ignore", invalid="ignore"):
        return (4.0 * slope(epsilon / 2) - slope(epsilon)) / 3.0


def cost_of_z(
    network: Network, cost: str, passed: Forward, y: Array, layer: int, unit: int, z: float
) -> float:
    """cost(i) of one example if z_unit^(layer) were ``z`` and all before it stayed as it is.

    ``passed`` is the forward pass of that one example, ``y`` its targets, shape (1, K).
    """
    with np.errstate(over="ignore", invalid="ignore"):
        here = passed.z[layer - 1].copy()
        here[0, unit - 1] = z
        here, a = _through(network, layer, here)
        return float(COSTS[cost].per_unit(here, a, y).sum())


def z_derivative(
    network: Network,
    cost: str,
    x: Array,
    y: Array,
    layer: int,
    unit: int,
    passed: Forward | None = None,
) -> float:
    """∂cost/∂z_unit^(layer) of one example (``x`` of shape (1, s_1)) by central differences.

    ``passed`` is its forward pass, where that is known.
    """
    if passed is None:
        passed = forward(network, x)
    return central_difference(
        partial(cost_of_z, network, cost, passed, y, layer, unit),
        float(passed.z[layer - 1][0, unit - 1]),
    )


def weight_derivative(
    network: Network, cost: str, x: Array, y: Array, lam: float, place: tuple[int, int, int]
) -> float:
    """∂J/∂Θ_ji^(l) over the examples given by central differences; ``place`` is (l, j, i)."""
    layer, j, i = place
    return central_difference(
        lambda w: cost_J(network.with_weight(layer, j, i, w), cost, x, y, lam),
        float(network.theta(layer)[j - 1, i]),
    )


def check_each_weight(
    network: Network, cost: str, x: Array, y: Array, lam: float = 0.0
) -> Iterator[WeightCheck]:
    """Every weight's ∂J/∂Θ by propagation beside its central difference, m ≥ 1 examples.

    Layer by layer, row by row. What lies before a weight does not change when it is nudged, so only
    the layers behind it are computed again.
    """
    found = gradient(network, cost, x, y, lam)
    passed = forward(network, x)
    floor = FLOOR * max(1.0, abs(found.J))
    for layer, D in enumerate(found.D, start=1):
        behind = _Behind(network, cost, passed, y, lam, layer)
        for j in range(1, D.shape[0] + 1):
            for i in range(D.shape[1]):
                theta = float(network.theta(layer)[j - 1, i])
                numeric = central_difference(partial(behind.mean_cost, j, i), theta)
                yield WeightCheck(layer, j, i, float(D[j - 1, i]), numeric, floor)


class _Behind:
    """J as a function of one weight of Θ^(layer), but for the constant that other weights add."""

    def __init__(
        self, network: Network, cost: str, passed: Forward, y: Array, lam: float, layer: int
    ) -> None:
        self.network, self.cost, self.y, self.layer = network, cost, y, layer
        self.penalty = lam / (2 * len(y))
        self.z = passed.z[layer]
        self.inputs = np.column_stack([np.ones(len(y)), passed.a[layer - 1]])

    def mean_cost(self, j: int, i: int, weight: float) -> float:
        """(1/m) Σ cost(i) + (λ/2m) Θ_ji² with Θ_ji set to ``weight``."""
        change = weight - self.network.theta(self.layer)[j - 1, i]
        z = self.z.copy()
        z[:, j - 1] += change * self.inputs[:, i]
        z, a = _through(self.network, self.layer + 1, z)
        mean = float(COSTS[self.cost].per_unit(z, a, self.y).sum() / len(self.y))
        return mean + (self.penalty * weight * weight if i else 0.0)


def _through(network: Network, layer: int, z: Array) -> tuple[Array, Array]:
    """z and a of the output layer, given z of ``layer``."""
    for at in range(layer, network.depth):
        theta = network.theta(at)
        z = network.activation(at).value(z) @ theta[:, 1:].T + theta[:, 0]
    return z, network.activation(network.depth).value(z)
