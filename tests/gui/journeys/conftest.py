"""The real window on the lecture's network, closed without questions at the end."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QTabBar
from pytestqt.qtbot import QtBot

from bpsim.core.document import Document
from bpsim.formats.bundled import bundled_network
from bpsim.gui.dialogs.go_to import GoToDialog
from bpsim.gui.program.keys import KeyGuard
from bpsim.gui.window.main_window import MainWindow
from bpsim.steps.step import Step
from tests.conftest import live_in, looks_given_back

from .shared_window import ARRANGED, arrangement, end, quieten, renew, shown_window

Open = Callable[..., MainWindow]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests that share a window come last: it stays, and would follow others' looks too."""
    items.sort(key=lambda item: "_shared_window" in getattr(item, "fixturenames", ()))


@pytest.fixture
def new_window(qtbot: QtBot, qapp: QApplication, key_guard: KeyGuard) -> Iterator[Open]:
    """Open a window on a document (the lecture's by default), shown and active."""
    windows: list[MainWindow] = []

    def make(document: Document | None = None, width: int = 1280, height: int = 800) -> MainWindow:
        window = shown_window(document or bundled_network().load(), width, height)
        qtbot.waitUntil(window.isActiveWindow)
        QApplication.processEvents()  # it has looked at its file
        windows.append(window)
        return window

    yield make
    for window in windows:
        end(window)


@pytest.fixture
def open_window(new_window: Open) -> Open:
    """A window of the test's own; a module may have its tests share one, see shared_window.py."""
    return new_window


@pytest.fixture
def window(open_window: Open) -> MainWindow:
    """The window as a newcomer sees it."""
    return open_window()


@pytest.fixture
def key_guard(qapp: QApplication) -> Iterator[KeyGuard]:
    """What keeps keys from going astray, as in the program."""
    guard = KeyGuard(qapp)
    yield guard
    guard.end()
    guard.deleteLater()
    qapp.sendPostedEvents(None, 52)  # DeferredDelete


@pytest.fixture(scope="session")
def _shared_window(qapp: QApplication, shared_home: Path) -> Iterator[MainWindow]:
    with looks_given_back():
        with pytest.MonkeyPatch.context() as patch:
            live_in(shared_home, patch)
            window = shown_window(bundled_network().load(), 1280, 800)
        yield window
        end(window)


@pytest.fixture
def renewed_window(_shared_window: MainWindow, qtbot: QtBot, key_guard: KeyGuard) -> Iterator[Open]:
    """Open a document in the window that tests share, as in a new window.

    A test that needs two windows, or closes one, asks for ``new_window``.
    """
    window, opened = _shared_window, 0

    def open_in_it(
        document: Document | None = None, width: int = 1280, height: int = 800
    ) -> MainWindow:
        nonlocal opened
        opened += 1
        assert opened == 1, "it is the only window that tests share"
        assert window.isVisible(), "a test before has closed it"
        renew(window, document or bundled_network().load(), width, height)
        qtbot.waitUntil(window.isActiveWindow)
        QApplication.processEvents()
        if document is None and (width, height) == (1280, 800):
            window.setProperty(ARRANGED, arrangement(window))
        return window

    yield open_in_it
    quieten(window)
    assert window.isVisible(), "a test that closes the window needs one of its own"


@pytest.fixture
def press(qtbot: QtBot) -> Callable[..., None]:
    """Press a key where the focus is, as a person would."""

    def key(window: MainWindow, code: Qt.Key, times: int = 1, **modifier: object) -> None:
        target = QApplication.focusWidget() or window
        for _ in range(times):
            qtbot.keyClick(target, code, **modifier)  # type: ignore[arg-type]

    return key


def each_tab(dialog: QDialog) -> Iterator[None]:
    """Goes on once for each of the dialog's tabs, with that tab in front."""
    bars = dialog.findChildren(QTabBar)
    for place in range(max([1, *(bar.count() for bar in bars)])):
        for bar in bars:
            bar.setCurrentIndex(place)
        QApplication.processEvents()
        yield


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
