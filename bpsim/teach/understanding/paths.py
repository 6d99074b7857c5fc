"""δ_j as a sum over all paths to the output, each a product of weights and of g′.

∂cost/∂z_j^(l) = Σ over paths j → k → … → o of δ_o^(L) · Π Θ · Π g′(z), the g′ of j itself included.
"""

from dataclasses import dataclass

import numpy as np

from bpsim.core.arrays import Array
from bpsim.core.errors import ModelError
from bpsim.core.propagation import backward
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.teach.mistakes.kind import Problem

MOST_LISTED = 300
CUT = 1e-3
"""A slope below this share of the largest that its function has cuts a path."""


@dataclass(frozen=True)
class Path:
    """One path: ``units`` from layer l to L (of ``weight``, its start's follows). ``share`` is its
    part of the sum of all sizes, from 0 to 1."""

    units: tuple[int, ...]
    product: float
    share: float
    layer: int

    @property
    def edges(self) -> tuple[EdgePlace, ...]:
        """The edges that it runs along, from left to right."""
        pairs = zip(self.units, self.units[1:], strict=False)
        return tuple(EdgePlace(self.layer + n, to, frm) for n, (frm, to) in enumerate(pairs))


@dataclass(frozen=True, eq=False)
class Paths:
    """δ of ``start``, or ∂cost/∂Θ of the ``weight`` that leads into it, as a sum over paths.

    ``count`` paths lead to the output; the ``listed`` ones are the largest first, and ``rest`` is
    the sum of the others. ``total`` is what they add up to: δ, or δ times ``factor``, the a at the
    weight's start. ``cut`` are the units whose g′ is nearly 0, so that little passes through them.
    """

    start: UnitPlace
    weight: EdgePlace | None
    factor: float
    count: int
    listed: tuple[Path, ...]
    rest: float
    total: float
    cut: tuple[UnitPlace, ...]
    sentence: str


def paths(
    problem: Problem, example: int, start: UnitPlace, weight: EdgePlace | None = None
) -> Paths:
    """All paths from ``start`` (a unit of layer 2 … L) for one example (from 1).

    With ``weight``, an edge into ``start``, everything is multiplied by the a at its start. Raises
    ModelError for a place that the network lacks.
    """
    network = problem.network
    if not (
        2 <= start.layer <= network.depth and 1 <= start.unit <= network.layers[start.layer - 1]
    ):
        raise ModelError(f"the network has no δ of {start}")
    if weight is not None and (
        weight.end != start or not 0 <= weight.frm <= network.layers[weight.layer - 1]
    ):
        raise ModelError(f"the weight {weight} does not lead into {start}")
    row = example - 1
    back = backward(network, problem.cost, problem.passed, problem.y)
    factor = 1.0
    if weight is not None and weight.frm:
        factor = float(problem.passed.a[weight.layer - 1][row, weight.frm - 1])
    count = int(np.prod([float(n) for n in network.layers[start.layer :]]))
    total = float(back.delta[start.layer - 1][row, start.unit - 1]) * factor
    slopes = [each[row] for each in back.slope]
    found = _largest(problem, slopes, back.delta[-1][row], start, factor)
    sizes = _sizes(problem, slopes, back.delta[-1][row], start) * abs(factor)
    listed = tuple(
        Path(units, product, abs(product) / sizes if sizes else 0.0, start.layer)
        for units, product in found
    )
    rest = total - sum(each.product for each in listed) if count > len(listed) else 0.0
    cut = _cut(problem, slopes, start)
    return Paths(
        start, weight, factor, count, listed, rest, total, cut,
        _sentence(start, count, listed, cut),
    )  # fmt: skip


def _largest(
    problem: Problem, slopes: list[Array], output: Array, start: UnitPlace, factor: float
) -> list[tuple[tuple[int, ...], float]]:
    """The largest products, largest first.

    Built from the output backwards, keeping the largest so many at every unit: all factors to the
    left of a unit are common to what starts there, so a smaller one can never overtake.
    """
    network, depth = problem.network, problem.network.depth
    at: list[list[tuple[tuple[int, ...], float]]] = [
        [((k + 1,), float(output[k]))] for k in range(network.layers[-1])
    ]
    for layer in range(depth - 1, start.layer - 1, -1):
        theta, slope = network.theta(layer), slopes[layer - 1]
        wanted = [start.unit - 1] if layer == start.layer else range(network.layers[layer - 1])
        before = []
        for j in wanted:
            ways = [
                ((j + 1, *units), float(slope[j]) * float(theta[k, j + 1]) * product)
                for k, each in enumerate(at)
                for units, product in each
            ]
            ways.sort(key=lambda way: -abs(way[1]))
            before.append(ways[:MOST_LISTED])
        at = before
    if start.layer == depth:
        at = [at[start.unit - 1]]
    return [(units, product * factor) for units, product in at[0]]


def _sizes(problem: Problem, slopes: list[Array], output: Array, start: UnitPlace) -> float:
    """Σ of the sizes of all paths: the same recursion with absolute values."""
    network = problem.network
    size = np.abs(output)
    for layer in range(network.depth - 1, start.layer - 1, -1):
        size = (size @ np.abs(network.theta(layer)[:, 1:])) * np.abs(slopes[layer - 1])
    return float(size[start.unit - 1])


def _cut(problem: Problem, slopes: list[Array], start: UnitPlace) -> tuple[UnitPlace, ...]:
    """The units on the way, the start among them, whose g′ lets nearly nothing through."""
    network, found = problem.network, []
    for layer in range(start.layer, network.depth):
        largest = network.activation(layer).steepest or 1.0
        for unit, slope in enumerate(slopes[layer - 1], start=1):
            if abs(slope) < CUT * largest and (layer > start.layer or unit == start.unit):
                found.append(UnitPlace(layer, unit))
    return tuple(found)


def _sentence(
    start: UnitPlace, count: int, listed: tuple[Path, ...], cut: tuple[UnitPlace, ...]
) -> str:
    ways = "One path leads" if count == 1 else f"{count:,} paths lead"
    sentence = f"{ways} from {start} to the output"
    if len(listed) < count:
        sentence += f"; the {len(listed):,} largest are listed and the rest is summed"
    if listed and count > 1:
        sentence += f". The largest carries {listed[0].share:.0%} of what flows"
    if cut:
        names = ", ".join(map(str, cut[:3])) + (" and others" if len(cut) > 3 else "")
        verb = "is" if len(cut) == 1 else "are"
        sentence += f". g′ of {names} {verb} nearly 0: the paths through there are cut"
    return sentence + "."
