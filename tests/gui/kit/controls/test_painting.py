"""The ground that a widget paints for itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from bpsim.gui.kit.controls.painting import Grounded
from bpsim.gui.looks.theme import LIGHT, THEMES, Theme, use_theme
from bpsim.gui.panels.curve.panel import CurvePanel
from bpsim.gui.panels.examples.panel import ExamplesPanel
from bpsim.gui.panels.map.panel import MapPanel
from bpsim.gui.panels.matrices.panel import MatricesPanel
from bpsim.gui.panels.slope.panel import SlopePanel


def painted(widget: QWidget) -> QImage:
    """What the widget itself paints, nothing of what is in it or behind it."""
    image = QImage(widget.size(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    widget.render(image, QPoint(), QRegion(), QWidget.RenderFlag(0))
    return image


def test_a_widget_without_a_ground_lets_what_is_behind_through(qtbot: QtBot) -> None:
    widget = Grounded()
    qtbot.addWidget(widget)
    widget.resize(20, 10)
    assert painted(widget).pixelColor(5, 5).alpha() == 0
    assert not widget.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)


def test_a_ground_covers_the_whole_widget(qtbot: QtBot) -> None:
    widget = Grounded()
    qtbot.addWidget(widget)
    widget.resize(20, 10)
    widget.set_ground("raised")
    image = painted(widget)
    corners = {image.pixelColor(x, y).name() for x in (0, 19) for y in (0, 9)}
    assert corners == {LIGHT.raised}
    assert widget.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize("panel", [CurvePanel, ExamplesPanel, MapPanel, MatricesPanel, SlopePanel])
def test_panels_stand_on_the_surface_of_their_theme(
    qtbot: QtBot, panel: type[CurvePanel], theme: Theme
) -> None:
    widget = panel()
    qtbot.addWidget(widget)
    widget.resize(300, 200)
    use_theme(theme)
    image = painted(widget)
    corners = {image.pixelColor(x, y).name() for x in (0, 299) for y in (0, 199)}
    assert corners == {theme.surface}
