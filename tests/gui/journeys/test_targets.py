"""Told in the window: targets that do not fit the cost, and keys of a file that mean nothing."""

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from bpsim.core.activations.table import ACTIVATIONS
from bpsim.formats.bundled import bundled_network
from bpsim.gui.window.main_window import MainWindow
from bpsim.session import editing

from .conftest import Open

SAID = "The target y of example 1 is −1, but cross-entropy means probabilities from 0 to 1."


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def test_targets_that_do_not_fit_are_said_once(window: MainWindow, qtbot: QtBot) -> None:
    window.begin()
    controller, bar = window.controller, window.views.messages
    qtbot.wait(1)
    bar.clear()
    controller.edit(editing.set_example_value, 1, "y", 0, -1.0)
    qtbot.waitUntil(lambda: bar.text == SAID)
    controller.edit(editing.set_example_value, 2, "x", 0, 7.0)
    assert bar.text == ""
    settled: list[bool] = []
    QTimer.singleShot(1, window, lambda: settled.append(True))
    qtbot.waitUntil(lambda: bool(settled))
    assert bar.text == ""  # it was said already
    wrong = controller.session.document
    controller.open(bundled_network("xor").load())
    qtbot.waitUntil(lambda: bar.text == "")
    controller.open(wrong)
    qtbot.waitUntil(lambda: bar.text == SAID)
    controller.undo_stack.undo()
    controller.open(bundled_network("xor").load())
    window.wiring["graph"].building.set_activation(3, ACTIVATIONS["softmax"])
    qtbot.waitUntil(lambda: "The softmax layer has one unit only" in bar.text)
    assert bar.text.startswith("The cost is categorical-cross-entropy now")


def test_a_misspelt_key_of_a_file_is_told_once(window: MainWindow, qtbot: QtBot) -> None:
    window.begin()
    controller, bar = window.controller, window.views.messages
    xor = bundled_network("xor").load()
    controller.open(xor.with_(extras={"training": {"lamda": 1}}))
    said = (
        "The file has a key that bpsim does not know: “training.lamda” (lambda?). "
        "It changes nothing."
    )
    qtbot.waitUntil(lambda: bar.text == said)
    controller.edit(editing.set_example_value, 1, "y", 0, -1.0)
    qtbot.waitUntil(lambda: bar.text == SAID)  # and not the key again
