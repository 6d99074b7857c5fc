"""The whole graph painted again, because the weights or the zoom changed."""

import time
from collections.abc import Iterator

import numpy as np

from benchmarks.sizes import SIZES, Size, document
from benchmarks.table import Row, seconds
from benchmarks.window import application, opened, platform, settle
from bpsim.gui.graph.view import GraphView

GROUP = "Whole graph repainted"
GOALS = {"T": 16e-3, "S": 16e-3, "M": 33e-3, "L": 33e-3}
OTHERS = 4


def repaint_times(size: Size, count: int) -> tuple[list[float], list[float]]:
    """Seconds after new weights, and after a zoom, until the graph is painted."""
    app, weights, zoom = application(), [], []
    with opened(document(size)) as window:
        controller, graph = window.controller, window.findChild(GraphView)
        assert graph is not None
        examples = controller.session.document.examples
        steps = []
        for k in range(OTHERS):  # the same stop of iterations with other weights
            controller.session.history.reach(k)
            controller.session.go_to(k, 3)
            step = controller.step
            assert step is not None
            steps.append(step)
        settle()
        for n in range(count):
            began = time.perf_counter()
            graph.show_step(steps[n % OTHERS], examples)
            graph.repaint()
            weights.append(time.perf_counter() - began)
            app.processEvents()
        for n in range(count):
            began = time.perf_counter()
            (graph.zoom_in if n % 2 else graph.zoom_out)()
            graph.repaint()
            zoom.append(time.perf_counter() - began)
            settle(0.05)
    return weights, zoom


def rows(quick: bool = False) -> Iterator[Row]:
    """Every size."""
    for size in SIZES.values():
        weights, zoom = repaint_times(size, 5 if quick else 40)
        for what, taken in (("new weights", weights), ("zoom", zoom)):
            median, goal = float(np.median(taken)), GOALS[size.name]
            yield Row(
                GROUP, f"{size}: {what}", f"median {seconds(median)}, worst {seconds(max(taken))}",
                platform(), "", f"≤ {seconds(goal)}", median <= goal,
            )  # fmt: skip
