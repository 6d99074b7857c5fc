"""Saving when something goes wrong, or when another program has changed the file."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from bpsim.core.unexpected import log_path
from bpsim.formats.native import file as native
from bpsim.gui.window.main_window import MainWindow
from bpsim.session import editing

from .conftest import Open
from .test_files import Button, answer, edit


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


@pytest.mark.parametrize("where", ["saving", "saved form"])
@pytest.mark.parametrize("large", [False, True])
def test_nothing_closes_unsaved_whatever_goes_wrong(
    window: MainWindow,
    lecture_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
    large: bool,
) -> None:
    window.files.open(str(lecture_file))
    edit(window)
    before = lecture_file.read_bytes()
    if large:
        monkeypatch.setattr("bpsim.gui.window.files.QUICK_NUMBERS", 0)

    def fail(*_: object) -> None:
        raise IndexError("tick 57 of 40")

    if where == "saving":
        monkeypatch.setattr("bpsim.gui.window.files.save", fail)
    else:
        monkeypatch.setattr(type(window.controller), "saved_form", property(fail))
    for _ in range(3):
        window.views.messages.clear()
        answer(Button.Save)
        assert not window.close()
        assert window.isVisible() and window.isWindowModified()
        said = window.views.messages.text
        assert "while saving lecture.bpsim (IndexError: tick 57 of 40)" in said
        assert str(log_path()) in said
    assert lecture_file.read_bytes() == before
    monkeypatch.undo()


def test_an_error_while_asking_does_not_close(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(window)

    def fail(*_: object) -> bool:
        raise RuntimeError("cannot ask")

    monkeypatch.setattr(window.files, "may_discard", fail)
    with pytest.raises(RuntimeError, match="cannot ask"):
        window.close()
    assert window.isVisible()
    monkeypatch.undo()


# --- a file that another program changed ----------------------------------------------------------


def changed_elsewhere(path: Path) -> bytes:
    """Another program gives the file a title."""
    document = native.load(path)
    native.save(document.with_(title="theirs"), path)
    return path.read_bytes()


def choose(words: str) -> list[str]:
    """Answer the next question with the button called ``words``."""
    asked: list[str] = []

    def click() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        (button,) = (each for each in box.buttons() if each.text().replace("&", "") == words)
        button.click()

    QTimer.singleShot(0, click)
    return asked


@pytest.fixture
def contested(window: MainWindow, lecture_file: Path) -> bytes:
    """The file is open with changes, and has become another in the meantime."""
    window.files.open(str(lecture_file))
    edit(window)
    return changed_elsewhere(lecture_file)


def test_it_is_asked_before_theirs_is_lost(
    window: MainWindow, lecture_file: Path, contested: bytes
) -> None:
    asked = choose("Cancel")
    assert not window.files.save()
    assert asked and "lecture.bpsim" in asked[0]
    assert lecture_file.read_bytes() == contested
    assert window.isWindowModified()


def test_mine_is_kept(window: MainWindow, lecture_file: Path, contested: bytes) -> None:
    choose("Keep mine")
    assert window.files.save()
    assert native.load(lecture_file).convention.lecture_shorthand
    window.controller.edit(editing.set_sign, "lecture")
    assert window.files.save()  # nobody asks: it is the file that was just written


def test_theirs_is_loaded(window: MainWindow, lecture_file: Path, contested: bytes) -> None:
    choose("Load theirs")
    assert not window.files.save()
    assert window.controller.session.document.title == "theirs"
    assert not window.isWindowModified()
    assert lecture_file.read_bytes() == contested


def test_both_are_kept(
    window: MainWindow,
    lecture_file: Path,
    contested: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    beside = lecture_file.with_name("mine.bpsim")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(beside), ""))
    choose("Save beside…")
    assert window.files.save()
    assert lecture_file.read_bytes() == contested
    assert native.load(beside).convention.lecture_shorthand
    assert window.files.path == str(beside)


def test_closing_goes_on_only_once_one_is_chosen(
    window: MainWindow, lecture_file: Path, contested: bytes
) -> None:
    def save() -> None:
        choose("Cancel")
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        box.button(Button.Save).click()

    QTimer.singleShot(0, save)
    assert not window.close()
    assert window.isVisible() and window.isWindowModified()
    assert lecture_file.read_bytes() == contested


def test_a_file_that_is_gone_is_written_again(window: MainWindow, lecture_file: Path) -> None:
    window.files.open(str(lecture_file))
    edit(window)
    lecture_file.unlink()
    assert window.files.save()
    assert native.load(lecture_file).convention.lecture_shorthand


def test_a_file_given_at_the_start_is_watched_too(window: MainWindow, lecture_file: Path) -> None:
    window.files.opened_at_start(str(lecture_file))
    edit(window)
    changed_elsewhere(lecture_file)
    asked = choose("Cancel")
    assert not window.files.save()
    assert asked
