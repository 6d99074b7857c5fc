"""The cost panel: what it draws, what a click or a key asks for, and that it never echoes."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.core.settings import TrainingSettings
from bpsim.gui.looks.theme import DARK, LIGHT, Theme, use_theme
from bpsim.gui.panels.cost.panel import CostPanel
from bpsim.gui.panels.cost.plot import CostPlot
from bpsim.notation.numerals import number_text
from bpsim.session.progress import RunProgress
from tests.gui.panels.cost.panels import FALLING, Heard, shown_panel


@pytest.fixture
def panel(qtbot: QtBot) -> CostPanel:
    return shown_panel(qtbot, 214, FALLING)


@pytest.fixture
def plot(panel: CostPanel) -> CostPlot:
    assert panel.plot is not None
    return panel.plot


@pytest.fixture
def heard(panel: CostPanel) -> Heard:
    return Heard(panel)


def picture(plot: CostPlot) -> QImage:
    """What the plot looks like once every event is through."""
    QApplication.processEvents()
    return plot.viewport().grab().toImage()


def x_of(plot: CostPlot, iteration: float) -> int:
    """The pixel column of an iteration."""
    return round(plot._frame().x_at(iteration))


def colours(image: QImage, xs: range, ys: range) -> set[str]:
    """Every colour in a part of a picture."""
    return {QColor(image.pixel(x, y)).name() for x in xs for y in ys}


CLOSE = 40
"""The colours of terms are as near to that of the run on screen as its paler edges are."""


def has_near(image: QImage, theme_colour: str, xs: range, ys: range, within: int = 150) -> bool:
    """True if a pixel of the part comes close to a colour: a thin smooth line is paler."""
    wanted = np.array(QColor(theme_colour).getRgb())
    seen = (np.array(QColor(image.pixel(x, y)).getRgb()) for x in xs for y in ys)
    return any(np.abs(wanted - colour).sum() < within for colour in seen)


# --- what it shows --------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_ground_has_the_theme_s_colour_and_a_grid(
    panel: CostPanel, plot: CostPlot, theme: Theme
) -> None:
    use_theme(theme)
    image = picture(plot)
    top = round(plot.plot_rect().top()) + 3
    here = x_of(plot, 150)
    assert colours(image, range(here + 5, here + 20), range(top, top + 3)) == {theme.surface}
    assert theme.raised in colours(image, range(here - 1, here + 2), range(top, top + 3))


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_iteration_on_screen_is_marked(panel: CostPanel, plot: CostPlot, theme: Theme) -> None:
    use_theme(theme)
    bottom = round(plot.plot_rect().bottom()) - 4
    for iteration in (30, 120):
        panel.set_iteration(iteration)
        image = picture(plot)
        here = x_of(plot, iteration)
        assert theme.text in colours(image, range(here - 1, here + 2), range(bottom, bottom + 2))
        assert theme.text not in colours(
            image, range(here + 10, here + 20), range(bottom, bottom + 2)
        )
        assert panel.controls.cost.text().startswith("J = 0.")


def test_while_j_is_not_known_yet_the_last_known_one_stands_there(
    panel: CostPanel, plot: CostPlot
) -> None:
    panel.set_iteration(200)
    assert panel.controls.cost.text() == f"iteration 199 · J = {number_text(FALLING[199])}"
    assert panel.data.marked == 199
    assert panel.data.marked_words() == f"iteration 199 · J = {number_text(FALLING[199])}"
    bottom = round(plot.plot_rect().bottom()) - 4
    here = x_of(plot, 199)
    image = picture(plot)
    assert LIGHT.text in colours(image, range(here - 1, here + 2), range(bottom, bottom + 2))


def test_j_of_a_batch_is_called_so(panel: CostPanel) -> None:
    panel.set_example_count(4)
    panel.set_iteration(3)
    known = number_text(FALLING[3])
    assert panel.data.axis_title == "J(Θ)"
    panel.set_settings(TrainingSettings(batch_size=1))
    assert panel.controls.cost.text() == f"J of its batch = {known}"
    assert panel.data.words(3).startswith(f"iteration 3 · J of its batch = {known}")
    assert panel.data.axis_title == "J, each batch"
    panel.set_sign(-1.0)
    assert panel.data.axis_title == "J, each batch, lecture"
    panel.set_example_count(1)
    assert panel.data.axis_title == "J, lecture"


def test_without_any_j_there_is_a_dash_and_no_label(panel: CostPanel) -> None:
    panel.set_costs([])
    assert panel.controls.cost.text() == "J = —"
    assert panel.data.marked_words() == ""


def test_the_invitation_to_run_is_gone_with_the_first_iteration(panel: CostPanel) -> None:
    panel.set_costs(FALLING[:1])
    panel.set_iteration(0)
    assert panel.data.empty
    panel.set_iteration(1)  # its J is not known yet
    assert not panel.data.empty
    panel.set_iteration(0)
    panel.set_costs(FALLING[:2])
    assert not panel.data.empty


def test_what_is_not_finite_is_no_number_but_a_place(panel: CostPanel, plot: CostPlot) -> None:
    panel.set_costs([1.0, 5.0, 80.0, np.inf, np.nan, np.nan])
    assert plot._data.diverged_at == 3
    assert [plot._data.height(n) for n in range(6)] == [1.0, 5.0, 80.0, None, None, None]
    panel.set_iteration(4)
    assert panel.controls.cost.text() == "J is not finite"
    here = x_of(plot, 3)
    image = picture(plot)
    rows = range(30, round(plot.plot_rect().bottom()) - 2)
    assert has_near(image, LIGHT.warning, range(here - 1, here + 2), rows)
    panel.set_costs([1.0, 0.9])
    assert plot._data.diverged_at is None
    assert not has_near(picture(plot), LIGHT.warning, range(here - 1, here + 2), rows)


def test_being_told_where_it_diverged_goes_before_looking(panel: CostPanel, plot: CostPlot) -> None:
    panel.set_costs([1.0, 2.0, 4.0], diverged_at=2)
    assert plot._data.diverged_at == 2


def test_the_lecture_s_sign_turns_the_curve_over(panel: CostPanel, plot: CostPlot) -> None:
    panel.set_log_axis(True)
    assert plot._data.log
    panel.set_sign(-1.0)
    assert plot._data.height(0) == pytest.approx(-0.7)
    assert panel.controls.cost.text().startswith("J = −")
    assert not plot._data.log
    assert not panel.controls.log.isEnabled(), "a negative cost has no logarithm"
    panel.set_sign(1.0)
    assert plot._data.log
    assert plot._data.height(0) == pytest.approx(np.log10(0.7))


def test_a_logarithmic_axis_leaves_out_what_has_no_logarithm(
    panel: CostPanel, plot: CostPlot
) -> None:
    panel.set_costs([1.0, 0.1, 0.0, 0.01])
    panel.set_log_axis(True)
    assert [plot._data.height(n) for n in range(4)] == [0.0, -1.0, None, -2.0]
    _, y = plot._data.curve(plot._data.costs, 0, 3, 100)
    np.testing.assert_array_equal(y, [0.0, -1.0, np.nan, -2.0])


def test_runs_lie_beside_each_other_with_a_legend(panel: CostPanel, plot: CostPlot) -> None:
    panel.set_runs([("α = 0.1", 1, FALLING * 2), ("α = 3", 2, FALLING[:50] / 2)])
    image = picture(plot)
    whole = (range(60, 600), range(5, 130))
    for n in (1, 2):
        assert has_near(image, LIGHT.term(n).name(), *whole, within=CLOSE)
    panel.set_runs([])
    for n in (1, 2):
        assert not has_near(picture(plot), LIGHT.term(n).name(), *whole, within=CLOSE)


def test_a_longer_run_beside_it_widens_the_axis(panel: CostPanel, plot: CostPlot) -> None:
    panel.set_runs([("long", 0, np.ones(1000))])
    assert plot.shown_range()[1] >= 999


def test_a_million_costs_are_drawn_from_few_points(panel: CostPanel, plot: CostPlot) -> None:
    panel.set_costs(np.exp(-np.arange(1_000_000) / 2e5))
    drawn = sum(len(curve.getData()[0]) for curve in plot._curves)
    assert drawn <= 2 * plot.plot_rect().width() + 10


def test_while_it_runs_the_curve_is_not_drawn_at_every_word(
    panel: CostPanel, plot: CostPlot, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    monkeypatch.setattr(plot, "refresh", lambda: drawn.append(len(panel.data.costs)))
    panel.show_progress(RunProgress(0, 1000, 4000.0))
    for n in range(1, 51):
        panel.set_costs(np.append(FALLING, [0.01] * n))
    assert len(drawn) < 25
    panel.set_idle()
    assert drawn[-1] == 250, "what came last is drawn once nothing runs"
    panel.set_costs(np.append(FALLING, [0.01] * 51))
    assert drawn[-1] == 251, "and then at once"


# --- gestures -------------------------------------------------------------------------------------


def test_a_click_asks_for_the_nearest_iteration(qtbot: QtBot, plot: CostPlot, heard: Heard) -> None:
    view = plot.viewport()
    for iteration in (40, 173):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(x_of(plot, iteration), 50))
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(view.width() - 1, 50))
    assert heard.words == [
        ("iteration_requested", 40),
        ("iteration_requested", 173),
        ("iteration_requested", 199),
    ]


def test_a_drag_moves_the_axis_and_asks_for_nothing(
    qtbot: QtBot, panel: CostPanel, plot: CostPlot, heard: Heard
) -> None:
    plot.zoom(4, 100)
    left, right = plot.shown_range()
    start = QPoint(300, 60)
    qtbot.mousePress(plot.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(plot.viewport(), start - QPoint(100, 0))
    qtbot.mouseRelease(plot.viewport(), Qt.MouseButton.LeftButton, pos=start - QPoint(100, 0))
    moved_left, moved_right = plot.shown_range()
    assert moved_left > left
    assert moved_right - moved_left == pytest.approx(right - left)
    assert heard.words == []


def pointer_at(plot: CostPlot, place: QPointF) -> QMouseEvent:
    """The pointer over the plot, no button held; the real one may be anywhere."""
    none = Qt.MouseButton.NoButton
    return QMouseEvent(
        QEvent.Type.MouseMove,
        place,
        QPointF(plot.mapToGlobal(place.toPoint())),
        none,
        none,
        Qt.KeyboardModifier.NoModifier,
    )


def wheel(plot: CostPlot, turn: QPoint, x: int = 300) -> None:
    """Turn the wheel over the plot."""
    place = QPoint(x, 60)
    event = QWheelEvent(
        QPointF(place),
        QPointF(plot.mapToGlobal(place)),
        QPoint(),
        turn,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(plot.viewport(), event)


def test_the_wheel_zooms_about_the_pointer_and_out_to_everything(
    panel: CostPanel, plot: CostPlot
) -> None:
    everything = plot.shown_range()
    before = plot._iteration_at(300)
    wheel(plot, QPoint(0, 480))
    assert plot._iteration_at(300) == pytest.approx(before)
    assert plot.shown_range()[1] - plot.shown_range()[0] < 100
    assert panel.controls.show_all.isEnabled()
    wheel(plot, QPoint(0, -1200))
    assert plot.shown_range() == everything
    assert not panel.controls.show_all.isEnabled()


def test_a_zoomed_axis_stays_where_it_is_while_costs_arrive(
    qtbot: QtBot, panel: CostPanel, plot: CostPlot
) -> None:
    wheel(plot, QPoint(0, 480))
    part = plot.shown_range()
    panel.set_costs(np.append(FALLING, np.full(500, 0.01)))
    assert plot.shown_range() == part
    qtbot.mouseClick(panel.controls.show_all, Qt.MouseButton.LeftButton)
    assert plot.shown_range()[1] > 690


def test_of_a_shorter_run_everything_is_shown_again(panel: CostPanel, plot: CostPlot) -> None:
    plot._move_to(150, 190)
    panel.set_costs(FALLING[:3])
    assert plot.zoomed_range() is None and plot.shown_range()[0] < 0
    assert not panel.controls.show_all.isEnabled()


def test_the_axis_of_j_fits_what_is_on_show(panel: CostPanel, plot: CostPlot) -> None:
    low, high = plot._box.viewRange()[1]
    assert low < FALLING[-1] and high > FALLING[0]
    plot._move_to(150, 190)
    low, high = plot._box.viewRange()[1]
    assert high < FALLING[140]
    assert low < FALLING[190] < FALLING[150] < high


def test_the_pointer_is_told_iteration_and_cost(plot: CostPlot) -> None:
    place = QPointF(x_of(plot, 42), 50)
    QApplication.sendEvent(plot.viewport(), pointer_at(plot, place))
    assert plot.hovered == 42
    assert plot._data.words(42) == "iteration 42 · J = 0.245"
    QApplication.sendEvent(plot, QEvent(QEvent.Type.Leave))
    assert plot.hovered is None


def test_the_pointer_is_told_runs_that_are_longer_than_the_one_on_screen(
    qtbot: QtBot, panel: CostPanel, plot: CostPlot, heard: Heard
) -> None:
    panel.set_costs(FALLING[:1])
    panel.set_runs([("α = 3", 1, FALLING)])
    place = QPointF(x_of(plot, 42), 50)
    QApplication.sendEvent(plot.viewport(), pointer_at(plot, place))
    assert plot.hovered == 42
    assert plot._data.words(42) == "iteration 42\nα = 3: 0.245"
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert heard.words == [("iteration_requested", 0)]


def test_keys_zoom_and_go_from_iteration_to_iteration(
    qtbot: QtBot, panel: CostPanel, plot: CostPlot, heard: Heard
) -> None:
    everything = plot.shown_range()
    qtbot.keyClicks(plot, "++")
    left, right = plot.shown_range()
    assert left < 100 < right < everything[1]
    qtbot.keyClicks(plot, "-")
    assert plot.shown_range()[1] > right
    qtbot.keyClicks(plot, "0")
    assert plot.shown_range() == everything
    qtbot.keyClicks(plot, ".,")
    panel.set_iteration(199)
    qtbot.keyClicks(plot, ".")
    assert heard.words == [("iteration_requested", 101), ("iteration_requested", 99)]


@pytest.mark.parametrize("key", [Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space])
def test_the_plot_leaves_the_walk_s_keys_to_the_window(plot: CostPlot, key: Qt.Key) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(plot, event)
    assert not event.isAccepted()


def test_the_invitation_to_run_does_not_run_under_the_names_of_the_curves(
    panel: CostPanel, plot: CostPlot
) -> None:
    panel.set_costs(FALLING[:1])
    assert plot._free_rect() == plot.plot_rect()
    panel.set_series([("held-out cost", FALLING[:1])])
    assert plot._free_rect().top() > plot.plot_rect().top() + 2 * plot.fontMetrics().height()
    assert plot._free_rect().bottom() == plot.plot_rect().bottom()
