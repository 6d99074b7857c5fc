"""Opening a walk costs the same for any number of examples, until a step is looked at."""

import tracemalloc
from collections.abc import Iterator
from dataclasses import replace

from benchmarks.sizes import M, Size, document
from benchmarks.table import Row, times
from benchmarks.timing import in_turn, repeated
from bpsim.steps.schedule import Granularity
from bpsim.steps.trace import Trace

GROUP = "Opening a walk"
FEW = replace(M, name="M with 50 examples", examples=50)


def opened(size: Size) -> Trace:
    """A walk, and how many steps there are at each granularity."""
    trace = Trace.of(document(size))
    for granularity in Granularity:
        trace.schedule.count(granularity)
    return trace


def memory_of(size: Size) -> int:
    """The bytes that stay taken."""
    document(size)
    tracemalloc.start()
    trace = opened(size)
    taken = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert trace.schedule.ticks
    return taken


def rows(quick: bool = False) -> Iterator[Row]:
    """Time and memory for 5,000 examples beside those for 50."""

    def many(size: Size, n: int) -> None:
        for _ in range(n):
            opened(size)

    opened(FEW)
    taken = in_turn(
        {
            size.name: repeated(lambda n, size=size: many(size, n))  # type: ignore[misc]
            for size in (M, FEW)
        },
        3 if quick else 10,
    )
    ratio = taken[M.name].median / taken[FEW.name].median
    yield Row(
        GROUP, f"{M.name}: until a step is looked at", str(taken[M.name]),
        f"{FEW.name}: {taken[FEW.name]}", times(ratio), "constant time", ratio < 1.25,
    )  # fmt: skip
    memory_of(FEW)
    many_bytes, few_bytes = memory_of(M), memory_of(FEW)
    yield Row(
        GROUP, f"{M.name}: memory until a step is looked at", f"{many_bytes / 1024:.1f} kB",
        f"{FEW.name}: {few_bytes / 1024:.1f} kB", times(many_bytes / few_bytes), "constant memory",
        many_bytes < 1.25 * few_bytes,
    )  # fmt: skip
