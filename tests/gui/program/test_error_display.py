"""The one door for errors that nobody expected: logged, shown once, from whatever thread."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from bpsim.core import unexpected
from bpsim.core.errors import BpsimError
from bpsim.gui.program.error_display import ErrorDisplay


class Bar(QObject):
    """What the window does with messages: a signal, and who shows it."""

    message = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, str, threading.Thread]] = []
        self.message.connect(self.show_message)

    def show_message(self, text: str, kind: str) -> None:
        self.seen.append((text, kind, threading.current_thread()))


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "folder" / "bpsim.log"
    monkeypatch.setattr(unexpected, "log_path", lambda: path)
    return path


@pytest.fixture
def bar(qtbot: QtBot, log: Path) -> Iterator[Bar]:
    bar, before = Bar(), sys.excepthook
    standing = ErrorDisplay(bar.message.emit)
    standing.open()
    yield bar
    standing.close()
    assert sys.excepthook is before


def fail(error: Exception) -> None:
    """``error`` as it arrives from one of Qt's slots."""
    try:
        raise error
    except type(error) as caught:
        sys.excepthook(type(caught), caught, caught.__traceback__)


def test_what_was_expected_is_shown_as_it_is(bar: Bar, log: Path) -> None:
    fail(BpsimError("This cannot be."))
    assert [each[:2] for each in bar.seen] == [("This cannot be.", "error")]
    assert not log.exists()


def test_what_was_not_is_logged_and_shown_once(bar: Bar, log: Path) -> None:
    for _ in range(3):
        fail(ZeroDivisionError("by nought"))
    ((text, kind, _),) = bar.seen
    assert kind == "error" and "ZeroDivisionError: by nought" in text and str(log) in text
    assert "Traceback" not in text
    assert log.read_text(encoding="utf-8").count("Traceback") == 3


def test_what_goes_wrong_in_a_thread_is_shown_in_the_window_s_own(bar: Bar, qtbot: QtBot) -> None:
    thread = threading.Thread(target=fail, args=(KeyError("lost"),))
    thread.start()
    thread.join()
    assert bar.seen == []
    qtbot.waitUntil(lambda: len(bar.seen) == 1)
    assert bar.seen[0][2] is threading.main_thread()


def test_a_log_that_cannot_be_written_is_no_second_error(
    bar: Bar, log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log.parent.write_text("a file where the folder should be")
    fail(ZeroDivisionError("by nought"))
    assert len(bar.seen) == 1
    assert "ZeroDivisionError" in capsys.readouterr().err
