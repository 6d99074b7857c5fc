"""The memory of the last values made."""

import gc
import weakref

import numpy as np

from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.steps.recent import Recent
from bpsim.steps.schedule import Granularity
from tests.traces import traced


def test_it_forgets_what_was_not_used_for_longest() -> None:
    made: list[str] = []
    recent: Recent[str, str] = Recent(2)

    def get(key: str) -> str:
        return recent.get(key, lambda: (made.append(key), key.upper())[1])

    assert [get(key) for key in "aba"] == ["A", "B", "A"]
    assert made == ["a", "b"]
    get("c")  # b goes
    get("a")
    assert made == ["a", "b", "c"]
    get("b")
    assert made == ["a", "b", "c", "b"]


def test_what_fails_is_not_remembered() -> None:
    recent: Recent[int, float] = Recent(2)
    for divisor, expected in ((0, None), (2, 0.5)):
        try:
            found = recent.get(1, lambda divisor=divisor: 1 / divisor)
        except ZeroDivisionError:
            found = None
        assert found == expected


def test_a_walk_is_freed_when_nothing_shows_it_any_more() -> None:
    """Its arrays are large; waiting for the collector of cycles would let them pile up."""
    network = Network.of(["sigmoid", "sigmoid"], [np.ones((2, 3)), np.ones((1, 3))])
    examples = Examples.of([[0.0, 1.0]] * 3, [[1.0]] * 3)
    trace = traced(network, "cross-entropy", examples, TrainingSettings(), Convention())
    for granularity in Granularity:
        for index in range(trace.schedule.count(granularity)):
            step = trace.step(index, granularity)
            step.known.Delta(1)
            trace.delta(step, 2, 1)
    gone = weakref.ref(trace.values)
    gc.disable()
    try:
        del trace, step
        assert gone() is None
    finally:
        gc.enable()
