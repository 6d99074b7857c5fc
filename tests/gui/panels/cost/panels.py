"""Cost panels on show, and what they ask for."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.core.arrays import Array
from bpsim.gui.panels.cost.panel import CostPanel

FALLING = 0.7 * np.exp(-np.arange(200) / 40)


class Heard:
    """Everything that a cost panel has asked for."""

    def __init__(self, panel: CostPanel) -> None:
        self.words: list[object] = []
        for name in (
            "iteration_requested",
            "run_requested",
            "settings_changed",
            "log_axis_toggled",
        ):
            getattr(panel, name).connect(lambda value, name=name: self.words.append((name, value)))
        panel.stop_requested.connect(lambda: self.words.append("stop"))


def shown_panel(
    qtbot: QtBot,
    height: int,
    costs: Array | None = None,
    iteration: int = 100,
    series: Sequence[tuple[str, Array]] = (),
) -> CostPanel:
    """A panel of four examples with its plot, and with a run if its ``costs`` are given."""
    panel = CostPanel()
    qtbot.addWidget(panel)
    panel.set_example_count(4)
    panel.resize(760, height)
    panel.show()
    if costs is not None:
        panel.set_costs(costs)
        panel.set_iteration(iteration)
    if series:
        panel.set_series(series)
    QApplication.processEvents()
    return panel
