"""Where in a view something can lie without covering what is drawn."""

from collections.abc import Iterator, Sequence

from bpsim.gui.graph.layout.box import Box

CORNERS = ((1, 1), (1, 0), (0, 1), (0, 0))
"""Right or left, lower or upper: in the order in which they are tried."""


def free_corner(
    view: Box, width: float, height: float, taken: Sequence[Box], first: int = 0
) -> tuple[int, Box] | None:
    """The number of a corner of ``view`` and the place there, of that extent, that covers nothing.

    The corner numbered ``first`` is tried before the others; None where none is free.
    """
    for corner, place in _corners(view, width, height, first):
        if not any(place.meets(box) for box in taken):
            return corner, place
    return None


def free_along_bottom(view: Box, width: float, height: float, taken: Sequence[Box]) -> Box | None:
    """The place at the lower edge, as near to its middle as can be, that covers nothing."""
    last, middle = view.x + view.w - width, view.x + (view.w - width) / 2
    beside = [x for box in taken for x in (box.x - width, box.x + box.w)]
    places = [
        Box(x, view.y + view.h - height, width, height)
        for x in (middle, view.x, last, *beside)
        if view.x <= x <= last
    ]
    free = [place for place in places if not any(place.meets(box) for box in taken)]
    return min(free, key=lambda place: abs(place.x - middle), default=None)


def _corners(view: Box, width: float, height: float, first: int) -> Iterator[tuple[int, Box]]:
    for corner in sorted(range(len(CORNERS)), key=lambda each: each != first):
        right, lower = CORNERS[corner]
        x, y = view.x + right * (view.w - width), view.y + lower * (view.h - height)
        yield corner, Box(x, y, width, height)
