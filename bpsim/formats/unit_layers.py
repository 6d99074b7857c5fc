"""Layers out of single units and connections, in whatever order a file lists them."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from bpsim.core.arrays import Array
from bpsim.formats.errors import PlaceError
from bpsim.formats.limits import Budget

Edge = tuple[int, int, float]
"""From which unit, to which, and the weight."""


def levels_of(
    inputs: Sequence[int], others: Sequence[int], edges: Sequence[Edge]
) -> list[list[int]]:
    """The units of each layer, the inputs first, each layer in the order of the units' numbers.

    A unit belongs to the layer after that of its sources. Raises PlaceError naming the units of a
    shortcut or of a circle.
    """
    level = dict.fromkeys(inputs, 0)
    sources: dict[int, list[int]] = {each: [] for each in others}
    targets: dict[int, list[int]] = {}
    for source, target, _ in edges:
        if target in level:
            raise PlaceError("", f"input unit {target} is a target of unit {source}: a recurrence")
        if target not in sources or (source not in sources and source not in level):
            raise PlaceError("", f"unit {source} or unit {target} is connected but not defined")
        sources[target].append(source)
        targets.setdefault(source, []).append(target)
    missing = {unit: len(found) for unit, found in sources.items()}
    alone = next((unit for unit, count in missing.items() if not count), None)
    if alone is not None:
        raise PlaceError(f"unit {alone}", "gets nothing from any other unit and is no input")
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
            f"unit {unit} lies on a circle or behind one: context units and "
            "recurrent networks cannot be opened",
        )
    for source, target, _ in edges:
        if level[target] != level[source] + 1:
            raise PlaceError(
                "",
                f"the connection from unit {source} to unit {target} is a shortcut, past the "
                "layer between them",
            )
    layers: list[list[int]] = [[] for _ in range(max(level.values()) + 1)]
    for unit in sorted(level):
        layers[level[unit]].append(unit)
    return layers


def matrices_of(layers: Sequence[Sequence[int]], edges: Iterable[Edge]) -> tuple[list[Array], int]:
    """The weights between layers, a row for each unit they lead to, and how many are missing.

    What is not connected has the weight 0.
    """
    budget = Budget()
    place = {unit: (n, at) for n, units in enumerate(layers) for at, unit in enumerate(units)}
    matrices = []
    for before, after in pairwise(layers):
        budget.take((len(after), len(before)), "the network")
        matrices.append(np.zeros((len(after), len(before))))
    seen: set[tuple[int, int]] = set()
    for source, target, weight in edges:
        if (source, target) in seen:
            raise PlaceError("", f"unit {source} is connected to unit {target} twice")
        seen.add((source, target))
        level, row = place[target]
        matrices[level - 1][row, place[source][1]] = weight
    return matrices, sum(each.size for each in matrices) - len(seen)


def about_missing(missing: int) -> tuple[str, ...]:
    """The sentence about connections that the network has not."""
    if not missing:
        return ()
    return (
        f"Units of neighbouring layers are not all connected: {missing:,} weights are 0 instead, "
        "and training changes them.",
    )
