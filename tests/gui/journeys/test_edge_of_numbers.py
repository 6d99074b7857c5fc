"""Training that leaves the range of numbers, and costs at its end, looked at in the real window."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from bpsim.formats.native.file import load
from bpsim.gui.panels.cost.plot import CostPlot

from .conftest import Open

CASES = Path(__file__).parents[4] / "shared" / "cases"


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


@pytest.mark.parametrize(
    "name", ["regression-relu-rate-10", "cost-1e300", "cost-zero", "cost-falls-to-zero"]
)
def test_the_plot_has_its_axes_whatever_the_costs(
    open_window: Open, qtbot: QtBot, name: str
) -> None:
    path = CASES / f"{name}.bpsim"
    if not path.exists():
        pytest.skip("the shared cases are not here")
    window = open_window(load(path))
    window.begin()
    qtbot.waitUntil(lambda: isinstance(window.views.cost.plot, CostPlot))
    window.training.run(30)
    qtbot.waitUntil(lambda: not window.training.running)
    plot = window.views.cost.plot
    assert isinstance(plot, CostPlot)
    for log in (True, False):
        window.views.cost.controls.log.setChecked(log)
        plot.grab()
        image = QImage(10, 10, QImage.Format.Format_RGB32)
        with QPainter(image) as painter:
            specs = plot._cost_axis.generateDrawSpecs(painter)
        assert specs is not None
        assert len(specs[2]) >= 1
