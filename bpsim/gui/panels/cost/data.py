"""What the cost plot shows, in the coordinates of its axes: runs, sign, scale, iteration."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from bpsim.base.words import named, tr
from bpsim.core.arrays import Array
from bpsim.gui.panels.cost.costs import Costs
from bpsim.gui.panels.cost.samples import Samples
from bpsim.notation.numerals import number_text

FEWEST = 10
"""The axis of the iterations is at least so long."""
MOST_LINES = 7
MAIN = tr("J (training)")
"""What the curve of the run on screen is called where it can be switched."""


@dataclass
class Run:
    """A run laid beside the one on screen; ``colour`` is its number among the theme's terms."""

    name: str
    colour: int
    costs: Costs


@dataclass
class Series:
    """Another quantity of the run on screen, known in some of its iterations."""

    name: str
    costs: Samples
    shown: bool = True


@dataclass
class CostData:
    """J of each iteration from 0 on, and how it is to be shown.

    ``sign`` is −1 where the cost is written without its minus (the lecture's convention).
    ``diverged_at`` is the iteration from which on the numbers are not finite. ``whole`` shows all
    of the runs laid beside the one on screen, however far they rise above it; else they are drawn
    up to a J of ``reach``, in the course's sign. A linear axis counts J in ``unit``s, so that its
    ends and what lies between them are numbers at 1e300 as well. With ``batches`` each J is that of
    the examples of its iteration alone.
    """

    costs: Costs = field(default_factory=Costs)
    runs: tuple[Run, ...] = ()
    series: tuple[Series, ...] = ()
    main_shown: bool = True
    iteration: int = 0
    sign: float = 1.0
    log_wanted: bool = False
    whole: bool = False
    told_diverged: int | None = None
    unit: float = 1.0
    reach: float = math.inf
    batches: bool = False

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
        """The right end of the axis that shows everything.

        The iteration after the last one, whose J is not known yet, has a place there once it is
        on screen.
        """
        waiting = self.iteration if self.iteration == len(self.costs) else 0
        return max(self.longest - 1, waiting, FEWEST)

    @property
    def longest(self) -> int:
        """How many iterations the longest of the runs has, the one on screen among them."""
        return max([len(self.costs), *(len(run.costs) for run in self.runs)])

    @property
    def empty(self) -> bool:
        """True as long as there is no curve to draw."""
        return len(self.costs) < 2 and not self.iteration and not self.runs

    @property
    def marked(self) -> int:
        """The iteration to mark: the one on screen, or the last whose J is known already."""
        return min(self.iteration, max(0, len(self.costs) - 1))

    def set_runs(self, runs: Sequence[tuple[str, int, npt.ArrayLike]]) -> None:
        """Lay these named runs beside the one on screen."""
        self.runs = tuple(Run(name, colour, Costs(costs)) for name, colour, costs in runs)

    def set_series(self, series: Sequence[tuple[str, npt.ArrayLike | Samples]]) -> None:
        """Lay these quantities beside J; one that is known by its name stays shown or hidden."""
        known = {each.name: each for each in self.series}
        out = []
        for name, values in series:
            shown = known[name].shown if name in known else True
            out.append(Series(name, Samples.of(values), shown))
        self.series = tuple(out)

    def show_series(self, name: str, on: bool) -> None:
        """Show or hide one of the quantities; MAIN is J of the run on screen."""
        if name == MAIN:
            self.main_shown = on
        for each in self.series:
            if each.name == name:
                each.shown = on

    @property
    def visible_series(self) -> tuple[Series, ...]:
        """The quantities that are drawn."""
        return tuple(each for each in self.series if each.shown)

    @property
    def own_curves(self) -> list[Costs | Samples]:
        """What is drawn of the run on screen."""
        main = [self.costs] if self.main_shown else []
        return [*main, *(each.costs for each in self.visible_series)]

    def cost(self, iteration: int) -> float | None:
        """J as displayed, None where it is not known."""
        known = 0 <= iteration < len(self.costs)
        return self.sign * self.costs[iteration] if known else None

    def marked_words(self) -> str:
        """J of the iteration marked, which is named where it is not the one on screen."""
        cost = self.cost(self.marked)
        if cost is None:
            return ""
        words = self.cost_words(cost)
        return (
            words
            if self.marked == self.iteration
            else tr("iteration {marked:,} · {words}", marked=self.marked, words=words)
        )

    def height(self, iteration: int) -> float | None:
        """Where that J lies on the axis, None where it cannot be drawn."""
        cost = self.cost(iteration)
        if cost is None or not np.isfinite(cost) or (self.log and cost <= 0):
            return None
        return float(np.log10(cost)) if self.log else cost / self.unit

    def curve(
        self, costs: Costs | Samples, left: float, right: float, columns: int
    ) -> tuple[Array, Array]:
        """The points to draw between two places of the axis, both included."""
        start, stop = int(np.floor(left)) - 1, int(np.ceil(right)) + 2
        x, y = costs.view(start, stop, columns)
        y = self.sign * y
        if not self.log:
            return _between(x, y / self.unit, left, right)
        # In a column that reaches down to 0 the line stops at what can be drawn.
        if len(x) and _pairs(x):
            y = np.where(y > 0, y, np.repeat(np.fmax(y[0::2], y[1::2]), 2))
        return _between(x, np.log10(np.where(y > 0, y, np.nan)), left, right)

    @property
    def nothing_above_zero(self) -> bool:
        """True if a logarithmic axis has a place for none of the costs on screen."""
        values = self.costs.values()
        return self.log and len(values) > 0 and not (values > 0).any()

    @property
    def axis_title(self) -> str:
        """What the axis of the costs is called."""
        name = tr("J, each batch") if self.batches else "J(Θ)" if self.sign > 0 else "J"
        return name if self.sign > 0 else tr("{name}, lecture", name=name)

    @property
    def cost_name(self) -> str:
        """What the cost of an iteration is."""
        return tr("J of its batch") if self.batches else "J"

    def cost_words(self, cost: float) -> str:
        """ "J = 0.4312", or that there is no such number any more."""
        known = f"{self.cost_name} = {number_text(cost)}"
        return (
            known
            if np.isfinite(cost)
            else tr("{cost_name} is not finite", cost_name=self.cost_name)
        )

    def words(self, iteration: int) -> str:
        """ "iteration 12 · J = 0.4312", and a line for each curve beside it that reaches so far.

        J is left out where only other runs have come so far.
        """
        cost = self.cost(iteration)
        words = "" if cost is None else f" · {self.cost_words(cost)}"
        lines = [tr("iteration {iteration:,}{words}", iteration=iteration, words=words)]
        for each in self.visible_series if cost is not None else ():
            at = each.costs.nearest(iteration)
            if at is not None:
                where = "" if at == iteration else tr(" (at {at:,})", at=at)
                lines.append(named(each.name, number_text(self.sign * each.costs[at])) + where)
        for run in self.runs:
            if iteration < len(run.costs) and np.isfinite(run.costs[iteration]):
                lines.append(named(run.name, number_text(self.sign * run.costs[iteration])))
        if cost is None and len(lines) == 1:
            lines[0] += f" · {self.cost_name} = —"
        if len(lines) > MOST_LINES:
            lines = [
                *lines[: MOST_LINES - 1],
                tr("and {lines} more", lines=len(lines) - MOST_LINES + 1),
            ]
        return "\n".join(lines)


def _pairs(x: Array) -> bool:
    """True if the points come in pairs, the highest and the lowest of a column."""
    return len(x) % 2 == 0 and bool(x[0] == x[1])


def _between(x: Array, y: Array, left: float, right: float) -> tuple[Array, Array]:
    """The line through these points from ``left`` to ``right``, as far as it reaches."""
    inside = (x >= left) & (x <= right)
    if inside.all():
        return x, y
    ends = [end for end in (left, right) if x[0] < end < x[-1]]
    at = np.concatenate([x[inside], ends])
    order = np.argsort(at, kind="stable")
    return at[order], np.concatenate([y[inside], np.interp(ends, x, y)])[order]


def axis_ends(reached: tuple[float, float] | None, log: bool) -> tuple[float, float]:
    """The ends of the axis of J, with some room above and below what the curves reach."""
    if reached is None:
        return (-2.0, 0.0) if log else (0.0, 1.0)
    low, high = reached
    room = 0.1 * (high - low) or (0.5 if log else 0.2 * abs(high) or 1.0)
    return low - room, high + room


def known_points(x: Array, y: Array) -> tuple[Array, Array]:
    """The points that can be drawn: a line runs on over what is not known between them."""
    known = np.isfinite(y)
    return x[known], y[known]


def spread(curves: Iterable[tuple[Array, Array]]) -> tuple[float, float] | None:
    """The lowest and the highest place on the axis that any of the curves reaches."""
    ends: list[float] = []
    for _, y in curves:
        seen = y[np.isfinite(y)]
        if len(seen):
            ends += [float(seen.min()), float(seen.max())]
    return (min(ends), max(ends)) if ends else None
