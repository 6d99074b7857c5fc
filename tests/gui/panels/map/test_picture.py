"""The decision map's picture: its colours at named places, its line, its marks and its room."""

import math
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.gui.kit.controls.painting import mixed
from bpsim.gui.looks.theme import DARK, LIGHT, THEMES, Theme, use_theme
from bpsim.gui.panels.map import values as map_values
from bpsim.gui.panels.map.field import FAINTEST, STRONGEST
from bpsim.gui.panels.map.labels import legend_texts, paint_legend
from bpsim.gui.panels.map.marks import shape
from bpsim.gui.panels.map.panel import MapPanel
from bpsim.gui.panels.map.view import Scale, classes_of
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
    line_at,
    pixel,
    shown,
    strongest,
)


@pytest.fixture
def large_text() -> Iterator[None]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    font = application.font()
    large = QFont(font)
    large.setPointSizeF(2 * font.pointSizeF())
    application.setFont(large)
    yield
    application.setFont(font)


@pytest.fixture
def panel(qtbot: QtBot) -> MapPanel:
    return shown(qtbot)


# --- colours -------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_plane_is_orange_below_and_blue_above_with_the_line_between(
    panel: MapPanel, theme: Theme
) -> None:
    use_theme(theme)
    assert apart(colour_at(panel, 0.1, 0.5), strongest(theme, "negative")) <= 2
    assert apart(colour_at(panel, 0.9, 0.5), strongest(theme, "positive")) <= 2
    assert line_at(panel, 0.5, 0.5, theme)
    assert line_at(panel, 0.5, 0.1, theme)
    assert not line_at(panel, 0.47, 0.5, theme)


def test_between_the_ends_the_colour_is_paler(panel: MapPanel) -> None:
    soft = Network.of(["sigmoid"], [[[-2, 4, 0]]])
    panel.show_network(soft, CORNERS, None)
    for x in (0.1, 0.8, 1.1):
        share = 2 / (1 + math.exp(2 - 4 * x)) - 1
        expected = mixed(LIGHT.sign(share), LIGHT.colour("surface"), STRONGEST * abs(share))
        assert apart(colour_at(panel, x, 0.5), expected) <= 4


@pytest.fixture
def coarse(panel: MapPanel, monkeypatch: pytest.MonkeyPatch) -> MapPanel:
    """A map of few points that stays so."""
    for name in ("LIVE_POINTS", "MOST_POINTS"):
        monkeypatch.setattr(map_values, name, map_values.LEAST_POINTS)
    return panel


def test_even_a_coarse_map_has_its_values_where_they_belong(coarse: MapPanel) -> None:
    coarse.show_network(Network.of(["tanh"], [[[-0.25, 0.25, 0.25]]]), CORNERS, None)
    found = coarse.canvas.values()
    assert found is not None
    assert len(found.plane) < 100
    for x, y in ((-0.15, 0.5), (0.2, 0.1), (0.4, 0.95), (0.9, 0.7), (1.15, 1.15)):
        share = math.tanh(0.25 * (x + y - 1))
        expected = mixed(LIGHT.sign(share), LIGHT.colour("surface"), STRONGEST * abs(share))
        assert apart(colour_at(coarse, x, y), expected) <= 2
    assert line_at(coarse, 0.3, 0.7)


def test_the_edge_of_a_relu_unit_is_exact_on_a_coarse_map(coarse: MapPanel) -> None:
    network = Network.of(["relu", "sigmoid"], [[[-0.4567, 1, 0]], [[0, 1]]])
    coarse.show_network(network, CORNERS, None, UnitPlace(2, 1))
    assert line_at(coarse, 0.4567, 0.5)


def test_the_scale_runs_beside_the_plane_with_the_level_marked(panel: MapPanel) -> None:
    picture, image = laid_out(panel), grabbed(panel)
    assert [text for _, text in picture.marks] == ["1", "0.5", "0"]
    area = picture.chart.area
    x = round(area.right() + 0.8 * picture.line)
    for y, name in ((area.top() + 3, "positive"), (area.bottom() - 3, "negative")):
        assert apart(image.pixelColor(x, round(y)), strongest(LIGHT, name)) <= 4
    column = [image.pixelColor(x, y) for y in range(image.height())]
    dark = [y for y, each in enumerate(column) if apart(each, LIGHT.colour("text")) <= 60]
    assert dark
    assert all(abs(y - area.center().y()) <= 2 for y in dark)


def test_the_second_input_grows_upwards(panel: MapPanel) -> None:
    panel.show_network(Network.of(["sigmoid"], [[[-20, 0, 40]]]), CORNERS, None)
    assert pixel(panel, 0.5, 0.9).y() < pixel(panel, 0.5, 0.1).y()
    assert apart(colour_at(panel, 0.5, 0.9), strongest(LIGHT, "positive")) <= 2
    assert apart(colour_at(panel, 0.5, 0.1), strongest(LIGHT, "negative")) <= 2


def test_a_linear_unit_has_a_scale_of_round_numbers_around_zero(panel: MapPanel) -> None:
    panel.set_place(UnitPlace(2, 1))
    assert laid_out(panel).scale == Scale(-2.0, 2.0, 0.0, 0.0)
    assert line_at(panel, 0.0, 0.5)
    half = mixed(LIGHT.colour("positive"), LIGHT.colour("surface"), 0.5 * STRONGEST)
    assert apart(colour_at(panel, 1.0, 0.5), half) <= 3


def test_a_relu_unit_is_plain_where_it_is_off_and_its_edge_is_exact(panel: MapPanel) -> None:
    network = Network.of(["relu", "sigmoid"], [[[-0.5, 1, 0]], [[0, 1]]])
    panel.show_network(network, CORNERS, None, UnitPlace(2, 1))
    assert laid_out(panel).scale == Scale(0.0, 1.0, 0.0, 0.0)
    assert apart(colour_at(panel, 0.2, 0.5), LIGHT.colour("surface")) == 0
    assert line_at(panel, 0.5, 0.5)
    assert apart(colour_at(panel, 1.1, 0.5), LIGHT.colour("surface")) > 40


def test_a_tanh_unit_is_neutral_at_zero(panel: MapPanel) -> None:
    panel.show_network(Network.of(["tanh"], [[[0, 1, 0]]]), CORNERS, None)
    assert laid_out(panel).scale == Scale(-1.0, 1.0, 0.0, 0.0)


def test_all_outputs_are_coloured_by_the_one_that_leads(panel: MapPanel) -> None:
    panel.show_network(THREE, NAMED, None)
    assert panel.place() is None
    for k, (x, y) in enumerate([(-0.1, -0.1), (1.1, -0.1), (-0.1, 1.1)]):
        expected = mixed(LIGHT.term(k), LIGHT.colour("surface"), STRONGEST)
        assert apart(colour_at(panel, x, y), expected) <= 3
    # Units 2 and 3 are equal along the diagonal.
    assert line_at(panel, 1.0, 1.0)


def test_two_outputs_that_hardly_differ_are_pale(panel: MapPanel) -> None:
    examples = Examples.of([[0, 0], [1, 1]], np.eye(2))
    panel.show_network(Network.of(["softmax"], [[[0, 0, 0], [0.01, 0, 0]]]), examples, None)
    faint = mixed(LIGHT.term(1), LIGHT.colour("surface"), FAINTEST)
    assert apart(colour_at(panel, 0.5, 0.1), faint) <= 4


def test_what_is_too_large_is_grey_and_said_so(panel: MapPanel) -> None:
    network = Network.of(["linear", "linear"], [[[0, 1e308, 0]], [[0, 1e308]]])
    panel.show_network(network, CORNERS, None)
    grey = mixed(LIGHT.colour("muted"), LIGHT.colour("surface"), 0.5)
    assert apart(colour_at(panel, 0.9, 0.5), grey) <= 2
    assert "Grey: too large for a float64." in panel.words.text()
    panel.show_network(THREE.with_weights([np.full((3, 3), np.nan)]), NAMED, 1)
    assert apart(colour_at(panel, 0.5, 0.5), grey) <= 2


# --- examples ------------------------------------------------------------------------------------


def filled(panel: MapPanel, x: float, y: float, colour: str) -> np.ndarray:
    """Which pixels around a mark have its colour."""
    image, at = grabbed(panel), pixel(panel, x, y).toPoint()
    around = range(-9, 10)
    return np.array(
        [
            [apart(image.pixelColor(at + QPoint(a, b)), LIGHT.colour(colour)) <= 12 for a in around]
            for b in around
        ]
    )


def test_each_class_has_a_shape_and_a_colour(panel: MapPanel) -> None:
    circle = filled(panel, 0, 0, "negative")
    square = filled(panel, 0, 1, "positive")
    for mark, is_square in ((circle, False), (square, True)):
        assert mark.sum() > 30
        box = np.outer(mark.any(axis=1), mark.any(axis=0))
        assert (mark == box).all() == is_square


def test_the_shapes_of_eight_classes_differ_and_are_about_equally_large() -> None:
    shapes = [shape(kind, 10.0) for kind in range(8)]
    assert len({tuple(each.toFillPolygon().toPolygon().toList()) for each in shapes}) == 8
    for each in shapes:
        x, y = np.array([corner.toTuple() for corner in each.toFillPolygon().toList()]).T
        area = abs(np.dot(x[:-1], y[1:]) - np.dot(y[:-1], x[1:])) / 2
        assert 0.65 < area / (math.pi * 100) < 1.15
    assert shape(8, 10.0) == shape(0, 10.0)


def test_the_example_on_screen_has_a_ring_and_it_alone(panel: MapPanel) -> None:
    def ringed() -> set[int]:
        image = grabbed(panel)
        found = set()
        for n, (x, y) in enumerate(CORNERS.x.tolist(), start=1):
            at = pixel(panel, x, y)
            around = (image.pixelColor(round(at.x()) + d, round(at.y())) for d in range(5, 20))
            if any(apart(each, LIGHT.colour("accent")) <= 12 for each in around):
                found.add(n)
        return found

    assert ringed() == set()
    panel.show_network(STEP, CORNERS, 3)
    assert ringed() == {3}
    panel.show_network(STEP, CORNERS, 2)
    assert ringed() == {2}


def test_classes_are_the_largest_target_or_the_values_of_one() -> None:
    assert classes_of(CORNERS).of.tolist() == [0, 1, 0, 1]
    assert classes_of(CORNERS).names == ("y = 0", "y = 1")
    assert classes_of(Examples.of([[0, 0]], [[1]])).of.tolist() == [1]
    named = Examples.of(CORNERS.x, CORNERS.y, ("x1", "x2"), ("label = b",))
    assert classes_of(named).names == ("label = b: 0", "label = b: 1")
    assert classes_of(NAMED).of.tolist() == [0, 1, 2]
    assert classes_of(NAMED).names == ("setosa", "blue", "dark")
    signs = classes_of(Examples.of([[0, 0]] * 3, [[1], [-1], [1]]))
    assert (signs.of.tolist(), signs.names) == ([1, 0, 1], ("y = −1", "y = 1"))
    measured = classes_of(Examples.of(np.zeros((20, 2)), np.arange(20.0)[:, np.newaxis]))
    assert (set(measured.of.tolist()), measured.names) == ({0}, ("",))


# --- room ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("large_text")
@pytest.mark.parametrize("size", [(300, 260), (520, 420)])
def test_twice_the_text_leaves_room_for_the_map(qtbot: QtBot, size: tuple[int, int]) -> None:
    panel = MapPanel()
    qtbot.addWidget(panel)
    panel.resize(*size)
    panel.show_network(THREE, NAMED, 1)
    panel.show()
    area = laid_out(panel).chart.area
    assert area.height() >= 50
    assert area.width() >= 150
    assert panel.canvas.rect().contains(area.toRect())
    assert panel.canvas.geometry().bottom() < panel.words.geometry().top()
    assert panel.chooser.geometry().bottom() < panel.canvas.geometry().top()


@pytest.mark.usefixtures("large_text")
def test_twice_the_text_leaves_the_names_of_classes_whole(qtbot: QtBot) -> None:
    panel = MapPanel()
    qtbot.addWidget(panel)
    panel.resize(420, 420)
    panel.show_network(THREE, NAMED, 1)
    panel.show()
    picture = laid_out(panel)
    assert picture.legend_below
    assert legend_texts(picture, picture.rect.width()) == (["setosa", "blue", "dark"], "")
    assert picture.chart.area.top() >= picture.rect.top() + 2 * picture.line
    panel.resize(900, 420)
    assert not laid_out(panel).legend_below


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_legend_stays_in_its_room(panel: MapPanel, theme: Theme) -> None:
    panel.show_network(THREE, NAMED, 1)
    picture = laid_out(panel)
    for room in (30.0, 80.0, 130.0, 200.0, 400.0):
        image = QImage(picture.size, QImage.Format.Format_RGB32)
        image.fill(theme.colour("surface"))
        painter = QPainter(image)
        try:
            paint_legend(painter, picture, theme, room)
        finally:
            painter.end()
        left = int(picture.rect.right() - room) - 1
        assert {image.pixel(x, y) for x in range(left) for y in range(24)} == {
            theme.colour("surface").rgb()
        }
