"""Snapshots thin out, the weights looked at last are few, and a budget is kept together."""

import numpy as np

from bpsim.core.arrays import frozen
from bpsim.core.checkpoint import Checkpoint
from bpsim.session.snapshots import (
    RECENT_SHARE,
    MemoryBudget,
    RecentCheckpoints,
    Snapshots,
    first_stride,
)

WEIGHTS = [Checkpoint((frozen(np.full((2, 3), float(k))),)) for k in range(20)]


def test_the_distance_of_snapshots_follows_the_work() -> None:
    tiny, middle, large = (first_stride(*each) for each in (
        ((2, 2, 2, 1), 4), ((2, 8, 8, 8, 8, 8, 8, 1), 250), ((400, 25, 10), 5000),
    ))  # fmt: skip
    assert tiny >= middle > large == 1


def test_snapshots_forget_every_other_one() -> None:
    kept = Snapshots(3, WEIGHTS[3], 2)
    for k in range(4, 20):
        kept.add(k, WEIGHTS[k])
    assert [k for k in range(20) if kept.get(k)] == [3, *range(4, 20, 2)]
    assert kept.thin()
    assert [k for k in range(20) if kept.get(k)] == [3, 4, 8, 12, 16]
    assert [kept.nearest(k)[0] for k in (3, 5, 11, 19)] == [3, 4, 8, 16]
    while kept.thin():
        pass
    assert (len(kept), kept.nearest(19)[0]) == (1, 3)


def test_recent_weights_are_few() -> None:
    recent = RecentCheckpoints(
        WEIGHTS[0].nbytes, MemoryBudget(3 * RECENT_SHARE * WEIGHTS[0].nbytes)
    )
    for k in range(10):
        recent.add(k, WEIGHTS[k])
        recent.get(0)  # used again and again, so it stays
    assert [k for k in range(10) if recent.get(k)] == [0, 8, 9]
    nearest = recent.nearest(8, 0)
    assert nearest is not None and nearest[0] == 8
    assert recent.nearest(7, 0) is None
    assert recent.nbytes == 3 * WEIGHTS[0].nbytes


def test_fewer_recent_weights_stay_after_the_limit_is_lowered() -> None:
    budget = MemoryBudget(6 * RECENT_SHARE * WEIGHTS[0].nbytes)
    recent = RecentCheckpoints(WEIGHTS[0].nbytes, budget)
    for k in range(10):
        recent.add(k, WEIGHTS[k])
    assert not recent.thin()
    budget.limit //= 2
    assert recent.thin()
    assert [k for k in range(10) if recent.get(k)] == [7, 8, 9]


class Pile:
    """Halves when thinned, down to one."""

    def __init__(self, nbytes: int) -> None:
        self.nbytes = nbytes

    def thin(self) -> bool:
        if self.nbytes == 1:
            return False
        self.nbytes //= 2
        return True


def test_the_largest_gives_way_first_and_the_least_stays() -> None:
    budget, piles = MemoryBudget(20), [Pile(n) for n in (4, 32, 10)]
    for pile in piles:
        budget.join(pile)
    budget.settle()
    assert [pile.nbytes for pile in piles] == [4, 8, 5]
    budget.change(0)
    assert [pile.nbytes for pile in piles] == [1, 1, 1]
