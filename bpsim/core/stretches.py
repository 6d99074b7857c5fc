"""A whole run as stretches from edit to edit, each with the document that trains it.

The settings of any iteration are found by undoing edits from the last one back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bpsim.core.arrays import Array
from bpsim.core.document import Document
from bpsim.core.edits import LaterEdit


def edit_between(
    before: Document,
    after: Document,
    iteration: int,
    weights: tuple[Array, ...] | None,
    extras: Mapping[str, Mapping[str, Any]],
) -> LaterEdit:
    """What leads from ``before`` to ``after``, two documents of the same layers, at ``iteration``.

    ``weights`` are those set by hand there, if any; ``extras`` are kept with it.
    """
    return LaterEdit(
        iteration,
        weights,
        before.training
        if before.training != after.training or "training_before" in extras
        else None,
        before.cost if before.cost != after.cost else None,
        before.examples
        if before.examples != after.examples or "examples_before" in extras
        else None,
        extras,
    )


@dataclass(frozen=True, eq=False)
class Stretch:
    """Iterations from ``start`` on, as ``document`` trains them up to the next edit.

    ``weights`` are those that it starts from where they were set by hand, ``extras`` the unknown
    keys of the edit that it begins with.
    """

    start: int
    document: Document
    weights: tuple[Array, ...] | None = None
    extras: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def stretches(document: Document) -> tuple[Stretch, ...]:
    """The run of ``document`` from iteration 0 on; its documents have no edits of their own."""
    later = document.with_(edits=()) if document.edits else document
    found = []
    for edit in reversed(document.edits):
        found.append(Stretch(edit.iteration, later, edit.weights, edit.extras))
        parts = {"training": edit.training, "cost": edit.cost, "examples": edit.examples}
        later = later.with_(**{name: part for name, part in parts.items() if part is not None})
    return (Stretch(0, later), *reversed(found))
