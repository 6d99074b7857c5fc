"""Whether things move: as the user has chosen, else as the system asks."""

import pytest

from bpsim.gui.program import motion
from bpsim.gui.program.preferences import Preferences


@pytest.fixture(autouse=True)
def _forgotten() -> None:
    motion.reduced_motion.cache_clear()


def test_without_a_desktop_to_ask_things_move(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    assert not motion.reduced_motion()
    assert Preferences().animated


@pytest.mark.parametrize(
    ("said", "still"),
    [({"reduced-motion": 1}, True), ({"reduced-motion": 0}, False),
     ({"enable-animations": False}, True), ({"enable-animations": True}, False), ({}, False)],
)  # fmt: skip
def test_the_desktop_is_followed_until_the_user_chooses(
    said: dict[str, object], still: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(motion, "_setting", lambda _group, key: said.get(key))
    preferences = Preferences()
    assert motion.reduced_motion() is still
    assert preferences.animated is not still
    preferences.animated = still
    assert preferences.animated is still
