"""What is held out, on the map: hollow marks with a word, pointed at, not gone to."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from bpsim.core.examples import Examples
from bpsim.gui.looks.theme import DARK, LIGHT, Theme, use_theme
from bpsim.gui.panels.map.labels import _entries
from bpsim.gui.panels.map.panel import MapPanel
from tests.gui.panels.map.probe import CORNERS, STEP, colour_at, laid_out, pixel, shown

APART = Examples.of([[0.25, 0.5], [0.75, 0.25]], [[1], [0]])


@pytest.fixture
def panel(qtbot: QtBot) -> MapPanel:
    panel = shown(qtbot)
    panel.show_network(STEP, CORNERS, None, held_out=APART)
    return panel


def near(one: QColor, other: str) -> bool:
    wanted = QColor(other)
    return abs(one.lightness() - wanted.lightness()) < 25


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_their_marks_are_hollow(panel: MapPanel, theme: Theme) -> None:
    use_theme(theme)
    for x, y in APART.x.tolist():
        assert near(colour_at(panel, x, y), theme.surface)
    for x, y in CORNERS.x.tolist():
        assert not near(colour_at(panel, x, y), theme.surface)


def test_the_legend_has_a_word_for_them(panel: MapPanel) -> None:
    picture = laid_out(panel)
    assert picture.told == ("held out", "y = 0", "y = 1")
    assert len(_entries(picture, LIGHT)) == 3
    panel.show_network(STEP, CORNERS, None)
    assert laid_out(panel).told == ("y = 0", "y = 1")


def test_the_plane_reaches_to_them(panel: MapPanel) -> None:
    far = Examples.of([[7.0, 0.0]], [[1]])
    panel.show_network(STEP, CORNERS, None, held_out=far)
    assert laid_out(panel).ranges[0][1] > 7.0


def test_a_click_says_that_there_is_no_step(panel: MapPanel, qtbot: QtBot) -> None:
    chosen: list[int] = []
    panel.example_chosen.connect(chosen.append)
    with qtbot.waitSignal(panel.held_out_chosen) as said:
        at = pixel(panel, 0.75, 0.25).toPoint()
        qtbot.mouseClick(panel.canvas, Qt.MouseButton.LeftButton, pos=at)
    assert said.args == [2] and chosen == []
    qtbot.mouseClick(panel.canvas, Qt.MouseButton.LeftButton, pos=pixel(panel, 1.0, 0.0).toPoint())
    assert chosen == [3]


def test_the_words_under_the_pointer_tell_them_apart(panel: MapPanel, qtbot: QtBot) -> None:
    qtbot.mouseMove(panel.canvas, pixel(panel, 0.25, 0.5).toPoint())
    qtbot.waitUntil(lambda: panel.words.text().startswith("Held-out example 1, target 1."))
    qtbot.mouseMove(panel.canvas, pixel(panel, 1.0, 1.0).toPoint())
    qtbot.waitUntil(lambda: panel.words.text().startswith("Example 4, target 1."))


def test_a_screen_reader_hears_of_them(panel: MapPanel) -> None:
    assert panel.canvas.accessibleDescription().endswith(
        "2 examples are held out, with hollow marks."
    )
    panel.show_network(STEP, CORNERS, None)
    assert "held out" not in panel.canvas.accessibleDescription()
