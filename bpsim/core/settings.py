"""How a network is trained and how its walk is written: small values, checked when made."""

import math
from dataclasses import dataclass
from typing import Literal

from bpsim.base.words import tr
from bpsim.core.errors import ModelError
from bpsim.core.methods.descent import PLAIN
from bpsim.core.methods.method import Method

Sign = Literal["course", "lecture"]
Order = Literal["file", "shuffled"]
GranularityName = Literal["term", "unit", "layer", "pass", "iteration"]
USUAL_MEMORY = 256
"""What going back to earlier iterations may take, in units of 2^20 bytes."""


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """Gradient descent: Θ := Θ − α D, or another ``method`` of making an update of D.

    ``learning_rate`` is α, ``lam`` is λ (the bias column is never regularised), ``batch_size`` is
    the number of examples per update, None for the whole set. With ``train_biases`` off the bias
    columns keep their values. ``order`` is the order of the examples in an epoch; "shuffled" is
    drawn anew for each epoch from ``seed``.
    """

    learning_rate: float = 0.5
    lam: float = 0.0
    batch_size: int | None = None
    train_biases: bool = True
    seed: int = 1
    order: Order = "file"
    method: Method = PLAIN

    def __post_init__(self) -> None:
        if not math.isfinite(self.learning_rate) or self.learning_rate < 0:
            raise ModelError(tr("a finite number ≥ 0 is expected"), "training.learning_rate")
        if not math.isfinite(self.lam) or self.lam < 0:
            raise ModelError(tr("a finite number ≥ 0 is expected"), "training.lambda")
        if self.batch_size is not None and self.batch_size < 1:
            raise ModelError(tr("a whole number ≥ 1 or null is expected"), "training.batch_size")
        if self.seed < 0:
            raise ModelError(tr("a whole number ≥ 0 is expected"), "training.seed")


@dataclass(frozen=True, slots=True)
class Convention:
    """How δ and the cost are written.

    ``sign`` "course": δ = ∂cost/∂z, the cost with its minus. "lecture": both with the other sign.
    ``lecture_shorthand`` leaves g′ out of the hidden delta, as the lecture on intuition does.
    """

    sign: Sign = "course"
    lecture_shorthand: bool = False

    @property
    def factor(self) -> float:
        """+1 or −1: what δ, Δ, D and the cost are multiplied by before they are shown."""
        return 1.0 if self.sign == "course" else -1.0


@dataclass(frozen=True, slots=True)
class Position:
    """Where the walk stands: iteration and step count from 0, the step at ``granularity``.

    ``reached`` is the last iteration trained so far; 0 where that is the one on screen.
    """

    iteration: int = 0
    step: int = 0
    granularity: GranularityName = "unit"
    reached: int = 0

    def __post_init__(self) -> None:
        if self.iteration < 0:
            raise ModelError(tr("a whole number ≥ 0 is expected"), "position.iteration")
        if self.step < 0:
            raise ModelError(tr("a whole number ≥ 0 is expected"), "position.step")
        if self.reached < 0:
            raise ModelError(tr("a whole number ≥ 0 is expected"), "position.reached")

    @property
    def last(self) -> int:
        """The last iteration trained so far, up to which everything is run again."""
        return max(self.iteration, self.reached)
