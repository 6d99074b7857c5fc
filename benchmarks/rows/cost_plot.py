"""The cost plot with a million points: how long a frame takes while it is moved or grows."""

import time
from collections.abc import Callable, Iterator

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from benchmarks.table import Row, seconds
from benchmarks.window import application, platform, settle
from bpsim.gui.panels.cost.panel import CostPanel

GROUP = "Cost plot"
MOST_SECONDS = 16e-3
POINTS = 10**6


def mouse(widget: QWidget, kind: QEvent.Type, at: QPointF, held: bool = True) -> None:
    """A mouse event with the left button."""
    left = Qt.MouseButton.LeftButton
    buttons = left if held else Qt.MouseButton.NoButton
    event = QMouseEvent(
        kind, at, widget.mapToGlobal(at), left if kind != QEvent.Type.MouseMove else
        Qt.MouseButton.NoButton, buttons, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    application().sendEvent(widget, event)


def wheel(widget: QWidget, notches: int) -> None:
    """A turn of the wheel over the middle."""
    at = QPointF(widget.rect().center())
    event = QWheelEvent(
        at, widget.mapToGlobal(at), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    application().sendEvent(widget, event)


def frames(gesture: Callable[[int], None], widget: QWidget, count: int) -> list[float]:
    """Seconds from each gesture to the painted plot."""
    taken = []
    for n in range(count):
        began = time.perf_counter()
        gesture(n)
        widget.repaint()
        taken.append(time.perf_counter() - began)
        application().processEvents()
    return taken


def rows(quick: bool = False) -> Iterator[Row]:
    """Zoom, pan, append."""
    application()
    count = 10 if quick else 60
    rng = np.random.default_rng(2)
    costs = np.exp(-np.linspace(0.0, 3.0, POINTS)) + 0.05 * rng.random(POINTS)
    panel = CostPanel()
    panel.resize(1280, 220)
    panel.show()
    panel.set_costs(costs)
    settle()
    view = panel.plot
    assert view is not None
    plot = view.viewport()  # which is what gets the mouse and paints
    middle = QPointF(plot.rect().center())

    def pan(n: int) -> None:
        mouse(plot, QEvent.Type.MouseMove, middle + QPointF(10.0 * (n % 40 - 20), 0.0))

    whole = np.concatenate([costs, np.tile(costs[:1000], count + 3)])

    def append(n: int) -> None:
        panel.set_costs(whole[: len(panel.data.costs) + 1000])

    measured = {"append 1,000 points": frames(append, panel, count)}
    measured["zoom"] = frames(lambda n: wheel(plot, 1 if n % 20 < 10 else -1), plot, count)
    for _ in range(3):
        wheel(plot, 1)
    mouse(plot, QEvent.Type.MouseButtonPress, middle)
    before = view.shown_range()
    measured["pan"] = frames(pan, plot, count)
    if view.shown_range() == before:
        raise RuntimeError("dragging did not move the plot")
    mouse(plot, QEvent.Type.MouseButtonRelease, middle, held=False)
    panel.close()
    panel.deleteLater()
    for what, taken in measured.items():
        median = float(np.median(taken))
        yield Row(
            GROUP, f"{POINTS:,} points: {what}",
            f"median {seconds(median)}, worst {seconds(max(taken))}", platform(), "",
            f"≤ {seconds(MOST_SECONDS)}", median <= MOST_SECONDS,
        )  # fmt: skip
