"""Opening and saving the native file at the large sizes."""

import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.sizes import L, M, document
from benchmarks.table import Row, megabytes, seconds
from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.formats.native import file as native

GROUP = "Native file"
MOST_SECONDS = 1.0


def best_of(count: int, work: Callable[[], object]) -> float:
    """The shortest of a few tries, in seconds."""
    taken = []
    for _ in range(count):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return min(taken)


def sources() -> dict[str, Document]:
    """L without examples, L with its own, M with its 5,000."""
    large = document(L)
    bare = large.with_(examples=Examples.none(L.layers[0], L.layers[-1]))
    few = replace(L, name="L without examples", examples=0)
    return {few.name: bare, str(L): large, str(M): document(M)}


def rows(quick: bool = False) -> Iterator[Row]:
    """Each with a file in the temporary folder, warm."""
    tries = 2 if quick else 5
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "benchmark.bpsim"
        for name, source in sources().items():
            saved = best_of(tries, lambda source=source: native.save(source, path))  # type: ignore[misc]
            opened = best_of(tries, lambda: native.load(path))
            same = native.load(path) == source
            size = megabytes(path.stat().st_size)
            for what, taken in (("save", saved), ("open", opened)):
                yield Row(
                    GROUP, f"{what} {name}, {size}", seconds(taken), goal="≤ 1 s",
                    reached=taken <= MOST_SECONDS and same,
                )  # fmt: skip
