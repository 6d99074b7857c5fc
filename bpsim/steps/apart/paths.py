"""One δ as a sum over all paths to the output: each a product of weights and slopes.

By the chain rule δ_j^(l) = Σ over all paths u_l = j, u_{l+1}, …, u_L of
g′(z_j^(l)) Θ_{u_{l+1} u_l}^(l) g′(z_{u_{l+1}}^(l+1)) … Θ_{u_L u_{L−1}}^(L−1) · δ_{u_L}^(L).
"""

import heapq
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count, pairwise

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.notation.formula import TIMES, Expr, Number, joined, to_text
from bpsim.steps.explain import symbols as s
from bpsim.steps.places import EdgePlace, UnitPlace, has_z
from bpsim.steps.step import Values
from bpsim.steps.trace import Trace

MOST_LISTED = 200
"""Of more paths the largest are listed and the others summed."""
NEARLY_NOTHING = 1e-3
"""A slope so small, of at most 1, hardly lets anything through."""


@dataclass(frozen=True)
class Path:
    """One way from a unit to the output; ``units`` are its units from left to right, from 1.

    ``factors`` are what it multiplies, in the order of ``formula``; ``share`` is its part of the
    sum of all sizes. ``cut`` is the first unit whose slope g′ is (nearly) 0, None where none is.
    A path of a ``weight`` begins with the a at its start.
    """

    layer: int
    units: tuple[int, ...]
    factors: tuple[float, ...]
    value: float
    share: float
    cut: UnitPlace | None
    weight: EdgePlace | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Its units by their numbers, with where the weight starts."""
        numbers = tuple(map(str, self.units))
        if self.weight is None:
            return numbers
        return (tr("bias") if self.weight.frm == 0 else str(self.weight.frm), *numbers)

    @property
    def places(self) -> tuple[UnitPlace, ...]:
        """The units it goes through."""
        return tuple(UnitPlace(self.layer + n, unit) for n, unit in enumerate(self.units))

    @property
    def edges(self) -> tuple[EdgePlace, ...]:
        """The weights it goes along."""
        along = (
            EdgePlace(self.layer + n, to, frm) for n, (frm, to) in enumerate(pairwise(self.units))
        )
        return tuple(along) if self.weight is None else (self.weight, *along)

    @property
    def formula(self) -> Expr:
        """g′(z) Θ g′(z) Θ … δ, its symbols in the order of ``factors``."""
        parts: list[Expr] = []
        last = self.layer + len(self.units) - 1
        edges = self.edges
        if self.weight is not None:
            parts.append(s.a(self.weight.layer, self.weight.frm))
            edges = edges[1:]
        for place, edge in zip(self.places, edges, strict=False):
            parts.append(s.g(s.z(place.layer, place.unit), primed=True))
            parts.append(s.theta(edge.layer, edge.to, edge.frm))
        return joined([*parts, s.delta(last, self.units[-1])], TIMES)

    @property
    def numbers(self) -> Expr:
        """The same with numbers."""
        return joined([Number(value, guarded=True) for value in self.factors], TIMES)


@dataclass(frozen=True)
class Paths:
    """All paths from one unit: those listed, largest first, and the sum of the others.

    ``total`` is their sum, which is δ, with the sign of the convention; with a ``weight`` into
    that unit it is ∂cost/∂Θ, δ times the a at the weight's start.
    """

    layer: int
    unit: int
    count: int
    listed: tuple[Path, ...]
    rest: float
    total: float
    weight: EdgePlace | None = None

    @property
    def symbol(self) -> str:
        """What the paths add up to."""
        if self.weight is None:
            return to_text(s.delta(self.layer, self.unit))
        return f"∂cost/∂{self.weight.symbol}"

    @property
    def cut(self) -> tuple[UnitPlace, ...]:
        """The units that cut listed paths, each once, in the order of their paths."""
        return tuple(dict.fromkeys(path.cut for path in self.listed if path.cut is not None))

    @property
    def sentence(self) -> str:
        """How many paths there are and what they do together."""
        start = tr("From unit {unit} of layer {layer},", unit=self.unit, layer=self.layer)
        if self.count == 1:
            words = [tr("{start} one path leads to the output.", start=start)]
        else:
            words = [
                tr(
                    "{start} {count:,} paths lead to the output; their products add up to "
                    "{symbol}.",
                    start=start,
                    count=self.count,
                    symbol="δ" if self.weight is None else self.symbol,
                )
            ]
        if len(self.listed) < self.count:
            words.append(
                tr(
                    "The {listed} largest are listed, the others are summed in one line.",
                    listed=len(self.listed),
                )
            )
        words += [
            tr("Hardly anything passes {place}: its g′ is nearly 0.", place=place)
            for place in self.cut
        ]
        return " ".join(words)


def paths_of(trace: Trace, item: int, layer: int, unit: int, most: int = MOST_LISTED) -> Paths:
    """δ of ``unit`` in hidden ``layer`` as paths, for place ``item`` (from 0) in the batch.

    Takes the true δ, with or without the lecture's shorthand. Raises KeyError for a unit that is
    in no hidden layer.
    """
    network = trace.values.network
    if not has_z(layer, unit, network.layers) or layer == network.depth:
        raise KeyError((layer, unit))
    values = trace.values.of(item, true_delta=True)
    steps = _steps_between(trace, values, layer)
    reach = _largest_from(steps, values)
    number = math.prod(network.layers[layer:])
    sizes = _total_size(steps, values)[unit - 1]
    listed = []
    for units in _largest_first(steps, reach, unit - 1):
        listed.append(_path(trace, values, layer, units, sizes))
        if len(listed) == most:
            break
    total = float(values.delta[layer - 1][unit - 1])
    rest = 0.0
    if len(listed) < number:
        rest = total - math.fsum(path.value for path in listed)
    return Paths(layer, unit, number, tuple(listed), rest, total)


def paths_of_weight(trace: Trace, item: int, weight: EdgePlace, most: int = MOST_LISTED) -> Paths:
    """∂cost/∂Θ of a weight into a hidden unit: the paths of its δ, each times the a at the start.

    Raises KeyError for a weight that leads into no hidden unit.
    """
    found = paths_of(trace, item, weight.layer + 1, weight.to, most)
    a = 1.0
    if weight.frm:
        a = float(trace.values.of(item, true_delta=True).a[weight.layer - 1][weight.frm - 1])
    listed = tuple(
        replace(path, factors=(a, *path.factors), value=a * path.value, weight=weight)
        for path in found.listed
    )
    return replace(found, listed=listed, rest=a * found.rest, total=a * found.total, weight=weight)


def _steps_between(trace: Trace, values: Values, layer: int) -> list[Array]:
    """For each layer m from ``layer`` on: g′(z_i^(m)) Θ_ji^(m), shape (s_m, s_{m+1})."""
    network = trace.values.network
    return [
        values.slope[m - 1][:, None] * network.theta(m)[:, 1:].T
        for m in range(layer, network.depth)
    ]


def _largest_from(steps: list[Array], values: Values) -> list[Array]:
    """The largest size that a path from each unit can still reach, per layer."""
    out = [np.abs(values.delta[-1])]
    for step in reversed(steps):
        out.insert(0, (np.abs(step) * out[0]).max(axis=1))
    return out


def _total_size(steps: list[Array], values: Values) -> Array:
    """Σ of the sizes of all paths from each unit of the first layer, shape (s_l,)."""
    out = np.abs(values.delta[-1])
    for step in reversed(steps):
        out = np.abs(step) @ out
    return out


def _largest_first(steps: list[Array], reach: list[Array], start: int) -> Iterator[tuple[int, ...]]:
    """The paths (units from 0) by falling size: the partial path that can reach most goes first."""
    tie = count()  # of equal ones the first in the order of the units
    waiting: list[tuple[float, int, tuple[int, ...], float]] = [
        (-float(reach[0][start]), next(tie), (start,), 1.0)
    ]
    while waiting:
        _, _, units, product = heapq.heappop(waiting)
        depth = len(units) - 1
        if depth == len(steps):
            yield units
            continue
        for following, weight in enumerate(steps[depth][units[-1]]):
            size = product * abs(float(weight))
            best = size * float(reach[depth + 1][following])
            heapq.heappush(waiting, (-best, next(tie), (*units, following), size))


def _path(trace: Trace, values: Values, layer: int, units: tuple[int, ...], sizes: float) -> Path:
    network = trace.values.network
    factors: list[float] = []
    cut = None
    for n, (here, following) in enumerate(pairwise(units)):
        slope = float(values.slope[layer + n - 1][here])
        if cut is None and abs(slope) < NEARLY_NOTHING:
            cut = UnitPlace(layer + n, here + 1)
        factors += [slope, float(network.theta(layer + n)[following, here + 1])]
    factors.append(float(values.delta[-1][units[-1]]))
    value = math.prod(factors)
    share = abs(value) / sizes if sizes else 0.0
    return Path(layer, tuple(unit + 1 for unit in units), tuple(factors), value, share, cut)
