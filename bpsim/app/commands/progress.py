"""A progress bar on stderr for work that tells how far it is."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bpsim.core.progress import Report


def bar(**words: Any) -> Any:
    """A bar of tqdm's without the thread that it starts to watch over bars that stand still."""
    from tqdm import tqdm

    tqdm.monitor_interval = 0
    return tqdm(**words)


@contextmanager
def progress(unit: str) -> Iterator[Report]:
    """What is to be called with (done, total); silent where nobody watches a terminal."""
    with bar(unit=f" {unit}", disable=not sys.stderr.isatty(), leave=False) as shown:

        def report(done: int, total: int) -> None:
            shown.total = total
            shown.update(done - shown.n)

        yield report
