"""How times are taken: many short rounds in turn, the best of each counts.

Whatever else runs on the machine can only add to a time, so the best is what the code needs; and
what is compared is measured in turn, so that a slow minute hits everyone.
"""

import time
from collections.abc import Callable, Mapping

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


def in_turn(contenders: Mapping[str, Timed], rounds: int) -> dict[str, float]:
    """The best time of each contender, in seconds; they take turns."""
    best = dict.fromkeys(contenders, float("inf"))
    for _ in range(rounds):
        for name, one_round in contenders.items():
            time.sleep(PAUSE_SECONDS)  # for threads of the one before that still spin
            best[name] = min(best[name], one_round(ROUND_SECONDS))
    return best
