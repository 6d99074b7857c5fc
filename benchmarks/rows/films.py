"""How long a film takes: twenty seconds of 960 × 540, in each format."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.table import Row, seconds
from bpsim.app.display import draw_without_display
from bpsim.export.frames import frames_of
from bpsim.formats.bundled import bundled_network
from bpsim.steps.schedule import Granularity
from bpsim.steps.trace import Trace

GROUP = "Films of 960 × 540"
WIDTH, HEIGHT = 960, 540
LENGTH, STEP, GOAL = 20.0, 0.4, 30.0
"""Seconds: of the film, of one step in it, and that it may take."""


def rows(quick: bool = False) -> Iterator[Row]:
    """One row for each format that this machine can write."""
    draw_without_display()
    from bpsim.gui.looks.application import the_application
    from bpsim.gui.picture.film import write_film
    from bpsim.gui.picture.page import PictureLook

    the_application()
    trace = Trace.of(bundled_network("lecture").load())
    every = frames_of(trace, 0, "iteration", Granularity.UNIT)
    steps = (every * 2)[: round(LENGTH / STEP)]
    for suffix in (".gif", ".webp", ".mp4"):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"film{suffix}"
            began = time.perf_counter()
            write_film(
                path,
                steps,
                trace.values.examples,
                PictureLook(width=WIDTH, height=HEIGHT, scale=1.0),
                STEP,
            )
            taken = time.perf_counter() - began
        yield Row(
            GROUP, f"{LENGTH:g} s in {len(steps)} steps as {suffix[1:].upper()}", seconds(taken),
            goal=f"≤ {GOAL:g} s", reached=taken <= GOAL,
        )  # fmt: skip
        if quick:
            return
