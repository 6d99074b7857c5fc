"""Where playing and training stop by themselves: at a δ, an example, an iteration, a cost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from bpsim.core.arrays import Array
from bpsim.core.breakpoints import Breakpoint
from bpsim.core.document import Document
from bpsim.steps.places import has_z
from bpsim.steps.schedule import Granularity, Phase, Schedule


@dataclass(frozen=True, slots=True)
class MetBreakpoint:
    """A breakpoint that was met, and the stop of the walk on which it was."""

    met: Breakpoint
    iteration: int
    tick: int


def fits(breakpoint_: Breakpoint, document: Document) -> bool:
    """True if the document has the unit or the example that the breakpoint names."""
    if breakpoint_.kind == "delta":
        return has_z(breakpoint_.layer, breakpoint_.unit, document.network.layers)
    if breakpoint_.kind == "example":
        return 1 <= breakpoint_.number <= len(document.examples)
    return True


def first_in_iteration(
    breakpoints: Iterable[Breakpoint],
    document: Document,
    iteration: int,
    after: int,
    upto: int | None = None,
) -> MetBreakpoint | None:
    """The first stop in ``iteration`` on a tick behind ``after`` and not behind ``upto``.

    ``after`` −1 is the start of the iteration, ``upto`` None its end. Only
    what the schedule tells is looked at: deltas, examples and the iteration itself.
    """
    batch = document.batch_of(iteration)
    schedule = Schedule.of(document, iteration)
    last = schedule.ticks - 1 if upto is None else upto
    found: MetBreakpoint | None = None
    for each in breakpoints:
        if not each.enabled or not fits(each, document):
            continue
        tick = None
        if each.kind == "iteration" and each.number == iteration:
            tick = 0
        elif each.kind == "example":
            item = batch.index(each.number - 1)
            tick = None if item is None else item * schedule.ticks_per_example
        elif each.kind == "delta":
            tick = _delta_after(schedule, each, after)
        if tick is not None and after < tick <= last and (found is None or tick < found.tick):
            found = MetBreakpoint(each, iteration, tick)
    return found


def _delta_after(schedule: Schedule, each: Breakpoint, after: int) -> int | None:
    """The first tick behind ``after`` that ends the δ of the breakpoint's unit."""
    output = each.layer == len(schedule.layers)
    phase = Phase.OUTPUT_DELTA if output else Phase.HIDDEN_DELTA
    in_first = schedule.tick_where(phase, each.layer, each.unit, 0)
    item = max(0, -(-(after + 1 - in_first) // schedule.ticks_per_example))
    if item >= schedule.batch:
        return None
    return in_first + item * schedule.ticks_per_example


def next_scheduled(
    breakpoints: Sequence[Breakpoint], document: Document, iteration: int, after: int, most: int
) -> MetBreakpoint | None:
    """The first stop behind tick ``after`` of ``iteration``, within ``most`` iterations more.

    Deltas come in every iteration and examples once in an epoch, so that two epochs tell; only a
    certain iteration may lie further off.
    """
    near = iteration + min(most, 2 * document.iterations_per_epoch)
    for at in range(iteration, near + 1):
        found = first_in_iteration(breakpoints, document, at, after)
        if found is not None:
            return found
        after = -1
    numbers = (each.number for each in breakpoints if each.kind == "iteration" and each.enabled)
    far = min((k for k in numbers if near < k <= iteration + most), default=None)
    return None if far is None else first_in_iteration(breakpoints, document, far, -1)


def cost_met(
    breakpoints: Iterable[Breakpoint], costs: Array, previous: float = -np.inf
) -> tuple[int, Breakpoint] | None:
    """The first place in ``costs`` where J falls below a "cost" breakpoint, with that breakpoint.

    ``costs`` are those of whole epochs: the J of a batch is that of its examples alone, and one
    lucky example would do. ``previous`` is the J before; −inf for a run that starts here, which a J
    that is low already does not stop.
    """
    found: tuple[int, Breakpoint] | None = None
    before = np.concatenate([[previous], costs[:-1]]) if len(costs) else costs
    for each in breakpoints:
        if each.enabled and each.kind == "cost":
            fallen = np.flatnonzero((costs < each.below) & (before >= each.below))
            if fallen.size and (found is None or fallen[0] < found[0]):
                found = int(fallen[0]), each
    return found


def granularity_for(stop: MetBreakpoint, granularity: Granularity) -> Granularity:
    """The step size in which the stop is a step of its own: a coarser one becomes units."""
    if granularity is Granularity.TERM or stop.met.kind == "cost":
        return granularity
    return Granularity.UNIT
