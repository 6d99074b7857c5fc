"""The curve of the cost lies where its numbers are, whatever the height of the panel."""

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.gui.looks.theme import LIGHT
from tests.gui.panels.cost.panels import FALLING, shown_panel

GRID_INK = 0.15


def ink(image: QImage, x: int, y: int) -> float:
    """How much of a pixel of the white ground the curve covers; the grid is no ink."""
    covered = (255 - QColor(image.pixel(x, y)).red()) / (255 - QColor(LIGHT.accent).red())
    return covered if covered > GRID_INK else 0.0


def of_the_curve(image: QImage, x: int, y: int) -> bool:
    """True if a pixel comes close to the colour of the curve."""
    seen, wanted = QColor(image.pixel(x, y)), QColor(LIGHT.accent)
    off = (seen.red() - wanted.red(), seen.green() - wanted.green(), seen.blue() - wanted.blue())
    return sum(map(abs, off)) < 150


@pytest.mark.parametrize("height", [200, 207, 216, 221])
def test_the_curve_falls_from_left_to_right(qtbot: QtBot, height: int) -> None:
    panel = shown_panel(qtbot, height, FALLING)
    plot = panel.plot
    assert plot is not None
    frame = plot._frame()
    QApplication.processEvents()
    image = plot.viewport().grab().toImage()
    for iteration in (20, 60, 150):
        point = frame.point(plot._data, iteration)
        assert point is not None
        x, y = int(point.x()), int(point.y())
        rows = range(y - 4, y + 5)
        inks = [ink(image, x, row) for row in rows]
        # Qt gives a line of one pixel 0.6 to 1.2 of one; pixels as pale as the grid do not count.
        assert 0.5 < sum(inks) < 1.5
        middle = sum(each * (row + 0.5) for each, row in zip(inks, rows, strict=True)) / sum(inks)
        assert abs(middle - point.y()) < 1
        below = ((column, row) for column in range(x - 1, x + 2) for row in range(y + 8, y + 12))
        assert not any(of_the_curve(image, *pixel) for pixel in below)
