"""Edits in later iterations: what they changed, so that a whole run can be repeated from its start.

A document says how its latest iterations are trained; its edits say what held before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array, all_same_bits
from bpsim.core.costs.table import check_cost
from bpsim.core.errors import ModelError
from bpsim.core.examples import Examples, require_columns
from bpsim.core.network import Network
from bpsim.core.settings import TrainingSettings

MOST_EDITS: Final = 1_000
MOST_EDIT_NUMBERS: Final = 4_000_000
"""So many weights and example numbers the edits of a file may hold together."""


@dataclass(frozen=True, eq=False)
class LaterEdit:
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
        if not isinstance(other, LaterEdit):
            return NotImplemented
        return (
            (self.iteration, self.training, self.cost, self.extras)
            == (other.iteration, other.training, other.cost, other.extras)
            and self.examples == other.examples
            and all_same_bits(self.weights or (), other.weights or ())
        )

    __hash__ = None  # type: ignore[assignment]  # compared by content, never a key


def require_edits_fit(
    edits: Sequence[LaterEdit], network: Network, cost: str, examples: Examples
) -> None:
    """Raise ModelError unless the edits come one after the other and fit the network.

    ``cost`` and ``examples`` are those that hold after the last of them.
    """
    shapes = [theta.shape for theta in network.weights]
    before = 0
    for n, edit in enumerate(edits):
        if edit.iteration <= before:
            raise ModelError(
                tr(
                    "a whole number > {before} is expected, as edits go by iteration", before=before
                ),
                f"edits[{n}].iteration",
            )
        before = edit.iteration
        if edit.weights is not None and [theta.shape for theta in edit.weights] != shapes:
            raise ModelError(tr("the matrices of the network are expected"), f"edits[{n}].weights")
        if not all(np.isfinite(theta).all() for theta in edit.weights or ()):
            raise ModelError(tr("every weight must be finite"), f"edits[{n}].weights")
    sets = [examples, *(edit.examples for edit in edits if edit.examples is not None)]
    try:
        for used in (cost, *(edit.cost for edit in edits if edit.cost is not None)):
            check_cost(used, network.activations[-1])
        for each in sets:
            require_columns(each, network.layers, "examples")
    except ModelError as error:
        raise ModelError(error.reason, tr("edits: {place}", place=error.place)) from error
    if not all(map(len, sets)):
        raise ModelError(
            tr("there must be an example to train with, before and after each"), "edits"
        )
