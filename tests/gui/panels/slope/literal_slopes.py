"""Slopes written down by hand, so that the panel is tested without the code that walks."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.core.arrays import Array
from bpsim.gui.panels.slope.panel import SlopePanel
from bpsim.notation.formula import Symbol
from bpsim.steps.apart.slope import Slope
from bpsim.steps.places import EdgePlace, UnitPlace


class Curve:
    """Any function of one value."""

    work = 1.0

    def __init__(self, function: Callable[[Array], Array]) -> None:
        self.function = function

    def __call__(self, values: Array) -> Array:
        return self.function(values)


def slope_at(value: float, **changes: Any) -> Slope:
    """½ z², whose slope is z."""
    fields: dict[str, Any] = {
        "nudged": UnitPlace(2, 1),
        "symbol": Symbol("z", "1", "(2)"),
        "slope_symbol": Symbol("δ", "1", "(2)"),
        "cost_symbol": Symbol("cost", style="upright"),
        "value": value,
        "cost": 0.5 * value * value,
        "slope": value,
        "shown": value,
        "of_example": True,
        "examples": 1,
        "curve": Curve(lambda v: 0.5 * v * v),
        "span": (value - 4.0, value + 4.0),
    }
    return Slope(**(fields | changes))


def by_weight(value: float, **changes: Any) -> Slope:
    fields: dict[str, Any] = {
        "nudged": EdgePlace(1, 2, 0),
        "symbol": Symbol("Θ", "20", "(1)"),
        "slope_symbol": Symbol("D", "20", "(1)"),
        "cost_symbol": Symbol("J"),
        "of_example": False,
        "examples": 4,
        "contribution": 0.25,
    }
    return slope_at(value, **(fields | changes))


def shown_panel(qtbot: QtBot) -> SlopePanel:
    """A panel on screen, in a font of known size, with ½ z² at z = 1."""
    panel = SlopePanel()
    qtbot.addWidget(panel)
    font = QFont("DejaVu Sans")
    font.setPixelSize(13)
    panel.setFont(font)
    panel.resize(420, 260)
    panel.show_slope(slope_at(1.0))
    panel.show()
    panel.activateWindow()
    QApplication.processEvents()
    return panel


def drag(qtbot: QtBot, panel: SlopePanel, start: QPointF, *way: float) -> None:
    """Press at ``start`` and move across by each of ``way``; the button stays down."""
    left, at = Qt.MouseButton.LeftButton, start.toPoint()
    qtbot.mousePress(panel.plot, left, pos=at)
    for by in way:
        at = start.toPoint() + QPoint(round(by), 0)
        qtbot.mouseMove(panel.plot, at)
