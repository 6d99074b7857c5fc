"""Checkpoints of some iterations, kept within a memory budget by letting every other one go."""

import weakref
from collections import OrderedDict
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from bpsim.core.checkpoint import Checkpoint
from bpsim.core.settings import USUAL_MEMORY

DEFAULT_BUDGET = USUAL_MEMORY * 2**20
RECENT_BYTES, RECENT_SHARE = 8 * 2**20, 32
FEWEST_RECENT, MOST_RECENT = 2, 64


class Member(Protocol):
    """What keeps within a budget together with others."""

    @property
    def nbytes(self) -> int:
        """The memory taken."""

    def thin(self) -> bool:
        """Let about half of it go; False if there is nothing more to let go."""


class MemoryBudget:
    """A limit of bytes that a past and its branches keep together; the largest gives way first."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._members: weakref.WeakSet[Member] = weakref.WeakSet()

    def change(self, limit: int) -> None:
        """Keep within another limit from now on."""
        self.limit = limit
        self.settle()

    def join(self, member: Member) -> None:
        """Count ``member`` for as long as it lives."""
        self._members.add(member)

    @property
    def used(self) -> int:
        """The bytes taken by all members."""
        return sum(member.nbytes for member in self._members)

    def settle(self) -> None:
        """Thin until the limit is kept, or nothing is left to thin."""
        members = sorted(self._members, key=lambda member: member.nbytes)
        while members and self.used > self.limit:
            if members[-1].thin():
                members.sort(key=lambda member: member.nbytes)
            else:
                members.pop()


class Snapshots:
    """What starts ``first`` and the multiples of ``stride``, which doubles to save memory.

    All are kept at stride 1; each is read-only and handed out as it is.
    """

    def __init__(self, first: int, start: Checkpoint, stride: int) -> None:
        self.first, self.stride = first, stride
        self._kept: dict[int, Checkpoint] = {first: start}
        self._each = start.nbytes

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def nbytes(self) -> int:
        """The memory taken."""
        return len(self._kept) * self._each

    def add(self, iteration: int, start: Checkpoint) -> None:
        """Keep what ``iteration`` starts from, if its number is a multiple."""
        if iteration % self.stride == 0 and iteration > self.first:
            self._kept[iteration] = start

    def get(self, iteration: int) -> Checkpoint | None:
        """What ``iteration`` starts from, if it is kept."""
        return self._kept.get(iteration)

    def nearest(self, iteration: int) -> tuple[int, Checkpoint]:
        """The last one kept at or before ``iteration`` ≥ ``first``, with its own iteration."""
        at = max(iteration - iteration % self.stride, self.first)
        while at not in self._kept:  # a hole, where nobody took a snapshot
            at = max(at - self.stride, self.first)
        return at, self._kept[at]

    def thin(self) -> bool:
        """Double the stride; False if only the first snapshot is left."""
        if len(self._kept) < 2:
            return False
        self.stride *= 2
        self._kept = {
            k: start for k, start in self._kept.items() if k == self.first or k % self.stride == 0
        }
        return True


class RecentCheckpoints:
    """The checkpoints looked at last, so that stepping back over an update computes nothing.

    ``each`` is the bytes that one takes, ``budget`` limits everything together, of which these get
    a small share.
    """

    def __init__(self, each: int, budget: MemoryBudget) -> None:
        self._each, self._budget = each, budget
        self._kept: OrderedDict[int, Checkpoint] = OrderedDict()

    @property
    def most(self) -> int:
        """How many are kept."""
        most_bytes = min(RECENT_BYTES, self._budget.limit // RECENT_SHARE)
        return min(max(FEWEST_RECENT, most_bytes // self._each), MOST_RECENT)

    @property
    def nbytes(self) -> int:
        """The memory taken."""
        return len(self._kept) * self._each

    def add(self, iteration: int, start: Checkpoint) -> None:
        """Keep this one, and let the ones go that were used longest ago."""
        self._kept[iteration] = start
        self._kept.move_to_end(iteration)
        self.thin()

    def thin(self) -> bool:
        """Let those go that are more than the limit allows; False if there are none."""
        most, before = self.most, len(self._kept)
        while len(self._kept) > most:
            self._kept.popitem(last=False)
        return len(self._kept) < before

    def get(self, iteration: int) -> Checkpoint | None:
        """What ``iteration`` starts from, if it is kept."""
        start = self._kept.get(iteration)
        if start is not None:
            self._kept.move_to_end(iteration)
        return start

    def nearest(self, iteration: int, after: int) -> tuple[int, Checkpoint] | None:
        """The last one at or before ``iteration`` and after ``after``."""
        at = max((k for k in self._kept if after < k <= iteration), default=None)
        return None if at is None else (at, self._kept[at])


def first_stride(layers: Sequence[int], examples: int) -> int:
    """How many iterations may lie between two snapshots while there is memory: about 10 ms' worth.

    A power of two, from the work of one iteration alone so that it never depends on the machine.
    """
    weights = sum(b * (a + 1) for a, b in pairwise(layers))
    microseconds = 10 * len(layers) + 3 * weights * examples / 10_000
    stride = 1
    while stride < 128 and 2 * stride * microseconds <= 10_000:
        stride *= 2
    return stride
