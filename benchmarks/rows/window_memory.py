"""What walking in the window leaves behind in memory."""

import gc
from collections.abc import Iterator

from PySide6.QtCore import Qt

from benchmarks.rows.memory import growth, resident
from benchmarks.sizes import L, document
from benchmarks.table import Row
from benchmarks.window import application, opened, press


def rows(quick: bool = False) -> Iterator[Row]:
    """10,000 steps and 100 changes of the example at L, painted each."""
    steps, switches = (300, 10) if quick else (10_000, 100)
    app = application()
    with opened(document(L)) as window:
        controller = window.controller

        def walk(steps: int, switches: int) -> None:
            for _ in range(steps):
                press(window, Qt.Key.Key_Right)
                app.processEvents()
            for n in range(switches):
                controller.choose_example(1 + n * 7 % L.examples)
                app.processEvents()

        walk(300, 5)  # what is made once and kept
        gc.collect()
        before = resident()
        walk(steps, switches)
        gc.collect()
        after = resident()
    what = f"{L.name}: {steps:,} steps and {switches} changes of the example, in the window"
    yield growth(what, before, after)
