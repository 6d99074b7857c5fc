"""The frame in which a panel scrolls once there is less room than it needs."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bpsim.gui.kit.controls.shrinking import Shrinking


class Panel(QWidget):
    """Needs 300 by 200 pixels."""

    def minimumSizeHint(self) -> QSize:
        return QSize(300, 200)


@pytest.mark.parametrize(
    ("room", "panel"),
    [((400, 300), (400, 300)), ((400, 100), (-1, 200)), ((120, 300), (300, -1))],
)
def test_the_panel_has_all_the_room_but_never_too_little(
    qtbot: QtBot, room: tuple[int, int], panel: tuple[int, int]
) -> None:
    inner = Panel()
    frame = Shrinking(inner)
    qtbot.addWidget(frame)
    frame.resize(*room)
    frame.show()
    QApplication.processEvents()
    for wanted, there in zip(panel, (inner.width(), inner.height()), strict=True):
        assert wanted in (there, -1)
    assert (frame.verticalScrollBar().maximum() > 0) == (room[1] < 200)
    assert (frame.horizontalScrollBar().maximum() > 0) == (room[0] < 300)
    assert frame.minimumSizeHint().height() < 200
    if room[1] < 200:
        assert inner.width() < room[0]  # what the scroll bar leaves
