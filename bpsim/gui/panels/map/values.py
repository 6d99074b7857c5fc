"""The values that a map shows: coarse ones at once, and fine ones when there is time."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QElapsedTimer

from bpsim.core.arrays import Array
from bpsim.core.decision import Plane, Sampling, work_per_point
from bpsim.core.network import Network
from bpsim.gui.kit.chart import Range
from bpsim.gui.panels.map.view import MapView, aspect

LIVE_WORK = 8_000_000
"""What a coarse map may cost, in multiplications or so: about 1.5 ms."""
SLICE_WORK = 4_000_000
SLICE_MS = 5
CLASS_WORK = 150
"""What finding the leading class and its border adds, for each output."""
LEAST_POINTS, LIVE_POINTS, MOST_POINTS = 64, 16_000, 40_000
PIXELS_PER_POINT = 4.0
"""A fine map has a point for so many pixels."""
CLOSE = 0.75
"""A map with this part of the points that are wanted is fine enough."""


@dataclass(frozen=True, eq=False)
class MapValues:
    """Values on a plane, shape (ny, nx), or (ny, nx, K) for all outputs; z for relu units."""

    plane: Plane
    values: Array
    whole: bool

    @classmethod
    def of(cls, sampling: Sampling) -> "MapValues":
        """What a sampling has found, finished if need be."""
        values = sampling.finish()
        return cls(sampling.plane, values, bool(np.isfinite(values).all()))


class MapSource:
    """Computes the values of a network over a plane, in an area of so many pixels."""

    def __init__(self, network: Network, view: MapView, ranges: tuple[Range, Range]) -> None:
        self.network, self.view, self.ranges = network, view, ranges
        self._work = work_per_point(network, view.layer)
        if view.unit is None:
            self._work += CLASS_WORK * network.layers[-1]
        self._sampling: Sampling | None = None
        self.found: MapValues | None = None

    def _sample(self, points: float, width: float, height: float) -> Sampling:
        plane = Plane(*self.ranges, *aspect(points, width, height))
        return Sampling(self.network, self.view.layer, self.view.unit, plane, relu_sum=True)

    @staticmethod
    def _wanted(width: float, height: float) -> float:
        return max(LEAST_POINTS, min(MOST_POINTS, width * height / PIXELS_PER_POINT))

    def coarse(self, width: float, height: float) -> MapValues:
        """Values at once: what was found, else as many points as the time of a frame allows."""
        if self.found is None:
            points = min(self._wanted(width, height), LIVE_POINTS, LIVE_WORK / self._work)
            self.found = MapValues.of(self._sample(max(LEAST_POINTS, points), width, height))
        return self.found

    def is_fine(self, width: float, height: float) -> bool:
        """True if there are as many points as the area has room for."""
        found = self.found
        return found is not None and len(found.plane) >= CLOSE * self._wanted(width, height)

    def refine(self, width: float, height: float) -> bool:
        """Go on with the fine values for SLICE_MS; true once they are there."""
        if self.is_fine(width, height):
            return True
        if self._sampling is None:
            self._sampling = self._sample(self._wanted(width, height), width, height)
        clock = QElapsedTimer()
        clock.start()
        while not self._sampling.done:
            self._sampling.advance(max(1, SLICE_WORK // self._work))
            if clock.elapsed() >= SLICE_MS:
                break
        if not self._sampling.done:
            return False
        self.found, self._sampling = MapValues.of(self._sampling), None
        return True
