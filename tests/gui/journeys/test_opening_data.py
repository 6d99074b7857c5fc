"""Data through the window: a matrix that may be weights, inputs and targets in two files."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from bpsim.gui.dialogs.opening.dialog import OpeningDialog
from bpsim.gui.kit.entry.spins import Choice
from bpsim.gui.window.file_names import MOST_TOGETHER, dropped_files
from bpsim.gui.window.main_window import MainWindow

from .conftest import Open
from .test_opening_foreign import open_file, when_asked


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def test_a_matrix_without_a_name_is_what_the_user_says(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "mine.npy"
    np.save(path, np.random.default_rng(4).normal(size=(5, 4)))

    def say(dialog: OpeningDialog) -> None:
        assert dialog.table.isHidden() and "orientation" in dialog.fields.fields
        choice = dialog.fields.fields["holds"].inputs[0]
        assert isinstance(choice, Choice) and choice.value() == "weights"
        choice.setCurrentIndex(choice.findData("data"))
        choice.activated.emit(0)
        qtbot.waitUntil(lambda: dialog.settled and dialog.use.isEnabled())
        assert dialog.table.isVisible() and "orientation" not in dialog.fields.fields
        assert dialog.table.table.columnCount() == 4

    when_asked(qtbot, say)
    open_file(window, path)
    assert window.controller.session.document.examples.x.shape == (5, 3)


def dropped(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, left, none))


def test_files_that_are_dropped_together_belong_together(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(5)
    arrays = {"W1": (3, 4), "b1": (4,), "W2": (4, 2), "b2": (2,), "X": (9, 3), "y": (9, 2)}
    for name, shape in arrays.items():
        np.save(tmp_path / f"{name}.npy", rng.normal(size=shape))
    seen: list[str] = []

    def look(dialog: OpeningDialog) -> None:
        seen.append(dialog.words.text())

    asked: list[str] = []
    open_them = window.files.open
    monkeypatch.setattr(window.files, "open", lambda *paths: asked.extend(paths))
    dropped(window, *sorted(tmp_path.iterdir()))
    qtbot.waitUntil(lambda: bool(asked))
    when_asked(qtbot, look)
    open_them(*asked)
    window.files.background.wait()
    assert len(window.controller.session.document.examples) == 9
    assert seen and window.controller.session.document.network.layers == (3, 4, 2)


def test_too_many_files_or_one_from_elsewhere_cannot_be_dropped(tmp_path: Path) -> None:
    urls = [QUrl.fromLocalFile(str(tmp_path / str(n))) for n in range(MOST_TOGETHER + 1)]
    assert dropped_files(urls) == []
    assert len(dropped_files(urls[1:])) == MOST_TOGETHER
    assert dropped_files([urls[0], QUrl("https://example.org/net.npz")]) == []


@pytest.mark.parametrize("suffix", [".npy", ".csv"])
def test_inputs_alone_get_their_targets_from_a_second_file(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    rng = np.random.default_rng(4)
    first, second = (tmp_path / name for name in (f"X{suffix}", f"y{suffix}"))
    save = np.save if suffix == ".npy" else np.savetxt
    save(first, rng.normal(size=(9, 3)))
    save(second, rng.integers(0, 2, 9))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(second), ""))

    def add(dialog: OpeningDialog) -> None:
        second.rename(tmp_path / "away")
        dialog.second.click()
        qtbot.waitUntil(lambda: bool(dialog.problem.text()))
        assert second.name in dialog.problem.text() and dialog.use.isEnabled()
        (tmp_path / "away").rename(second)
        assert dialog.table.table.columnCount() == 3
        dialog.table.set_role(0, "target")
        dialog.second.click()
        qtbot.waitUntil(lambda: dialog.settled and dialog.use.isEnabled())
        assert dialog.table.isHidden() or dialog.table.table.columnCount() == 4

    when_asked(qtbot, add)
    open_file(window, first)
    assert window.controller.session.document.network.layers[::2] == (3, 1)
