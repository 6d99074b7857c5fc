"""The cost plot is a chart to a screen reader, described by what is plotted now."""

import numpy as np
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from tests.gui.panels.cost.panels import FALLING, shown_panel


def test_it_is_a_chart_that_says_what_is_plotted(qtbot: QtBot) -> None:
    panel = shown_panel(qtbot, 240, FALLING, series=[("held-out", FALLING / 2)])
    chart = QAccessible.queryAccessibleInterface(panel.plot)
    assert chart.role() is QAccessible.Role.Chart
    assert chart.text(QAccessible.Text.Name) == "Cost over iterations"

    def said() -> str:
        return chart.text(QAccessible.Text.Description)

    assert said().startswith("J from iteration 0 to 199: 0.7 to 0.004836. Drawn too: held-out. ")
    panel.show_series("held-out", False)
    panel.set_costs(np.array([2.0, 1.0]))
    assert said().startswith("J from iteration 0 to 1: 2 to 1. Click: ")
    panel.set_runs([("before", 1, FALLING)])
    panel.set_costs(np.array([2.0]))
    assert said().startswith("J of iteration 0 is 2. Drawn too: before. ")
    panel.set_runs([])
    panel.set_costs(np.array([]))
    panel.set_iteration(0)
    assert said().startswith("No curve yet. Click: ")
