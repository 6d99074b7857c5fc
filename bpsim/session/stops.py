"""Whether a step of the walk has met a breakpoint."""

from collections.abc import Sequence

import numpy as np

from bpsim.core.breakpoints import Breakpoint
from bpsim.session.breakpoints import Stop, cost_met, first_in_iteration, not_finite
from bpsim.session.session import Session, State


def met_since(session: Session, breakpoints: Sequence[Breakpoint], before: State) -> Stop | None:
    """The breakpoint met by the step just taken from where the walk stood ``before``."""
    if not breakpoints:
        return None
    state = session.state
    new = state.iteration != before.iteration
    document = session.history.document_at(state.iteration)
    after = -1 if new else before.tick
    stop = first_in_iteration(breakpoints, document, state.iteration, after, state.tick)
    if stop is None and new and any(each.kind == "cost" for each in breakpoints):
        J = np.array([session.trace.values.gradient.J])
        costs = session.history.costs
        previous = float(costs[state.iteration - 1]) if state.iteration else -np.inf
        met = cost_met(breakpoints, J, previous)
        stop = None if met is None else Stop(met[1], state.iteration, 0)
    if stop is None and (step := session.step) is not None:
        wild = not_finite(breakpoints, step)
        stop = None if wild is None else Stop(wild, state.iteration, state.tick)
    return stop
