"""How long it takes to say which mistake gives somebody's numbers."""

import time
from collections.abc import Iterator

import numpy as np

from benchmarks.sizes import Size, document
from benchmarks.table import Row, seconds
from bpsim.teach.diagnosis.diagnose import diagnose
from bpsim.teach.diagnosis.given import blocks_of
from bpsim.teach.mistakes.backprop import backprop
from bpsim.teach.mistakes.kind import Made, Problem
from bpsim.teach.mistakes.table import MISTAKES

GROUP = "Which mistake did I make?"
SMALL = Size("small", (3, 3, 3, 2), 3)
LARGE = Size("digits", (400, 25, 10), 100)


def rows(quick: bool = False) -> Iterator[Row]:
    """A single mistake, a pair, and numbers that no mistake gives, which take longest."""
    for size, goal in ((SMALL, 0.2), (LARGE, 2.0)):
        problem = Problem.of(document(size))
        made = [Made(MISTAKES[name]) for name in ("no-slope", "no-input")]
        cases = {
            "one mistake": backprop(problem, made[:1]).D,
            "a pair": backprop(problem, made).D,
            "no mistake known": [*backprop(problem).D[:-1], backprop(problem).D[-1] + 0.1],
        }
        for name, D in cases.items():
            given = [blocks_of([np.round(each, 6) for each in D])]
            taken = []
            for _ in range(1 if quick else 3):
                began = time.perf_counter()
                diagnose(problem, given)
                taken.append(time.perf_counter() - began)
            yield Row(
                GROUP, f"{name}, {size}", seconds(min(taken)), goal=f"≤ {goal:g} s",
                reached=min(taken) <= goal,
            )  # fmt: skip
