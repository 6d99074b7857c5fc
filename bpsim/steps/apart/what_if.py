"""The stop on screen as it would be if one z or one weight had another value."""

from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array, frozen
from bpsim.core.network import Network
from bpsim.core.propagation import (
    Forward,
    Gradient,
    accumulate,
    backward,
    mean_gradient,
)
from bpsim.notation.formula import BECOMES, Symbol, Words, row, to_text
from bpsim.notation.numerals import number_text
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.forward import activation_lines
from bpsim.steps.moment import Moment
from bpsim.steps.places import EdgePlace, UnitPlace, exists, has_z
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.step import Step, Values
from bpsim.steps.trace import Trace
from bpsim.steps.values import IterationValues

Nudged = UnitPlace | EdgePlace
"""What is given another value: the z of a unit, or the weight of an edge."""


def symbol_of(nudged: Nudged) -> Symbol:
    """z_j^(l) or Θ_ji^(l)."""
    return s.theta(*nudged) if isinstance(nudged, EdgePlace) else s.z(*nudged)


def require(nudged: Nudged, network: Network) -> None:
    """Raise KeyError unless ``network`` has this z or this weight."""
    if isinstance(nudged, EdgePlace):
        there = exists(nudged, network.layers)
    else:
        there = has_z(*nudged, network.layers)
    if not there:
        raise KeyError(nudged)


def value_of(nudged: Nudged, network: Network, values: Values) -> float:
    """What it is where nothing is changed."""
    if isinstance(nudged, EdgePlace):
        return float(network.theta(nudged.layer)[nudged.to - 1, nudged.frm])
    return float(values.z[nudged.layer - 1][nudged.unit - 1])


def what_if(trace: Trace, step: Step, nudged: Nudged, value: float) -> Step:
    """``step``, a stop of ``trace``, with ``nudged`` at ``value`` and what follows from it anew.

    A z changes for the example on screen only (in Δ, D and J it is one example of the batch), a
    weight for all of them. What is known stays known and what is not stays unknown. Neither
    ``trace`` nor ``step`` changes. Raises KeyError for a z or a weight that the network lacks.
    """
    source = trace.values
    require(nudged, source.network)
    item = trace.item_of(step)
    before = value_of(nudged, source.network, source.of(item))
    if value == before:
        return step
    if isinstance(nudged, UnitPlace):
        other = Trace(_OtherZ(source, nudged, value, item))
    else:
        start = source.start.with_weights(source.network.with_weight(*nudged, value).weights)
        other = Trace.of(source.document, source.iteration, start)
    found = other.step(step.index, step.granularity)
    words = tr(
        "What if: {symbol} is {value} here instead of {before}. Nothing of this is kept.",
        symbol=to_text(symbol_of(nudged)),
        value=number_text(value),
        before=number_text(before),
    )
    changes: dict[str, Any] = {"note": f"{words} {found.note}" if found.note else words}
    if isinstance(nudged, UnitPlace) and _computes(found, nudged):
        changes |= _set_by_hand(other, found, step, nudged, value)
    return replace(found, **changes)


def onward(network: Network, layer: int, z: Array) -> tuple[list[Array], list[Array]]:
    """z and a of ``layer`` … L, given ``z`` of ``layer``, shape (n, s_layer)."""
    all_z, all_a = [z], [network.activation(layer).value(z)]
    for at in range(layer, network.depth):
        theta = network.theta(at)
        all_z.append(all_a[-1] @ theta[:, 1:].T + theta[:, 0])
        all_a.append(network.activation(at + 1).value(all_z[-1]))
    return all_z, all_a


class _OtherZ(IterationValues):
    """An iteration in which one z of one example is set by hand."""

    def __init__(self, source: IterationValues, place: UnitPlace, value: float, item: int) -> None:
        super().__init__(source.document, source.iteration, source.start)
        self._source, self._place, self._value = source, place, value
        self._item, self._row = item, source.row(item)

    def passed(self, row: int) -> Forward:
        """z and a of one example; before the z that is set by hand nothing changes."""
        plain = super().passed(row)
        if row != self._row:
            return plain
        layer = self._place.layer
        z = plain.z[layer - 1].copy()
        z[0, self._place.unit - 1] = self._value
        with np.errstate(over="ignore", invalid="ignore"):
            all_z, all_a = onward(self.network, layer, z)
        return Forward((*plain.z[: layer - 1], *all_z), (*plain.a[: layer - 1], *all_a))

    @cached_property
    def _change(self) -> tuple[Array, ...]:
        """What the nudge adds to Δ, with the course's signs."""
        y = self.examples.y[self._row : self._row + 1]
        with np.errstate(over="ignore", invalid="ignore"):
            new, old = (
                accumulate(passed, backward(self.network, self.cost, passed, y))
                for passed in (self.passed(self._row), self._source.passed(self._row))
            )
            return tuple(a - b for a, b in zip(new, old, strict=True))

    @cached_property
    def gradient(self) -> Gradient:
        """J, Δ and D with this one example changed."""
        plain, m = self._source.gradient, self.batch.size
        with np.errstate(over="ignore", invalid="ignore"):
            Delta = tuple(a + b for a, b in zip(plain.Delta, self._change, strict=True))
            J = plain.J + self.convention.factor * self._dearer / m
        return Gradient(J, Delta, mean_gradient(self.network.weights, Delta, self.training.lam, m))

    @property
    def cost_sum(self) -> float:
        """Σ cost(i) with this one example changed."""
        return self._source.cost_sum + self._dearer

    @property
    def _dearer(self) -> float:
        """What the nudge adds to the cost of the example."""
        return self.of(self._item).cost - self._source.of(self._item).cost

    def Delta(self, layer: int, items: int) -> Array | None:
        """Δ^(layer) after the first ``items`` examples of the batch; None before any."""
        plain = self._source.Delta(layer, items)
        if plain is None or items <= self._item:
            return plain
        with np.errstate(over="ignore", invalid="ignore"):
            return frozen(plain + self.convention.factor * self._change[layer - 1])


def _computes(step: Step, place: UnitPlace) -> bool:
    """True where ``step`` adds up the very z that is set by hand."""
    forward_unit = step.phase is Phase.FORWARD and len(step.terms) > 0
    return forward_unit and (step.layer, step.unit) == place


def _set_by_hand(
    trace: Trace, found: Step, step: Step, place: UnitPlace, value: float
) -> dict[str, Any]:
    """The arithmetic of a stop whose sum no longer is its z: the sum as it was, then z := value."""
    fields: dict[str, Any] = {
        name: getattr(step, name) for name in ("weighted_sum", "running", "term")
    }
    if step.term is not None:  # one product of the sum: that is as it was
        return fields | {"numbers": step.numbers, "result": step.result}
    by_hand = row(symbol_of(place), BECOMES, s.strong(value), Words(tr("  (set by hand)")))
    if found.granularity is Granularity.TERM or found.activation is None:
        numbers = found.numbers if found.activation is not None else by_hand
        return fields | {"numbers": numbers}
    tick = trace.schedule.tick_of(found.index, found.granularity)
    moment = Moment(
        trace.values, trace.schedule, trace.schedule.position_of(tick), found.granularity
    )
    line = activation_lines(moment, *place)[1]
    return fields | {"numbers": row(by_hand, s.NEWLINE, line)}
