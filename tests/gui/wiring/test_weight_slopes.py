"""Slopes that take long come from another thread, and never one that is no longer asked for."""

from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from bpsim.gui.panels.slope.panel import SlopePanel
from bpsim.gui.wiring.weight_slopes import Slopes
from bpsim.steps.apart.slope import Slope, slope_later, slope_of
from bpsim.steps.apart.what_if import Nudged
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.steps.schedule import Granularity
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace
from tests.steps.walks import large_walk

FIRST, SECOND, OF_Z = EdgePlace(1, 3, 2), EdgePlace(1, 1, 0), UnitPlace(2, 1)


class Panel(SlopePanel):
    """Remembers what it was shown."""

    def __init__(self) -> None:
        self.seen: list[Slope | str] = []
        super().__init__()
        self.seen.clear()

    def show_slope(self, slope: Slope | None, message: str = "") -> None:
        self.seen.append(message if slope is None else slope)
        super().show_slope(slope, message)

    def show_waiting(self, nudge: Nudged, value: float) -> None:
        self.seen.append("…")
        super().show_waiting(nudge, value)

    def nudges(self) -> list[object]:
        """What it was shown, slopes by what they nudge."""
        return [each if isinstance(each, str) else each.nudged for each in self.seen]


@pytest.fixture
def panel(qtbot: QtBot) -> Panel:
    panel = Panel()
    qtbot.addWidget(panel)
    return panel


@pytest.fixture
def slopes(panel: Panel) -> Slopes:
    return Slopes(panel, panel)


def walk() -> tuple[Trace, Step]:
    trace = large_walk()
    return trace, trace.step(60, Granularity.UNIT)


def test_a_quick_one_is_there_at_once(slopes: Slopes, panel: Panel) -> None:
    slopes.show(*walk(), OF_Z)
    assert panel.nudges() == [OF_Z] and not slopes.busy


def test_a_slow_one_is_awaited_in_a_thread(slopes: Slopes, panel: Panel, qtbot: QtBot) -> None:
    trace, step = walk()
    slopes.show(trace, step, FIRST)
    assert panel.nudges() == ["…"] and slopes.busy
    slopes.show(trace, step, FIRST)  # asked for again, as when a breakpoint is set
    qtbot.waitUntil(lambda: not slopes.busy)
    assert panel.nudges() == ["…", FIRST]
    shown = panel.seen[-1]
    assert isinstance(shown, Slope) and shown.same_as(slope_of(trace, step, FIRST))
    slopes.show(trace, trace.step(61, Granularity.UNIT), FIRST)
    assert panel.nudges() == ["…", FIRST, FIRST] and not slopes.busy


def test_the_one_asked_for_last_is_shown(slopes: Slopes, panel: Panel, qtbot: QtBot) -> None:
    trace, step = walk()
    other, later = walk()
    slopes.show(trace, step, FIRST)
    slopes.show(trace, step, SECOND)
    slopes.show(other, later, SECOND)
    qtbot.waitUntil(lambda: not slopes.busy)
    assert [each for each in panel.nudges() if each != "…"] == [SECOND]


def test_one_made_for_another_stop_is_not_shown(
    slopes: Slopes, panel: Panel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_begin = Event()

    def held(*asked: Any) -> Callable[[], Slope] | None:
        """It is there no sooner than the other stop is asked for, which would be quick then."""
        make = slope_later(*asked)
        return make and (lambda: make() if may_begin.wait() else None)

    monkeypatch.setattr("bpsim.gui.wiring.weight_slopes.slope_later", held)
    trace, step = walk()
    end = trace.step(trace.schedule.count(Granularity.UNIT) - 1, Granularity.UNIT)
    slopes.show(trace, step, FIRST)
    slopes.show(trace, end, FIRST)
    may_begin.set()
    qtbot.waitUntil(lambda: not slopes.busy)
    assert panel.nudges() == ["…", "…", FIRST]
    shown = panel.seen[-1]
    assert isinstance(shown, Slope) and shown.shown is not None  # D is known at the end


def test_what_became_quick_meanwhile_overtakes(slopes: Slopes, panel: Panel, qtbot: QtBot) -> None:
    trace, step = walk()
    slopes.show(trace, step, FIRST)
    slopes.show(trace, step, OF_Z)
    qtbot.waitUntil(lambda: not slopes.busy)
    assert panel.nudges() == ["…", OF_Z]


@pytest.mark.parametrize("how", ["forget", "finish"])
def test_what_is_forgotten_is_never_shown(
    slopes: Slopes, panel: Panel, qtbot: QtBot, how: str
) -> None:
    slopes.show(*walk(), FIRST)
    getattr(slopes, how)()
    qtbot.waitUntil(lambda: not slopes.busy)
    assert panel.nudges() == ["…"]


def test_a_weight_that_is_not_there(slopes: Slopes, panel: Panel) -> None:
    with pytest.raises(KeyError):
        slopes.show(*walk(), EdgePlace(1, 99, 0))
    assert panel.seen == [] and not slopes.busy
