"""Layers out of single units and connections, in whatever order a file lists them."""

from collections.abc import Sequence
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
            raise PlaceError(place, tr("must be a finite number"))
        return found


def levels_of(inputs: Sequence[int], others: Sequence[int], edges: Edges) -> list[list[int]]:
    """The units of each layer, the inputs first, each layer in the order of the units' numbers.

    A unit belongs to the layer after that of its sources. Raises PlaceError naming the units of a
    shortcut or of a circle.
    """
    level = dict.fromkeys(inputs, 0)
    sources: dict[int, list[int]] = {each: [] for each in others}
    targets: dict[int, list[int]] = {}
    for source, target in zip(edges.sources.tolist(), edges.targets.tolist(), strict=True):
        if target in level:
            raise PlaceError(
                "",
                tr(
                    "input unit {target} is a target of unit {source}: a recurrence",
                    target=target,
                    source=source,
                ),
            )
        if target not in sources or (source not in sources and source not in level):
            raise PlaceError(
                "",
                tr(
                    "unit {source} or unit {target} is connected but not defined",
                    source=source,
                    target=target,
                ),
            )
        sources[target].append(source)
        targets.setdefault(source, []).append(target)
    missing = {unit: len(found) for unit, found in sources.items()}
    alone = next((unit for unit, count in missing.items() if not count), None)
    if alone is not None:
        raise PlaceError(
            tr("unit {alone}", alone=alone), tr("gets nothing from any other unit and is no input")
        )
    ready = list(inputs)
    while ready:
        unit = ready.pop()
        for target in targets.get(unit, []):
            missing[target] -= 1
            if not missing[target]:
                level[target] = 1 + max(level[each] for each in sources[target])
                ready.append(target)
    if any(missing.values()):
        unit = next(unit for unit, count in missing.items() if count)
        raise PlaceError(
            "",
            tr(
                "unit {unit} lies on a circle or behind one: context units and "
                "recurrent networks cannot be opened",
                unit=unit,
            ),
        )
    for source, target in zip(edges.sources.tolist(), edges.targets.tolist(), strict=True):
        if level[target] != level[source] + 1:
            raise PlaceError(
                "",
                tr(
                    "the connection from unit {source} to unit {target} is a shortcut, "
                    "past the layer between them",
                    source=source,
                    target=target,
                ),
            )
    layers: list[list[int]] = [[] for _ in range(max(level.values()) + 1)]
    for unit in sorted(level):
        layers[level[unit]].append(unit)
    return layers


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
                "",
                tr(
                    "unit {sources} is connected to unit {targets} twice",
                    sources=sources[twice],
                    targets=targets[twice],
                ),
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
