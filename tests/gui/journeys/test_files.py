"""Opening, saving and losing nothing, through the window."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from bpsim.core.arrays import frozen
from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import Position
from bpsim.formats.bundled import bundled_network
from bpsim.formats.native import file as native
from bpsim.gui.window.main_window import MainWindow
from bpsim.session import editing
from bpsim.steps.places import EdgePlace, Place, UnitPlace

from .conftest import Open, step_of

Button = QMessageBox.StandardButton


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def answer(button: QMessageBox.StandardButton) -> list[str]:
    """Answer the next question with ``button``; the questions asked are collected."""
    asked: list[str] = []

    def click() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        box.button(button).click()

    QTimer.singleShot(0, click)
    return asked


def edit(window: MainWindow) -> None:
    window.controller.edit(editing.set_shorthand, True)
    assert window.isWindowModified()


def test_open_and_save(window: MainWindow, lecture_file: Path) -> None:
    window.files.open(str(lecture_file))
    assert window.windowTitle().startswith("lecture.bpsim")
    edit(window)
    window.controller.forward()
    assert window.files.save()
    assert not window.isWindowModified()
    saved = native.load(lecture_file)
    assert saved.convention.lecture_shorthand
    assert saved.position.step == 1
    assert window.preferences.recent[0] == str(lecture_file)


def test_save_as_asks_for_a_name(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "mine"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    assert window.files.save()
    assert native.load(f"{target}.bpsim").network == window.controller.session.document.network
    assert window.windowTitle().startswith("mine.bpsim")


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"format": "bpsim", "version": 9}'])
def test_a_bad_file_leaves_everything_as_it_was(
    window: MainWindow, tmp_path: Path, content: bytes
) -> None:
    window.controller.forward()
    before, title = window.controller.step, window.windowTitle()
    bad = tmp_path / "bad.bpsim"
    bad.write_bytes(content)
    window.files.open(str(bad))
    assert "bad.bpsim" in window.views.messages.text
    assert "\n" not in window.views.messages.text
    assert window.controller.step == before
    assert window.windowTitle() == title


def test_nobody_is_asked_to_save_for_the_sake_of_a_bad_file(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(window)
    bad = tmp_path / "bad.bpsim"
    bad.write_text("{")
    asked: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box.text()))
    window.files.open(str(bad))
    assert "bad.bpsim" in window.views.messages.text
    assert not asked
    assert window.isWindowModified()


def test_what_was_said_of_another_document_goes_with_it(
    window: MainWindow, lecture_file: Path
) -> None:
    window.controller.message.emit("Stopped in iteration 5 of 1,000.", "info")
    window.files.open(str(lecture_file))
    assert window.views.messages.isHidden()


def test_the_open_file_opened_once_more_is_read_as_it_was_just_saved(
    window: MainWindow, lecture_file: Path
) -> None:
    window.files.open(str(lecture_file))
    edit(window)
    answer(Button.Save)
    window.files.open(str(lecture_file))
    assert window.controller.session.document.convention.lecture_shorthand
    assert not window.isWindowModified()


def test_a_missing_file_leaves_the_recent_list(window: MainWindow, lecture_file: Path) -> None:
    window.files.open(str(lecture_file))
    lecture_file.unlink()
    window.files.open(str(lecture_file))
    assert "lecture.bpsim" in window.views.messages.text
    assert str(lecture_file) not in window.preferences.recent


def test_unsaved_work_is_asked_for_before_it_is_lost(
    window: MainWindow, lecture_file: Path
) -> None:
    window.files.open(str(lecture_file))
    edit(window)
    asked = answer(Button.Cancel)
    window.files.new(bundled_network("xor"))
    assert asked and "lecture.bpsim" in asked[0]
    assert window.isWindowModified()
    answer(Button.Save)
    window.files.new(bundled_network("xor"))
    assert native.load(lecture_file).convention.lecture_shorthand
    assert window.files.path is None
    assert "XOR" in window.windowTitle()


def test_closing_asks_and_can_be_cancelled(new_window: Open) -> None:
    window = new_window()
    edit(window)
    answer(Button.Cancel)
    assert not window.close()
    assert window.isVisible()
    answer(Button.Discard)
    assert window.close()


def test_every_answer_has_a_key(new_window: Open) -> None:
    window = new_window()
    edit(window)
    keys: list[str] = []

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        keys.extend(f"{each.text()} {each.shortcut().toString()}" for each in box.buttons())
        box.button(Button.Discard).click()

    QTimer.singleShot(0, press)
    assert window.close()
    assert sorted(keys) == ["&Cancel Alt+C", "&Discard Alt+D", "&Save Alt+S"]


def test_revert(window: MainWindow, lecture_file: Path) -> None:
    window.files.open(str(lecture_file))
    assert window.actions_["revert"].isEnabled()
    edit(window)

    def answer(words: str) -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(b for b in box.buttons() if b.text().replace("&", "") == words).click()

    QTimer.singleShot(0, lambda: answer("Cancel"))
    window.files.revert()
    assert window.isWindowModified()
    QTimer.singleShot(0, lambda: answer("Revert"))
    window.files.revert()
    assert not window.isWindowModified()
    assert not window.controller.session.document.convention.lecture_shorthand


def test_a_file_dropped_on_the_window_is_opened(
    window: MainWindow, lecture_file: Path, qtbot: QtBot
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(lecture_file))])
    event = QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    window.dropEvent(event)
    qtbot.waitUntil(lambda: window.windowTitle().startswith("lecture.bpsim"))


def test_a_large_file_is_read_in_the_background(
    open_window: Open, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bpsim.gui.window import files

    monkeypatch.setattr(native, "QUICK_BYTES", 10)
    monkeypatch.setattr(files, "QUICK_NUMBERS", 1)
    window = open_window()
    path = tmp_path / "large.bpsim"
    native.save(bundled_network("iris").load(), path)
    window.files.open(str(path))
    assert window.files.background.busy
    qtbot.waitUntil(lambda: window.windowTitle().startswith("large.bpsim"))
    edit(window)
    assert window.files.save()
    qtbot.waitUntil(lambda: not window.isWindowModified())
    assert native.load(path).convention.lecture_shorthand


@pytest.fixture
def slow_window(new_window: Open, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """A window to which every file is a large one."""
    from bpsim.gui.window import files

    monkeypatch.setattr(native, "QUICK_BYTES", 10)
    monkeypatch.setattr(files, "QUICK_NUMBERS", 1)
    return new_window()


def test_a_large_file_that_cannot_be_saved_keeps_the_window_open(
    slow_window: MainWindow, lecture_file: Path, qtbot: QtBot
) -> None:
    slow_window.files.open(str(lecture_file))
    qtbot.waitUntil(lambda: slow_window.files.path is not None)
    edit(slow_window)
    lecture_file.unlink()
    lecture_file.mkdir()
    answer(Button.Save)
    assert not slow_window.close()
    assert slow_window.isWindowModified()
    assert "lecture.bpsim" in slow_window.views.messages.text


def test_another_network_waits_until_a_large_file_is_saved(
    slow_window: MainWindow, lecture_file: Path, qtbot: QtBot
) -> None:
    slow_window.files.open(str(lecture_file))
    qtbot.waitUntil(lambda: slow_window.files.path is not None)
    document = slow_window.controller.session.document
    assert slow_window.files.save()
    slow_window.files.new(bundled_network("xor"))
    slow_window.files.revert()
    assert "saving" in slow_window.views.messages.text
    qtbot.waitUntil(lambda: not slow_window.files.background.busy)
    assert slow_window.controller.session.document is document


@pytest.mark.parametrize("work", ["edit", "breakpoint", "scene", "training"])
def test_what_is_done_while_a_large_file_is_saved_is_still_unsaved(
    slow_window: MainWindow, lecture_file: Path, qtbot: QtBot, work: str
) -> None:
    window = slow_window
    window.files.open(str(lecture_file))
    qtbot.waitUntil(lambda: window.files.path is not None)
    assert window.files.save()
    if work == "edit":
        edit(window)
    elif work == "breakpoint":
        window.controller.toggle_delta_breakpoint(2, 1)
    elif work == "scene":
        window.actions_["add_scene"].trigger()
    else:
        window.training.run(3)
        worker = window.training._worker
        assert worker is not None
        worker.wait()
        window.training.shut_down()
    window.files.background.wait()
    assert window.controller.modified
    assert window.files.save()
    window.files.background.wait()
    assert not window.controller.modified


@pytest.mark.parametrize("button", [Button.Cancel, Button.Discard])
def test_work_done_while_a_large_file_is_read_is_asked_for(
    slow_window: MainWindow, lecture_file: Path, qtbot: QtBot, button: QMessageBox.StandardButton
) -> None:
    slow_window.files.open(str(lecture_file))
    edit(slow_window)
    asked = answer(button)
    slow_window.files.background.wait()
    assert asked
    assert slow_window.isWindowModified() is (button is Button.Cancel)
    assert (slow_window.files.path is None) is (button is Button.Cancel)


def test_closing_while_a_large_file_is_read(slow_window: MainWindow, lecture_file: Path) -> None:
    document = native.load(lecture_file).with_(position=Position(1_000_000, 3))
    native.save(document, lecture_file)
    slow_window.files.open(str(lecture_file))
    assert slow_window.close()
    assert not slow_window.training.running


@pytest.mark.parametrize("word", ["Replace", "Cancel"])
def test_a_file_is_not_replaced_unasked(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    target = tmp_path / "mine.bpsim"
    target.write_text("precious")
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(target.with_suffix("")), "")
    )

    def click() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(b for b in box.buttons() if b.text().replace("&", "") == word).click()

    QTimer.singleShot(0, click)
    assert window.files.save() is (word == "Replace")
    assert (target.read_text() == "precious") is (word == "Cancel")


def test_the_walk_of_a_file_goes_on_where_it_stood(
    new_window: Open, lecture_file: Path, qtbot: QtBot
) -> None:
    first = new_window()
    first.files.open(str(lecture_file))
    first.training.run(300)
    qtbot.waitUntil(lambda: not first.training.running)
    first.controller.go_to_iteration(250)
    first.controller.forward()
    step = step_of(first)
    assert first.files.save()
    second = new_window(native.load(lecture_file))
    second.begin()
    qtbot.waitUntil(lambda: step_of(second).iteration == 250 and not second.training.running)
    assert step_of(second) == step
    assert step_of(second).network == step.network
    assert not second.isWindowModified()


def test_the_iterations_beyond_the_one_on_screen_are_saved_too(
    new_window: Open, lecture_file: Path, qtbot: QtBot
) -> None:
    first = new_window()
    first.files.open(str(lecture_file))
    first.training.run(300)
    qtbot.waitUntil(lambda: not first.training.running)
    costs = first.controller.session.history.costs.copy()
    first.controller.first()
    assert first.files.save()
    second = new_window()
    second.files.open(str(lecture_file))
    qtbot.waitUntil(lambda: not second.training.running)
    assert (step_of(second).iteration, step_of(second).index) == (0, 0)
    assert (second.controller.session.history.costs == costs).all()
    assert not second.isWindowModified()


def test_saving_while_the_walk_is_run_again_keeps_its_place(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "far.bpsim"
    document = bundled_network().load()
    native.save(document.with_(position=Position(200_000, 5)), path)
    window.files.open(str(path))
    assert window.training.running
    assert window.files.save()
    assert native.load(path).position == Position(200_000, 5)
    window.training.shut_down()


@pytest.mark.parametrize("panel", ["slope", "weight", "map"])
@pytest.mark.parametrize("place", [EdgePlace(3, 1, 2), UnitPlace(4, 1)])
def test_a_place_that_the_new_network_lacks_is_let_go(
    open_window: Open, qtbot: QtBot, panel: str, place: Place
) -> None:
    draw = np.random.default_rng(0).normal
    weights = tuple(map(frozen, (draw(size=(8, 3)), draw(size=(8, 9)), draw(size=(1, 9)))))
    network = Network.of(("sigmoid",) * 3, weights)
    window = open_window(
        Document("deep", network, "cross-entropy", Examples.of([[0.5, 1.0]], [[1.0]]))
    )
    window.begin()
    window.docks.bring_up(panel)
    window.controller.select(place)
    window.controller.open(bundled_network("and").load())
    assert window.controller.selection is None
