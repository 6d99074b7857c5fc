"""The window in other languages, and from one to another without losing anything."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QProcess
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.app.window import fill
from bpsim.base.language import CONTINUE, Speech, changed, choose, chosen
from bpsim.formats.bundled import bundled_network
from bpsim.formats.native import file as native
from bpsim.gui.dialogs.settings import SettingsDialog
from bpsim.gui.program.unsaved import OwnCopy, left_copies
from bpsim.gui.window import another_language, offering
from bpsim.gui.window.another_language import begin_anew, left_for_this_process
from bpsim.gui.window.files import Files
from bpsim.gui.window.main_window import MainWindow
from bpsim.gui.window.offering import go_on

from .conftest import Open
from .shared_window import end
from .test_files import edit

SPOKEN = Path(__file__).with_name("spoken.py")
STILL_ENGLISH = "action: 'Export...'\n"
"""In a menu of pyqtgraph's that bpsim never opens."""


def test_no_word_of_the_window_is_left_in_english() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    result = subprocess.run(
        [sys.executable, str(SPOKEN)],
        env={**environment, "PYTHONPATH": str(SPOKEN.parents[3])},
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.replace(STILL_ENGLISH, "") == ""


def test_a_network_of_the_menu_has_its_title_in_the_language(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bpsim.formats.bundled.tr", lambda words: f"<{words}>")
    window.files.new(bundled_network("xor"))
    assert window.windowTitle().startswith("<XOR, to be trained>")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[QProcess]]:
    """The processes that would be started."""
    processes: list[QProcess] = []
    monkeypatch.setattr(another_language, "start", processes.append)
    yield processes


def choose_language(dialog: SettingsDialog, words: str) -> None:
    box = dialog.boxes["language"]
    box.setCurrentText(words)
    box.activated.emit(box.currentIndex())


def test_another_language_is_kept_and_asks_for_another_process(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BPSIM_LANGUAGE")
    monkeypatch.setenv("LC_ALL", "C")
    dialog = SettingsDialog(window, window.preferences, window.use_preferences, window.reset)
    assert not changed()
    choose_language(dialog, "Français")
    assert chosen() == Speech("fr")
    assert changed()
    dialog.reset_button.click()
    assert dialog.boxes["language"].currentText() == "As the system"
    assert not changed()
    dialog.close()
    dialog.deleteLater()


def test_the_next_process_goes_on_with_the_same_document(
    open_window: Open, started: list[QProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    edit(window)
    window.controller.forward()
    document = window.controller.saved_form
    window.autosave.keep()
    begin_anew(window.files, window.controller, window.end_at_once)
    assert not window.isVisible()
    (process,) = started
    path = process.processEnvironment().value(CONTINUE)
    assert process.arguments() == ["-m", "bpsim"]
    monkeypatch.setenv(CONTINUE, path)

    left = left_for_this_process()
    assert left is not None
    after = open_window()
    go_on(after, *left)
    assert after.controller.saved_form == document
    assert after.controller.modified
    after.controller.undo_stack.undo()
    assert after.controller.saved_form != document
    assert not Path(path).exists()
    assert CONTINUE not in os.environ


def test_what_was_saved_is_saved_afterwards_too(
    open_window: Open,
    lecture_file: Path,
    started: list[QProcess],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    window = open_window()
    window.files.open(str(lecture_file))
    qtbot.waitUntil(lambda: window.files.path is not None and not window.files.background.busy)
    begin_anew(window.files, window.controller, window.end_at_once)
    monkeypatch.setenv(CONTINUE, started[0].processEnvironment().value(CONTINUE))
    left = left_for_this_process()
    assert left is not None
    after = open_window()
    go_on(after, *left)
    assert after.files.path == str(lecture_file)
    assert not after.controller.modified
    assert after.controller.saved_form == native.load(lecture_file)
    assert list(left_copies()) == []


@pytest.mark.usefixtures("looking_seldom")
def test_keys_wait_until_the_document_is_there_again(
    open_window: Open,
    qapp: QApplication,
    started: list[QProcess],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What they did before would be lost, or asked about as if it were unsaved work."""
    window = open_window()
    edit(window)
    document = window.controller.saved_form
    begin_anew(window.files, window.controller, window.end_at_once)
    monkeypatch.setenv(CONTINUE, started[0].processEnvironment().value(CONTINUE))
    left = left_for_this_process()
    assert left is not None
    after = MainWindow(left[1].document, furnish=False)
    wait = QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents

    def impatient(flags: QEventLoop.ProcessEventsFlag | None = None) -> None:
        if flags is None or not flags & wait:
            edit(after)

    monkeypatch.setattr(qapp, "processEvents", impatient)
    monkeypatch.setattr(qapp, "exec", lambda: 0)
    monkeypatch.setattr(offering, "offer_unsaved", lambda window: None)
    monkeypatch.setattr(Files, "may_discard", lambda self: not self._controller.modified)
    after.show()
    fill(after, qapp, None, None, left)
    found = after.controller.saved_form
    monkeypatch.undo()
    end(after)
    assert found == document


def test_where_no_copy_can_be_written_the_window_stays(
    window: MainWindow, started: list[QProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    window.controller.message.connect(lambda text, _kind: said.append(text))
    monkeypatch.setattr(OwnCopy, "lock", lambda self: False)
    begin_anew(window.files, window.controller, window.end_at_once)
    assert window.isVisible()
    assert started == []
    assert "keeps its language" in said[-1]


def test_a_copy_that_is_gone_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CONTINUE, "/nowhere/copy.unsaved")
    assert left_for_this_process() is None


@pytest.mark.parametrize(
    ("language", "system", "said"),
    [
        ("de", "en_US", "Abbrechen 2.000 1.234"),
        ("en", "en_US", "Cancel 2,000 asked"),
        ("en", "pl_PL", "Cancel 2,000 1.234"),
        # Digits of its own in Qt's boxes, beside bpsim's.
        ("en", "ar_EG", "Cancel 2,000 asked"),
    ],
)
def test_a_real_process_speaks_one_language(language: str, system: str, said: str) -> None:
    choose(Speech(language))
    program = (
        "from bpsim.app.window import _application\n"
        "app = _application()\n"
        "from PySide6.QtWidgets import QDialogButtonBox\n"
        "from bpsim.gui.kit.entry.keeps_digits import WholeNumber\n"
        "from bpsim.gui.kit.entry.number_entry import NumberError, parse_number\n"
        "box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)\n"
        "print(box.button(QDialogButtonBox.StandardButton.Cancel).text().replace('&', ''))\n"
        "whole = WholeNumber(maximum=5000, value=2000, groupSeparatorShown=True)\n"
        "print(whole.text())\n"
        "try:\n"
        "    print(parse_number('1,234'))\n"
        "except NumberError:\n"
        "    print('asked')\n"
    )
    environment = {key: value for key, value in os.environ.items() if key != "BPSIM_LANGUAGE"}
    result = subprocess.run(
        [sys.executable, "-c", program],
        env={**environment, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": f"{system}.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert " ".join(result.stdout.split()) == said, result.stderr
