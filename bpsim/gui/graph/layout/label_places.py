"""Where the weights stand on lit edges: near the spread end of a fan, never on each other."""

from collections.abc import Iterator, Sequence

from bpsim.gui.graph.layout.box import Box

Line = tuple[float, float, float, float]
LEAST = 0.2
"""How near to its end, as a part of its way, an edge may pass through a label."""


def place_labels(
    lines: Sequence[tuple[Line, bool]], widths: Sequence[float], height: float
) -> list[Box | None]:
    """A box for each line's label, None where there is no room.

    ``lines`` are x1, y1, x2, y2 with True where the value travels from the second end to the
    first. The label slides along its edge, starting beside the unit that the value comes from,
    until it is clear of the labels placed before; where a wide one cannot, its edge passes through
    it nearer to its end.
    """
    placed: list[Box] = []
    out: list[Box | None] = []
    for ((x1, y1, x2, y2), backward), width in zip(lines, widths, strict=True):
        length = x2 - x1
        edge = 0.5 * width + 0.35 * height
        first = min(edge / length, 0.5) if length > 0 else 0.5
        found = None
        low = min(first, LEAST)
        ends = (*_steps(first, low), *_steps(1.0 - first, 1.0 - low))
        for t in (*_steps(first, 1.0 - first), *ends):
            at = 1.0 - t if backward else t
            x = x1 + min(max(at, first), 1.0 - first) * length
            box = Box.around(x, y1 + at * (y2 - y1), width, height)
            if not any(box.grown(1.0).meets(other) for other in placed):
                found = box
                placed.append(box)
                break
        out.append(found)
    return out


def _steps(first: float, last: float, count: int = 12) -> Iterator[float]:
    for n in range(count + 1):
        yield first + (last - first) * n / count
