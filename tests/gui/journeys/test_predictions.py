"""Predictions in the window: live while training, and an input that is not one of the examples."""

import math

import pytest
from pytestqt.qtbot import QtBot

from bpsim.core.propagation import forward
from bpsim.gui.window.main_window import MainWindow

from .conftest import Open


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def test_predictions_follow_the_iteration_on_screen(window: MainWindow) -> None:
    window.docks.bring_up("predictions")
    panel, controller = window.views.predictions, window.controller
    before = panel.table.model().index(0, 5).data()
    controller.session.trace_of(5)
    controller.go_to_iteration(5)
    network = controller.session.history.network_at(5)
    h = forward(network, controller.session.document.examples.x).a[-1]
    after = panel.table.model().index(0, 5).data()
    assert after != before
    assert math.isclose(float(after), float(h[0, 0]), abs_tol=1e-4)
    shown = panel.table.model().content
    controller.forward()  # the same weights: nothing to compute
    assert panel.table.model().content is shown


def test_an_input_is_answered_without_becoming_an_example(window: MainWindow, qtbot: QtBot) -> None:
    window.docks.bring_up("predictions")
    panel, document = window.views.predictions, window.controller.session.document
    panel.line.setFocus()
    qtbot.keyClicks(panel.line, "0.5; 0.25")
    h = float(forward(document.network, document.examples.x[:1] * 0 + [0.5, 0.25]).a[-1][0, 0])
    assert f"{h:.4f}" in panel.answer.text()
    assert window.controller.session.document is document
    window.wiring["graph"].building.add_unit(1)
    assert panel.answer.text() == "2 of 3 inputs typed."
