"""Edits in later iterations: what they changed, so that a whole run can be repeated from its start.

A document says how its latest iterations are trained; its edits say what held before, so that the
settings of any iteration are found by undoing edits from the last one back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from bpsim.core.arrays import Array, same_bits
from bpsim.core.errors import ModelError
from bpsim.core.examples import Examples
from bpsim.core.settings import TrainingSettings

if TYPE_CHECKING:
    from bpsim.core.document import Document

MOST_EDITS: Final = 1_000
MOST_EDIT_NUMBERS: Final = 4_000_000
"""So many weights and example numbers the edits of a file may hold together."""


@dataclass(frozen=True, eq=False)
class Edit:
    """What was changed where ``iteration`` (from 1 on) begins.

    ``training``, ``cost`` and ``examples`` held before it, None where they were not changed.
    ``weights`` are those that the iteration starts from where they were set by hand, None where
    they are those that the iteration before it left. ``extras`` are keys of a file that this
    version does not know, by the object that they stood in ("" for the edit's own).
    """

    iteration: int
    weights: tuple[Array, ...] | None = None
    training: TrainingSettings | None = None
    cost: str | None = None
    examples: Examples | None = None
    extras: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def numbers(self) -> int:
        """How many numbers it holds."""
        weights = sum(theta.size for theta in self.weights or ())
        examples = self.examples
        return weights + (0 if examples is None else examples.x.size + examples.y.size)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Edit):
            return NotImplemented
        mine, theirs = self.weights or (), other.weights or ()
        return (
            (self.iteration, self.training, self.cost, self.extras)
            == (other.iteration, other.training, other.cost, other.extras)
            and self.examples == other.examples
            and len(mine) == len(theirs)
            and all(map(same_bits, mine, theirs))
        )

    __hash__ = None  # type: ignore[assignment]  # compared by content, never a key


def edit_between(
    before: "Document",
    after: "Document",
    iteration: int,
    weights: tuple[Array, ...] | None,
    extras: Mapping[str, Mapping[str, Any]],
) -> Edit:
    """What leads from ``before`` to ``after``, two documents of the same layers, at ``iteration``.

    ``weights`` are those set by hand there, if any; ``extras`` are kept with it.
    """
    return Edit(
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
    document: "Document"
    weights: tuple[Array, ...] | None = None
    extras: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def stretches(document: "Document") -> tuple[Stretch, ...]:
    """The run of ``document`` from iteration 0 on; its documents have no edits of their own.

    Raises ModelError where an edit does not fit the network.
    """
    later = document.with_(edits=()) if document.edits else document
    found = []
    for edit in reversed(document.edits):
        found.append(Stretch(edit.iteration, later, edit.weights, edit.extras))
        parts = {"training": edit.training, "cost": edit.cost, "examples": edit.examples}
        later = later.with_(**{name: part for name, part in parts.items() if part is not None})
    return (Stretch(0, later), *reversed(found))


def require_edits_fit(document: "Document") -> None:
    """Raise ModelError unless the edits come one after the other and fit the network."""
    shapes = [theta.shape for theta in document.network.weights]
    before = 0
    for n, edit in enumerate(document.edits):
        if edit.iteration <= before:
            raise ModelError(
                f"a whole number > {before} is expected, as edits go by iteration",
                f"edits[{n}].iteration",
            )
        before = edit.iteration
        if edit.weights is not None and [theta.shape for theta in edit.weights] != shapes:
            raise ModelError("the matrices of the network are expected", f"edits[{n}].weights")
        if not all(np.isfinite(theta).all() for theta in edit.weights or ()):
            raise ModelError("every weight must be finite", f"edits[{n}].weights")
    try:
        whole = stretches(document)
    except ModelError as error:
        raise ModelError(error.reason, f"edits: {error.place}") from error
    if not all(len(each.document.examples) for each in whole):
        raise ModelError("there must be an example to train with, before and after each", "edits")
