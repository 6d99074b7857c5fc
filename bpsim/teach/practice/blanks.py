"""Places of values that can be blank, and how each value follows from those before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.costs.table import COSTS
from bpsim.notation.formula import to_text
from bpsim.steps.explain import symbols as s
from bpsim.steps.schedule import Phase
from bpsim.teach.mistakes.kind import Problem

KINDS: dict[str, str] = {
    "delta": tr("hidden δ"),
    "slope": "g′",
    "sum": tr("Σ, the weighted sum of δ"),
    "output-delta": tr("output δ"),
    "z": tr("z, the sum of inputs"),
    "a": "a",
    "cost": tr("cost"),
    "Delta": tr("what an example adds to Δ"),
    "D": "D",
    "weight": tr("a new weight"),
}
_LETTERS = {"sum": "Σ", "z": "z"}
DELTA_KINDS = ("delta", "output-delta")
OF_A_UNIT = ("z", "a", "output-delta", "sum", "slope", "delta")
OF_A_WEIGHT = ("Delta", "D", "weight")
SIGNED = ("output-delta", "sum", "delta", "cost", "Delta", "D")
"""The kinds whose values have the other sign as the lecture writes them."""
FADING = ("delta", "slope", "sum", "output-delta", "z")
"""The kinds in the order in which exercises blank them: what is learned most about comes first."""


def name_of(kind: str) -> str:
    """A kind within a sentence: a letter alone where the list of kinds explains it."""
    return _LETTERS.get(kind) or KINDS.get(kind, kind)


class ValuePlace(NamedTuple):
    """One value: of ``unit`` in ``layer``, or of the weight from ``frm`` of ``layer`` to ``unit``.

    ``kind`` is a key of :data:`KINDS`; ``frm`` is None where it is no weight's.
    """

    kind: str
    layer: int
    unit: int
    frm: int | None = None

    @property
    def symbol(self) -> str:
        """z₁⁽²⁾, as text."""
        match self.kind:
            case "z":
                return to_text(s.z(self.layer, self.unit))
            case "a":
                return to_text(s.a(self.layer, self.unit))
            case "cost":
                return "cost(i)"
            case "delta" | "output-delta":
                return to_text(s.delta(self.layer, self.unit))
            case "sum":
                return tr("Σ of {delta}", delta=to_text(s.delta(self.layer, self.unit)))
            case "slope":
                return to_text(s.g(s.z(self.layer, self.unit), primed=True))
        name = {"Delta": "Δ", "D": "D", "weight": "Θ"}[self.kind]
        symbol = to_text(s.of_weight(name, self.layer, self.unit, self.frm or 0))
        return tr("new {each}", each=symbol) if self.kind == "weight" else symbol

    def is_in(self, layers: Sequence[int]) -> bool:
        """True if a network with so many units in each layer has such a value."""
        if self.kind not in KINDS or not 1 <= self.layer <= len(layers):
            return False
        if self.kind == "cost":
            return True
        if self.kind in OF_A_WEIGHT:
            ends = layers[self.layer - 1 : self.layer + 1]
            return len(ends) == 2 and 1 <= self.unit <= ends[1] and 0 <= (self.frm or 0) <= ends[0]
        if (self.kind == "output-delta") != (self.layer == len(layers)) and self.is_delta:
            return False
        return self.layer > 1 and 1 <= self.unit <= layers[self.layer - 1]

    @property
    def is_delta(self) -> bool:
        """True for the δ of a unit, hidden or output."""
        return self.kind in DELTA_KINDS

    @property
    def phase(self) -> Phase:
        """The phase of the step that computes it."""
        return PHASES[self.kind]


PHASES = {
    "z": Phase.FORWARD,
    "a": Phase.FORWARD,
    "cost": Phase.COST,
    "output-delta": Phase.OUTPUT_DELTA,
    "sum": Phase.HIDDEN_DELTA,
    "slope": Phase.HIDDEN_DELTA,
    "delta": Phase.HIDDEN_DELTA,
    "Delta": Phase.ACCUMULATE,
    "D": Phase.GRADIENT,
    "weight": Phase.UPDATE,
}


def places(problem: Problem, kinds: tuple[str, ...] = tuple(KINDS)) -> Iterator[ValuePlace]:
    """Every value of these kinds in the order of the walk.

    New weights are asked for only where they are Θ − α D.
    """
    layers, depth = problem.network.layers, problem.network.depth
    for layer in range(2, depth + 1):
        for unit in range(1, layers[layer - 1] + 1):
            yield from (ValuePlace(k, layer, unit) for k in ("z", "a") if k in kinds)
    if "cost" in kinds:
        yield ValuePlace("cost", depth, 1)
    for layer in range(depth, 1, -1):
        each = ("output-delta",) if layer == depth else ("sum", "slope", "delta")
        for unit in range(1, layers[layer - 1] + 1):
            yield from (ValuePlace(k, layer, unit) for k in each if k in kinds)
    for kind in OF_A_WEIGHT:
        if kind in kinds and not (kind == "weight" and problem.method.remembers):
            for layer in range(1, depth):
                for to, frm in np.ndindex(problem.network.theta(layer).shape):
                    yield ValuePlace(kind, layer, to + 1, frm)


@dataclass(frozen=True, eq=False)
class Chain:
    """The values of one example (row ``example``, from 1), each computed from those before it.

    ``own`` are a student's values: what follows from them is computed with them, as a student who
    carries on does. Without any, these are the right values.
    """

    problem: Problem
    example: int
    own: Mapping[ValuePlace, float]

    def value(self, place: ValuePlace) -> float:
        """The value at ``place`` as it follows from the values before it."""
        if place not in self._found:
            self._found[place] = self._computed(place)
        return self._found[place]

    @cached_property
    def _found(self) -> dict[ValuePlace, float]:
        return {}

    def _computed(self, place: ValuePlace) -> float:
        kind, layer, unit = place.kind, place.layer, place.unit
        network = self.problem.network
        match kind:
            case "z":
                theta = network.theta(layer - 1)[unit - 1]
                inputs = [self.input(layer - 1, n) for n in self._units(layer - 1)]
                return float(theta[0] + theta[1:] @ np.array(inputs))
            case "a":
                return float(network.activation(layer).value(self._row("z", layer))[0, unit - 1])
            case "cost":
                z, a, y = self._outputs()
                return float(COSTS[self.problem.cost].per_unit(z, a, y).sum())
            case "output-delta":
                z, a, y = self._outputs()
                cost = COSTS[self.problem.cost]
                if self._cancels:
                    return float(a[0, unit - 1] - y[0, unit - 1]) / cost.share(y.shape[1])
                found = cost.delta(self.problem.output, z, a, y)
                return float(found[0, unit - 1])
            case "sum":
                back = network.theta(layer)[:, unit]
                return float(sum(w * self.delta(layer + 1, k) for k, w in enumerate(back, 1)))
            case "slope":
                at = np.array([[self._get("z", layer, unit)]])
                return float(network.activation(layer).derivative(at)[0, 0])
            case "delta":
                return self._get("sum", layer, unit) * self._get("slope", layer, unit)
            case "Delta":
                return self.delta(layer + 1, unit) * self.input(layer, place.frm or 0)
            case "D":
                return self._D(place)
        D = self._get("D", layer, unit, place.frm)
        return float(network.theta(layer)[unit - 1, place.frm or 0] - self.problem.alpha * D)

    def _D(self, place: ValuePlace) -> float:
        """The mean over all examples, this one's part as the student has it, and the λ part."""
        problem, layer, frm = self.problem, place.layer, place.frm or 0
        others = sum(
            Chain(problem, n, {}).value(ValuePlace("Delta", layer, place.unit, frm))
            for n in range(1, problem.m + 1)
            if n != self.example
        )
        Delta = self._get("Delta", layer, place.unit, frm) + others
        penalty = problem.lam * problem.network.theta(layer)[place.unit - 1, frm] if frm else 0.0
        return float((Delta + penalty) / problem.m)

    def get(self, place: ValuePlace) -> float:
        """The student's value, else what follows."""
        return self.own[place] if place in self.own else self.value(place)

    def _get(self, kind: str, layer: int, unit: int, frm: int | None = None) -> float:
        return self.get(ValuePlace(kind, layer, unit, frm))

    def _units(self, layer: int) -> range:
        return range(1, self.problem.network.layers[layer - 1] + 1)

    def _row(self, kind: str, layer: int) -> Array:
        """The values of a whole layer, shape (1, units)."""
        return np.array([[self._get(kind, layer, n) for n in self._units(layer)]])

    def input(self, layer: int, unit: int) -> float:
        """a of a unit: 1 for the bias unit, x in layer 1."""
        if unit == 0:
            return 1.0
        if layer == 1:
            return float(self.problem.x[self.example - 1, unit - 1])
        return self._get("a", layer, unit)

    def delta(self, layer: int, unit: int) -> float:
        """δ of a unit, hidden or output."""
        output = layer == self.problem.network.depth
        return self._get("output-delta" if output else "delta", layer, unit)

    @property
    def _cancels(self) -> bool:
        """True where g′ of the outputs cancels, unit by unit, so that δ is a − y or its share."""
        cost = COSTS[self.problem.cost]
        return self.problem.output.elementwise and not cost.keeps_slope

    def _outputs(self) -> tuple[Array, Array, Array]:
        depth = self.problem.network.depth
        z, a = self._row("z", depth), self._row("a", depth)
        own_a = any(ValuePlace("a", depth, n) in self.own for n in self._units(depth))
        if own_a and self._cancels and bool(((a > 0) & (a < 1)).all()):
            z = np.log(a / (1 - a))  # the cost is computed from z; this is the z of that a
        return z, a, self.problem.y[self.example - 1 : self.example]


def right_value(problem: Problem, example: int, place: ValuePlace) -> float:
    """The value itself."""
    return Chain(problem, example, {}).value(place)
