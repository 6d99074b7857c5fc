"""A screen reader is told of every step, message and selection, and of nothing twice."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from pytestqt.qtbot import QtBot

from bpsim.gui.program import announcing
from bpsim.gui.window.main_window import MainWindow
from bpsim.gui.wiring import announcements
from bpsim.steps.places import EdgePlace
from bpsim.steps.shown.spoken import Verbosity

from .conftest import Open

Press = Callable[..., None]


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is said aloud, as if somebody listened."""
    words: list[str] = []

    def heard(event: object) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            words.append(event.message())

    for module in (announcing, announcements):
        monkeypatch.setattr(module, "listened_to", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", heard)
    return words


def test_each_step_is_said_once(window: MainWindow, press: Press, said: list[str]) -> None:
    press(window, Qt.Key.Key_Right)
    assert said == [
        "Example 1 of 4, forward, z and a of unit 1, layer 2. Unit 1 of layer 2 adds up what "
        "comes in, each activation times the weight of its edge, and sends the sum z through g "
        "(sigmoid). z of unit 1 in layer 2 equals minus 0.1. a equals 0.475."
    ]
    window.controller.changed.emit()
    assert len(said) == 1
    press(window, Qt.Key.Key_Left)
    assert len(said) == 2


def test_who_wants_to_hear_less_hears_less(
    window: MainWindow, press: Press, said: list[str]
) -> None:
    window.preferences.verbosity = Verbosity.RESULT
    press(window, Qt.Key.Key_Right)
    assert said == ["z of unit 1 in layer 2 equals minus 0.1. a equals 0.475."]
    window.controller.last()  # the update, which has no number of its own
    assert len(said) == 2 and said[1] == "update of all weights."
    window.preferences.verbosity = Verbosity.NOTHING
    press(window, Qt.Key.Key_Left)
    window.controller.message.emit("The file was saved.", "done")
    assert said[2:] == ["The file was saved."]


def test_messages_and_selections_are_said(window: MainWindow, said: list[str]) -> None:
    window.controller.message.emit("The file was saved.", "done")
    window.controller.select(EdgePlace(1, 1, 2))
    assert said == [
        "The file was saved.",
        "Weight minus 0.2 from unit 2 of layer 1 to unit 1 of layer 2",
    ]


def test_training_is_not_read_out_iteration_by_iteration(
    window: MainWindow, said: list[str], qtbot: QtBot
) -> None:
    window.training.run(3_000)
    qtbot.waitUntil(lambda: not window.training.running)
    assert len(said) <= 3


def test_nobody_pays_for_words_that_nobody_hears(
    window: MainWindow, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(step: object) -> str:
        raise AssertionError("nobody listens")

    monkeypatch.setattr(announcements, "listened_to", lambda: False)
    monkeypatch.setattr(announcements, "announced", never)
    press(window, Qt.Key.Key_Right, 3)
