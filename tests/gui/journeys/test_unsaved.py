"""Unsaved work survives what ends the window, and nothing is left where nothing was unsaved."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.formats.bundled import bundled_network
from bpsim.formats.native import file as native
from bpsim.gui.program.unsaved import About, LeftCopy, OwnCopy, folder, left_copies
from bpsim.gui.window import autosave
from bpsim.gui.window.main_window import MainWindow
from bpsim.gui.window.offering import offer_unsaved
from bpsim.session import editing
from bpsim.session.past import Past

from .conftest import Open
from .test_files import edit
from .test_saving import changed_elsewhere, choose


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def files_kept() -> list[str]:
    return sorted(path.name for path in folder().iterdir()) if folder().exists() else []


def held(window: MainWindow) -> LeftCopy:
    """The window's own copy, as the next start would hold it."""
    window.autosave.copy.let_go()
    (copy,) = left_copies()
    return copy


def left_by_a_crash(path: Path | None = None) -> Path:
    own = OwnCopy()
    assert own.lock()
    document = bundled_network("xor").load().with_(title="Not saved")
    own.write(Past((document,)), About("mine.bpsim" if path else "Not saved", path and str(path)))
    own.let_go()
    return own.path


# --- the copy -------------------------------------------------------------------------------------


def test_what_is_unsaved_is_copied_with_run_and_position(
    window: MainWindow, lecture_file: Path, qtbot: QtBot
) -> None:
    window.files.open(str(lecture_file))
    assert files_kept() == []
    edit(window)
    window.training.run(7)
    qtbot.waitUntil(lambda: not window.training.running)
    window.controller.forward()
    assert window.autosave._timer.isActive()
    window.autosave.keep()
    unsaved = held(window).read()
    assert unsaved.document == window.controller.saved_form
    assert unsaved.document.position.iteration == 7
    assert unsaved.about.path == str(lecture_file)
    assert unsaved.about.name == "lecture.bpsim"
    assert datetime.now(UTC) - unsaved.when < timedelta(hours=1)


def test_it_is_never_older_than_its_limits(window: MainWindow, qtbot: QtBot) -> None:
    assert autosave.EVERY_MS <= 10_000 and autosave.EDITS <= 20
    for number in range(autosave.EDITS):
        assert files_kept() == []
        window.controller.edit(editing.set_shorthand, number % 2 == 0)
        window.controller.edit(editing.set_sign, "lecture" if number % 2 else "course")
        if window.controller.undo_stack.index() >= autosave.EDITS:
            break
    qtbot.waitUntil(lambda: any(name.endswith(".unsaved") for name in files_kept()))


def test_the_timer_writes_it(new_window: Open, qtbot: QtBot) -> None:
    window = new_window()
    window.autosave._timer.setInterval(10)
    edit(window)
    qtbot.waitUntil(lambda: any(name.endswith(".unsaved") for name in files_kept()))
    window.controller.undo_stack.undo()  # back to what the file holds
    qtbot.waitUntil(lambda: files_kept() == [])


def test_saving_and_closing_leave_nothing(new_window: Open, lecture_file: Path) -> None:
    window = new_window()
    window.files.open(str(lecture_file))
    edit(window)
    window.autosave.keep()
    assert len(files_kept()) == 2  # the copy and its lock
    assert window.files.save()
    assert files_kept() == []
    window.controller.edit(editing.set_sign, "lecture")
    window.autosave.keep()
    window.controller.saved()
    window.close()
    assert files_kept() == []


def test_a_saved_document_is_not_copied_after_all(window: MainWindow, lecture_file: Path) -> None:
    """The copy is still being written when the file has been."""
    window.files.open(str(lecture_file))
    edit(window)
    window.autosave.write()
    assert window.autosave.background.busy
    assert window.files.save()
    window.autosave.background.wait()
    assert files_kept() == []


def test_who_wants_no_copies_gets_none(window: MainWindow) -> None:
    window.preferences.autosave = False
    edit(window)
    window.autosave.keep()
    assert files_kept() == []


def test_where_nothing_can_be_written_it_is_said_once(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OwnCopy, "lock", lambda _self: False)
    edit(window)
    window.autosave.keep()
    assert "No copy of the unsaved changes" in window.views.messages.text
    window.views.messages.clear()
    window.autosave.keep()
    assert window.views.messages.text == ""


def test_a_full_disk_is_said(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bpsim.formats.files.os.fsync", full)
    edit(window)
    window.autosave.keep()
    assert "No copy of the unsaved changes" in window.views.messages.text
    assert not [name for name in files_kept() if not name.endswith(".lock")]


# --- the next start -------------------------------------------------------------------------------


def test_it_is_offered_and_kept(window: MainWindow, lecture_file: Path) -> None:
    left = left_by_a_crash(lecture_file)
    asked = choose("Keep the changes")
    offer_unsaved(window)
    assert "“mine.bpsim”" in asked[0]
    assert window.controller.session.document.title == "Not saved"
    assert window.isWindowModified() and window.files.path == str(lecture_file)
    assert not left.exists()
    own = held(window)
    assert own.read().document.title == "Not saved"  # there is a copy at every moment
    own.let_go()


def test_it_can_be_discarded(window: MainWindow) -> None:
    left_by_a_crash()
    before = window.controller.session.document
    choose("Discard them")
    offer_unsaved(window)
    assert window.controller.session.document is before
    assert not window.isWindowModified()
    assert files_kept() == []


def test_it_can_be_put_off(window: MainWindow) -> None:
    left = left_by_a_crash()
    for _ in range(2):
        assert choose("Ask me later") is not None
        offer_unsaved(window)
        assert left.exists()


def test_another_window_is_offered_nothing_of_ours(window: MainWindow, new_window: Open) -> None:
    edit(window)
    window.autosave.keep()
    other = new_window()
    offer_unsaved(other)  # would wait for an answer for ever
    assert not other.isWindowModified()
    assert list(left_copies()) == []


HEAD = (
    b'{"name": "x", "path": null, "stamp": null, "when": "2026-01-01T00:00:00+00:00", "size": %s}'
)


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"{}\n", b"[1]\n{}", b'{"name": "x"', b"\xff\n\xff"),
        *(HEAD % size + b"\n{}" for size in (b'"x"', b"Infinity")),
    ],
)
def test_a_damaged_copy_is_set_aside(window: MainWindow, content: bytes) -> None:
    left = left_by_a_crash()
    left.write_bytes(content)
    offer_unsaved(window)
    assert "set aside" in window.views.messages.text
    assert left.with_suffix(".damaged").read_bytes() == content
    assert list(left_copies()) == []


def test_a_lock_without_a_copy_goes(window: MainWindow) -> None:
    folder().mkdir(parents=True)
    (folder() / "0123.lock").write_text("999999999\nbpsim\nnowhere\n")
    list(left_copies())
    own = OwnCopy()
    assert own.lock()
    own.remove()
    assert own.path.with_suffix(".lock").exists() is False


# --- back at the window ---------------------------------------------------------------------------


def back(window: MainWindow, answered: str = "") -> list[str]:
    """The user returns to the window, and answers what it asks."""
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    asked = choose(answered) if answered else []
    QApplication.processEvents()
    return asked


def test_on_return_a_changed_file_is_noticed(window: MainWindow, lecture_file: Path) -> None:
    window.files.open(str(lecture_file))
    edit(window)
    changed_elsewhere(lecture_file)
    asked = back(window, "Cancel")
    assert len(asked) == 1 and window.isWindowModified()
    back(window)  # once is enough
    asked = choose("Cancel")
    assert not window.files.save()  # but nothing is written over unasked
    assert len(asked) == 1


def test_on_return_theirs_is_loaded(window: MainWindow, lecture_file: Path) -> None:
    window.files.open(str(lecture_file))
    changed_elsewhere(lecture_file)
    back(window, "Load theirs")
    assert window.controller.session.document.title == "theirs"
    back(window)  # nothing to ask


def test_on_return_mine_is_kept_and_saved(window: MainWindow, lecture_file: Path) -> None:
    window.files.open(str(lecture_file))
    edit(window)
    changed_elsewhere(lecture_file)
    back(window, "Keep mine")
    assert window.files.save()
    assert native.load(lecture_file).convention.lecture_shorthand


def test_on_return_a_file_that_is_gone_is_said(window: MainWindow, lecture_file: Path) -> None:
    window.files.open(str(lecture_file))
    lecture_file.unlink()
    back(window)
    assert "no longer where it was" in window.views.messages.text
    assert window.files.save()
    back(window)


def test_two_windows_on_one_file_know_of_each_other(
    window: MainWindow, new_window: Open, lecture_file: Path
) -> None:
    other = new_window()
    for each in (window, other):
        each.files.open(str(lecture_file))
        edit(each)
    assert window.files.save()
    asked = choose("Keep mine")
    other.files.look_again()
    assert len(asked) == 1


# --- the end of the session -----------------------------------------------------------------------


def test_told_to_end_it_keeps_and_asks_nothing(new_window: Open) -> None:
    window = new_window()
    edit(window)
    window.end_at_once()
    assert not window.isVisible()
    (copy,) = left_copies()
    assert copy.read().document.convention.lecture_shorthand
    copy.remove()
