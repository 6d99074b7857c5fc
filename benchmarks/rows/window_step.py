"""One step with all panels visible, from the key press to the painted frame."""

import time
from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import Qt

from benchmarks.sizes import L, M, Size, T, document
from benchmarks.table import Row, seconds, times
from benchmarks.window import opened, platform, settle, until_painted

GROUP = "One step, from the key press to the painted frame, all panels"
GOALS = {"T": 5e-3, "M": 10e-3, "L": 10e-3}
MOST_GROWTH = 2.0
SCREEN_RATE = 1 / 60


def step_times(size: Size, steps: int) -> tuple[list[float], float]:
    """Seconds of steps by the arrow key: a stretch of the way forward, one of the way back.

    And the seconds from one step to the next, with what is done between them.
    """
    taken, whole = [], 0.0
    with opened(document(size)) as window:
        session = window.controller.session
        count = session.schedule.per_example(session.granularity)
        for start in (1, count - count // 3):
            window.controller.go_to_step(start)
            settle()
            began = time.perf_counter()
            for _ in range(steps):
                index = session.index
                taken.append(until_painted(window, Qt.Key.Key_Right))
                if session.index == index:
                    raise RuntimeError("the key made no step")
            whole += time.perf_counter() - began
    return taken, whole / len(taken)


def rows(quick: bool = False) -> Iterator[Row]:
    """T, M and L, and how much larger networks add; without pauses, as with a key held down."""
    medians: dict[str, float] = {}
    for size in (T, M, L):
        times_taken, between = step_times(size, 20 if quick else 150)
        taken = np.array(times_taken)
        median, high = float(np.median(taken)), float(np.percentile(taken, 95))
        medians[size.name] = median
        goal = GOALS[size.name]
        yield Row(
            GROUP, str(size), f"median {seconds(median)}, 95 % within {seconds(high)}",
            platform(), "", f"median ≤ {seconds(goal)}", median <= goal,
        )  # fmt: skip
        yield Row(
            GROUP, f"{size.name}: steps a second while the arrow key is held",
            f"{1 / between:.0f}", "60 frames a second", times(SCREEN_RATE / between),
            "≥ 1×", between <= SCREEN_RATE,
        )  # fmt: skip
    growth = medians["L"] / medians["T"]
    yield Row(
        GROUP, "L beside T", seconds(medians["L"]), f"T: {seconds(medians['T'])}", times(growth),
        f"≤ {MOST_GROWTH:g}×", growth <= MOST_GROWTH,
    )  # fmt: skip
