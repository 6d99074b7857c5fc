"""The cost as a function of one z or one weight, vectorised over the values that it is given."""

from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import Protocol
from weakref import WeakKeyDictionary

import numpy as np

from bpsim.core.arrays import Array
from bpsim.core.costs.table import COSTS
from bpsim.core.network import Network
from bpsim.core.propagation import Forward, forward, regularisation
from bpsim.steps.apart.what_if import onward
from bpsim.steps.places import EdgePlace
from bpsim.steps.values import IterationValues

FINE, COARSE = 97, 33
"""So many points of a curve at most, and at least: with 161 Qt takes three times as long to draw a
curve of the usual size, which looks the same."""
CURVE_WORK = 2.5e6
"""Numbers that drawing one curve should compute at most: some 50 ms."""
AT_A_TIME = 6e4
"""Numbers computed at a time, few enough to stay in the processor's cache."""
LEAST_BEND = 0.08
"""How far a curve leaves its tangent where it counts as bent, as a part of its height."""
FARTHEST = 16.0
"""A curve is drawn so many times as wide as usual at most."""
KEPT_WEIGHTS = 4


class Curve(Protocol):
    """The cost as a function of one value, with the signs of the convention on screen."""

    work: float
    """The numbers that one point of it takes to compute."""

    def __call__(self, values: Array) -> Array:
        """The cost at each of ``values``, shape (n,) for shape (n,)."""


class CostOfZ:
    """cost(i) of one example as a function of one z; only the layers behind it are computed."""

    def __init__(self, source: IterationValues, item: int, layer: int, unit: int) -> None:
        self._network, self._cost = source.network, COSTS[source.cost]
        self._sign = source.convention.factor
        self._layer, self._unit = layer, unit
        values = source.of(item)
        self._z, self._y = values.z[layer - 1], values.y
        self.work = float(sum(source.network.layers[layer - 1 :]))

    def __call__(self, values: Array) -> Array:
        z = np.tile(self._z, (len(values), 1))
        z[:, self._unit - 1] = values
        with np.errstate(over="ignore", invalid="ignore"):
            all_z, all_a = onward(self._network, self._layer, z)
            per_unit = self._cost.per_unit(all_z[-1], all_a[-1], self._y)
            out: Array = self._sign * per_unit.sum(axis=-1)
        return out


class CostOfWeight:
    """J over some examples as a function of one weight Θ_ji^(l).

    What lies before the weight does not change, and of the layer behind it only unit j does, so
    that the layer after that changes by a product of a column and a row.
    """

    def __init__(
        self, network: Network, cost: str, passed: Forward, y: Array, sign: float, lam: float,
        place: EdgePlace,
    ) -> None:  # fmt: skip
        self._network, self._cost, self._sign, self._y = network, COSTS[cost], sign, y
        (layer, to, frm), m = place, len(y)
        self._passed, self._layer, self._unit = passed, layer + 1, to
        self._inputs = passed.a[layer - 1][:, frm - 1] if frm else np.ones(m)
        self._theta = float(network.theta(layer)[to - 1, frm])
        self._lam = lam / (2 * m) if frm else 0.0
        self._penalty = regularisation(network.weights, lam, m) - self._lam * self._theta**2
        self.work = work_of(network, layer, m)
        self._span: tuple[float, float] | None = None
        self._drawn: tuple[Array, Array] | None = None

    @cached_property
    def here(self) -> float:
        """The cost with the weight as it is."""
        return float(self(np.array([self._theta]))[0])

    def __call__(self, values: Array) -> Array:
        count = max(1, int(AT_A_TIME / self.work))
        parts = [values[n : n + count] for n in range(0, len(values), count)]
        with np.errstate(over="ignore", invalid="ignore"):
            mean = np.concatenate([self._mean(part) for part in parts] or [np.empty(0)])
            out: Array = self._sign * (mean + self._penalty + self._lam * values**2)
        return out

    def _mean(self, values: Array) -> Array:
        """(1/m) Σ cost(i) at each value; the values are the first axis, the examples the second."""
        at, j = self._layer, self._unit - 1
        z_j = self._passed.z[at - 1][:, j] + np.outer(values - self._theta, self._inputs)
        if at == self._network.depth:
            z = np.broadcast_to(self._passed.z[-1], (len(values), *self._y.shape)).copy()
            z[:, :, j] = z_j
            a = self._network.activation(at).value(z)
        else:
            more = self._network.activation(at).value(z_j) - self._passed.a[at - 1][:, j]
            z = self._passed.z[at] + more[:, :, None] * self._network.theta(at)[:, j + 1]
            all_z, all_a = onward(self._network, at + 1, z)
            z, a = all_z[-1], all_a[-1]
        costs: Array = self._cost.per_unit(z, a, self._y).sum(axis=-1).mean(axis=-1)
        return costs

    def span(self, value: float, slope: float) -> tuple[float, float]:
        """A range around ``value`` in which the curve bends visibly away from its tangent.

        Where the unit behind the weight is saturated, it reaches to where its z are around 0.
        """
        if self._span is None:
            size = float(np.mean(self._inputs**2))
            width = float(np.clip(4.0 / np.sqrt(size), 0.01, 40.0)) if size > 0 else 4.0
            z = self._passed.z[self._layer - 1][:, self._unit - 1]
            away = -float(np.mean(z * self._inputs)) / size if size > 0 else 0.0
            away = max(-FARTHEST * width, min(away, FARTHEST * width))
            if abs(away) > width:
                self._span = value + min(away, 0.0) - width, value + max(away, 0.0) + width
            else:
                self._span = _bent(self, value, slope, width)
        return self._span

    @property
    def is_drawn(self) -> bool:
        """True once its values over its span are known."""
        return self._drawn is not None

    def drawn(self) -> tuple[Array, Array]:
        """Its values over its span, which must have been asked for; computed once."""
        assert self._span is not None
        if self._drawn is None:
            self._drawn = samples(self, *self._span, self._theta)
        return self._drawn


@dataclass(eq=False)
class _Kept:
    """What the curves of one iteration share: the forward pass, and the curves asked for last."""

    passed: Forward
    curves: dict[EdgePlace, CostOfWeight] = field(default_factory=dict)


_kept: WeakKeyDictionary[IterationValues, _Kept] = WeakKeyDictionary()
"""A weight's curve is the same at every stop of an iteration, so it is kept as long as that is."""
_lock = Lock()
"""Curves are made in another thread too; held only to look something up or to keep it."""


def curve_of_weight(source: IterationValues, place: EdgePlace, item: int | None) -> CostOfWeight:
    """J of the whole batch by a weight, or cost(i) of its ``item``-th example."""
    network, sign = source.network, source.convention.factor
    if item is not None:
        chosen = source.row(item)
        x, y = (each[chosen : chosen + 1] for each in (source.examples.x, source.examples.y))
        return CostOfWeight(network, source.cost, forward(network, x), y, sign, 0.0, place)
    known = known_curve(source, place)
    if known is not None:
        return known
    rows = source.batch.rows()
    with _lock:
        kept = _kept.get(source)
    if kept is None:
        kept = _Kept(forward(network, source.examples.x[rows]))
    y, lam = source.examples.y[rows], source.training.lam
    made = CostOfWeight(network, source.cost, kept.passed, y, sign, lam, place)
    with _lock:
        kept = _kept.setdefault(source, kept)
        if len(kept.curves) >= KEPT_WEIGHTS:
            del kept.curves[next(iter(kept.curves))]
        return kept.curves.setdefault(place, made)


def known_curve(source: IterationValues, place: EdgePlace) -> CostOfWeight | None:
    """J of the whole batch by a weight as :func:`curve_of_weight` made it, None if it did not."""
    with _lock:
        kept = _kept.get(source)
        return None if kept is None else kept.curves.get(place)


def work_of(network: Network, layer: int, m: int) -> float:
    """The numbers computed for one point of the curve of a weight of Θ^(layer)."""
    return float(m * (1 + sum(network.layers[layer + 1 :] or network.layers[-1:])))


def drawing_work(work: float) -> float:
    """The numbers computed for a whole curve of which one point takes ``work``."""
    return min(max(CURVE_WORK, COARSE * work), FINE * work)


def samples(curve: Curve, low: float, high: float, through: float) -> tuple[Array, Array]:
    """Values from ``low`` to ``high``, ``through`` among them, and the cost at each.

    A cheap curve gets as many points as a screen can show; a costly one few, and then more where
    it bends.
    """
    count = int(np.clip(CURVE_WORK / (1.5 * curve.work), COARSE, FINE))
    v = np.union1d(np.linspace(low, high, count), [through] if low < through < high else [])
    cost = curve(v)
    return (v, cost) if count == FINE else _refined(curve, v, cost)


def _refined(curve: Curve, v: Array, cost: Array) -> tuple[Array, Array]:
    """The curve with points added in the intervals where it turns most."""
    with np.errstate(over="ignore", invalid="ignore"):
        turn = np.abs(np.diff(np.diff(cost) / np.diff(v)))
    turn = np.nan_to_num(turn, posinf=0.0)
    bent = 1 + np.argsort(-turn, kind="stable")[: len(v) // 4]
    gaps = np.unique(np.concatenate([bent - 1, bent]))
    more = (v[gaps] + v[gaps + 1]) / 2
    every = np.concatenate([v, more])
    order = np.argsort(every)
    return every[order], np.concatenate([cost, curve(more)])[order]


def _bent(curve: Curve, value: float, slope: float, start: float) -> tuple[float, float]:
    """value ± start, or more where the curve is still straight there."""
    width = start
    while width <= FARTHEST * start:
        v = np.linspace(value - width, value + width, 9)
        with np.errstate(over="ignore", invalid="ignore"):
            cost = curve(v)
            off = float(np.max(np.abs(cost - cost[4] - slope * (v - value))))
            height = float(np.ptp(cost))
        noise = 1e-9 * max(1.0, abs(float(cost[4])))
        if not np.isfinite(off) or (height > noise and off >= LEAST_BEND * height):
            return value - width, value + width
        width *= 2
    return value - start, value + start
