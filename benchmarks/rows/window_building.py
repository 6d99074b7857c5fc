"""A unit added in the window: from the click until the graph of the new network is painted."""

import time
from collections.abc import Iterator

import numpy as np

from benchmarks.sizes import M, Size, document
from benchmarks.table import Row, seconds
from benchmarks.window import application, opened, platform, settle
from bpsim.gui.graph.view import GraphView

GROUP = "A unit added"
GOAL = 50e-3


def adding_times(size: Size, layer: int, count: int) -> list[float]:
    """Seconds from the click on + below ``layer`` until everything is painted."""
    app, taken = application(), []
    with opened(document(size)) as window:
        graph = window.findChild(GraphView)
        assert graph is not None
        building = window.wiring["graph"].building
        settle()
        for _ in range(count):
            began = time.perf_counter()
            building.add_unit(layer)
            app.processEvents()
            graph.repaint()
            taken.append(time.perf_counter() - began)
            settle(0.05)
    return taken


def rows(quick: bool = False) -> Iterator[Row]:
    """Every layer: with the first and the last one the examples get a column."""
    for layer in (1, 2, 3):
        taken = adding_times(M, layer, 4 if quick else 20)
        median = float(np.median(taken))
        yield Row(
            GROUP, f"{M}: layer {layer}", f"median {seconds(median)}, worst {seconds(max(taken))}",
            platform(), "", f"≤ {seconds(GOAL)}", median <= GOAL,
        )  # fmt: skip
