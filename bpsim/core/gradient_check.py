"""Central differences: the derivative found by nudging, to hold against the one by propagation.

(f(v + ε) − f(v − ε)) / 2ε, as in the course's "Gradient checking", refined by one step of
Richardson extrapolation, (4 d(ε/2) − d(ε)) / 3, which leaves an error of order ε⁴.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bpsim.core.arrays import Array
from bpsim.core.costs import COSTS
from bpsim.core.network import Network
from bpsim.core.propagation import Forward, Gradient, cost_J, forward, gradient

EPSILON = 1e-3
FLOOR = 1e-6


@dataclass(frozen=True, slots=True)
class WeightCheck:
    """One weight's two derivatives: Θ_ji^(l) from unit ``i`` (0 = bias) of layer ``l`` to ``j``."""

    l: int
    j: int
    i: int
    analytic: float
    numeric: float

    @property
    def relative_error(self) -> float:
        """See :func:`relative_error`."""
        return relative_error(self.analytic, self.numeric)


def relative_error(analytic: float, numeric: float) -> float:
    """|a − n| / max(|a|, |n|, 1e−6): below the floor the error is judged in absolute terms,

    because a central difference of a cost near 1 cannot resolve smaller derivatives."""
    if not (np.isfinite(analytic) and np.isfinite(numeric)):
        return float("inf")
    return abs(analytic - numeric) / max(abs(analytic), abs(numeric), FLOOR)


def central_difference(f: Callable[[float], float], v: float) -> float:
    """df/dv at ``v``; the nudge grows with |v| so that it is never lost in rounding."""
    epsilon = EPSILON * max(1.0, abs(v))

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
        for at in range(layer, network.depth):
            theta = network.theta(at)
            here = network.activation(at).value(here) @ theta[:, 1:].T + theta[:, 0]
        a = network.activation(network.depth).value(here)
        return float(COSTS[cost].per_unit(here, a, y).sum())


def z_derivative(network: Network, cost: str, x: Array, y: Array, layer: int, unit: int) -> float:
    """∂cost/∂z_unit^(layer) of one example (``x`` of shape (1, s_1)) by central differences."""
    passed = forward(network, x)
    return central_difference(
        lambda z: cost_of_z(network, cost, passed, y, layer, unit, z),
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


def check_weights(
    network: Network,
    cost: str,
    x: Array,
    y: Array,
    lam: float = 0.0,
    analytic: Gradient | None = None,
) -> list[WeightCheck]:
    """Every weight's derivative by propagation beside its central difference, m ≥ 1 examples."""
    found = analytic or gradient(network, cost, x, y, lam)
    return [
        WeightCheck(
            layer,
            j,
            i,
            float(D[j - 1, i]),
            weight_derivative(network, cost, x, y, lam, (layer, j, i)),
        )
        for layer, D in enumerate(found.D, start=1)
        for j in range(1, D.shape[0] + 1)
        for i in range(D.shape[1])
    ]
