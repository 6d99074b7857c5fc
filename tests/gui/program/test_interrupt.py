"""Ctrl+C in the terminal, while the event loop has nothing else to do."""

import os
import signal
import sys

import pytest
from pytestqt.qtbot import QtBot

from bpsim.gui.program.interrupt import Interrupt

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no process sends itself Ctrl+C")


def test_it_closes_in_the_event_loop(qtbot: QtBot) -> None:
    before = signal.getsignal(signal.SIGINT)
    closed: list[str] = []
    interrupt = Interrupt(lambda: closed.append("closed"), lambda: None)
    try:
        for times in (1, 2):  # it was cancelled the first time
            os.kill(os.getpid(), signal.SIGINT)
            qtbot.waitUntil(lambda times=times: len(closed) == times)
    finally:
        interrupt.end()
    assert signal.getsignal(signal.SIGINT) is before


def test_it_asks_once_at_a_time(qtbot: QtBot) -> None:
    asked: list[str] = []

    def ask() -> None:
        asked.append("asked")
        os.kill(os.getpid(), signal.SIGINT)
        qtbot.wait(50)  # the question is on screen, and the event loop goes on

    interrupt = Interrupt(ask, lambda: None)
    try:
        os.kill(os.getpid(), signal.SIGINT)
        qtbot.waitUntil(lambda: bool(asked))
        qtbot.wait(50)
    finally:
        interrupt.end()
    assert asked == ["asked"]


def test_told_to_end_it_asks_nobody(qtbot: QtBot) -> None:
    before = signal.getsignal(signal.SIGTERM)
    called: list[str] = []
    interrupt = Interrupt(lambda: called.append("asked"), lambda: called.append("ended"))
    try:
        os.kill(os.getpid(), signal.SIGTERM)
        qtbot.waitUntil(lambda: bool(called))
    finally:
        interrupt.end()
    assert called == ["ended"]
    assert signal.getsignal(signal.SIGTERM) is before
