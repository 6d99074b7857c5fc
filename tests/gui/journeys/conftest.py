"""The real window on the lecture's network, closed without questions at the end."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.app.resources import bundled_network, bundled_networks
from bpsim.core.document import Document
from bpsim.gui.dialogs.go_to import GoToDialog
from bpsim.gui.program.keys import KeyGuard
from bpsim.gui.window.main_window import MainWindow
from bpsim.steps.step import Step

Open = Callable[..., MainWindow]


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication) -> Iterator[Open]:
    """Open the window on a document (the lecture's by default), shown and active."""
    windows: list[MainWindow] = []
    guard = KeyGuard(qapp)

    def make(document: Document | None = None, width: int = 1280, height: int = 800) -> MainWindow:
        window = MainWindow(document or bundled_network().load(), bundled_networks())
        window.controller.playback.animated = False
        window.resize(width, height)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        QApplication.processEvents()  # it has looked at its file
        windows.append(window)
        return window

    yield make
    for window in windows:
        window.controller.saved()
        window.close()
        window.deleteLater()
    guard.end()
    guard.deleteLater()
    qapp.sendPostedEvents(None, 52)  # DeferredDelete


@pytest.fixture
def window(open_window: Open) -> MainWindow:
    """The window as a newcomer sees it."""
    return open_window()


@pytest.fixture
def press(qtbot: QtBot) -> Callable[..., None]:
    """Press a key where the focus is, as a person would."""

    def key(window: MainWindow, code: Qt.Key, times: int = 1, **modifier: object) -> None:
        target = QApplication.focusWidget() or window
        for _ in range(times):
            qtbot.keyClick(target, code, **modifier)  # type: ignore[arg-type]

    return key


def step_of(window: MainWindow) -> Step:
    """The step on screen, which must exist."""
    step = window.controller.step
    assert step is not None
    return step


@pytest.fixture
def lecture_file(tmp_path: Path) -> Path:
    """A file of the lecture's network that may be written to."""
    path = tmp_path / "lecture.bpsim"
    path.write_bytes(bundled_network().path.read_bytes())
    return path


def answer_go_to(text: str) -> None:
    """Type into the line of Go to… once it opens and press Enter."""

    def type_it() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, GoToDialog)
        dialog.line.setText(text)
        dialog.accept()

    QTimer.singleShot(0, type_it)
