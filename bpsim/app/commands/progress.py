"""A progress bar on stderr for work that tells how far it is, and words for work that does not."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

from bpsim.core.progress import Report

PATIENCE = 0.5
"""Seconds before anything is said."""


def bar(**words: Any) -> Any:
    """A bar of tqdm's without the thread that it starts to watch over bars that stand still."""
    from tqdm import tqdm

    tqdm.monitor_interval = 0
    return tqdm(**words)


@contextmanager
def waiting(words: str) -> Iterator[None]:
    """Within this something is done that cannot tell how far it is; Ctrl+C ends it.

    After half a second the words and the time stand on the terminal, where somebody watches one.
    """
    if not sys.stderr.isatty():
        yield
        return
    over = Event()
    watcher = Thread(target=_watch, args=(words, over))
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def _watch(words: str, over: Event) -> None:
    if over.wait(PATIENCE):
        return
    with bar(desc=words, bar_format="{desc} ({elapsed})", leave=False) as shown:
        while not over.wait(PATIENCE):
            shown.refresh()


@contextmanager
def progress(unit: str) -> Iterator[Report]:
    """What is to be called with (done, total); silent where nobody watches a terminal."""
    with bar(unit=f" {unit}", disable=not sys.stderr.isatty(), leave=False) as shown:

        def report(done: int, total: int) -> None:
            shown.total = total
            shown.update(done - shown.n)

        yield report
