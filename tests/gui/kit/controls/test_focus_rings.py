"""What has the keys is seen to have them, also where Qt draws it as it draws it without."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFocusFrame,
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QSlider,
    QTableWidget,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from bpsim.gui.kit.controls.focus_rings import FocusRings
from bpsim.gui.looks.theme import theme_in_use


@pytest.fixture(autouse=True)
def rings(qapp: QApplication) -> Iterator[FocusRings]:
    made = FocusRings(qapp)
    yield made
    made.end()
    made.deleteLater()
    deleted(qapp)


def deleted(application: QApplication) -> None:
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def ringed(control: QWidget) -> bool:
    """True if the left edge of ``control`` has the theme's accent, two pixels wide."""
    picture = control.grab().toImage()
    accent = theme_in_use().colour("accent").name()
    edge = [picture.pixelColor(x, picture.height() // 2).name() for x in (0, 1)]
    return edge == [accent, accent]


@pytest.mark.parametrize(
    "kind", [QPushButton, QListWidget, QSlider, QTableWidget, QTextBrowser, QPlainTextEdit]
)
def test_the_ring_follows_the_focus(
    qtbot: QtBot, qapp: QApplication, kind: Callable[[], QWidget]
) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    control, default = kind(), QPushButton("Default")
    default.setDefault(True)
    row = QHBoxLayout(dialog)
    for widget in (control, default):
        row.addWidget(widget)
    dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow)
    for here, other in ((control, default), (default, control), (control, default)):
        here.setFocus()
        qapp.processEvents()
        assert ringed(here) and not ringed(other)
    dialog.resize(dialog.width() + 200, dialog.height() + 100)
    qapp.processEvents()
    ring = control.findChild(QFocusFrame)
    assert ring is not None and ring.size() == control.size()
    default.setFocus()
    deleted(qapp)
    assert control.findChild(QFocusFrame) is None
