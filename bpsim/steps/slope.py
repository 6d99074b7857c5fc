"""δ and D as slopes: the cost as a function of one z or one weight, all else held."""

from collections.abc import Callable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from bpsim.core.arrays import Array
from bpsim.core.costs import COSTS
from bpsim.core.network import Network
from bpsim.core.propagation import Forward, forward, regularisation
from bpsim.steps import symbols as s
from bpsim.steps.explain_cost import cost_symbol
from bpsim.steps.notation import Expr, Fraction, Symbol, row, to_text
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace
from bpsim.steps.values import IterationValues
from bpsim.steps.what_if import Nudge, item_of, onward

FINE, COARSE = 161, 33
"""So many points of a curve at most, and at least."""
CURVE_WORK = 2.5e7
"""Numbers that drawing one curve may compute."""
AT_A_TIME = 1e6
"""Numbers of one array while a curve is computed: 8 MB."""
LEAST_BEND = 0.1
"""How far a curve leaves its tangent where it counts as bent, as a part of its height."""
KEPT_WEIGHTS = 4

Curve = Callable[[Array], Array]
"""The cost at each of the values given, shape (n,) for shape (n,), signs as on screen."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to the cost if the value changes by ``by``: said by the slope, and really."""

    by: float
    predicted: float
    actual: float

    @property
    def gap(self) -> float:
        """How far the slope's prediction is off."""
        return self.actual - self.predicted


@dataclass(frozen=True, eq=False)
class Slope:
    """The cost as a function of what ``nudge`` names, signs as the convention on screen has them.

    ``value`` and ``cost`` are where it stands, ``slope`` is the derivative there: the true δ or D,
    called ``slope_symbol``. ``shown`` is the number on screen under that symbol: None while the
    walk has not computed it, another one under the lecture's shorthand. The cost is cost(i) of the
    example on screen for a z; for a weight it is J over ``examples`` examples, λ's part included,
    or, where ``of_example`` says so, cost(i) as well. ``contribution`` is what the example on
    screen adds to Δ for that weight. ``span`` is a range of values worth drawing.
    """

    nudge: Nudge
    symbol: Expr
    slope_symbol: Expr
    cost_symbol: Expr
    value: float
    cost: float
    slope: float
    shown: float | None
    of_example: bool
    examples: int
    curve: Curve
    span: tuple[float, float]
    contribution: float | None = None
    note: str = ""

    def cost_at(self, value: float) -> float:
        """The cost with the nudged value at ``value``."""
        return float(self.curve(np.array([value]))[0])

    def tangent(self, values: Array) -> Array:
        """The straight line through the point with the slope, at each of ``values``."""
        out: Array = self.cost + self.slope * (values - self.value)
        return out

    def change(self, value: float) -> Change:
        """What the move from where it stands to ``value`` does."""
        by = value - self.value
        return Change(by, self.slope * by, self.cost_at(value) - self.cost)

    def samples(self, low: float, high: float) -> tuple[Array, Array]:
        """Values from ``low`` to ``high`` and the cost at each, denser where the curve bends."""
        count = _points(self.curve)
        v = np.union1d(np.linspace(low, high, count), self.value if low < self.value < high else [])
        cost = self.curve(v)
        if count < FINE:
            v, cost = _refined(self.curve, v, cost)
        return v, cost

    def same_as(self, other: "Slope | None") -> bool:
        """True if both stand at the same point of the same curve."""
        return other is not None and (self.nudge, self.value, self.cost, self.slope) == (
            other.nudge, other.value, other.cost, other.slope,
        )  # fmt: skip


def slope_of(trace: Trace, step: Step, nudge: Nudge) -> Slope:
    """The slope by a z or by a weight; raises KeyError where the network has neither."""
    if nudge.frm is None:
        return slope_of_z(trace, step, nudge.layer, nudge.unit)
    return slope_of_weight(trace, step, nudge.layer, nudge.unit, nudge.frm)


def obstacle(step: Step, nudge: Nudge) -> str:
    """Why there is no slope to show at ``step``, as a sentence; empty where there is one."""
    if nudge.frm is not None:
        return ""
    if nudge.unit == 0:
        return "A bias unit is always 1: it has no z that could be nudged. Choose another unit."
    if nudge.layer == 1:
        return "An input has no z. Choose a unit of a later layer, or an edge."
    if step.known.z(nudge.layer, nudge.unit) is None:
        return f"{to_text(nudge.symbol)} is not computed yet for this example. Step on to see it."
    return ""


def slope_of_z(trace: Trace, step: Step, layer: int, unit: int) -> Slope:
    """cost(i) of the example on screen by z_unit^(layer), whose slope is δ_unit^(layer)."""
    nudge, source = Nudge(layer, unit), trace.values
    nudge.require(source.network)
    item = item_of(trace, step)
    values = source.of(item, true_delta=True)
    curve = _CostOfZ(source, item, layer, unit)
    value = nudge.value_in(source.network, values)
    # From where activation functions bend, around 0, to beyond the point.
    margin = max(4.0, 0.15 * abs(value))
    return Slope(
        nudge=nudge,
        symbol=nudge.symbol,
        slope_symbol=s.delta(layer, unit),
        cost_symbol=cost_symbol(),
        value=value,
        cost=float(curve(np.array([value]))[0]),
        slope=float(values.delta[layer - 1][unit - 1]),
        shown=step.known.delta(layer, unit),
        of_example=True,
        examples=1,
        curve=curve,
        span=(min(value, 0.0) - margin, max(value, 0.0) + margin),
    )


def slope_of_weight(trace: Trace, step: Step, layer: int, to: int, frm: int) -> Slope:
    """J of the iteration's batch by Θ_to,frm^(layer), whose slope is D_to,frm^(layer).

    For a batch so large that a curve of J could not be drawn at once it is cost(i) of the example
    on screen, whose slope is that example's contribution δ a; a note says so.
    """
    nudge, source = Nudge(layer, to, frm), trace.values
    nudge.require(source.network)
    values = source.of(item_of(trace, step), true_delta=True)
    start = 1.0 if frm == 0 else float(values.a[layer - 1][frm - 1])
    contribution = float(values.delta[layer][to - 1]) * start
    m = source.batch.size
    of_example = _work(source.network, layer, m) * COARSE > CURVE_WORK
    curve = _curve_of_weight(source, nudge, item_of(trace, step) if of_example else None)
    value = nudge.value_in(source.network, values)
    slope = contribution if of_example else float(source.D[layer - 1][to - 1, frm])
    D = step.known.D[layer - 1]
    d_symbol = Symbol("D", s.pair(to, frm), f"({layer})")
    partial = Fraction(row(Symbol("∂"), cost_symbol()), row(Symbol("∂"), nudge.symbol))
    known = step.known.delta(layer + 1, to) is not None
    shown = None if D is None else float(D[to - 1, frm])
    return Slope(
        nudge=nudge,
        symbol=nudge.symbol,
        slope_symbol=partial if of_example else d_symbol,
        cost_symbol=cost_symbol() if of_example else s.function(Symbol("J"), Symbol("Θ")),
        value=value,
        cost=float(curve(np.array([value]))[0]),
        slope=slope,
        shown=(contribution if known else None) if of_example else shown,
        of_example=of_example,
        examples=1 if of_example else m,
        curve=curve,
        span=curve.span(value, slope),
        contribution=contribution,
        note=f"J over {m:,} examples is too much to draw at once: this is the cost of the example "
        "on screen." if of_example else "",
    )  # fmt: skip


class _CostOfZ:
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


class _CostOfWeight:
    """J over some examples as a function of one weight Θ_ji^(l).

    What lies before the weight does not change, and of the layer behind it only unit j does, so
    that the layer after that changes by a product of a column and a row.
    """

    def __init__(
        self, network: Network, cost: str, passed: Forward, y: Array, sign: float, lam: float,
        nudge: Nudge,
    ) -> None:  # fmt: skip
        self._network, self._cost, self._sign, self._y = network, COSTS[cost], sign, y
        self._passed, self._layer, self._unit = passed, nudge.layer + 1, nudge.unit
        frm, m = nudge.frm or 0, len(y)
        self._inputs = passed.a[nudge.layer - 1][:, frm - 1] if frm else np.ones(m)
        self._theta = float(network.theta(nudge.layer)[nudge.unit - 1, frm])
        self._lam = lam / (2 * m) if frm else 0.0
        self._penalty = regularisation(network.weights, lam, m) - self._lam * self._theta**2
        self.work = _work(network, nudge.layer, m)
        self._span: tuple[float, float] | None = None

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
        """A range around ``value`` in which the curve bends visibly away from its tangent."""
        if self._span is None:
            size = float(np.sqrt(np.mean(self._inputs**2)))
            start = float(np.clip(4.0 / size, 0.01, 40.0)) if size > 0 else 4.0
            self._span = _bent(self, value, slope, start)
        return self._span


_passes: WeakKeyDictionary[IterationValues, Forward] = WeakKeyDictionary()
_curves: WeakKeyDictionary[IterationValues, dict[Nudge, _CostOfWeight]] = WeakKeyDictionary()
"""A weight's curve is the same at every stop of an iteration: the last few are kept with it."""


def _curve_of_weight(source: IterationValues, nudge: Nudge, item: int | None) -> _CostOfWeight:
    """J of the whole batch by a weight, or cost(i) of its ``item``-th example."""
    network, sign = source.network, source.convention.factor
    if item is not None:
        chosen = source.row(item)
        x, y = (each[chosen : chosen + 1] for each in (source.examples.x, source.examples.y))
        return _CostOfWeight(network, source.cost, forward(network, x), y, sign, 0.0, nudge)
    kept = _curves.setdefault(source, {})
    if nudge not in kept:
        rows = source.batch.rows()
        if source not in _passes:
            _passes[source] = forward(network, source.examples.x[rows])
        if len(kept) >= KEPT_WEIGHTS:
            del kept[next(iter(kept))]
        kept[nudge] = _CostOfWeight(
            network, source.cost, _passes[source], source.examples.y[rows], sign,
            source.training.lam, nudge,
        )  # fmt: skip
    return kept[nudge]


def _work(network: Network, layer: int, m: int) -> float:
    """The numbers computed for one point of the curve of a weight of Θ^(layer)."""
    return float(m * (1 + sum(network.layers[layer + 1 :] or network.layers[-1:])))


def _points(curve: Curve) -> int:
    work = float(getattr(curve, "work", 1.0))
    return int(np.clip(CURVE_WORK / (2 * work), COARSE, FINE))


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
    """value ± start, or up to 16 times as much where the curve is still straight there."""
    for width in (start, 2 * start, 4 * start, 8 * start, 16 * start):
        v = np.linspace(value - width, value + width, 9)
        with np.errstate(over="ignore", invalid="ignore"):
            cost = curve(v)
            off = float(np.max(np.abs(cost - cost[4] - slope * (v - value))))
            height = float(np.ptp(cost))
        noise = 1e-9 * max(1.0, abs(float(cost[4])))
        if not np.isfinite(off) or (height > noise and off >= LEAST_BEND * height):
            return value - width, value + width
    return value - start, value + start
