"""When pulses travel after a step by hand."""

import pytest

from bpsim.gui import playback
from bpsim.gui.playback import Playback


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
