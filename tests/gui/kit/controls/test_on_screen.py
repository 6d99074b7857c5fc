"""Dialogs and the screen: buttons at a lower edge can be reached."""

from PySide6.QtWidgets import QStyle, QWidget
from pytestqt.qtbot import QtBot

from bpsim.gui.kit.controls.on_screen import resize_on_screen


def test_a_window_and_its_title_are_no_larger_than_the_screen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    room = window.screen().availableGeometry()
    resize_on_screen(window, 10_000, 10_000)
    title = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
    assert window.width() < room.width() and window.height() + title < room.height()
    resize_on_screen(window, 320, 240)
    assert (window.width(), window.height()) == (320, 240)
