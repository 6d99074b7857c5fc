"""Jumping to any step of 100,000 iterations within the memory budget, and whether it is right."""

import time
from collections.abc import Iterator

import numpy as np

from benchmarks.sizes import S, document
from benchmarks.table import Row, megabytes, seconds
from bpsim.core.arrays import same_bits
from bpsim.core.engine.descent import Descent
from bpsim.session.history import History
from bpsim.session.snapshots import DEFAULT_BUDGET
from bpsim.steps.schedule import Granularity
from bpsim.steps.trace import Trace

GROUP = "Time travel"
WORST_SECONDS = 0.3


def rows(quick: bool = False) -> Iterator[Row]:
    """Random jumps, each up to a Step that could be shown."""
    iterations, jumps = (5_000, 30) if quick else (100_000, 400)
    source, history = document(S), History(document(S))
    history.reach(iterations)
    rng = np.random.default_rng(3)
    wanted = {int(k) for k in rng.integers(0, iterations, jumps)} | {0, iterations - 1}
    taken = []
    found = {}
    for k in rng.permutation(sorted(wanted)):
        began = time.perf_counter()
        trace = Trace.of(source, int(k), history.checkpoint_at(int(k)))
        count = trace.schedule.count(Granularity.UNIT)
        step = trace.step(int(rng.integers(count)), Granularity.UNIT)
        assert step.network is trace.values.network
        taken.append(time.perf_counter() - began)
        found[int(k)] = history.network_at(int(k)).weights
    right = _all_right(found, iterations)
    used = history.budget.used
    yield Row(
        GROUP, f"{S.name}: jump to any step of {iterations:,} iterations",
        f"worst {seconds(max(taken))}, median {seconds(float(np.median(taken)))}",
        goal="worst ≤ 300 ms", reached=max(taken) <= WORST_SECONDS,
    )  # fmt: skip
    yield Row(
        GROUP, f"{S.name}: the {len(found)} weights found, beside a straight run",
        "the same bits" if right else "other bits", goal="the same bits", reached=right,
    )  # fmt: skip
    yield Row(
        GROUP, f"{S.name}: memory of {iterations:,} iterations, a snapshot each {history.stride}",
        megabytes(used), goal=f"≤ {megabytes(DEFAULT_BUDGET)}", reached=used <= DEFAULT_BUDGET,
    )  # fmt: skip


def _all_right(found: dict[int, tuple[np.ndarray, ...]], iterations: int) -> bool:
    descent, unused = Descent.of(document(S)), np.empty(iterations)
    for k in sorted(found):
        descent.run(k - descent.iteration, unused)
        if not all(map(same_bits, descent.weights, found[k])):
            return False
    return True
