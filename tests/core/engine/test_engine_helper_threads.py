"""Threads that share tasks for the time of a run."""

import threading
from collections.abc import Callable

import numpy as np
import pytest

from bpsim.core.engine import helper_threads as engine_threads
from bpsim.core.engine.helper_threads import MOST_THREADS, HelperThreads, Pays, cores, helpers_for


@pytest.mark.parametrize("helpers", [-1, 0, 1, 3])
def test_every_task_is_done_once_in_every_round(helpers: int) -> None:
    done: list[int] = []

    def task(n: int) -> Callable[[], None]:
        return lambda: done.append(n)

    with HelperThreads(helpers) as threads:
        for count in (4, 1, 0, 9):
            done.clear()
            threads.do([task(n) for n in range(count)])
            assert sorted(done) == list(range(count))


def test_tasks_run_beside_each_other() -> None:
    meeting = threading.Barrier(3, timeout=300)
    with HelperThreads(2) as threads:
        threads.do([meeting.wait] * 3)  # none of them returns before all three are under way


def _threads() -> set[threading.Thread]:
    """Those that Python started: one of Qt that an earlier test has ended may go at any time."""
    found = threading.enumerate()
    return {each for each in found if not isinstance(each, threading._DummyThread)}


def test_threads_end_with_what_they_help() -> None:
    before = _threads()
    with HelperThreads(2) as threads:
        threads.do([lambda: None])
        assert len(_threads() - before) == 2
    assert _threads() == before


@pytest.mark.parametrize("helpers", [0, 2])
def test_an_error_reaches_the_caller_after_the_other_tasks(helpers: int) -> None:
    done: list[int] = []

    def fail() -> None:
        raise MemoryError("no room")

    with HelperThreads(helpers) as threads:
        with pytest.raises(MemoryError, match="no room"):
            threads.do([fail, *[lambda: done.append(1)] * 4])
        assert done == [1] * 4
        threads.do([lambda: done.append(2)])  # and the threads goes on
    assert done == [1, 1, 1, 1, 2]


def test_an_error_outside_the_tasks_ends_the_threads_too() -> None:
    before = _threads()
    with pytest.raises(KeyError), HelperThreads(2):
        raise KeyError
    assert _threads() == before


def test_floating_point_errors_are_handled_as_the_caller_wants() -> None:
    meeting = threading.Barrier(2, timeout=300)
    seen: list[str] = []

    def look() -> None:
        meeting.wait()
        seen.append(np.geterr()["over"])

    with np.errstate(over="ignore"), HelperThreads(1) as threads:
        threads.do([look, look])
    assert seen == ["ignore", "ignore"]


def test_threads_entered_again_stay_and_take_over_how_errors_are_handled() -> None:
    before = _threads()
    meeting = threading.Barrier(2, timeout=300)
    seen: list[tuple[str, str]] = []

    def look() -> None:
        meeting.wait()
        seen.append((threading.current_thread().name, np.geterr()["over"]))

    with HelperThreads(1) as threads:
        for handling in ("ignore", "raise"):
            with np.errstate(over=handling), threads:  # type: ignore[call-overload]
                threads.do([look, look])
        assert len(_threads() - before) == 1
    assert _threads() == before
    here = threading.current_thread().name
    assert set(seen) == {
        (name, over) for name in (here, "bpsim block") for over in ("ignore", "raise")
    }


def test_alone_no_thread_is_started() -> None:
    before = _threads()
    with HelperThreads(2) as threads:
        threads._pays.shared = False
        threads.do([lambda: None] * 4)
        assert _threads() == before


def costs(pays: Pays, shared: float, alone: float, rounds: int) -> list[bool]:
    """Which way each of so many rounds was done, if they take these times."""
    ways = []
    for _ in range(rounds):
        ways.append(pays.shared)
        pays.took(shared if pays.shared else alone)
    return ways


def test_work_is_shared_where_that_is_quicker() -> None:
    ways = costs(Pays(), 3.0, 5.0, 10_000)
    assert sum(ways) > 0.99 * len(ways)


def test_work_is_not_shared_where_that_is_slower() -> None:
    ways = costs(Pays(), 9.0, 5.0, 10_000)
    assert sum(ways) < 0.01 * len(ways)
    assert any(ways[5000:]), "it has to be tried again, as things change"


def test_it_changes_its_mind_with_the_machine() -> None:
    pays = Pays()
    costs(pays, 3.0, 5.0, 5000)
    busy = costs(pays, 9.0, 5.0, 5000)
    assert sum(busy) < 0.25 * len(busy)
    quiet = costs(pays, 3.0, 5.0, 5000)
    assert sum(quiet) > 0.75 * len(quiet)


def test_no_more_threads_than_blocks_or_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    assert cores() >= 1
    monkeypatch.setattr(engine_threads, "cores", lambda: 2)
    assert [helpers_for(n) for n in (1, 2, 4)] == [0, 1, 1]
    monkeypatch.setattr(engine_threads, "cores", lambda: 64)
    assert [helpers_for(n) for n in (1, 2, 4, 100)] == [0, 1, 3, MOST_THREADS - 1]


def test_a_thread_that_the_system_refuses_is_gone_without(monkeypatch: pytest.MonkeyPatch) -> None:
    start, started = threading.Thread.start, []

    def refuse(thread: threading.Thread) -> None:
        if started:
            raise RuntimeError("can't start new thread")
        started.append(thread)
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", refuse)
    done: list[int] = []
    with HelperThreads(3) as threads:
        threads.do([lambda: done.append(1)] * 5)
    assert done == [1] * 5
