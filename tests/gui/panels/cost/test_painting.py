"""How often the cost plot is painted: once for a change, and never with axes that have moved."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.gui.panels.cost import marks
from bpsim.gui.panels.cost.panel import CostPanel
from bpsim.gui.panels.cost.plot import CostPlot
from tests.gui.panels.cost.panels import FALLING, shown_panel


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[QRectF]:
    """Where the curve was in each picture."""
    found: list[QRectF] = []
    paint = CostPlot.paintEvent

    def watched(plot: CostPlot, event: QPaintEvent) -> None:
        paint(plot, event)
        found.append(plot.plot_rect())

    monkeypatch.setattr(CostPlot, "paintEvent", watched)
    return found


@pytest.fixture
def panel(qtbot: QtBot, painted: list[QRectF]) -> CostPanel:
    panel = shown_panel(qtbot, 190, FALLING, 0)
    settle()
    painted.clear()
    return panel


def settle() -> None:
    for _ in range(8):  # layouts and the scene post more events
        QApplication.processEvents()


def test_new_costs_are_one_picture(panel: CostPanel, painted: list[QRectF]) -> None:
    for factor in (0.99, 0.98, 0.97):
        painted.clear()
        panel.set_costs(factor * FALLING)
        settle()
        assert len(painted) == 1


@pytest.mark.parametrize("size", [1e-9, 3.0, 1e5, 1e12])
def test_numbers_that_move_the_axis_are_painted_where_it_went(
    panel: CostPanel, painted: list[QRectF], size: float
) -> None:
    panel.set_costs(size * FALLING)
    settle()
    assert panel.plot is not None
    assert painted
    assert painted[-1] == panel.plot.plot_rect()


def test_another_size_is_painted_where_everything_went(
    panel: CostPanel, painted: list[QRectF]
) -> None:
    panel.resize(900, 260)
    settle()
    assert panel.plot is not None
    assert painted[-1] == panel.plot.plot_rect()


def test_costs_and_the_iteration_on_screen_are_one_picture(
    panel: CostPanel, painted: list[QRectF]
) -> None:
    panel.set_costs(np.append(FALLING, 0.001), None, 201)
    assert panel.data.iteration == 201
    settle()
    assert len(painted) == 1


@pytest.mark.parametrize("width", [760, 330])
def test_where_it_diverged_stands_beside_the_legend(
    panel: CostPanel, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    panel.resize(width, 216)
    panel.set_runs([("α = 0.1, batch 8, shuffled", 1, FALLING)])
    panel.set_costs(FALLING, 200)
    settle()
    boxes: list[QRectF] = []
    monkeypatch.setattr(marks, "_paint_box", lambda _, box, *rest: boxes.append(QRectF(box)))
    assert panel.plot is not None
    panel.plot.grab()
    assert len(boxes) == 3  # the legend, where it diverged, and J of the iteration on screen
    assert not boxes[0].intersects(boxes[1])
