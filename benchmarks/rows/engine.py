"""One full-batch iteration of the engine, update included, beside others that do the same."""

from collections.abc import Iterator

import numpy as np

from benchmarks.contender import REFERENCES, Contender
from benchmarks.sizes import SIZES, Size, document
from benchmarks.table import Row, times
from benchmarks.timing import Timed, Times, in_turn, repeated
from bpsim.core.engine.descent import Descent

GROUP = "One full-batch iteration, update included"
GOALS = {
    "torch": {"T": 8.0, "S": 3.5, "M": 1.7},
    "sklearn": dict.fromkeys("TSML", 4.0),
    "blas": {"M": 1 / 2},
}


def engine(size: Size) -> Timed:
    """The engine on its own, on one thread."""
    descent = Descent.of(document(size))

    def work(n: int) -> None:
        if descent.run(n, np.empty(n)) < n:
            raise RuntimeError("the benchmark's training diverged")

    return repeated(work)


def rows(quick: bool = False) -> Iterator[Row]:
    """Each size against each reference that is installed."""
    contenders = {name: Contender(name) for name in REFERENCES}
    try:
        for size in SIZES.values():
            asked = {
                name: each.timed(size.name) for name, each in contenders.items() if not each.missing
            }
            taken = in_turn({"bpsim": engine(size), **asked}, 3 if quick else 12)
            for name, contender in contenders.items():
                yield _row(size, name, contender, taken)
    finally:
        for contender in contenders.values():
            contender.close()


def _row(size: Size, name: str, contender: Contender, taken: dict[str, Times]) -> Row:
    mine = str(taken["bpsim"])
    if contender.missing:
        return Row(GROUP, str(size), mine, f"{contender.words}: {contender.missing}")
    ratio = taken[name].median / taken["bpsim"].median
    goal = GOALS.get(name, {}).get(size.name)
    return Row(
        GROUP,
        str(size),
        mine,
        f"{contender.words}: {taken[name]}",
        times(ratio),
        "" if goal is None else f"≥ {goal:g}×",
        None if goal is None else ratio >= goal,
    )
