"""The frame of the graph: where columns, slots and headings are, whichever units fill the slots."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from bpsim.core.arrays import Array
from bpsim.gui.graph.layout.box import Box
from bpsim.gui.graph.layout.sizes import ROOM, STACKED_ROOM, SYMBOL, Form, Sizes


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

    def span(self, layer: int) -> tuple[float, float]:
        """The x where the edges of Θ^(layer) start and end."""
        clear = self.sizes.clear
        return self.edge(layer, 1) + clear, self.edge(layer + 1, -1) - clear

    def ends(self, layer: int) -> tuple[Array, Array]:
        """The y where the edges of Θ^(layer) start, the bias first, and where they end."""
        return np.concatenate([[self.bias_y], self.slots[layer - 1]]), self.slots[layer]

    @cached_property
    def unit_boxes(self) -> tuple[tuple[Box, ...], ...]:
        """By layer the ellipse in each slot."""
        return tuple(
            tuple(
                Box.around(self.x[n], float(y), self.unit_width(n + 1), self.sizes.unit_h)
                for y in self.slots[n]
            )
            for n in range(self.depth)
        )

    @cached_property
    def number_boxes(self) -> tuple[tuple[tuple[Box, ...], ...], ...]:
        """By layer and slot where the numbers stand: one box in an input, else z's and a's."""
        return tuple(
            tuple(self._number_boxes(n + 1, box) for box in boxes)
            for n, boxes in enumerate(self.unit_boxes)
        )

    def _number_boxes(self, layer: int, box: Box) -> tuple[Box, ...]:
        part = self.sizes
        line = part.unit_h / part.form.value
        y = box.cy + (0.12 if part.captions else 0.1) * box.h - line / 2
        if layer == 1:
            room = 0.82 * box.w
            return (Box(box.cx - room / 2, y, room, line),)
        if part.form is Form.STACKED:
            room = STACKED_ROOM * box.w
            number = Box(box.cx - room / 2 + SYMBOL * line, box.cy, room - SYMBOL * line, line)
            return number._replace(y=box.cy - 1.08 * line), number._replace(y=box.cy - 0.04 * line)
        pad = 0.17 * line
        room = ROOM * box.w / 2 - pad - 0.06 * line
        return Box(box.cx - pad - room, y, room, line), Box(box.cx + pad, y, room, line)

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
