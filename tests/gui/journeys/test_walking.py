"""A newcomer walks through the lecture's network with keys and clicks."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from bpsim.core.examples import Examples
from bpsim.gui.window.main_window import MainWindow
from bpsim.steps.places import UnitPlace
from bpsim.steps.schedule import Granularity, Phase

from .conftest import Open, step_of

Key = Qt.Key
Press = Callable[..., None]


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def test_the_window_opens_on_the_lecture(window: MainWindow) -> None:
    assert "bpsim" in window.windowTitle()
    assert not window.isWindowModified()
    step = step_of(window)
    assert (step.phase, step.example) == (Phase.LOAD, 1)
    for panel in (
        window.views.graph,
        window.views.transport,
        window.views.step,
        window.views.slope,
    ):
        assert panel.isVisible()
        assert panel.width() > 100 and panel.height() > 60
    assert window.views.cost.isVisible() and not window.views.cost.plot.isVisible()


def test_arrows_step_and_come_back(window: MainWindow, press: Press) -> None:
    press(window, Key.Key_Right, 10)
    there = step_of(window)
    assert (there.phase, there.layer, there.unit) == (Phase.HIDDEN_DELTA, 2, 1)
    press(window, Key.Key_Right, 60)
    assert step_of(window).iteration == 1
    press(window, Key.Key_Left, 60)
    assert step_of(window) == there
    assert not window.isWindowModified()


def test_every_step_of_an_iteration_is_shown_and_the_next_begins(
    window: MainWindow, press: Press
) -> None:
    """Every phase reaches every panel without a complaint."""
    for granularity in Granularity:
        window.controller.first()
        window.controller.set_granularity(granularity)
        count = step_of(window).count
        press(window, Key.Key_Right, count + 1)
        step = step_of(window)
        assert step.iteration * count + step.index == count + 1
    press(window, Key.Key_Home)
    assert (step_of(window).iteration, step_of(window).index) == (0, 0)


def test_pages_and_ends(window: MainWindow, press: Press) -> None:
    press(window, Key.Key_PageDown)
    assert step_of(window).phase is Phase.COST
    press(window, Key.Key_PageDown)
    assert step_of(window).phase is Phase.ACCUMULATE
    press(window, Key.Key_PageUp)
    assert step_of(window).phase is Phase.COST
    press(window, Key.Key_End)
    assert step_of(window).phase is Phase.UPDATE
    press(window, Key.Key_Home)
    assert step_of(window).phase is Phase.LOAD


def test_step_sizes_by_key(window: MainWindow, press: Press) -> None:
    sizes = []
    for key in (Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4, Key.Key_5):
        press(window, key, modifier=Qt.KeyboardModifier.ControlModifier)
        sizes.append(step_of(window).granularity)
    assert sizes == list(Granularity)


def test_space_plays_and_pauses(window: MainWindow, press: Press, qtbot: QtBot) -> None:
    window.controller.playback.speed = float("inf")
    press(window, Key.Key_Space)
    qtbot.waitUntil(lambda: step_of(window).index > 20)
    press(window, Key.Key_Space)
    assert not window.controller.playback.playing
    index = step_of(window).index
    QApplication.processEvents()
    assert step_of(window).index == index


def test_stepping_by_hand_ends_playing(window: MainWindow, press: Press, qtbot: QtBot) -> None:
    window.controller.playback.speed = 50.0
    press(window, Key.Key_Space)
    qtbot.waitUntil(lambda: step_of(window).index > 2)
    press(window, Key.Key_Left)
    assert not window.controller.playback.playing


def test_a_click_on_a_unit_goes_where_it_is_computed(window: MainWindow, qtbot: QtBot) -> None:
    place = UnitPlace(3, 2)
    qtbot.mouseClick(
        window.views.graph,
        Qt.MouseButton.LeftButton,
        pos=window.views.graph.rect_of(place).center(),
    )
    step = step_of(window)
    assert (step.phase, step.layer, step.unit) == (Phase.FORWARD, 3, 2)
    window.controller.next_pass()
    window.controller.next_pass()
    qtbot.mouseClick(
        window.views.graph,
        Qt.MouseButton.LeftButton,
        pos=window.views.graph.rect_of(place).center(),
    )
    step = step_of(window)
    assert (step.phase, step.layer, step.unit) == (Phase.HIDDEN_DELTA, 3, 2)


def test_choosing_another_example(window: MainWindow) -> None:
    window.views.transport.example_requested.emit(3)
    step = step_of(window)
    assert step.example == 3
    np.testing.assert_array_equal(
        step.known.values.a[0], window.controller.session.document.examples.x[2]
    )


def test_the_convention_is_switched_in_the_explanation(window: MainWindow, press: Press) -> None:
    press(window, Key.Key_Right, 10)
    course = step_of(window)
    window.views.step.signs.sign_chosen.emit("lecture")
    lecture = step_of(window)
    assert lecture.result == -(course.result or 0)
    assert window.isWindowModified()
    press(window, Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert step_of(window) == course
    assert not window.isWindowModified()
    window.views.step.signs.shorthand_toggled.emit(True)
    short = step_of(window)
    # Without g′ all the way: −0.4 · (0.8 δ₁⁽⁴⁾) + 0.7 · (−0.5 δ₁⁽⁴⁾)
    assert short.factor is None
    assert short.result == pytest.approx((-0.32 - 0.35) * course.known.values.delta[-1][0])
    assert "shorthand" in short.note


def test_focused_buttons_keep_their_keys(window: MainWindow, press: Press) -> None:
    button = QPushButton("try", window)
    clicked = []
    button.clicked.connect(lambda: clicked.append(True))
    button.show()
    button.setFocus()
    press(window, Key.Key_Space)
    assert clicked and not window.controller.playback.playing
    press(window, Key.Key_Right)
    assert step_of(window).index == 1
    button.deleteLater()


def test_without_examples_the_window_says_so(open_window: Open, press: Press) -> None:
    from bpsim.formats.bundled import bundled_network

    document = bundled_network().load().with_(examples=Examples.none(2, 1))
    window = open_window(document)
    assert window.controller.step is None
    for key in (Key.Key_Right, Key.Key_Left, Key.Key_Space, Key.Key_End, Key.Key_PageDown):
        press(window, key)
    assert window.controller.step is None
    assert not window.controller.playback.playing


@pytest.mark.parametrize("name", ["and", "xor", "worked-example", "moons", "iris"])
def test_every_bundled_network_can_be_walked(open_window: Open, press: Press, name: str) -> None:
    from bpsim.formats.bundled import bundled_network

    window = open_window(bundled_network(name).load())
    press(window, Key.Key_Right, 40)
    press(window, Key.Key_End)
    assert step_of(window).phase is Phase.UPDATE
