"""When pulses travel after a step by hand."""

import math

import pytest
from pytestqt.qtbot import QtBot

from bpsim.gui.desk import playback
from bpsim.gui.desk.playback import Playback


@pytest.fixture
def seen(qapp: object) -> tuple[Playback, list[float | None]]:
    """A clock at rest, and where it says that the pulses are."""
    clock, progress = Playback(), []
    clock.progress.connect(progress.append)
    return clock, progress


def test_a_step_by_hand_lets_pulses_travel(seen: tuple[Playback, list[float | None]]) -> None:
    clock, progress = seen
    clock.stepped(glide=True)
    assert progress == [0.0]
    clock.stop()


def test_steps_of_a_key_that_is_held_do_not(
    seen: tuple[Playback, list[float | None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, progress = seen
    monkeypatch.setattr(playback, "FASTEST_GLIDE_S", 0.5 * playback.GLIDE_S)
    clock.stepped(glide=True)
    clock.stepped(glide=True)
    clock.stepped(glide=True)
    assert progress == [0.0, None, None]
    clock.stop()


def test_they_do_again_once_there_is_time(
    seen: tuple[Playback, list[float | None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, progress = seen
    clock.stepped(glide=True)
    monkeypatch.setattr(playback, "FASTEST_GLIDE_S", 0.0)
    clock.stepped(glide=True)
    assert progress == [0.0, 0.0]
    clock.stop()


def test_playing_at_every_frame_begins_while_pulses_are_under_way(
    seen: tuple[Playback, list[float | None]], qtbot: QtBot
) -> None:
    clock, progress = seen
    clock.stepped(glide=True)
    clock.speed = math.inf
    with qtbot.waitSignal(clock.step_due):
        clock.play()
    assert progress == [0.0, None]
    clock.stop()


def test_a_speed_chosen_while_playing_holds_at_once(
    seen: tuple[Playback, list[float | None]], qtbot: QtBot
) -> None:
    clock, progress = seen
    clock.play()
    clock.stepped(glide=True)
    clock.speed = math.inf
    with qtbot.waitSignal(clock.step_due):
        pass
    assert progress[-1] is None
    clock.stop()


def test_a_step_under_way_is_completed_at_once(seen: tuple[Playback, list[float | None]]) -> None:
    clock, progress = seen
    clock.complete()
    assert progress == []
    clock.stepped(glide=True)
    clock.complete()
    clock.complete()
    assert progress == [0.0, None]
    clock.stop()
