"""Work that is done in slices."""

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from bpsim.gui.program import slices
from bpsim.gui.program.slices import Later, do_in_view, imported, qt_classes


def counting(done: list[int], most: int) -> Iterator[None]:
    for number in range(most):
        done.append(number)
        yield


def test_work_in_view_is_done_when_it_returns(qtbot: QtBot) -> None:
    done: list[int] = []
    do_in_view(counting(done, 50))
    assert done == list(range(50))


def test_an_error_comes_out_of_the_work(qtbot: QtBot) -> None:
    with pytest.raises(ModuleNotFoundError):
        do_in_view(imported("bpsim.gui.program.slices", "bpsim.gui.no_such_module"))


def test_work_for_later_leaves_room_for_the_user(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slices, "SLICE_MS", 0)
    field, owner, seen = QLineEdit(), QObject(), []
    qtbot.addWidget(field)
    done: list[int] = []

    def work() -> Iterator[None]:
        for _ in counting(done, 20):
            seen.append(field.text())
            yield

    later = Later(work(), owner)
    assert done == []
    with qtbot.waitSignal(later.done):
        QTest.keyClick(field, "a")
    assert done == list(range(20)) and seen[-1] == "a"


def test_what_is_stopped_stays_undone(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices, "SLICE_MS", 0)
    owner, done = QObject(), list[int]()

    def work() -> Iterator[None]:
        for number in counting(done, 10):
            yield number
            if len(done) == 3:
                later.stop()

    later = Later(work(), owner)
    ended: list[bool] = []
    later.done.connect(lambda: ended.append(True))
    qtbot.waitUntil(lambda: len(done) > 2)
    other = Later(counting([], 10), owner)
    with qtbot.waitSignal(other.done):
        pass
    assert len(done) < 10 and not ended


def test_the_modules_named_exist() -> None:
    for _ in imported(*slices.FURNITURE, *slices.BEHIND_TABS):
        pass
    assert set(slices.FURNITURE) <= set(sys.modules)


def test_classes_are_made_without_being_used() -> None:
    from PySide6 import QtGui

    assert sum(1 for _ in qt_classes("QtGui")) == len(dir(QtGui))
