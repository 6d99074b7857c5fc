"""Work in a thread of its own: its result, its refusal, and an error that nobody expected."""

import gc
import weakref
from collections.abc import Callable
from functools import partial
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from bpsim.core.errors import BpsimError
from bpsim.core.unexpected import log_path
from bpsim.gui.program.background import Background


@pytest.fixture
def said() -> list[tuple[str, Any]]:
    return []


@pytest.fixture
def do(qtbot: QtBot, said: list[tuple[str, Any]]) -> Callable[[Callable[[], Any]], None]:
    """Do a piece of work and wait for its end."""
    background = Background()

    def run(work: Callable[[], Any]) -> None:
        background.run(
            work,
            lambda result: said.append(("done", result)),
            lambda error: said.append(("failed", str(error))),
        )
        assert background.busy
        qtbot.waitUntil(lambda: not background.busy)

    return run


def test_a_result_is_handed_over(
    do: Callable[[Callable[[], Any]], None], said: list[tuple[str, Any]]
) -> None:
    do(lambda: 7)
    assert said == [("done", 7)]


def test_a_refusal_is_told(
    do: Callable[[Callable[[], Any]], None], said: list[tuple[str, Any]]
) -> None:
    def refuse() -> None:
        raise BpsimError("no")

    do(refuse)
    assert said == [("failed", "no")]


def test_what_nobody_expected_is_no_success(
    do: Callable[[Callable[[], Any]], None],
    said: list[tuple[str, Any]],
) -> None:
    def fail() -> None:
        raise MemoryError("no room")

    do(fail)
    assert [kind for kind, _ in said] == ["failed"]
    assert "MemoryError: no room" in said[0][1] and str(log_path()) in said[0][1]
    assert "Traceback" in log_path().read_text(encoding="utf-8")
    do(lambda: 8)  # and the next piece of work is done
    assert said[-1] == ("done", 8)


class Large:
    """Stands for a document."""


def test_what_was_needed_is_let_go(qtbot: QtBot) -> None:
    def with_it(_large: Large, *_result: object) -> None:
        pass

    large, background = Large(), Background()
    known = weakref.ref(large)
    background.run(partial(with_it, large), partial(with_it, large), partial(with_it, large))
    del large
    qtbot.waitUntil(lambda: not background.busy)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert known() is None


def test_what_was_waited_for_does_not_end_the_work_after_it(qtbot: QtBot) -> None:
    background, may_end, done = Background(), Event(), list[int]()
    background.run(lambda: 1, done.append, lambda _: None)
    background.wait()
    background.run(lambda: may_end.wait(30) and 2, done.append, lambda _: None)
    QCoreApplication.processEvents()  # the first one tells of its end now
    assert done == [1]
    may_end.set()
    qtbot.waitUntil(lambda: not background.busy)
    assert done == [1, 2]


def test_at_the_end_nothing_is_told_and_nothing_begun() -> None:
    background, said = Background(), list[int]()
    background.run(lambda: 1, said.append, lambda _: None)
    background.end()
    background.run(lambda: 2, said.append, lambda _: None)
    QCoreApplication.processEvents()
    assert not background.busy and said == []
