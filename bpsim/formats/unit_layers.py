"""Layers out of single units and connections, in whatever order a file lists them."""

from collections.abc import Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.formats.errors import PlaceError
from bpsim.formats.limits import Budget


class Edges(NamedTuple):
    """Connections: from which units, to which, and the weights, one array each."""

    sources: npt.NDArray[np.int64]
    targets: npt.NDArray[np.int64]
    weights: Array

    def pairs(self) -> Iterator[tuple[int, int]]:
        """From which unit to which each of them leads."""
        return zip(self.sources.tolist(), self.targets.tolist(), strict=True)

    @classmethod
    def of(cls, sources: list[int], targets: list[int], weights: list[float]) -> "Edges":
        """The same from lists; raises PlaceError naming the first weight that is not finite."""
        found = cls(
            np.array(sources, dtype=np.int64),
            np.array(targets, dtype=np.int64),
            np.array(weights, dtype=np.float64),
        )
        if not np.isfinite(found.weights).all():
            at = int(np.argmin(np.isfinite(found.weights)))
            place = tr(
                "the weight from unit {sources} to unit {targets}",
                sources=sources[at],
                targets=targets[at],
            )
            raise PlaceError(tr("must be a finite number"), place)
        return found


def levels_of(inputs: Sequence[int], others: Sequence[int], edges: Edges) -> list[list[int]]:
    """The units of each layer, the inputs first, each layer in the order of the units' numbers.

    A unit belongs to the layer after that of its sources. Raises PlaceError naming the units of a
    shortcut or of a circle.
    """
    sources = _sources(inputs, others, edges)
    level = dict.fromkeys(inputs, 0)
    try:
        for unit in TopologicalSorter(sources).static_order():
            if unit not in level:
                level[unit] = 1 + max(level[each] for each in sources[unit])
    except CycleError as error:
        raise PlaceError(
            tr(
                "unit {unit} lies on a circle or behind one: context units and "
                "recurrent networks cannot be opened",
                unit=min(error.args[1]),
            )
        ) from error
    for source, target in edges.pairs():
        if level[target] != level[source] + 1:
            raise PlaceError(
                tr(
                    "the connection from unit {source} to unit {target} is a shortcut, "
                    "past the layer between them",
                    source=source,
                    target=target,
                )
            )
    layers: list[list[int]] = [[] for _ in range(max(level.values()) + 1)]
    for unit in sorted(level):
        layers[level[unit]].append(unit)
    return layers


def _sources(inputs: Sequence[int], others: Sequence[int], edges: Edges) -> dict[int, list[int]]:
    """The units that lead to each unit that is no input; raises PlaceError where that is wrong."""
    sources: dict[int, list[int]] = {each: [] for each in others}
    first = frozenset(inputs)
    for source, target in edges.pairs():
        if target in first:
            raise PlaceError(
                tr(
                    "input unit {target} is a target of unit {source}: a recurrence",
                    target=target,
                    source=source,
                )
            )
        if target not in sources or (source not in sources and source not in first):
            raise PlaceError(
                tr(
                    "unit {source} or unit {target} is connected but not defined",
                    source=source,
                    target=target,
                )
            )
        sources[target].append(source)
    alone = next((unit for unit, found in sources.items() if not found), None)
    if alone is not None:
        raise PlaceError(
            tr("gets nothing from any other unit and is no input"), tr("unit {alone}", alone=alone)
        )
    return sources


def matrices_of(layers: Sequence[Sequence[int]], edges: Edges) -> tuple[list[Array], int]:
    """The weights between layers, a row for each unit they lead to, and how many are missing.

    What is not connected has the weight 0. Each connection leads from a layer to the next one.
    """
    budget = Budget()
    level = np.zeros(1 + max(max(units) for units in layers), dtype=np.int64)
    place = np.zeros_like(level)
    for n, units in enumerate(layers):
        level[list(units)] = n
        place[list(units)] = np.arange(len(units))
    matrices, missing = [], 0
    for n, (before, after) in enumerate(pairwise(layers), start=1):
        budget.take((len(after), len(before)), tr("the network"))
        here = level[edges.targets] == n
        sources, targets = edges.sources[here], edges.targets[here]
        where = place[targets] * len(before) + place[sources]
        _, first, counts = np.unique(where, return_index=True, return_counts=True)
        if (counts > 1).any():
            twice = first[np.argmax(counts > 1)]
            raise PlaceError(
                tr(
                    "unit {sources} is connected to unit {targets} twice",
                    sources=sources[twice],
                    targets=targets[twice],
                )
            )
        matrix = np.zeros(len(after) * len(before))
        matrix[where] = edges.weights[here]
        matrices.append(matrix.reshape(len(after), len(before)))
        missing += matrix.size - len(where)
    return matrices, missing


def about_missing(missing: int) -> tuple[str, ...]:
    """The sentence about connections that the network has not."""
    if not missing:
        return ()
    return (
        tr(
            "Units of neighbouring layers are not all connected: {missing:,} "
            "weights are 0 instead, and training changes them.",
            missing=missing,
        ),
    )
