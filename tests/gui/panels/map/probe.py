"""A small map to look at, and what is to be seen at a place on it."""

import numpy as np
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.gui.kit.controls.painting import mixed
from bpsim.gui.looks.theme import LIGHT, Theme
from bpsim.gui.panels.map import field
from bpsim.gui.panels.map.paint import MapPicture
from bpsim.gui.panels.map.panel import MapPanel

# h = g(40 x1 − 20): 0 left of x1 = 0.5 and 1 right of it; unit 1 of layer 2 is x1 itself.
STEP = Network.of(["linear", "sigmoid"], [[[0, 1, 0], [0, 0, 1]], [[-20, 40, 0]]])
CORNERS = Examples.of([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [0], [1]])
# Three classes: lower left, right, above.
THREE = Network.of(["softmax"], [[[8, -20, -20], [-10, 20, -5], [-10, -5, 20]]])
NAMED = Examples.of(
    [[0, 0], [1, 0], [0, 1]], np.eye(3), ("long (cm)", "wide (cm)"), ("setosa", "blue", "dark")
)


def shown(qtbot: QtBot) -> MapPanel:
    """A map panel in a window, with the step on it."""
    panel = MapPanel()
    qtbot.addWidget(panel)
    panel.resize(520, 420)
    panel.show_network(STEP, CORNERS, None)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def laid_out(panel: MapPanel) -> MapPicture:
    picture = panel.canvas.picture()
    assert picture is not None
    return picture


def grabbed(panel: MapPanel) -> QImage:
    while not panel.canvas.is_fine():
        panel.canvas._refine()
    return panel.canvas.grab().toImage()


def pixel(panel: MapPanel, x: float, y: float) -> QPointF:
    return laid_out(panel).chart.point(x, y)


def colour_at(panel: MapPanel, x: float, y: float) -> QColor:
    """The colour at a place given by its inputs."""
    at = pixel(panel, x, y)
    return grabbed(panel).pixelColor(round(at.x()), round(at.y()))


def apart(one: QColor, other: QColor) -> int:
    return max(
        abs(one.red() - other.red()),
        abs(one.green() - other.green()),
        abs(one.blue() - other.blue()),
    )


def line_at(panel: MapPanel, x: float, y: float, theme: Theme = LIGHT) -> bool:
    """True if the contour runs through a place given by its inputs, give or take a pixel."""
    at, image = pixel(panel, x, y).toPoint(), grabbed(panel)
    text = theme.colour("text")
    near = (image.pixelColor(at + QPoint(a, b)) for a in (-1, 0, 1) for b in (-1, 0, 1))
    return any(apart(colour, text) <= 60 for colour in near)


def strongest(theme: Theme, name: str) -> QColor:
    return mixed(theme.colour(name), theme.colour("surface"), field.strongest(theme))
