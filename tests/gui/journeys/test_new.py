"""Ctrl+N: a network described from nothing replaces the one on screen."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.core.activations.table import ACTIVATIONS
from bpsim.gui.dialogs.new_network.dialog import NewNetworkDialog
from bpsim.gui.window.main_window import MainWindow
from bpsim.gui.window.new_document import GraphPreview
from bpsim.session.new_network import SOURCES, NewNetwork, document_of
from bpsim.steps.schedule import Granularity

from .conftest import Open

Press = Callable[..., None]


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def test_a_new_network_is_walked_and_trained(
    window: MainWindow, qtbot: QtBot, press: Press
) -> None:
    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, NewNetworkDialog)
        dialog.data.source.set_current(SOURCES.index("made"))
        dialog.data.kind.setCurrentIndex(dialog.data.kind.findData("moons"))
        dialog.layers.line.setFocus()
        dialog.layers.line.selectAll()
        qtbot.keyClicks(dialog.layers.line, "2-6-1")
        qtbot.keyClick(dialog.layers.line, Qt.Key.Key_Return)

    QTimer.singleShot(0, fill)
    press(window, Qt.Key.Key_N, modifier=Qt.KeyboardModifier.ControlModifier)
    document = window.controller.session.document
    assert document.network.layers == (2, 6, 1)
    assert len(document.examples) == 60
    assert document.title == "Two moons"
    assert window.files.path is None
    before = window.controller.step
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    press(window, Qt.Key.Key_Right)
    assert window.controller.step != before
    window.controller.go_to_iteration(0)
    assert window.controller.session.trace_of(2).step(0, Granularity.UNIT).iteration == 2


def test_cancel_leaves_everything(window: MainWindow) -> None:
    before = window.controller.session.document

    def cancel() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, NewNetworkDialog)
        dialog.reject()

    QTimer.singleShot(0, cancel)
    window.actions_["new"].trigger()
    assert window.controller.session.document is before


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_the_preview_shows_all_of_the_network(qtbot: QtBot, size: float) -> None:
    preview = GraphPreview()
    qtbot.addWidget(preview)
    font = preview.font()
    font.setPointSizeF(size * font.pointSizeF())
    preview.setFont(font)
    preview.resize(420, 500)
    preview.show()
    for layers in ((2, 3, 1), (4, 8, 8, 3), (2, 2)):
        activations = (ACTIVATIONS["sigmoid"],) * (len(layers) - 1)
        preview.show_document(document_of(NewNetwork(layers, activations), None))
        picture = preview.picture
        assert picture is not None
        for box in picture.taken():
            assert box.x >= 0 and box.x + box.w <= 420 and box.y + box.h <= 500
    preview.resize(300, 300)
    assert preview.picture is not None
    assert max(box.x + box.w for box in preview.picture.taken()) <= 300
