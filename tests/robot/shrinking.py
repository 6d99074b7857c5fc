"""Delta debugging (Zeller and Hildebrandt, 2002): a failing list without what it does not need."""

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def shrunk(failing: Sequence[T], fails: Callable[[list[T]], bool], tries: int = 400) -> list[T]:
    """A part of ``failing`` that still fails, from which no single piece can be taken.

    ``fails`` is asked at most ``tries`` times; then what has been found so far is returned.
    """
    kept, parts = list(failing), 2
    while len(kept) >= 2:
        size = max(1, -(-len(kept) // parts))
        for start in range(0, len(kept), size):
            if not tries:
                return kept
            tries -= 1
            rest = kept[:start] + kept[start + size :]
            if rest and fails(rest):
                kept, parts = rest, max(parts - 1, 2)
                break
        else:
            if size == 1:
                return kept
            parts = min(len(kept), parts * 2)
    return kept
