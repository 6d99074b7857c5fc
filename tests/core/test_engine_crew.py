"""Threads that share tasks for the time of a run."""

import threading
from collections.abc import Callable

import numpy as np
import pytest

from bpsim.core import engine_crew
from bpsim.core.engine_crew import MOST_THREADS, Crew, cores, helpers_for


@pytest.mark.parametrize("helpers", [-1, 0, 1, 3])
def test_every_task_is_done_once_in_every_round(helpers: int) -> None:
    done: list[int] = []

    def task(n: int) -> Callable[[], None]:
        return lambda: done.append(n)

    with Crew(helpers) as crew:
        for count in (4, 1, 0, 9):
            done.clear()
            crew.do([task(n) for n in range(count)])
            assert sorted(done) == list(range(count))


def test_tasks_run_beside_each_other() -> None:
    meeting = threading.Barrier(3, timeout=30)
    with Crew(2) as crew:
        crew.do([meeting.wait] * 3)  # none of them returns before all three are under way


def test_threads_end_with_the_crew() -> None:
    before = set(threading.enumerate())
    with Crew(2) as crew:
        crew.do([lambda: None])
        assert len(set(threading.enumerate()) - before) == 2
    assert set(threading.enumerate()) == before


@pytest.mark.parametrize("helpers", [0, 2])
def test_an_error_reaches_the_caller_after_the_other_tasks(helpers: int) -> None:
    done: list[int] = []

    def fail() -> None:
        raise MemoryError("no room")

    with Crew(helpers) as crew:
        with pytest.raises(MemoryError, match="no room"):
            crew.do([fail, *[lambda: done.append(1)] * 4])
        assert done == [1] * 4
        crew.do([lambda: done.append(2)])  # and the crew goes on
    assert done == [1, 1, 1, 1, 2]


def test_an_error_outside_the_tasks_ends_the_threads_too() -> None:
    before = set(threading.enumerate())
    with pytest.raises(KeyError), Crew(2):
        raise KeyError
    assert set(threading.enumerate()) == before


def test_floating_point_errors_are_handled_as_the_caller_wants() -> None:
    meeting = threading.Barrier(2, timeout=30)
    seen: list[str] = []

    def look() -> None:
        meeting.wait()
        seen.append(np.geterr()["over"])

    with np.errstate(over="ignore"), Crew(1) as crew:
        crew.do([look, look])
    assert seen == ["ignore", "ignore"]


def test_no_more_threads_than_blocks_or_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    assert cores() >= 1
    monkeypatch.setattr(engine_crew, "cores", lambda: 2)
    assert [helpers_for(n) for n in (1, 2, 4)] == [0, 1, 1]
    monkeypatch.setattr(engine_crew, "cores", lambda: 64)
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
    with Crew(3) as crew:
        crew.do([lambda: done.append(1)] * 5)
    assert done == [1] * 5
