"""Clicks that follow each other fast on the signs that change the network."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bpsim.gui.window.main_window import MainWindow

from .conftest import Open
from .test_building import controls_of, last_edit, network_of

LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def test_the_second_click_of_a_double_one_is_not_for_what_has_moved_below(
    window: MainWindow, qtbot: QtBot
) -> None:
    """A layer is inserted, and in the place of its sign stands another one."""
    controls = controls_of(window)
    sign = controls.between[0]
    before = network_of(window).layers
    qtbot.mouseClick(sign, LEFT)
    QApplication.processEvents()
    assert len(network_of(window).layers) == len(before) + 1
    for other in (controls.minus[1], controls.plus[0], controls.between[1]):
        twice(other)
    assert last_edit(window) == "Insert a layer after layer 1"
    qtbot.mouseClick(controls.plus[1], LEFT)
    twice(controls.plus[1])
    assert network_of(window).layers[1] == before[1] + 2


def twice(sign: QWidget) -> None:
    """The second click of a double one."""
    at = QPointF(sign.rect().center())
    for kind in (QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease):
        held = LEFT if kind is QEvent.Type.MouseButtonDblClick else Qt.MouseButton.NoButton
        event = QMouseEvent(kind, at, sign.mapToGlobal(at), LEFT, held, NO_KEYS)
        QApplication.sendEvent(sign, event)


def test_signs_are_clicked_as_fast_as_one_likes(window: MainWindow, qtbot: QtBot) -> None:
    plus = controls_of(window).plus[1]
    before = network_of(window).layers[1]
    for _ in range(3):
        qtbot.mouseClick(plus, LEFT)
    assert network_of(window).layers[1] == before + 3
