"""The first number that is not finite is found where stepping through all of them finds it."""

from collections.abc import Callable

import numpy as np
import pytest

from bpsim.core.breakpoints import Breakpoint
from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import TrainingSettings
from bpsim.session.breakpoints import MetBreakpoint, granularity_for
from bpsim.session.not_finite import first_not_finite, is_finite
from bpsim.session.session import Session
from bpsim.session.stops import met_since, met_where_diverged
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.trace import Trace

WATCH = (Breakpoint("cost", below=0.1), Breakpoint("not-finite"))


def regression(scale: float, x: list[list[float]], rate: float = 0.0) -> Document:
    """Linear units throughout; nothing but multiplications, so that it is clear what overflows."""
    weights = [np.full((2, 2), scale), np.array([[0.0, scale, -scale / 2]])]
    examples = Examples.of(np.array(x), np.zeros((len(x), 1)))
    settings = TrainingSettings(rate, batch_size=None)
    network = Network.of(["linear", "linear"], weights)
    return Document("", network, "squared-error", examples=examples, training=settings)


def brute(trace: Trace, after: int = -1) -> int | None:
    """Found by looking at every step of a unit."""
    for index in range(trace.schedule.count(Granularity.UNIT)):
        tick = trace.schedule.tick_of(index, Granularity.UNIT)
        if tick > after and not is_finite(trace.step(index, Granularity.UNIT)):
            return tick
    return None


CASES: dict[str, tuple[Callable[[], Document], Phase | None]] = {
    "nothing": (lambda: regression(1.0, [[1], [2], [3]]), None),
    "a z": (lambda: regression(10.0, [[1], [1], [1e308]]), Phase.FORWARD),
    "a cost": (lambda: regression(1e50, [[1], [1], [1e80]]), Phase.COST),
    "a product in Δ": (lambda: regression(1e-100, [[1], [1e-3], [1e306]]), Phase.ACCUMULATE),
    "J alone": (lambda: regression(1.14e77, [[1], [1], [1]]), Phase.GRADIENT),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_found_where_every_step_is_looked_at(case: str) -> None:
    document, phase = CASES[case]
    trace = Trace.of(document())
    found = first_not_finite(trace)
    assert found == brute(trace)
    if phase is not None:
        assert found is not None
        assert trace.schedule.position_of(found).phase is phase
    if found is not None:
        assert first_not_finite(trace, found) == brute(trace, found)
        assert first_not_finite(trace, -1, found - 1) is None
        assert first_not_finite(trace, found - 1, found) == found


def test_a_sum_that_overflows_with_its_last_example_is_found() -> None:
    document = regression(1.0, [[1.0], [1.0], [1.0]])
    trace = Trace.of(document)
    # Each contribution is finite and so are the costs, but not the three contributions together.
    big = 0.9e308
    running = [np.full((2, 2), min(1, n) * big) for n in range(4)]
    running[3] = np.full((2, 2), np.inf)
    values = trace.values
    values.__dict__["gradient"] = type(values.gradient)(
        values.gradient.J, (running[3], values.gradient.Delta[1]), values.gradient.D
    )
    values.__dict__["_running"] = type("Sums", (), {"of": staticmethod(lambda _, n: running[n])})()
    found = first_not_finite(trace)
    assert found == brute(trace)
    assert found is not None
    place = trace.schedule.position_of(found)
    assert (place.phase, place.item, place.layer) == (Phase.ACCUMULATE, 2, 1)


@pytest.mark.parametrize("granularity", list(Granularity)[:-1])
@pytest.mark.parametrize("case", [case for case in CASES if case != "nothing"])
def test_playing_stops_there_whatever_the_size_of_a_step(
    case: str, granularity: Granularity
) -> None:
    document = CASES[case][0]()
    unit = brute(Trace.of(document))
    walk = Session(document)
    walk.set_granularity(granularity)
    stop = None
    while stop is None and walk.iteration == 0:
        before = walk.state
        if not walk.forward():
            break
        stop = met_since(walk, WATCH, before)
    if unit is None:
        assert stop is None
        return
    assert stop is not None
    walk.set_granularity(granularity_for(stop, walk.granularity))
    walk.go_to_tick(stop.iteration, stop.tick)
    if granularity is Granularity.TERM:
        assert stop.tick <= unit  # a sum can leave the range before its last term
    else:
        assert stop == MetBreakpoint(WATCH[1], 0, unit)
        assert walk.step is not None
        assert not is_finite(walk.step)


def test_training_that_diverges_leads_there_if_a_breakpoint_is_for_that() -> None:
    walk = Session(regression(1.0, [[1], [2], [3]], rate=10.0))
    assert met_where_diverged(walk, WATCH) is None
    walk.history.reach(10_000)
    at = walk.history.diverged_at
    assert at is not None
    stop = met_where_diverged(walk, WATCH)
    assert stop == MetBreakpoint(WATCH[1], at, brute(walk.trace_of(at)) or -1)
    assert met_where_diverged(walk, WATCH[:1]) is None
    assert met_where_diverged(walk, (Breakpoint("not-finite", enabled=False),)) is None
