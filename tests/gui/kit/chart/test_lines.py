"""The small plot of a few curves: every value in its place, a gap where there is none."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.core.arrays import Array
from bpsim.gui.kit.chart.lines import Curve, LinePlot
from bpsim.gui.looks.theme import LIGHT

X = np.arange(5.0)


def shown(qtbot: QtBot, log: bool, *heights: Array) -> LinePlot:
    plot = LinePlot("J(Θ)", log=log)
    qtbot.addWidget(plot)
    plot.resize(400, 200)
    plot.show()
    plot.show_curves([Curve(X, y) for y in heights])
    QApplication.processEvents()
    return plot


def drawn(plot: LinePlot) -> list[Array]:
    return [item.getData()[1] for item, _, _ in plot._curves]


@pytest.mark.parametrize("log", [False, True])
def test_what_is_no_number_is_a_gap(qtbot: QtBot, log: bool) -> None:
    plot = shown(qtbot, log, np.array([1e300, 1.0, np.inf, 0.0, np.nan]))
    (y,) = drawn(plot)
    wanted = [300, 0, np.nan, np.nan, np.nan] if log else [1e300, 1, np.nan, 0, np.nan]
    np.testing.assert_array_equal(np.where(np.isfinite(y), y, np.nan), wanted)
    low, high = plot._box.viewRange()[1]
    seen = y[np.isfinite(y)]
    assert low <= seen.min() and seen.max() <= high


@pytest.mark.parametrize(
    ("y", "dots"),
    [
        ([np.nan, np.nan, 2.0, np.nan, np.nan], [2.0]),
        ([1.0, 2.0, np.nan, 4.0, np.nan], [4.0]),
        ([1.0, 2.0, 3.0, 4.0, 5.0], []),
    ],
)
def test_a_value_that_no_line_leads_to_is_a_point(
    qtbot: QtBot, y: list[float], dots: list[float]
) -> None:
    plot = shown(qtbot, False, np.array(y))
    ((_, points, _),) = plot._curves
    assert list(points.getData()[1]) == dots


def test_a_single_iteration_can_be_seen(qtbot: QtBot) -> None:
    plot = shown(qtbot, True)
    before = plot.grab().toImage()
    plot.show_curves([Curve(np.zeros(1), np.array([0.5]), "warning")])
    QApplication.processEvents()
    image, ink = plot.grab().toImage(), LIGHT.colour("warning")
    places = [(x, y) for x in range(image.width()) for y in range(image.height())]
    assert image != before and any(image.pixelColor(*place) == ink for place in places)


def test_other_curves_take_the_place_of_those_before(qtbot: QtBot) -> None:
    plot = shown(qtbot, False, X, 2 * X)
    plot.show_curves([Curve(X, 3 * X, "warning")])
    (y,) = drawn(plot)
    np.testing.assert_array_equal(y, 3 * X)


def test_the_wheel_is_left_to_the_page(qtbot: QtBot) -> None:
    plot = shown(qtbot, False, X)
    before = plot._box.viewRange()
    at = QPointF(plot.rect().center())
    event = QWheelEvent(
        at, QPointF(plot.mapToGlobal(at)), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(plot.viewport(), event)
    assert plot._box.viewRange() == before and not event.isAccepted()


def test_there_is_no_half_iteration(qtbot: QtBot) -> None:
    plot = shown(qtbot, False, X)
    plot.show_curves([Curve(X[:2], X[:2])])
    (low, high), _ = plot._box.viewRange()
    levels = plot._below.tickValues(low, high, plot.width())
    assert all(float(place).is_integer() for _, places in levels for place in places)
