"""A button that repeats is let go when what came up before it has taken the release."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from bpsim.gui.kit.controls.held_button import HeldButton


@pytest.fixture
def held(qtbot: QtBot) -> Iterator[HeldButton]:
    """A button of a window in use, pressed."""
    window = QWidget()
    qtbot.addWidget(window)
    button = HeldButton("chevron-right", parent=window)
    with qtbot.waitActive(window):
        window.show()
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    assert button.autoRepeat() and button.isDown()
    yield button
    window.close()


def test_a_dialog_that_takes_the_release_ends_it(qtbot: QtBot, held: HeldButton) -> None:
    dialog = QDialog(held.window())
    with qtbot.waitActive(dialog):
        dialog.open()
    assert not held.isDown()
    dialog.close()
    assert not held.isDown()


def test_another_window_ends_it(held: HeldButton) -> None:
    QApplication.sendEvent(held.window(), QEvent(QEvent.Type.WindowDeactivate))
    assert not held.isDown()
