"""Curves beside J: drawn, named, switched in a menu, told under the pointer."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFont, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.gui.looks.theme import LIGHT
from bpsim.gui.panels.cost.marks import legend
from bpsim.gui.panels.cost.panel import CostPanel
from bpsim.gui.panels.cost.plot import CostPlot
from tests.gui.panels.cost.panels import FALLING, shown_panel

HELD_OUT = 0.7 * np.exp(-np.arange(200) / 80)
SERIES = [("held-out", HELD_OUT), ("squared error", FALLING / 2)]


@pytest.fixture
def panel(qtbot: QtBot) -> CostPanel:
    return shown_panel(qtbot, 240, FALLING, series=SERIES)


@pytest.fixture
def plot(panel: CostPanel) -> CostPlot:
    assert panel.plot is not None
    return panel.plot


def picture(plot: CostPlot) -> QImage:
    """What the plot looks like once every event is through."""
    QApplication.processEvents()
    return plot.viewport().grab().toImage()


def near_curve(plot: CostPlot, colour: QColor, value: float, around: int) -> bool:
    """True if ``colour`` is seen where a curve of ``value`` passes iterations near ``around``."""
    image, frame = picture(plot), plot._frame()
    y, wanted = round(frame.y_at(value)), np.array(colour.getRgb())
    for x in range(round(frame.x_at(around)) - 4, round(frame.x_at(around)) + 5):
        for dy in range(-3, 4):
            seen = np.array(QColor(image.pixel(x, y + dy)).getRgb())
            if np.abs(seen - wanted).sum() < 150:
                return True
    return False


def test_each_curve_is_drawn_where_its_values_are(plot: CostPlot) -> None:
    assert near_curve(plot, LIGHT.term(6), HELD_OUT[80], 80)
    assert near_curve(plot, LIGHT.term(7), FALLING[80] / 2, 80)
    assert not near_curve(plot, LIGHT.term(7), HELD_OUT[80] + 0.1, 80)


def test_the_legend_names_what_is_drawn(panel: CostPanel) -> None:
    names = [name for name, _ in legend(panel.data, LIGHT)]
    assert names == ["J (training)", "held-out", "squared error"]
    panel.set_runs([("before", 1, FALLING)])
    panel.show_series("held-out", False)
    names = [name for name, _ in legend(panel.data, LIGHT)]
    assert names == ["this run", "squared error", "before"]
    panel.show_series("J (training)", False)
    assert [name for name, _ in legend(panel.data, LIGHT)] == ["squared error", "before"]


def test_dashes_tell_curves_apart_without_colour(panel: CostPanel) -> None:
    panel.set_runs([("one", 1, FALLING), ("two", 2, FALLING)])
    dashes = [tuple(pen.dashPattern()) for _, pen in legend(panel.data, LIGHT)]
    assert len(set(dashes)) == len(dashes)


def test_the_menu_switches_a_curve_and_says_so(panel: CostPanel, plot: CostPlot) -> None:
    said: list[tuple[str, bool]] = []
    panel.series_toggled.connect(lambda name, on: said.append((name, on)))
    menu = panel.controls.curves_menu
    actions = {action.text().replace("&", ""): action for action in menu.actions()}
    assert list(actions) == ["J (training)", "held-out", "squared error"]
    assert all(action.isChecked() for action in actions.values())
    actions["held-out"].trigger()
    assert said == [("held-out", False)]
    assert not near_curve(plot, LIGHT.term(6), HELD_OUT[80], 80)
    assert [action.isChecked() for action in menu.actions()] == [True, False, True]


def test_showing_from_outside_is_no_gesture(panel: CostPanel) -> None:
    said: list[object] = []
    panel.series_toggled.connect(lambda name, on: said.append((name, on)))
    panel.show_series("held-out", False)
    panel.set_series([])
    assert said == []


def test_what_is_hidden_stays_so_when_its_values_come_anew(panel: CostPanel) -> None:
    panel.show_series("held-out", False)
    panel.set_series([("held-out", HELD_OUT[:50]), ("squared error", FALLING)])
    assert [each.name for each in panel.data.visible_series] == ["squared error"]
    assert len(panel.data.series[0].costs) == 50


def test_a_single_curve_needs_no_menu(panel: CostPanel) -> None:
    assert panel.controls.curves.isVisible()
    panel.set_series([])
    assert not panel.controls.curves.isVisible()


def test_a_value_known_now_and_then_is_still_a_line(panel: CostPanel, plot: CostPlot) -> None:
    sparse = np.where(np.arange(200) % 50 == 0, HELD_OUT, np.nan)
    panel.set_series([("held-out", sparse)])
    middle = (HELD_OUT[50] + HELD_OUT[100]) / 2
    assert near_curve(plot, LIGHT.term(6), middle, 75)


def test_the_pointer_is_told_every_curve(panel: CostPanel) -> None:
    panel.set_runs([("short", 1, FALLING[:20])])
    assert panel.data.words(42) == (
        "iteration 42 · J = 0.245\nheld-out: 0.4141\nsquared error: 0.1225"
    )
    assert panel.data.words(10).endswith("\nshort: 0.5452")
    panel.set_runs([(f"run {n}", n, FALLING) for n in range(20)])
    assert panel.data.words(10).count("\n") == 6
    assert panel.data.words(10).endswith("\nand 17 more")


def test_the_pointer_is_told_the_nearest_value_that_is_known(panel: CostPanel) -> None:
    sparse = np.where(np.arange(200) % 50 == 0, HELD_OUT, np.nan)
    panel.set_series([("held-out", sparse), ("unknown", np.full(200, np.nan))])
    assert panel.data.words(50).endswith(f"\nheld-out: {HELD_OUT[50]:.4f}")
    assert panel.data.words(70).endswith(f"\nheld-out: {HELD_OUT[50]:.4f} (at 50)")
    assert panel.data.words(199).endswith(f"\nheld-out: {HELD_OUT[150]:.4f} (at 150)")
    panel.set_sign(-1)
    assert panel.data.words(1).endswith("\nheld-out: −0.7 (at 0)")


def test_the_axis_fits_every_curve_that_is_drawn(panel: CostPanel, plot: CostPlot) -> None:
    panel.set_series([("large", FALLING * 10)])
    assert plot._box.viewRange()[1][1] > 7
    panel.show_series("large", False)
    assert plot._box.viewRange()[1][1] < 1


# --- an iteration whose J is not known ------------------------------------------------------------


def test_until_j_is_known_the_rule_stays_at_the_last_one_known(
    panel: CostPanel, plot: CostPlot
) -> None:
    panel.set_series([])
    panel.set_costs(FALLING[:100])
    panel.set_iteration(100)
    assert panel.data.words(100) == "iteration 100 · J = —"
    assert plot._frame().holds(100)
    frame, image = plot._frame(), picture(plot)
    x = round(frame.x_at(99))
    bottom = round(frame.rect.bottom()) - 4
    seen = {QColor(image.pixel(at, bottom)).name() for at in range(x - 1, x + 2)}
    assert LIGHT.text in seen
    box = frame.rect.toRect()
    tag = {
        QColor(image.pixel(at, y)).lightness()
        for at in range(box.left() + 2, box.right())
        for y in range(box.top(), box.bottom() - 2)
        if abs(at - x) > 3
    }
    assert min(tag) < 90, "the words of its label"


def test_an_iteration_far_from_what_is_known_does_not_stretch_the_axis(panel: CostPanel) -> None:
    panel.set_iteration(5000)
    assert panel.data.last == 199


# --- export and room ------------------------------------------------------------------------------


def test_the_export_button_asks(qtbot: QtBot, panel: CostPanel) -> None:
    with qtbot.waitSignal(panel.export_requested):
        qtbot.mouseClick(panel.controls.export, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(("width", "scale"), [(760, 1), (400, 1), (900, 2)])
def test_the_buttons_find_room(qtbot: QtBot, width: int, scale: int) -> None:
    panel = CostPanel()
    qtbot.addWidget(panel)
    font = QFont(panel.font())
    font.setPointSizeF(9.0 * scale)
    panel.setFont(font)
    panel.set_costs(FALLING)
    panel.set_series(SERIES)
    panel.resize(width, 200 + 200 * scale)
    panel.show()
    QApplication.processEvents()
    controls = panel.controls
    for button in (controls.curves, controls.export):
        corner = button.mapTo(controls, QPoint(0, 0))
        assert controls.rect().contains(corner)
        assert controls.rect().contains(corner + button.rect().bottomRight())
