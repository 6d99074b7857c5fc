"""How times are taken: many short rounds in turn, so that a slow minute hits everyone.

The median of the rounds is what one gets to see; the best is what the code needs when it has the
machine to itself. A table shows both, and its ratios are those of the medians.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

from benchmarks.table import seconds

ROUND_SECONDS = 0.15
PAUSE_SECONDS = 0.03

Timed = Callable[[float], float]
"""Works for about so many seconds; returns the seconds that one repetition took."""


def repeated(work: Callable[[int], object]) -> Timed:
    """``work(n)`` does something n times; n is found so that a round takes as long as asked."""
    known: list[float] = []

    def one_round(seconds: float) -> float:
        if not known:
            work(1)
            began = time.perf_counter()
            work(1)
            known.append(time.perf_counter() - began)
        n = max(1, int(seconds / max(min(known), 1e-7)))
        began = time.perf_counter()
        work(n)
        each = (time.perf_counter() - began) / n
        known.append(each)
        return each

    return one_round


@dataclass(frozen=True)
class Times:
    """Seconds of one repetition over the rounds."""

    rounds: tuple[float, ...]

    @property
    def median(self) -> float:
        """What one gets to see."""
        return median(self.rounds)

    @property
    def best(self) -> float:
        """What it takes undisturbed."""
        return min(self.rounds)

    def __str__(self) -> str:
        return f"{seconds(self.median)} (best {seconds(self.best)})"


def in_turn(contenders: Mapping[str, Timed], rounds: int) -> dict[str, Times]:
    """The times of each contender; they take turns, and the first turn is practice."""
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(rounds + 1):
        for name, one_round in contenders.items():
            time.sleep(PAUSE_SECONDS)  # for threads of the one before that still spin
            each = one_round(ROUND_SECONDS)
            if number:
                taken[name].append(each)
    return {name: Times(tuple(found)) for name, found in taken.items()}
