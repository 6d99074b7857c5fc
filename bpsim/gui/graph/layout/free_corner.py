"""The corner of a view where something can lie without covering what is drawn."""

from collections.abc import Sequence

from bpsim.gui.graph.layout.box import Box

CORNERS = ((1, 1), (1, 0), (0, 1), (0, 0))
"""Right or left, lower or upper: in the order in which they are tried."""


def free_corner(
    view: Box, width: float, height: float, taken: Sequence[Box], first: int = 0
) -> tuple[int, Box]:
    """The number of a corner of ``view`` and the place there, of that extent, that covers nothing.

    The corner numbered ``first`` is tried before the others; where none is free, the one that
    covers least is taken.
    """
    best: tuple[float, int, Box] | None = None
    for corner in sorted(range(len(CORNERS)), key=lambda each: each != first):
        right, lower = CORNERS[corner]
        x = view.x + right * (view.w - width)
        place = Box(x, view.y + lower * (view.h - height), width, height)
        covered = sum(_shared(place, each) for each in taken)
        if best is None or covered < best[0]:
            best = (covered, corner, place)
        if not covered:
            break
    assert best is not None
    return best[1:]


def _shared(one: Box, other: Box) -> float:
    """The area that two boxes have in common."""
    across = min(one.x + one.w, other.x + other.w) - max(one.x, other.x)
    down = min(one.y + one.h, other.y + other.h) - max(one.y, other.y)
    return max(0.0, across) * max(0.0, down)
