"""A slope panel on show, and what it asks for."""

import pytest
from pytestqt.qtbot import QtBot

from bpsim.gui.panels.slope.panel import SlopePanel
from tests.gui.panels.slope.literal_slopes import shown_panel


@pytest.fixture
def panel(qtbot: QtBot) -> SlopePanel:
    return shown_panel(qtbot)


@pytest.fixture
def heard(panel: SlopePanel) -> list[object]:
    said: list[object] = []
    panel.nudged.connect(said.append)
    return said
