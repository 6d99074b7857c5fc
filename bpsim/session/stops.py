"""Whether a step of the walk has met a breakpoint."""

from collections.abc import Sequence

import numpy as np

from bpsim.core.breakpoints import Breakpoint
from bpsim.session.breakpoints import MetBreakpoint, cost_met, first_in_iteration
from bpsim.session.not_finite import first_not_finite, is_finite
from bpsim.session.session import Session
from bpsim.session.state import State
from bpsim.steps.schedule import FINE


def met_since(
    session: Session, breakpoints: Sequence[Breakpoint], before: State
) -> MetBreakpoint | None:
    """The breakpoint met by the step just taken from where the walk stood ``before``."""
    if not breakpoints:
        return None
    state = session.state
    new = state.iteration != before.iteration
    document = session.history.document_at(state.iteration)
    after = -1 if new else before.tick
    stop = first_in_iteration(breakpoints, document, state.iteration, after, state.tick)
    if stop is None and new and any(each.kind == "cost" for each in breakpoints):
        met = _cost_met(session, breakpoints)
        stop = None if met is None else MetBreakpoint(met, state.iteration, 0)
    wild = _wild(breakpoints)
    if stop is None and wild is not None and (step := session.step) is not None:
        tick = None
        if state.granularity not in FINE:  # a large step does not name each of its numbers
            tick = first_not_finite(session.trace, after, state.tick)
        elif not is_finite(step):
            tick = state.tick
        stop = None if tick is None else MetBreakpoint(wild, state.iteration, tick)
    return stop


def _cost_met(session: Session, breakpoints: Sequence[Breakpoint]) -> Breakpoint | None:
    """The breakpoint on the cost that is met by the epoch which ends with the current iteration."""
    document = session.history.document_at(session.state.iteration)
    done = session.state.iteration + 1
    epoch = document.iterations_per_epoch
    if done % epoch:
        return None
    earlier = session.history.costs[max(0, done - 2 * epoch) : done - 1]
    costs = np.append(earlier, session.trace.values.gradient.J).reshape(-1, epoch).mean(axis=1)
    met = cost_met(breakpoints, costs[-1:], float(costs[0]) if len(costs) > 1 else -np.inf)
    return None if met is None else met[1]


def met_where_diverged(session: Session, breakpoints: Sequence[Breakpoint]) -> MetBreakpoint | None:
    """The step that computes the first number which is not finite, if a breakpoint is for that.

    None where training has not diverged.
    """
    at, wild = session.history.diverged_at, _wild(breakpoints)
    if at is None or wild is None:
        return None
    tick = first_not_finite(session.trace_of(at))
    return None if tick is None else MetBreakpoint(wild, at, tick)


def _wild(breakpoints: Sequence[Breakpoint]) -> Breakpoint | None:
    """The first breakpoint, among those that are on, for a number that is not finite."""
    on = (each for each in breakpoints if each.enabled and each.kind == "not-finite")
    return next(on, None)
