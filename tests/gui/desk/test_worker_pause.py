"""The worker pauses with the first event and goes on while the event loop waits for more."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import (
    QAbstractEventDispatcher,
    QCoreApplication,
    QEvent,
    QEventLoop,
    QObject,
    QTimer,
)
from pytestqt.qtbot import QtBot

from bpsim.gui.desk.worker_pause import WorkerPause


@pytest.fixture
def way(qtbot: QtBot) -> Iterator[WorkerPause]:
    parent = QObject()
    way = WorkerPause(parent)
    yield way
    way.release()


def send_event() -> None:
    QCoreApplication.sendEvent(QCoreApplication.instance(), QEvent(QEvent.Type.User))


def wait_for_events() -> None:
    """Let the event loop wait for a timer, as it does between two frames."""
    loop = QEventLoop()
    QTimer.singleShot(1, loop.quit)
    loop.exec()


def test_an_event_stops_the_worker_until_the_loop_waits_for_another(way: WorkerPause) -> None:
    way.hold()
    assert way.open
    send_event()
    assert not way.open
    worker = threading.Thread(target=way.wait)
    worker.start()
    wait_for_events()
    worker.join()


def test_it_is_open_whenever_the_loop_waits(way: WorkerPause) -> None:
    way.hold()
    seen: list[bool] = []
    dispatcher = QAbstractEventDispatcher.instance()
    assert dispatcher is not None

    def note() -> None:
        seen.append(way.open)

    dispatcher.aboutToBlock.connect(note)
    send_event()
    wait_for_events()
    dispatcher.aboutToBlock.disconnect(note)
    assert seen and all(seen)


def test_nothing_closes_it_before_it_is_held_or_once_it_is_released(way: WorkerPause) -> None:
    send_event()
    assert way.open
    way.hold()
    send_event()
    way.release()
    assert way.open
    send_event()
    assert way.open
    way.release()  # a second time does nothing


def test_a_window_that_never_rests_does_not_stop_the_worker_for_good(way: WorkerPause) -> None:
    way.hold()
    send_event()
    way.wait()  # comes back although no event loop runs
    assert not way.open
