"""The frame of the graph: where columns, slots and headings are, whichever units fill the slots."""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from bpsim.core.arrays import Array
from bpsim.gui.graph.sizes import Metrics, Sizes, sizes

WHOLE = 16
"""The most units of a layer that are all drawn."""
SLOTS, FEW_SLOTS, LEAST_SLOTS = 12, 8, 4
"""How many units of a shortened layer are drawn: at best, in little room, and at least."""
LARGEST_SCALE = 1.75
AIRY = 1.8
"""How much wider the gaps between columns are in a graph that no view of this width can hold."""
WIDEST_GAP, TALLEST_GAP = 2.4, 1.8
"""How far spare room may spread columns and rows, in widths and heights of a unit."""


class Box(NamedTuple):
    """A rectangle by its upper left corner and its extent, in pixels."""

    x: float
    y: float
    w: float
    h: float

    @classmethod
    def around(cls, cx: float, cy: float, w: float, h: float) -> "Box":
        """The box with that centre."""
        return cls(cx - w / 2, cy - h / 2, w, h)

    @property
    def cx(self) -> float:
        """The centre's x."""
        return self.x + self.w / 2

    @property
    def cy(self) -> float:
        """The centre's y."""
        return self.y + self.h / 2

    def meets(self, other: "Box") -> bool:
        """True if the two share more than an edge."""
        return (
            self.x < other.x + other.w
            and other.x < self.x + self.w
            and self.y < other.y + other.h
            and other.y < self.y + self.h
        )

    def contains(self, x: float, y: float) -> bool:
        """True if the point lies inside."""
        return self.x <= x <= self.x + self.w and self.y <= y <= self.y + self.h

    def grown(self, by: float) -> "Box":
        """The box with a margin added all around."""
        return Box(self.x - by, self.y - by, self.w + 2 * by, self.h + 2 * by)


@dataclass(frozen=True, eq=False)
class Frame:
    """Columns and slots in pixels; index l − 1 is layer l.

    ``x`` are the columns' centres and ``target_x`` that of the targets, ``slots[l - 1]`` the y of
    each place for a unit, from the top.
    ``scale`` is what the fonts are multiplied by, ``width`` and ``height`` the extent of it all,
    whose upper left corner is at (``left``, ``top``).
    """

    layers: tuple[int, ...]
    sizes: Sizes
    scale: float
    x: tuple[float, ...]
    target_x: float
    slots: tuple[Array, ...]
    heading_widths: tuple[float, ...]
    heading_y: float
    bias_y: float
    left: float
    top: float
    width: float
    height: float

    @property
    def depth(self) -> int:
        """L."""
        return len(self.layers)

    def shortened(self, layer: int) -> bool:
        """True if the layer has more units than slots."""
        return len(self.slots[layer - 1]) < self.layers[layer - 1]

    def unit_width(self, layer: int) -> float:
        """The width of the layer's ellipses: inputs hold a single number."""
        return self.sizes.input_w if layer == 1 else self.sizes.unit_w

    def edge(self, layer: int, side: int) -> float:
        """The x of the column's left (−1) or right (+1) edge."""
        return self.x[layer - 1] + side * self.unit_width(layer) / 2

    def placed(self, zoom: float, dx: float, dy: float) -> "Frame":
        """The frame zoomed by ``zoom`` and then moved."""
        if (zoom, dx, dy) == (1.0, 0.0, 0.0):
            return self
        return replace(
            self,
            sizes=self.sizes.scaled(zoom),
            scale=self.scale * zoom,
            x=tuple(x * zoom + dx for x in self.x),
            target_x=self.target_x * zoom + dx,
            slots=tuple(y * zoom + dy for y in self.slots),
            heading_widths=tuple(w * zoom for w in self.heading_widths),
            heading_y=self.heading_y * zoom + dy,
            bias_y=self.bias_y * zoom + dy,
            left=self.left * zoom + dx,
            top=self.top * zoom + dy,
            width=self.width * zoom,
            height=self.height * zoom,
        )

    def snapped(self) -> "Frame":
        """The frame with every unit's upper left corner on a whole pixel."""
        half = self.sizes.unit_h / 2
        return replace(
            self,
            x=tuple(
                round(self.edge(layer, -1)) + self.unit_width(layer) / 2
                for layer in range(1, self.depth + 1)
            ),
            slots=tuple(np.round(y - half) + half for y in self.slots),
        )


def frame_for(layers: tuple[int, ...], metrics: Metrics, width: float, height: float) -> Frame:
    """The frame that shows a network best in a view of that extent.

    Rich ellipses first, plainer and smaller ones where there is less room, then fewer units. Never
    smaller than legible: the frame is larger than the view if it must be.
    """
    legible = max(0.5, min(0.75, 10.5 / metrics.line))
    for captions, digits, slots, least in (
        (True, 4, SLOTS, 1.0),
        (True, 3, SLOTS, 0.92),
        (False, 3, SLOTS, 0.8),
        (True, 3, FEW_SLOTS, 0.85),
        (False, 3, FEW_SLOTS, legible),
        (False, 3, LEAST_SLOTS, legible),
    ):
        part = sizes(metrics, captions, digits)
        scale = min(
            LARGEST_SCALE,
            width / _least_width(layers, part, metrics),
            height / _least_height(layers, part, slots),
        )
        if scale >= least:
            return _spread(layers, part, metrics, scale, width, height)
    if width / legible < _least_width(layers, part, metrics):
        # It has to be moved to be seen anyway: no need to press the columns together.
        part = replace(part, column_gap=AIRY * part.column_gap)
    return _spread(layers, part, metrics, legible, width, height)


def _head(part: Sizes) -> float:
    """What stands above the units: margin, headings, the row of bias units."""
    return part.margin + part.heading_h + part.heading_gap + part.bias + part.bias_gap


def _foot(part: Sizes) -> float:
    return 0.6 * part.margin


def _row(layer: int, part: Sizes) -> float:
    """The height of a unit with what hangs below it."""
    return part.unit_h + (part.chip_drop if layer > 1 else 0.0)


def _rows(layers: tuple[int, ...], slots: int) -> tuple[int, ...]:
    return tuple(size if size <= SLOTS else min(size, slots) for size in layers)


def _column_height(layer: int, size: int, rows: int, part: Sizes) -> float:
    row = _row(layer, part)
    if rows < size:
        return rows * (row + part.more_h)
    return rows * (row + part.row_gap) - part.row_gap


def _least_height(layers: tuple[int, ...], part: Sizes, slots: int) -> float:
    columns = (
        _column_height(n + 1, size, rows, part)
        for n, (size, rows) in enumerate(zip(layers, _rows(layers, slots), strict=True))
    )
    return _head(part) + max(columns) + _foot(part)


def _centres(layers: tuple[int, ...], part: Sizes, headings: tuple[float, ...]) -> list[float]:
    """The columns' centres where they stand as close as they may, at scale 1."""
    widths = [part.input_w] + [part.unit_w] * (len(layers) - 1)
    names = part.names_w + part.names_gap if part.names_w else 0.0
    x = [part.margin + max(names + widths[0] / 2, headings[0] / 2, part.more_w / 2)]
    for left, right, left_head, right_head in zip(
        widths, widths[1:], headings, headings[1:], strict=False
    ):
        x.append(
            x[-1]
            + max(
                (left + right) / 2 + part.column_gap,
                (left_head + right_head) / 2 + part.names_gap,
                part.more_w + part.names_gap,
            )
        )
    return x


def _target_left(x: float, part: Sizes, metrics: Metrics) -> float:
    """Where the targets begin if the last column stands at ``x``."""
    return x + max(metrics.headings[-1] / 2 + part.names_gap, part.unit_w / 2 + part.target_gap)


def _target_width(part: Sizes, metrics: Metrics) -> float:
    return max(part.target_w, metrics.target_heading)


def _least_width(layers: tuple[int, ...], part: Sizes, metrics: Metrics) -> float:
    last = _centres(layers, part, metrics.headings)[-1]
    return _target_left(last, part, metrics) + _target_width(part, metrics) + part.margin


def _spread(
    layers: tuple[int, ...],
    part: Sizes,
    metrics: Metrics,
    scale: float,
    width: float,
    height: float,
) -> Frame:
    """The frame at that scale, with what room is left over given to the gaps."""
    room_w, room_h = width / scale, height / scale
    spare = max(0.0, room_w - _least_width(layers, part, metrics))
    between = min(spare / (len(layers) - 1), WIDEST_GAP * part.unit_w - part.column_gap)
    x = np.array(_centres(layers, part, metrics.headings)) + between * np.arange(len(layers))
    targets = _target_left(float(x[-1]), part, metrics)
    target_w = _target_width(part, metrics)
    head, foot = _head(part), _foot(part)
    columns = [_column(n + 1, size, part, room_h - head - foot) for n, size in enumerate(layers)]
    above = max((count - 1) * pitch for count, pitch, _ in columns) / 2 + part.unit_h / 2
    below = max((count - 1) * pitch / 2 + part.unit_h / 2 + rest for count, pitch, rest in columns)
    slots: list[Array] = [
        head + above + np.float64(pitch) * (np.arange(count, dtype=np.float64) - (count - 1) / 2)
        for count, pitch, _ in columns
    ]
    frame = Frame(
        layers=layers,
        sizes=part,
        scale=1.0,
        x=tuple(map(float, x)),
        target_x=targets + target_w / 2,
        slots=tuple(slots),
        heading_widths=(*metrics.headings, metrics.target_heading),
        heading_y=part.margin,
        bias_y=part.margin + part.heading_h + part.heading_gap + part.bias / 2,
        left=0.0,
        top=0.0,
        width=targets + target_w + part.margin,
        height=head + above + below + foot,
    )
    return frame.placed(scale, 0.0, 0.0)


def _column(layer: int, size: int, part: Sizes, available: float) -> tuple[int, float, float]:
    """How many slots a column has, the distance between them, what hangs below the last."""
    row = _row(layer, part)
    drop, widest = row - part.unit_h, part.chip_drop + TALLEST_GAP * part.unit_h
    whole = int((available + part.row_gap) / (row + part.row_gap))
    if size <= min(WHOLE, max(whole, 1)) or size <= LEAST_SLOTS:
        spare = (available - row) / (size - 1) if size > 1 else 0.0
        pitch = min(part.unit_h + widest, max(row + part.row_gap, spare))
        return size, pitch, drop
    count = min(size, SLOTS, max(LEAST_SLOTS, int(available / (row + part.more_h))))
    pitch = min(part.unit_h + 0.6 * widest, max(row + part.more_h, available / count))
    return count, pitch, pitch - part.unit_h
