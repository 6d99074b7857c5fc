"""The layout of the graph: a frame with units in its slots, and where each place is."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bpsim.gui.graph.layout.box import Box
from bpsim.gui.graph.layout.frame import Frame
from bpsim.gui.graph.layout.shortening import shown_units
from bpsim.steps.places import EdgePlace, Place, TargetPlace, UnitPlace

BIAS_REACH = 0.45
"""The part of the gap before a column that the δ of a bias unit leaves free."""


@dataclass(frozen=True, eq=False)
class Layout:
    """``shown[l - 1]`` are the units of layer l in the frame's slots: ascending, no bias."""

    frame: Frame
    shown: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, frame: Frame, wanted: dict[int, list[int]] | None = None) -> "Layout":
        """Fill the slots of ``frame`` with the units that are wanted, by layer."""
        wanted = wanted or {}
        shown = tuple(
            shown_units(size, len(slots), wanted.get(n + 1, ()))
            for n, (size, slots) in enumerate(zip(frame.layers, frame.slots, strict=True))
        )
        return cls(frame, shown)

    @cached_property
    def _slot(self) -> tuple[dict[int, int], ...]:
        return tuple({unit: n for n, unit in enumerate(units)} for units in self.shown)

    def shows(self, place: Place) -> bool:
        """True if the place is in the picture."""
        match place:
            case EdgePlace():
                return self.shows(place.start) and self.shows(place.end)
            case UnitPlace(layer, unit):
                return unit in self._slot[layer - 1] or (unit == 0 and layer < self.frame.depth)
            case TargetPlace(unit):
                return unit in self._slot[-1]

    def y(self, layer: int, unit: int) -> float:
        """The y of a unit's centre; raises KeyError for one that is not shown."""
        if unit == 0:
            return self.frame.bias_y
        return float(self.frame.slots[layer - 1][self._slot[layer - 1][unit]])

    def unit_box(self, layer: int, unit: int) -> Box:
        """The ellipse, or the circle of the bias unit, which ends where the ellipses end."""
        frame = self.frame
        if unit == 0:
            d = frame.sizes.bias
            return Box(frame.edge(layer, 1) - d, frame.bias_y - d / 2, d, d)
        return frame.unit_boxes[layer - 1][self._slot[layer - 1][unit]]

    def number_boxes(self, layer: int, unit: int) -> tuple[Box, ...]:
        """Where the numbers of a unit stand: one box in an input, else z's and a's."""
        return self.frame.number_boxes[layer - 1][self._slot[layer - 1][unit]]

    def chip_box(self, layer: int, unit: int) -> Box:
        """Where δ stands, across the lower edge of the ellipse."""
        part = self.frame.sizes
        bottom = self.y(layer, unit) + part.unit_h / 2 + part.chip_drop
        return Box(
            self.frame.x[layer - 1] - part.chip_w / 2,
            bottom - part.chip_h,
            part.chip_w,
            part.chip_h,
        )

    def bias_chip_box(self, layer: int, width: float) -> Box | None:
        """Where the δ of a bias unit stands, to the left of its circle; None where it is too wide.

        It may reach into the gap between the columns, where nothing else is at that height.
        """
        part, circle = self.frame.sizes, self.unit_box(layer, 0)
        right = circle.x - 0.3 * part.chip_h
        start, end = self.frame.span(layer - 1)
        if right - width < start + BIAS_REACH * (end - start):
            return None
        return Box(right - width, circle.cy - part.chip_h / 2, width, part.chip_h)

    def target_box(self, unit: int) -> Box:
        """Where the target of an output unit stands."""
        part = self.frame.sizes
        y = self.y(self.frame.depth, unit)
        return Box.around(self.frame.target_x, y, part.target_w, part.target_h)

    def name_box(self, unit: int) -> Box:
        """Where the name of an input stands."""
        part = self.frame.sizes
        left = self.frame.edge(1, -1) - part.names_gap - part.names_w
        return Box(left, self.y(1, unit) - part.more_h / 2, part.names_w, part.more_h)

    def heading_box(self, layer: int) -> Box:
        """Where the heading of a layer stands; layer L + 1 is the column of the targets."""
        frame = self.frame
        x = frame.target_x if layer > frame.depth else frame.x[layer - 1]
        width, height = frame.heading_widths[layer - 1], frame.sizes.heading_h
        return Box(x - width / 2, frame.heading_y, width, height)

    def gaps(self, layer: int) -> Iterator[tuple[int, tuple[int, Box]]]:
        """The gaps of a shortened layer: the unit before it, how many it stands for, and where."""
        part, units = self.frame.sizes, self.shown[layer - 1]
        hang = part.unit_h / 2 + (part.chip_drop if layer > 1 else 0.0)
        slots = self.frame.slots[layer - 1].tolist()
        # In the middle between two units; below the last one close to it.
        tops = [y - part.unit_h / 2 for y in slots[1:]] + [slots[-1] + hang + part.more_h]
        following = (*units[1:], self.frame.layers[layer - 1] + 1)
        for unit, after, y, top in zip(units, following, slots, tops, strict=True):
            if after - unit > 1:
                middle = (y + hang + top) / 2
                box = Box.around(self.frame.x[layer - 1], middle, part.more_w, part.more_h)
                yield unit, (after - unit - 1, box)

    def edge_line(self, place: EdgePlace) -> tuple[float, float, float, float]:
        """x and y of an edge's start, then of its end; raises KeyError if it is not shown."""
        x1, x2 = self.frame.span(place.layer)
        return x1, self.y(place.layer, place.frm), x2, self.y(place.layer + 1, place.to)
