"""What walking leaves behind in memory, without a window."""

import gc
from collections.abc import Iterator
from pathlib import Path

from benchmarks.sizes import L, document
from benchmarks.table import Row, megabytes
from bpsim.session.session import Session
from bpsim.steps.schedule import Granularity

GROUP = "Memory"
MOST_BYTES = 20 * 2**20


def resident() -> int | None:
    """The bytes of this process in memory; None where the system does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    for line in status.read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return None


def growth(what: str, before: int | None, after: int | None) -> Row:
    """How much ``what`` has made the process grow, from two answers of :func:`resident`."""
    if before is None or after is None:
        return Row(GROUP, what, "this system does not say")
    grown = after - before
    return Row(GROUP, what, f"+{megabytes(grown)}", goal="< 20 MB", reached=grown < MOST_BYTES)


def rows(quick: bool = False) -> Iterator[Row]:
    """10,000 steps and 100 changes of the example at L."""
    session = Session(document(L))
    session.set_granularity(Granularity.UNIT)
    steps, switches = (1_000, 10) if quick else (10_000, 100)
    for _ in range(300):  # what is made once and kept
        session.forward()
        assert session.step is not None
    gc.collect()
    before = resident()
    for _ in range(steps):
        session.forward()
        assert session.step is not None
    for n in range(switches):
        session.choose_example(1 + n * 7 % L.examples)
        assert session.step is not None
    gc.collect()
    after = resident()
    what = f"{L.name}: {steps:,} steps and {switches} changes of the example, no window"
    yield growth(what, before, after)
