"""What a unit makes of the input plane: its values on a grid, and where they cross a level."""

from dataclasses import dataclass

import numpy as np

from bpsim.core.arrays import Array
from bpsim.core.network import Network

Range = tuple[float, float]

MARGIN = 0.2
"""How much of their own extent the examples get as room on every side."""
MOST_UNEQUAL = 4.0
"""Ranges that differ by more than this factor keep a scale each."""
FARTHEST = 8e307
"""The largest coordinate, so that the width of any range is a float64 too."""
CHUNK = 2**15
"""How many numbers of one layer are held at a time: 256 kB, so that it stays in the cache."""
UNIT_WORK = 30
"""What one activation costs, in multiplications."""


@dataclass(frozen=True, slots=True)
class Plane:
    """A grid of nx by ny ≥ 2 points whose outermost ones lie on the ends of both ranges."""

    x_range: Range
    y_range: Range
    nx: int
    ny: int

    @property
    def xs(self) -> Array:
        """The first inputs, shape (nx,)."""
        return np.linspace(*self.x_range, self.nx)

    @property
    def ys(self) -> Array:
        """The second inputs, shape (ny,), from the lowest on."""
        return np.linspace(*self.y_range, self.ny)

    def __len__(self) -> int:
        return self.nx * self.ny

    def points(self, start: int, stop: int) -> Array:
        """The points ``start`` … ``stop`` − 1, shape (n, 2), row by row from the lowest."""
        at = np.arange(start, min(stop, len(self)))
        return np.column_stack([self.xs[at % self.nx], self.ys[at // self.nx]])


def values_at(
    network: Network, layer: int, unit: int | None, x: Array, weighted_sum: bool = False
) -> Array:
    """a of ``unit`` of ``layer`` (both from 1) for the inputs ``x`` of shape (n, s_1): shape (n,).

    With ``unit`` None those of the whole layer, shape (n, s_l). With ``weighted_sum`` it is z
    instead, which the input layer lacks. Goes no further than that layer. Overflow gives inf or
    NaN, not an exception.
    """
    if layer == 1:
        return x.copy() if unit is None else x[:, unit - 1].copy()
    a = x
    with np.errstate(over="ignore", invalid="ignore"):
        for before in range(1, layer):
            theta, g = network.theta(before), network.activation(before + 1)
            last = before == layer - 1
            alone = last and unit is not None and (g.elementwise or weighted_sum)
            if alone and unit is not None:
                theta = theta[unit - 1 : unit]
            z = a @ theta[:, 1:].T + theta[:, 0]
            a = z if last and weighted_sum else g.value(z)
    if unit is None:
        return a
    return a[:, 0 if alone else unit - 1]


def work_per_point(network: Network, layer: int) -> int:
    """What the values of ``layer`` cost at one point, in multiplications or so."""
    thetas = network.weights[: layer - 1]
    return 1 + sum(theta.size + UNIT_WORK * len(theta) for theta in thetas)


class Sampling:
    """The values of a unit, or of a whole layer (``unit`` None), on a plane, some at a time.

    ``relu_sum`` has z in place of a for a unit such as relu, whose zeros do not tell how far off
    its edge is.
    """

    def __init__(
        self,
        network: Network,
        layer: int,
        unit: int | None,
        plane: Plane,
        relu_sum: bool = False,
    ) -> None:
        self.network, self.layer, self.unit, self.plane = network, layer, unit, plane
        self._sum = relu_sum and layer > 1 and network.activation(layer).zero_below
        width = () if unit is not None else (network.layers[layer - 1],)
        self._values = np.empty((len(plane), *width))
        self._chunk = max(1, CHUNK // max(network.layers[:layer]))
        self._done = 0

    @property
    def done(self) -> bool:
        """True once every point has its value."""
        return self._done == len(self.plane)

    def advance(self, points: int) -> None:
        """Compute the next ``points`` values, in chunks that bound the memory taken."""
        end = min(len(self.plane), self._done + max(1, points))
        while self._done < end:
            stop = min(end, self._done + self._chunk)
            x = self.plane.points(self._done, stop)
            found = values_at(self.network, self.layer, self.unit, x, self._sum)
            self._values[self._done : stop] = found
            self._done = stop

    def finish(self) -> Array:
        """Compute what is left; the values, shape (ny, nx) or (ny, nx, s_l)."""
        self.advance(len(self.plane))
        return self._values.reshape(self.plane.ny, self.plane.nx, *self._values.shape[1:])


# --- ranges --------------------------------------------------------------------------------------


def plane_ranges(x: Array) -> tuple[Range, Range]:
    """Ranges of both inputs that show the examples ``x``, shape (m, 2), with room around them.

    Never empty and always finite: inputs that do not vary get the extent of the others, or room
    that suits their size; without examples both ranges are (−1, 1).
    """
    if not len(x):
        return (-1.0, 1.0), (-1.0, 1.0)
    ends = [(float(each.min()), float(each.max())) for each in np.clip(x, -FARTHEST, FARTHEST).T]
    wide = [_half(*each) for each in ends]
    first, second = (
        _around(*mine, own or other)
        for mine, own, other in zip(ends, wide, wide[::-1], strict=True)
    )
    return first, second


def equal_steps(ranges: tuple[Range, Range], width: float, height: float) -> tuple[Range, Range]:
    """``ranges``, one of them widened so that both inputs have the same scale on such an area.

    As they are where the inputs differ so much in size that the examples would be a thin line.
    """
    extents = [high - low for low, high in ranges]
    if not 1 / MOST_UNEQUAL <= extents[0] / extents[1] <= MOST_UNEQUAL:
        return ranges
    step = max(extents[0] / width, extents[1] / height)
    first, second = (
        _widened(each, step * length - extent)
        for each, length, extent in zip(ranges, (width, height), extents, strict=True)
    )
    return first, second


def _widened(ends: Range, by: float) -> Range:
    return max(-FARTHEST, ends[0] - by / 2), min(FARTHEST, ends[1] + by / 2)


def _half(low: float, high: float) -> float:
    """Half the extent, 0 where it is nothing beside the numbers themselves."""
    half = high / 2 - low / 2
    return 0.0 if half <= max(1e-9 * max(abs(low), abs(high)), 1e-300) else half


def _around(low: float, high: float, half: float) -> Range:
    size = max(abs(low), abs(high))
    if half <= 1e-9 * size or half == 0.0:
        half = max(0.5, 0.5 * size)
    middle = low / 2 + high / 2
    reach = half * (1 + 2 * MARGIN)
    return max(-FARTHEST, middle - reach), min(FARTHEST, middle + reach)


# --- contours ------------------------------------------------------------------------------------

# The corners of a cell are numbered anticlockwise from the lower left; its edges are 0 below,
# 1 right, 2 above and 3 left. For each set of corners above the level (as bits): the edges that
# the contour enters and leaves by. The two saddles are for a middle that is not above.
_EDGES = (
    (), ((3, 0),), ((0, 1),), ((3, 1),), ((1, 2),), ((3, 0), (1, 2)), ((0, 2),), ((3, 2),),
    ((2, 3),), ((2, 0),), ((0, 1), (2, 3)), ((1, 2),), ((1, 3),), ((0, 1),), ((3, 0),), (),
)  # fmt: skip
_OTHER_SADDLE = {5: 10, 10: 5}


def contour(values: Array, level: float, plane: Plane) -> Array:
    """Where ``values``, shape (ny, nx), cross ``level``, by marching squares: shape (n, 2, 2).

    Each piece is a straight line from one (x, y) to another. Cells with a corner that is not
    finite have none.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        v = values - level
        corners = np.stack([v[:-1, :-1], v[:-1, 1:], v[1:, 1:], v[1:, :-1]])
        above = corners > 0
        mixed = above.any(axis=0) & ~above.all(axis=0) & np.isfinite(corners).all(axis=0)
        rows, columns = np.nonzero(mixed)
        c = corners[:, rows, columns]
        kind = (above[:, rows, columns] * np.array([[1], [2], [4], [8]])).sum(axis=0)
        joined = c.sum(axis=0) > 0
        for saddle, other in _OTHER_SADDLE.items():
            if other > saddle:
                swap = joined & ((kind == saddle) | (kind == other))
                kind[swap] = saddle + other - kind[swap]
        ends = c[[0, 1, 3, 0]], c[[1, 2, 2, 3]]
        size = ends[0] - ends[1]
        share = np.where(size != 0, ends[0] / np.where(size != 0, size, 1.0), 0.0)
    share = np.where(np.isfinite(share), share, 0.5)
    zero, one = np.zeros(len(rows)), np.ones(len(rows))
    across = np.stack([share[0], one, share[2], zero])
    up = np.stack([zero, share[1], one, share[3]])
    crossings = np.stack([columns + across, rows + up], axis=-1)
    pieces = []
    for number, edges in enumerate(_EDGES):
        of_kind = np.flatnonzero(kind == number)
        if of_kind.size:
            pieces += [
                np.stack([crossings[first, of_kind], crossings[last, of_kind]], axis=1)
                for first, last in edges
            ]
    if not pieces:
        return np.empty((0, 2, 2))
    out: Array = np.concatenate(pieces)
    for axis, (low, high), count in ((0, plane.x_range, plane.nx), (1, plane.y_range, plane.ny)):
        out[..., axis] = low + out[..., axis] * ((high - low) / (count - 1))
    return out
