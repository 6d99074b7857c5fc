"""One step with all panels visible, from the key press to the painted frame."""

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


def step_times(size: Size, steps: int) -> list[float]:
    """Seconds of steps by the arrow key: a stretch of the way forward, one of the way back."""
    taken = []
    with opened(document(size)) as window:
        session = window.controller.session
        count = session.schedule.per_example(session.granularity)
        for start in (1, count - count // 3):
            window.controller.go_to_step(start)
            settle()
            for _ in range(steps):
                index = session.index
                taken.append(until_painted(window, Qt.Key.Key_Right))
                if session.index == index:
                    raise RuntimeError("the key made no step")
    return taken


def rows(quick: bool = False) -> Iterator[Row]:
    """T, M and L, and how much larger networks add; without pauses, as with a key held down."""
    medians: dict[str, float] = {}
    for size in (T, M, L):
        taken = np.array(step_times(size, 20 if quick else 150))
        median, high = float(np.median(taken)), float(np.percentile(taken, 95))
        medians[size.name] = median
        goal = GOALS[size.name]
        yield Row(
            GROUP, str(size), f"median {seconds(median)}, 95 % within {seconds(high)}",
            platform(), "", f"median ≤ {seconds(goal)}", median <= goal,
        )  # fmt: skip
        yield Row(
            GROUP, f"{size.name}: steps a second while the arrow key is held",
            f"{1 / np.mean(taken):.0f}", "60 frames a second", times(SCREEN_RATE / np.mean(taken)),
            "≥ 1×", bool(np.mean(taken) <= SCREEN_RATE),
        )  # fmt: skip
    growth = medians["L"] / medians["T"]
    yield Row(
        GROUP, "L beside T", seconds(medians["L"]), f"T: {seconds(medians['T'])}", times(growth),
        f"≤ {MOST_GROWTH:g}×", growth <= MOST_GROWTH,
    )  # fmt: skip
