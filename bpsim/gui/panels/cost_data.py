"""What the cost plot shows, in the coordinates of its axes: runs, sign, scale, iteration."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from bpsim.core.arrays import Array
from bpsim.gui.panels.cost_pyramid import Pyramid
from bpsim.steps.notation import number_text

FEWEST = 10
"""The axis of the iterations is at least so long."""


@dataclass
class Run:
    """A run laid beside the one on screen; ``colour`` is its number among the theme's terms."""

    name: str
    colour: int
    costs: Pyramid


@dataclass
class CostData:
    """J of each iteration from 0 on, and how it is to be shown.

    ``sign`` is −1 where the cost is written without its minus (the lecture's convention).
    ``diverged_at`` is the iteration from which on the numbers are not finite.
    """

    costs: Pyramid = field(default_factory=Pyramid)
    runs: tuple[Run, ...] = ()
    iteration: int = 0
    sign: float = 1.0
    log_wanted: bool = False
    told_diverged: int | None = None

    @property
    def log(self) -> bool:
        """True if the axis is logarithmic; costs below 0 leave it linear."""
        return self.log_wanted and self.sign > 0

    @property
    def diverged_at(self) -> int | None:
        """Where the run on screen left the range of numbers, if it did."""
        return self.costs.first_bad if self.told_diverged is None else self.told_diverged

    @property
    def last(self) -> int:
        """The right end of the axis that shows everything."""
        longest = max([len(self.costs), *(len(run.costs) for run in self.runs)])
        return max(longest - 1, FEWEST)

    @property
    def empty(self) -> bool:
        """True as long as there is no curve to draw."""
        return len(self.costs) < 2 and not self.runs

    def set_runs(self, runs: Sequence[tuple[str, int, npt.ArrayLike]]) -> None:
        """Lay these named runs beside the one on screen."""
        self.runs = tuple(Run(name, colour, Pyramid(costs)) for name, colour, costs in runs)

    def cost(self, iteration: int) -> float | None:
        """J as displayed, None where it is not known."""
        known = 0 <= iteration < len(self.costs)
        return self.sign * self.costs[iteration] if known else None

    def height(self, iteration: int) -> float | None:
        """Where that J lies on the axis, None where it cannot be drawn."""
        cost = self.cost(iteration)
        if cost is None or not np.isfinite(cost) or (self.log and cost <= 0):
            return None
        return float(np.log10(cost)) if self.log else cost

    def curve(self, costs: Pyramid, left: float, right: float, columns: int) -> tuple[Array, Array]:
        """The points to draw between two places of the axis, and one beyond on either side."""
        start, stop = int(np.floor(left)) - 1, int(np.ceil(right)) + 2
        x, y = costs.view(start, stop, columns)
        y = self.sign * y
        if self.log:
            # In a column that reaches down to 0 the line stops at what can be drawn.
            best = np.fmax(y[0::2], y[1::2]) if len(x) and _pairs(x) else None
            if best is not None:
                y = np.where(y > 0, y, np.repeat(best, 2))
            y = np.log10(np.where(y > 0, y, np.nan))
        return x, y

    def words(self, iteration: int) -> str:
        """ "iteration 12 · J = 0.4312"."""
        cost = self.cost(iteration)
        what = "J = —" if cost is None else cost_words(cost)
        return f"iteration {iteration:,} · {what}"


def cost_words(cost: float) -> str:
    """ "J = 0.4312", or that there is no such number any more."""
    return f"J = {number_text(cost)}" if np.isfinite(cost) else "J is not finite"


def _pairs(x: Array) -> bool:
    """True if the points come in pairs, the highest and the lowest of a column."""
    return len(x) % 2 == 0 and bool(x[0] == x[1])


def spread(curves: Iterable[tuple[Array, Array]]) -> tuple[float, float] | None:
    """The lowest and the highest place on the axis that any of the curves reaches."""
    ends: list[float] = []
    for _, y in curves:
        seen = y[np.isfinite(y)]
        if len(seen):
            ends += [float(seen.min()), float(seen.max())]
    return (min(ends), max(ends)) if ends else None
