"""The panel of runs: what it lists and what it asks for, and that it changes nothing itself."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from bpsim.core.kept_runs import COLOURS
from bpsim.core.network import Network
from bpsim.core.settings import TrainingSettings
from bpsim.gui.looks.run_lines import DASHES, run_dashes, run_pen
from bpsim.gui.looks.theme import DARK, LIGHT, Theme, use_theme
from bpsim.gui.panels.runs.panel import HINT, RunsPanel
from bpsim.session.runs import Runs

NETWORK = Network.of(["sigmoid"], [[[0.1, 0.2, 0.3]]])
OTHER = NETWORK.with_weight(1, 1, 0, 5.0)
COSTS = np.linspace(1.0, 0.25, 50)
RUNS = (
    Runs()
    .kept(TrainingSettings(0.1), COSTS, NETWORK)
    .kept(TrainingSettings(3.0), COSTS, NETWORK, "fast")
    .with_shown(1, False)
    .kept(TrainingSettings(0.1), COSTS, OTHER, "elsewhere")
)
LEFT = Qt.MouseButton.LeftButton


class Heard:
    """Everything that a panel of runs has asked for."""

    def __init__(self, panel: RunsPanel) -> None:
        self.words: list[object] = []
        panel.keep_requested.connect(lambda: self.words.append("keep"))
        panel.rewind_requested.connect(lambda: self.words.append("rewind"))
        panel.removed.connect(lambda place: self.words.append(("removed", place)))
        panel.renamed.connect(lambda place, name: self.words.append(("renamed", place, name)))
        panel.shown_changed.connect(lambda place, on: self.words.append(("shown", place, on)))


@pytest.fixture
def panel(qtbot: QtBot) -> RunsPanel:
    panel = RunsPanel()
    qtbot.addWidget(panel)
    panel.set_can_keep(True)
    panel.show_runs(RUNS, NETWORK)
    panel.resize(460, 280)
    panel.show()
    QApplication.processEvents()
    return panel


@pytest.fixture
def heard(panel: RunsPanel) -> Heard:
    return Heard(panel)


def test_each_run_with_its_name_and_what_it_did(panel: RunsPanel) -> None:
    rows = panel.list.rows()
    assert [(row.text, row.checked, row.tag) for row in rows] == [
        ("α = 0.1", True, ""),
        ("fast", False, ""),
        ("elsewhere", True, "other start"),
    ]
    assert rows[1].detail == "α 3 · λ 0 · batch all · 50 iterations · J 0.25"


def test_its_swatch_is_the_line_in_the_plot(panel: RunsPanel) -> None:
    for row, run in zip(panel.list.rows(), RUNS.items, strict=True):
        assert row.swatch == (run.colour, run_dashes(run.colour))
        assert tuple(run_pen(LIGHT, run.colour).dashPattern()) == run_dashes(run.colour)


def test_no_two_of_the_colours_share_their_dashes() -> None:
    assert len({run_dashes(colour) for colour in range(COLOURS)}) == COLOURS == len(DASHES)


def test_the_buttons_ask(qtbot: QtBot, panel: RunsPanel, heard: Heard) -> None:
    qtbot.mouseClick(panel.keep, LEFT)
    qtbot.keyClick(panel.rewind, Qt.Key.Key_Return)
    panel.list.set_current_row(1)
    qtbot.mouseClick(panel.remove, LEFT)
    assert heard.words == ["keep", "rewind", ("removed", 1)]


def test_keys_ask(qtbot: QtBot, panel: RunsPanel, heard: Heard) -> None:
    panel.list.set_current_row(1)
    qtbot.keyClick(panel.list, Qt.Key.Key_Space)
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert heard.words == [("shown", 1, True), ("removed", 1)]
    assert not panel.list.rows()[1].checked


def test_a_name_is_edited_in_its_place(qtbot: QtBot, panel: RunsPanel, heard: Heard) -> None:
    panel.list.set_current_row(0)
    qtbot.mouseClick(panel.rename, LEFT)
    (line,) = panel.list.findChildren(QLineEdit)
    line.selectAll()
    qtbot.keyClicks(line, "slow")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert heard.words == [("renamed", 0, "slow")]


def test_showing_asks_for_nothing(panel: RunsPanel, heard: Heard) -> None:
    panel.show_runs(RUNS.removed(0), OTHER)
    panel.show_runs(Runs(), NETWORK)
    panel.show_runs(RUNS, NETWORK)
    assert heard.words == []


def test_there_is_nothing_to_do_without_a_run(panel: RunsPanel) -> None:
    panel.show_runs(Runs(), NETWORK)
    panel.set_can_keep(False)
    buttons = (panel.keep, panel.rewind, panel.rename, panel.remove)
    assert not any(button.isEnabled() for button in buttons)
    assert panel.list.accessibleDescription() == HINT


def test_a_run_that_was_kept_is_selected(panel: RunsPanel) -> None:
    panel.show_runs(RUNS.kept(TrainingSettings(7.0), COSTS, NETWORK), NETWORK)
    assert panel.list.current_row() == 3
    assert panel.remove.isEnabled()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_swatch_has_the_run_s_colour(panel: RunsPanel, theme: Theme) -> None:
    use_theme(theme)
    image = panel.list.viewport().grab().toImage()
    for place, run in enumerate(RUNS.items):
        rect = panel.list.visualRect(panel.list.model().index(place, 0))
        seen = {
            QColor(image.pixel(x, y)).name()
            for x in range(rect.left(), rect.right())
            for y in range(rect.top() + 2, rect.bottom() - 2)
        }
        assert theme.term(run.colour).name() in seen


@pytest.mark.parametrize(("width", "scale"), [(460, 1), (220, 1), (700, 2)])
def test_nothing_is_cut_off(qtbot: QtBot, width: int, scale: int) -> None:
    panel = RunsPanel()
    qtbot.addWidget(panel)
    font = QFont(panel.font())
    font.setPointSizeF(9.0 * scale)
    panel.setFont(font)
    panel.show_runs(RUNS, NETWORK)
    panel.resize(width, 200 + 200 * scale)
    panel.show()
    QApplication.processEvents()
    assert panel.width() == width
    for button in (panel.keep, panel.rewind, panel.rename, panel.remove):
        corner = button.mapTo(panel, QPoint(0, 0))
        assert panel.rect().contains(corner)
        assert panel.rect().contains(corner + button.rect().bottomRight())
