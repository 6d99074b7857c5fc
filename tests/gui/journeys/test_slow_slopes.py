"""A weight of a network with many examples: its slope comes later, and the window stays live."""

import pytest
from pytestqt.qtbot import QtBot

from bpsim.core.document import Document
from bpsim.core.settings import TrainingSettings
from bpsim.gui.window.main_window import MainWindow
from bpsim.steps.places import EdgePlace, UnitPlace
from tests.gui.journeys.conftest import Open
from tests.steps.walks import large_walk

EDGE = EdgePlace(1, 3, 2)


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


@pytest.fixture
def window(open_window: Open) -> MainWindow:
    return with_slopes(open_window)


def with_slopes(opened: Open) -> MainWindow:
    """A window on a network so large that the slope of a weight takes a while."""
    values = large_walk().values
    document = Document(
        "many", values.network, values.cost, values.examples, TrainingSettings(learning_rate=0.5)
    )
    window = opened(document)
    window.begin()
    window.docks.bring_up("slope")
    return window


def test_a_weight_is_awaited_and_a_step_of_the_iteration_is_not(
    window: MainWindow, qtbot: QtBot
) -> None:
    panel, slopes = window.views.slope, window.wiring["slope"].slopes
    window.controller.select(EDGE)
    assert panel.words.text() == "…" and slopes.busy
    qtbot.waitUntil(lambda: not slopes.busy)
    assert panel.words.text().startswith("The slope here is ")
    window.controller.forward()
    assert panel.words.text() != "…" and not slopes.busy


def test_going_elsewhere_meanwhile_shows_nothing_of_it(window: MainWindow, qtbot: QtBot) -> None:
    panel, slopes = window.views.slope, window.wiring["slope"].slopes
    window.controller.select(EDGE)
    window.controller.select(UnitPlace(1, 1))
    said = panel.message.text()
    assert said.startswith("An input has no z") and slopes.busy
    qtbot.waitUntil(lambda: not slopes.busy)
    assert panel.message.text() == said and panel.message.isVisible()


def test_the_window_closes_while_a_slope_is_computed(new_window: Open) -> None:
    window = with_slopes(new_window)
    window.controller.select(EDGE)
    assert window.wiring["slope"].slopes.busy
    window.controller.saved()
    assert window.close()
    assert not window.wiring["slope"].slopes.busy
