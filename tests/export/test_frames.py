"""Which steps make a film."""

import pytest

from bpsim.core.errors import BpsimError
from bpsim.export import frames
from bpsim.export.frames import frames_of
from bpsim.formats.bundled import bundled_network
from bpsim.formats.native.file import load
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.trace import Trace

UNIT = Granularity.UNIT


def trace() -> Trace:
    return Trace.of(load(bundled_network("lecture").path))


def test_both_passes_of_an_example_are_the_two_passes() -> None:
    whole = frames_of(trace(), 1, "example", UNIT)
    parts = frames_of(trace(), 1, "forward", UNIT) + frames_of(trace(), 1, "backward", UNIT)
    assert [step.index for step in whole] == [step.index for step in parts]
    assert {step.example for step in whole} == {2}


def test_an_iteration_ends_with_the_update() -> None:
    steps = frames_of(trace(), 0, "iteration", UNIT)
    assert [step.index for step in steps] == list(range(64))
    assert steps[-1].phase is Phase.UPDATE


def test_too_long_or_empty_films_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BpsimError, match="no step of this kind to film"):
        frames_of(trace(), 0, "backward", Granularity.ITERATION)
    monkeypatch.setattr(frames, "MOST_FRAMES", 10)
    with pytest.raises(BpsimError, match="would have 15 steps, but at most 10"):
        frames_of(trace(), 0, "example", UNIT)
