"""The decision map: its gestures, its words, how it follows training, and its timer."""

import itertools
import math

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.gui.looks.theme import LIGHT
from bpsim.gui.panels.map.panel import MapPanel
from bpsim.steps.places import UnitPlace
from tests.gui.panels.map.probe import (
    CORNERS,
    NAMED,
    STEP,
    THREE,
    apart,
    colour_at,
    grabbed,
    laid_out,
    pixel,
    shown,
    strongest,
)


class Heard:
    """Everything that a map panel has asked for."""

    def __init__(self, panel: MapPanel) -> None:
        self.words: list[object] = []
        panel.example_chosen.connect(lambda example: self.words.append(example))
        panel.place_chosen.connect(lambda place: self.words.append(("place", place)))


@pytest.fixture
def panel(qtbot: QtBot) -> MapPanel:
    return shown(qtbot)


@pytest.fixture
def heard(panel: MapPanel) -> Heard:
    return Heard(panel)


# --- examples ----------------------------------------------------------------------------------


def test_a_click_on_an_example_asks_for_it(panel: MapPanel, heard: Heard) -> None:
    for example in (4, 1):
        at = pixel(panel, *CORNERS.x[example - 1].tolist()).toPoint()
        QTest.mouseClick(panel.canvas, Qt.MouseButton.LeftButton, pos=at + QPoint(3, -3))
    QTest.mouseClick(panel.canvas, Qt.MouseButton.LeftButton, pos=pixel(panel, 0.3, 0.5).toPoint())
    QTest.mouseClick(panel.canvas, Qt.MouseButton.RightButton, pos=pixel(panel, 0, 0).toPoint())
    assert heard.words == [4, 1]


def test_examples_on_each_other_take_turns(panel: MapPanel, heard: Heard) -> None:
    examples = Examples.of([[0, 0], [1, 1], [0, 0], [0, 0]], [[0], [1], [0], [0]])
    for current in (None, 1, 3, 4):
        panel.show_network(STEP, examples, current)
        QTest.mouseClick(panel.canvas, Qt.MouseButton.LeftButton, pos=pixel(panel, 0, 0).toPoint())
    assert heard.words == [1, 3, 4, 1]


# --- what is shown -------------------------------------------------------------------------------


def test_the_output_is_shown_unless_a_unit_is(panel: MapPanel, heard: Heard) -> None:
    assert panel.place() == UnitPlace(3, 1)
    assert [panel.chooser.itemText(n) for n in range(panel.chooser.count())] == [
        "h · output",
        "a₁⁽²⁾ · unit 1, layer 2",
        "a₂⁽²⁾ · unit 2, layer 2",
        "x1 · input",
        "x2 · input",
    ]
    panel.set_place(UnitPlace(2, 2))
    assert panel.place() == UnitPlace(2, 2)
    assert panel.chooser.currentText() == "a₂⁽²⁾ · unit 2, layer 2"
    panel.show_network(STEP, CORNERS, 1, UnitPlace(1, 2))
    assert panel.chooser.currentText() == "x2 · input"
    for place in (UnitPlace(2, 0), UnitPlace(9, 1), UnitPlace(2, 3), None):
        panel.set_place(place)
        assert panel.place() == UnitPlace(3, 1)
    assert heard.words == []


def test_the_user_picks_a_unit_in_the_list_or_with_brackets(panel: MapPanel, heard: Heard) -> None:
    panel.chooser.setFocus()
    QTest.keyClick(panel.chooser, Qt.Key.Key_Down)
    panel.canvas.setFocus()
    QTest.keyClicks(panel.canvas, "]")
    QTest.keyClicks(panel.canvas, "[[[")
    assert heard.words == [
        ("place", UnitPlace(layer, unit))
        for layer, unit in ((2, 1), (2, 2), (2, 1), (3, 1), (1, 2))
    ]
    panel.chooser.activated.emit(panel.chooser.currentIndex())
    assert len(heard.words) == 5
    panel.show_network(THREE, NAMED, None)
    QTest.keyClicks(panel.canvas, "]")
    QTest.keyClicks(panel.canvas, "[")
    assert heard.words[5:] == [("place", UnitPlace(2, 1)), ("place", None)]
    assert panel.chooser.currentText() == "All outputs"


def test_plain_arrows_are_left_to_the_walk(panel: MapPanel, heard: Heard) -> None:
    panel.canvas.setFocus()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Home):
        QTest.keyClick(panel.canvas, key)
    assert heard.words == []


def test_networks_with_other_inputs_get_a_sentence(panel: MapPanel, heard: Heard) -> None:
    wide = Network.of(["sigmoid"], [[[0, 1, 1, 1, 1]]])
    examples = Examples.of(np.zeros((2, 4)), [[0], [1]])
    panel.show_network(wide, examples, 1)
    sentence = "The map needs a network with two inputs; this one has 4."
    assert panel.canvas.accessibleDescription() == sentence
    assert not panel.chooser.isVisible()
    assert panel.canvas.picture() is None
    QTest.mouseClick(panel.canvas, Qt.MouseButton.LeftButton)
    QTest.keyClicks(panel.canvas, "]")
    before = panel.canvas.grab().toImage()
    panel.set_place(UnitPlace(2, 1))
    assert panel.canvas.grab().toImage() == before
    panel.show_network(STEP, CORNERS, 1)
    assert panel.chooser.isVisible()
    assert apart(colour_at(panel, 0.1, 0.5), strongest(LIGHT, "negative")) <= 2
    assert heard.words == []


def test_there_may_be_no_examples_or_one(panel: MapPanel) -> None:
    panel.show_network(STEP, Examples.none(2, 1), None)
    (left, right), up = laid_out(panel).ranges
    assert up == (-1.0, 1.0) and left == -right and right > 1.0  # the panel is wider than high
    assert apart(colour_at(panel, -0.5, 0.0), strongest(LIGHT, "negative")) <= 2
    panel.show_network(STEP, Examples.of([[3, 3]], [[1]]), 1)
    assert apart(colour_at(panel, 3, 3), LIGHT.colour("positive")) <= 2


# --- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(520, 420), (600, 200), (260, 400)])
def test_a_step_of_either_input_is_equally_long(panel: MapPanel, size: tuple[int, int]) -> None:
    panel.resize(*size)
    here, right, up = (pixel(panel, *at) for at in ((0, 0), (1, 0), (0, 1)))
    assert right.x() - here.x() == pytest.approx(here.y() - up.y(), rel=0.03)


def test_the_pointer_reads_the_value_out(panel: MapPanel) -> None:
    assert panel.words.text() == "Blue: h above 0.5. Orange: below. The line: h = 0.5."
    at = pixel(panel, 0.5, 0.5).toPoint()
    QTest.mouseMove(panel.canvas, at)
    x = laid_out(panel).value(QPointF(at))
    h = 1 / (1 + math.exp(20 - 40 * x[0]))
    assert panel.words.text().startswith("x1 = 0.")
    assert float(panel.words.text().rpartition(" = ")[2]) == pytest.approx(h, abs=5e-5)
    QTest.mouseMove(panel.canvas, pixel(panel, 1, 0).toPoint())
    assert panel.words.text() == "Example 3, target 0. x1 = 1, x2 = 0: h = 1"
    panel.set_place(UnitPlace(2, 2))
    assert panel.words.text() == "Example 3, target 0. x1 = 1, x2 = 0: a₂⁽²⁾ = 0"
    panel.show_network(THREE, NAMED, None)
    QTest.mouseMove(panel.canvas, pixel(panel, 1, 0).toPoint())
    assert panel.words.text().startswith("Example 2, target blue. long (cm) = 1, wide (cm) = 0: h₂")
    assert "(blue), h₁ = " in panel.words.text()


def test_the_values_under_the_pointer_follow_training(panel: MapPanel) -> None:
    QTest.mouseMove(panel.canvas, pixel(panel, 0, 0).toPoint())
    for bias, h in ((0.0, "0.5"), (1.0, "0.7311"), (-1.0, "0.2689")):
        weights = [STEP.theta(1), np.array([[bias, 0.0, 0.0]])]
        panel.show_network(STEP.with_weights(weights), CORNERS, 2)
        assert panel.words.text() == f"Example 1, target 0. x1 = 0, x2 = 0: h = {h}"


def test_a_screen_reader_gets_the_map_in_words(panel: MapPanel) -> None:
    assert panel.canvas.accessibleName() == "h over the input plane"
    assert panel.canvas.accessibleDescription().startswith(
        "2.1 times 10 to the power minus 9 at (0, 0), target 0; "
    )
    assert panel.canvas.accessibleDescription().endswith("1 at (1, 1), target 1.")
    panel.show_network(THREE, NAMED, 1)
    assert panel.canvas.accessibleName() == "All outputs over the input plane"
    assert "blue at (1, 0), target blue" in panel.canvas.accessibleDescription()
    many = Examples.of(np.random.default_rng(1).normal(size=(50, 2)), np.zeros((50, 1)))
    panel.show_network(STEP, many, 1)
    assert panel.canvas.accessibleDescription().endswith("; and 42 more examples.")


# --- following training --------------------------------------------------------------------------


WIDE = [2, *[60] * 6, 1]


def wide(seed: int) -> Network:
    """A network that costs too much to be fine at once."""
    rng = np.random.default_rng(seed)
    pairs = itertools.pairwise(WIDE)
    return Network.of(["tanh"] * 6 + ["sigmoid"], [rng.normal(size=(b, a + 1)) for a, b in pairs])


def points(panel: MapPanel) -> int:
    found = panel.canvas.values()
    assert found is not None
    return len(found.plane)


def test_the_map_is_coarse_at_once_and_fine_when_idle(panel: MapPanel, qtbot: QtBot) -> None:
    panel.show_network(wide(1), CORNERS, 1)
    coarse = points(panel)
    assert not panel.canvas.is_fine()
    qtbot.waitUntil(panel.canvas.is_fine)
    assert points(panel) > 4 * coarse
    panel.show_network(wide(1), CORNERS, 3)
    assert panel.canvas.is_fine()
    panel.show_network(wide(2), CORNERS, 3)
    assert points(panel) == coarse


def test_new_weights_are_painted_and_an_old_refinement_is_dropped(
    panel: MapPanel, qtbot: QtBot
) -> None:
    left, right = (wide(seed) for seed in (3, 4))
    panel.show_network(left, CORNERS, 1)
    before = grabbed(panel)
    panel.show_network(wide(5), CORNERS, 1)
    panel.canvas._refine()
    panel.show_network(right, CORNERS, 1)
    panel.show_network(left, CORNERS, 1)
    qtbot.waitUntil(panel.canvas.is_fine)
    assert panel.canvas.grab().toImage() == before
    panel.show_network(right, CORNERS, 1)
    assert grabbed(panel) != before


def test_a_hidden_map_has_no_timer(panel: MapPanel, qtbot: QtBot) -> None:
    panel.show_network(wide(1), CORNERS, 1)
    assert panel.canvas._idle.isActive()
    panel.hide()
    assert not panel.canvas._idle.isActive()
    panel.show_network(wide(2), CORNERS, 1)
    assert not panel.canvas._idle.isActive()
    panel.show()
    assert panel.canvas._idle.isActive()
    panel.clear("Nothing is open.")
    assert not panel.canvas._idle.isActive()
    panel.show_network(STEP, CORNERS, 1)
    qtbot.waitUntil(lambda: not panel.canvas._idle.isActive())
