"""A document: everything that one file holds, as one immutable value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from bpsim.core.batches import Batch, batch_of, iterations_per_epoch
from bpsim.core.costs.table import check_cost
from bpsim.core.examples import Examples, require_columns
from bpsim.core.network import Network
from bpsim.core.settings import Convention, Position, TrainingSettings

if TYPE_CHECKING:
    from bpsim.core.breakpoints import Breakpoint
    from bpsim.core.edits import LaterEdit
    from bpsim.core.initial_weights import Start
    from bpsim.core.kept_runs import KeptRun
    from bpsim.core.scaling import Scaling
    from bpsim.core.scenes import TalkScene


@dataclass(frozen=True)
class Document:
    """A network, its cost, how it is trained, its training set and where its walk stands.

    ``network`` holds the weights of iteration 0. ``extras`` are keys that this version does not
    know, by the object they stood in ("" for the top level, "network", "training", …); they are
    written back as they were. ``held_out`` are examples that take no part in training, nor in J,
    Δ, D or the walk; without rows it is the empty set that fits the training set, and its columns
    always have the training set's names. ``edits`` are what was changed in later iterations: the
    settings and the examples are those that hold after the last of them. ``scaling`` is what was
    done to the inputs of all examples; ``classes`` names what the outputs stand for.
    ``start`` is how weights are drawn for it, None where nobody has said. Raises ModelError where
    the parts do not fit each other.
    """

    title: str
    network: Network
    cost: str
    examples: Examples
    training: TrainingSettings = field(default_factory=TrainingSettings)
    convention: Convention = field(default_factory=Convention)
    position: Position = field(default_factory=Position)
    extras: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    held_out: Examples = field(default_factory=lambda: Examples.none(1, 1))
    breakpoints: tuple[Breakpoint, ...] = ()
    edits: tuple[LaterEdit, ...] = ()
    runs: tuple[KeptRun, ...] = ()
    scenes: tuple[TalkScene, ...] = ()
    scaling: Scaling | None = None
    classes: tuple[str, ...] = ()
    start: Start | None = None

    def __post_init__(self) -> None:
        self.network.require_finite()
        check_cost(self.cost, self.network.activations[-1])
        require_columns(self.examples, self.network.layers, "examples")
        # A frozen value, completed while it is being made.
        object.__setattr__(self, "held_out", self.held_out.beside(self.examples))
        require_columns(self.held_out, self.network.layers, "held_out")
        if self.scaling is not None or self.classes:
            from bpsim.core.scaling import require_fit  # few documents have any

            layers = self.network.layers
            require_fit(self.scaling, self.classes, layers[0], layers[-1])
        if self.edits:
            from bpsim.core.edits import require_edits_fit  # few documents have any

            require_edits_fit(self.edits, self.network, self.cost, self.examples)

    @property
    def numbers(self) -> int:
        """How many numbers a file of it holds."""
        count = sum(theta.size for theta in self.network.weights)
        for examples in (self.examples, self.held_out):
            count += examples.x.size + examples.y.size
        count += sum(each.numbers for each in self.edits)
        if self.runs:
            from bpsim.core.kept_runs import numbers_in  # few documents have any

            count += numbers_in(self.runs)
        return count

    @property
    def iterations_per_epoch(self) -> int:
        """How many iterations go once through its m ≥ 1 training examples."""
        return iterations_per_epoch(len(self.examples), self.training)

    def batch_of(self, iteration: int) -> Batch:
        """Which of its m ≥ 1 training examples ``iteration`` takes."""
        return batch_of(iteration, len(self.examples), self.training)

    def with_(self, **changes: Any) -> Document:
        """A copy with some fields replaced."""
        return replace(self, **changes)
