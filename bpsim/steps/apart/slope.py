"""δ and D as slopes: the cost as a function of one z or one weight, all else held."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.network import Network
from bpsim.notation.formula import Expr, Fraction, Symbol, row, to_text
from bpsim.steps.apart.slope_curves import (
    COARSE,
    CostOfWeight,
    CostOfZ,
    Curve,
    curve_of_weight,
    drawing_work,
    known_curve,
    samples,
    work_of,
)
from bpsim.steps.apart.what_if import Nudged, require, symbol_of, value_of
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.cost import cost_symbol
from bpsim.steps.explain.total_cost import J_symbol
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace

WORST_WORK = 4e6
"""Numbers that drawing one curve may compute before one example has to stand for all of them."""
QUICK_WORK = 2e5
"""So many take a few milliseconds, which nobody notices."""


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
    """The cost as a function of what is ``nudged``, signs as the convention on screen has them.

    ``value`` and ``cost`` are where it stands, ``slope`` is the derivative there: the true δ or D,
    called ``slope_symbol``. ``shown`` is the number on screen under that symbol: None while the
    walk has not computed it, another one under the lecture's shorthand. The cost is cost(i) of the
    example on screen for a z; for a weight it is J over ``examples`` examples, λ's part included,
    or, where ``of_example`` says so, cost(i) as well. ``contribution`` is what the example on
    screen adds to Δ for that weight. ``span`` is a range of values worth drawing.
    """

    nudged: Nudged
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
        with np.errstate(over="ignore", invalid="ignore"):  # what overflows is not drawn
            out: Array = self.cost + self.slope * (values - self.value)
        return out

    def change(self, value: float) -> Change:
        """What the move from where it stands to ``value`` does."""
        by = value - self.value
        return Change(by, self.slope * by, self.cost_at(value) - self.cost)

    def samples(self, low: float, high: float) -> tuple[Array, Array]:
        """Values from ``low`` to ``high`` and the cost at each, denser where the curve bends."""
        if isinstance(self.curve, CostOfWeight) and (low, high) == self.span:
            return self.curve.drawn()
        return samples(self.curve, low, high, self.value)

    def same_as(self, other: "Slope | None") -> bool:
        """True if both stand at the same point of the same curve."""
        return other is not None and (self.nudged, self.value, self.cost, self.slope) == (
            other.nudged, other.value, other.cost, other.slope,
        )  # fmt: skip


def slope_of(trace: Trace, step: Step, nudged: Nudged) -> Slope:
    """The slope by a z or by a weight; raises KeyError where the network has neither.

    By z_j^(l) it is that of cost(i) of the example on screen, δ_j^(l), and by Θ_ji^(l) that of J of
    the iteration's batch, D_ji^(l). For a batch so large that a curve of J could not be drawn at
    once it is cost(i) as well, whose slope is that example's contribution δ a; a note says so.
    """
    if isinstance(nudged, UnitPlace):
        return _z_slope(trace, step, nudged)
    return _weight_slope(trace, step, nudged)()


def obstacle(step: Step, nudged: Nudged) -> str:
    """Why there is no slope to show at ``step``, as a sentence; empty where there is one."""
    too_large = tr(
        "{symbol} is too large for a float64: there is nothing to draw.",
        symbol=to_text(symbol_of(nudged)),
    )
    if isinstance(nudged, EdgePlace):
        weight = value_of(nudged, step.network, step.known.values)
        return "" if math.isfinite(weight) else too_large
    if nudged.unit == 0:
        return tr("A bias unit is always 1: it has no z that could be nudged. Choose another unit.")
    if nudged.layer == 1:
        return tr("An input has no z. Choose a unit of a later layer, or an edge.")
    z = step.known.z(*nudged)
    if z is None:
        return tr(
            "{symbol} is not computed yet for this example. Step on to see it.",
            symbol=to_text(symbol_of(nudged)),
        )
    return "" if math.isfinite(z) else too_large


def _z_slope(trace: Trace, step: Step, place: UnitPlace) -> Slope:
    source, (layer, unit) = trace.values, place
    require(place, source.network)
    item = trace.item_of(step)
    values = source.of(item, true_delta=True)
    curve = CostOfZ(source, item, layer, unit)
    value = value_of(place, source.network, values)
    # From where activation functions bend, around 0, to beyond the point.
    margin = max(4.0, 0.15 * abs(value))
    return Slope(
        nudged=place,
        symbol=symbol_of(place),
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


def slope_later(trace: Trace, step: Step, nudged: Nudged) -> Callable[[], Slope] | None:
    """What makes the slope where that takes longer than a frame; None where it does not.

    To be asked in the thread that steps through ``trace``. What it returns may be called in
    another one meanwhile; it has the curve ready to be drawn, so that afterwards
    :func:`slope_of` is quick for this weight at every stop of the iteration.
    """
    source, m = trace.values, trace.values.batch.size
    if isinstance(nudged, UnitPlace) or _too_large(source.network, nudged.layer, m):
        return None
    known = known_curve(source, nudged)
    work = drawing_work(work_of(source.network, nudged.layer, m))
    if work <= QUICK_WORK or (known is not None and known.is_drawn):
        return None
    made = _weight_slope(trace, step, nudged)

    def make() -> Slope:
        slope = made()
        slope.samples(*slope.span)
        return slope

    return make


def _too_large(network: Network, layer: int, m: int) -> bool:
    """True where a curve of J could not be drawn at once."""
    return work_of(network, layer, m) * COARSE > WORST_WORK


def _weight_slope(trace: Trace, step: Step, place: EdgePlace) -> Callable[[], Slope]:
    """Takes from the walk what it remembers; the call does the work, in any thread."""
    source, (layer, to, frm) = trace.values, place
    require(place, source.network)
    item, m = trace.item_of(step), source.batch.size
    values = source.of(item, true_delta=True)
    start = 1.0 if frm == 0 else float(values.a[layer - 1][frm - 1])
    contribution = float(values.delta[layer][to - 1]) * start
    of_example = _too_large(source.network, layer, m)
    value = value_of(place, source.network, values)
    D = step.known.D[layer - 1]
    known = step.known.delta(layer + 1, to) is not None
    shown = None if D is None else float(D[to - 1, frm])

    def make() -> Slope:
        curve = curve_of_weight(source, place, item if of_example else None)
        slope = contribution if of_example else float(source.D[layer - 1][to - 1, frm])
        d_symbol = s.of_weight("D", layer, to, frm)
        partial = Fraction(row(Symbol("∂"), cost_symbol()), row(Symbol("∂"), symbol_of(place)))
        return Slope(
            nudged=place,
            symbol=symbol_of(place),
            slope_symbol=partial if of_example else d_symbol,
            cost_symbol=cost_symbol() if of_example else J_symbol(source),
            value=value,
            cost=curve.here,
            slope=slope,
            shown=(contribution if known else None) if of_example else shown,
            of_example=of_example,
            examples=1 if of_example else m,
            curve=curve,
            span=curve.span(value, slope),
            contribution=contribution,
            note=tr(
                "J over {m:,} examples is too much to draw at once: this is the "
                "cost of the example on screen.",
                m=m) if of_example else "",
        )  # fmt: skip

    return make
