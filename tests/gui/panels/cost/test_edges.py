"""The cost plot at the edge of what numbers can say: near 1e308, near 0, at 0, after the end."""

import math

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.core.arrays import Array
from bpsim.gui.looks.theme import LIGHT
from bpsim.gui.panels.cost.marks import ALL_ZERO, legend
from bpsim.gui.panels.cost.panel import CostPanel
from bpsim.gui.panels.cost.picture import CostPicture
from bpsim.gui.panels.cost.placing import Occupied
from bpsim.gui.panels.cost.plot import CostPlot
from tests.gui.panels.cost.panels import shown_panel

EDGES = {
    "diverging": np.concatenate([10.0 ** np.linspace(0, 308, 40), [np.inf, np.nan]]),
    "1e300": np.full(12, 1e300),
    "to the last number": np.array([1e300, 1.2e300, 1.7e308, np.inf]),
    "zero": np.zeros(12),
    "falling to zero": np.concatenate([10.0 ** -np.arange(0.0, 300, 20), np.zeros(8)]),
    "the smallest number": np.full(12, 5e-324),
    "within 1e-300": np.array([2e-300, 1e-300, 3e-301]),
}


def plot_of(
    qtbot: QtBot, costs: Array, log: bool, iteration: int = 1
) -> tuple[CostPanel, CostPlot]:
    panel = shown_panel(qtbot, 220, costs, iteration)
    assert isinstance(panel.plot, CostPlot)
    panel.data.log_wanted = log
    panel.plot.refresh()
    for _ in range(8):
        QApplication.processEvents()
    return panel, panel.plot


def axis_numbers(plot: CostPlot) -> list[str]:
    """What is written at the axis of J in the picture."""
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        specs = plot._cost_axis.generateDrawSpecs(painter)
    assert specs is not None
    return [text for _, _, text in specs[2]]


@pytest.mark.parametrize("log", [False, True], ids=["linear", "log"])
@pytest.mark.parametrize("costs", EDGES.values(), ids=EDGES)
def test_axis_and_curve_are_there(qtbot: QtBot, costs: Array, log: bool) -> None:
    _, plot = plot_of(qtbot, costs, log)
    assert axis_numbers(plot)
    assert "∞" not in "".join(axis_numbers(plot))
    y = plot._curves[0].getData()[1]
    drawable = np.isfinite(costs) & ((costs > 0) | (not log))
    assert np.array_equal(np.isfinite(y), drawable)
    low, high = plot._box.viewRange()[1]
    assert math.isfinite(high - low) and ((low <= y[drawable]) & (y[drawable] <= high)).all()
    image = QImage(600, 400, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        CostPicture(plot._data, LIGHT, plot.font()).paint_into(painter, image.rect())


def test_equal_costs_are_a_level_line_whatever_their_size(qtbot: QtBot) -> None:
    for size in (1.0, 1e150, 1e300, 1e-300):
        _, plot = plot_of(qtbot, np.full(12, size), False)
        low, high = plot._box.viewRange()[1]
        places = [(y - low) / (high - low) for y in plot._curves[0].getData()[1]]
        assert places == pytest.approx([0.5] * 12)


def test_the_axis_says_the_costs_themselves(qtbot: QtBot) -> None:
    _, plot = plot_of(qtbot, np.full(12, 1e300), False)
    assert "1×10³⁰⁰" in axis_numbers(plot)


def test_where_all_is_zero_the_logarithmic_axis_says_why_it_is_empty(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        "bpsim.gui.panels.cost.plot.paint_words", lambda *given: said.append(given[2])
    )
    panel, plot = plot_of(qtbot, np.zeros(12), True)
    assert ALL_ZERO in said
    said.clear()
    panel.data.log_wanted = False
    plot.refresh()
    QApplication.processEvents()
    assert not said


def test_the_pointer_is_over_what_is_there_now(qtbot: QtBot) -> None:
    panel, plot = plot_of(qtbot, np.linspace(1, 0, 200), False)
    plot._hover(QPointF(plot._frame().x_at(150), 50))
    assert plot.hovered == 150
    panel.set_costs(np.linspace(1, 0, 20))
    assert plot.hovered is not None and plot.hovered < 20
    panel.set_costs(np.linspace(1, 0, 2000))
    frame = plot._frame()
    assert plot.hovered == pytest.approx(
        frame.left + (plot._pointer.x() - frame.rect.left()) / frame.rect.width()
        * (frame.right - frame.left), abs=1,
    )  # fmt: skip


# --- labels leave the curve free ------------------------------------------------------------------


@pytest.mark.parametrize(
    "costs", [np.linspace(1, 0, 60), np.linspace(0, 1, 60), 1 - np.exp(-np.arange(60) / 6)],
    ids=["falling", "rising", "rising fast"],
)  # fmt: skip
@pytest.mark.parametrize("iteration", [0, 30, 59])
def test_the_end_of_the_curve_is_not_covered(qtbot: QtBot, costs: Array, iteration: int) -> None:
    panel, plot = plot_of(qtbot, costs, False, iteration)
    panel.set_series([("held out", 0.9 * costs)])
    for _ in range(8):
        QApplication.processEvents()
    assert len(legend(plot._data, LIGHT)) == 2
    boxes: list[QRectF] = []
    place = Occupied.place

    def watched(occupied: Occupied, *given: object) -> QRectF:
        box = place(occupied, *given)  # type: ignore[arg-type]
        boxes.append(box)
        return box

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Occupied, "place", watched)
        plot.grab()
    assert len(boxes) == 2
    end = plot._frame().point(plot._data, 59)
    assert end is not None
    assert not any(box.contains(end) for box in boxes)
    assert not boxes[0].intersects(boxes[1])


def test_a_label_hides_the_least_it_can() -> None:
    line = (np.array([0.0, 100.0]), np.array([0.0, 100.0]))
    within = QRectF(0, 0, 100, 100)
    occupied = Occupied([line])
    corners = [QPointF(0, 0), QPointF(60, 0)]
    assert occupied.place(QSizeF(30, 20), corners, within).topLeft() == QPointF(60, 0)
    assert occupied.place(QSizeF(30, 20), [QPointF(60, 5), QPointF(0, 0)], within).left() == 0


def test_a_key_brings_the_logarithmic_axis_back_from_divergence(qtbot: QtBot) -> None:
    panel, plot = plot_of(qtbot, EDGES["diverging"], False, 5)
    qtbot.mouseClick(panel.controls.log, Qt.MouseButton.LeftButton)
    assert panel.controls.log.isChecked()
    plot.grab()
    assert axis_numbers(plot)
