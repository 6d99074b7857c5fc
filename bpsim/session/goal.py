"""How far a run is to go: a number of iterations, until J falls below a number, or until stopped.

A run until a cost has no number of iterations to count down; how many are left can only be told
from how J has fallen so far.
"""

import math
from dataclasses import dataclass
from typing import Final, Literal, get_args

import numpy as np
import numpy.typing as npt

from bpsim.core.arrays import Array
from bpsim.core.document import Document
from bpsim.notation.numerals import setting_text

GoalKind = Literal["iterations", "cost", "stopped"]
GOAL_KINDS: Final[tuple[GoalKind, ...]] = get_args(GoalKind)
MOST_ITERATIONS: Final = 1_000_000
"""So many iterations can be asked for at a time."""
LONGEST_RUN: Final = 10_000_000
"""So many iterations a run without a number of its own takes at most: 80 MB of costs."""
FEWEST_TO_JUDGE: Final = 32
SLOWEST_FALL: Final = 0.05
FURTHEST: Final = 1e9


@dataclass(frozen=True, slots=True)
class Goal:
    """After ``iterations`` more, or in the first iteration with which J is below ``below``.

    Without both the run goes on until it is stopped.
    """

    iterations: int | None = None
    below: float | None = None

    @property
    def most(self) -> int:
        """The iterations after which the run ends whatever J is."""
        return LONGEST_RUN if self.iterations is None else self.iterations


@dataclass(frozen=True, slots=True)
class GoalChoice:
    """How far runs are to go: the ``kind`` of goal, and the number that each kind has in store."""

    kind: GoalKind = "iterations"
    iterations: int = 2000
    below: float = 0.01

    @classmethod
    def of(cls, kind: str, iterations: float, below: float) -> "GoalChoice":
        """That choice, each part that makes no sense replaced by its default."""
        usual = cls()
        return cls(
            next((each for each in GOAL_KINDS if each == kind), usual.kind),
            int(iterations) if 1 <= iterations <= MOST_ITERATIONS else usual.iterations,
            below if 0 < below < math.inf else usual.below,
        )


def cost_goal_words(below: float, sign: float = 1.0) -> str:
    """ "J < 0.01"; where the cost is written without its minus (``sign`` −1), "J > −0.01"."""
    text = setting_text(below)
    return f"J < {text}" if sign > 0 else f"J > −{text}"


class EpochMeans:
    """The mean J of each whole epoch, told as the costs of its iterations come in.

    An epoch is ``epoch`` iterations long; ``begun`` are the costs of the one under way.
    """

    def __init__(self, epoch: int, begun: Array | None = None) -> None:
        self.epoch = epoch
        self._begun = np.empty(0) if begun is None else begun

    def of(self, costs: Array) -> tuple[Array, npt.NDArray[np.intp]]:
        """The means of the epochs that end within the next ``costs``, and where they end."""
        before = len(self._begun)
        costs = np.concatenate([self._begun, costs])
        whole = len(costs) // self.epoch
        means = costs[: whole * self.epoch].reshape(whole, self.epoch).mean(axis=1)
        self._begun = costs[whole * self.epoch :]
        return means, np.arange(1, whole + 1) * self.epoch - 1 - before


class CostGoal:
    """Tells in which iteration of a run J comes below a number.

    Where an iteration takes a part of the examples, its J is that of these alone, and one lucky
    example would do. So the mean J of whole epochs is looked at, counted from where the run began.
    ``J`` is the one that was below, once it was.
    """

    def __init__(self, below: float, document: Document) -> None:
        self.below = below
        self.epoch = document.iterations_per_epoch
        self._means = EpochMeans(self.epoch)
        self.J = math.nan

    def first(self, costs: Array) -> int | None:
        """The place of the first of the run's next ``costs`` with which J is below."""
        means, places = self._means.of(costs)
        found = np.flatnonzero(means < self.below)
        if not found.size:
            return None
        self.J = float(means[found[0]])
        return int(places[found[0]])


def iterations_left(costs: Array, below: float) -> float | None:
    """About how many more iterations it takes until J is below ``below``, judged by ``costs``.

    J of gradient descent falls about like a power of the number of iterations. The power is taken
    from the later half of the run; None where it is too short to judge, where J hardly falls, or
    where the goal is so far off that the answer means nothing.
    """
    count = len(costs)
    if count < FEWEST_TO_JUDGE or below <= 0:
        return None
    width = max(1, count // 16)
    now = float(costs[-width:].mean())
    half = count // 2
    then = float(costs[half - width // 2 : half - width // 2 + width].mean())
    if not (0 < now < then):
        return None
    middle = count - (width - 1) / 2
    power = math.log(then / now) / math.log(middle / (half + 0.5))
    if power < SLOWEST_FALL:
        return None
    if now <= below:
        return 0.0
    growth = math.log(now / below) / power
    if growth > math.log(FURTHEST):
        return None
    left = middle * math.exp(growth) - count
    return max(0.0, left) if left < FURTHEST else None
