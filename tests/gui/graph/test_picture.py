"""The picture by the colour of named pixels, and what is painted again from step to step."""

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.core.network import Network
from bpsim.gui.graph.paint.edges import CONTRASTS
from bpsim.gui.graph.paint.overlay import Ray
from bpsim.gui.graph.paint.scene import Colours
from bpsim.gui.graph.view import GraphView
from bpsim.gui.kit.controls.painting import mixed
from bpsim.gui.looks.theme import DARK, LIGHT, Theme, use_theme
from bpsim.steps.places import EdgePlace, TargetPlace, UnitPlace
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.trace import Trace
from tests.gui.graph.walks import EXAMPLES, LECTURE, document_of, lecture, network_of, step_at

LARGE = Trace.of(document_of(network_of((400, 25, 10))))
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


def image_of(view: GraphView) -> QImage:
    return view.grab().toImage()


def near(a: QColor, b: QColor, by: int = 12) -> bool:
    return max(abs(a.red() - b.red()), abs(a.green() - b.green()), abs(a.blue() - b.blue())) <= by


def along(image: QImage, line: tuple[float, float, float, float], points: int = 60) -> list[QColor]:
    """The colours along a line, its ends left out."""
    x1, y1, x2, y2 = line
    ts = [0.05 + 0.9 * n / points for n in range(points + 1)]
    return [
        image.pixelColor(round(x1 + t * (x2 - x1) - 0.5), round(y1 + t * (y2 - y1) - 0.5))
        for t in ts
    ]


def share(colours: list[QColor], wanted: QColor) -> float:
    return sum(near(colour, wanted) for colour in colours) / len(colours)


def ray_of(view: GraphView, place: EdgePlace) -> Ray:
    assert view.picture is not None
    return next(ray for ray in view.picture.lit if ray.edge.place == place)


def inside(view: GraphView, layer: int, unit: int) -> tuple[int, int]:
    """A point of an ellipse where nothing is written: low in its left half."""
    area = view.rect_of(UnitPlace(layer, unit))
    assert area is not None
    return area.x() + area.width() // 4, area.y() + area.height() * 5 // 6


@THEMES
def test_units_computed_and_at_rest_differ_in_their_fill(view: GraphView, theme: Theme) -> None:
    use_theme(theme)
    view.show_step(lecture(Phase.FORWARD, 3, 1), EXAMPLES)
    image = image_of(view)
    accent, fill = theme.colour("accent"), theme.colour("unit_fill")
    assert near(image.pixelColor(*inside(view, 3, 1)), mixed(accent, fill, 0.13), 3)
    for layer, unit in ((2, 1), (2, 2), (3, 2)):
        assert near(image.pixelColor(*inside(view, layer, unit)), fill, 3)
    assert near(image.pixelColor(1, 1), theme.colour("surface"), 1)


@THEMES
def test_lit_edges_have_the_colours_of_their_terms(view: GraphView, theme: Theme) -> None:
    use_theme(theme)
    view.show_step(lecture(Phase.FORWARD, 3, 1), EXAMPLES)
    image = image_of(view)
    for frm, least in ((0, 0.3), (1, 0.1), (2, 0.6)):  # from 1 is negative: dashed
        ray = ray_of(view, EdgePlace(2, 1, frm))
        assert share(along(image, ray.line), theme.term(frm)) >= least
        assert ray.text == {0: "0.2", 1: "−0.4", 2: "0.6"}[frm]


@THEMES
def test_other_edges_stand_back(view: GraphView, theme: Theme) -> None:
    use_theme(theme)
    view.show_step(lecture(Phase.FORWARD, 3, 1), EXAMPLES)
    image = image_of(view)
    assert view.picture is not None
    colours = along(image, view.picture.scene.layout.edge_line(EdgePlace(3, 1, 1)))
    assert share(colours, theme.colour("positive")) == 0.0
    at_rest = Colours(theme).standing_out(theme.colour("positive"), CONTRASTS[-1])
    assert share(colours, at_rest) > 0.6


def test_a_negative_weight_is_dashed(view: GraphView) -> None:
    view.show_step(lecture(Phase.LOAD), EXAMPLES)
    image = image_of(view)
    assert view.picture is not None
    layout = view.picture.scene.layout
    surface = LIGHT.colour("surface")
    positive = along(image, layout.edge_line(EdgePlace(3, 1, 1)), 200)
    negative = along(image, layout.edge_line(EdgePlace(3, 1, 2)), 200)
    assert share(positive, surface) < 0.05
    assert share(negative, surface) > 0.2


def test_term_by_term_former_terms_are_softer(view: GraphView) -> None:
    view.show_step(lecture(Phase.FORWARD, 3, 1, Granularity.TERM, back=1), EXAMPLES)
    image = image_of(view)
    now, before = ray_of(view, EdgePlace(2, 1, 2)), ray_of(view, EdgePlace(2, 1, 0))
    assert share(along(image, now.line), LIGHT.term(2)) > 0.5
    assert share(along(image, before.line), LIGHT.term(0)) == 0.0
    soft = mixed(LIGHT.term(0), LIGHT.colour("surface"), 0.5)
    assert share(along(image, before.line), soft) > 0.2
    assert now.label is not None and before.label is None


def test_values_travel_in_the_direction_of_computation(view: GraphView) -> None:
    for step, forward in (
        (lecture(Phase.FORWARD, 3, 1), True),
        (lecture(Phase.HIDDEN_DELTA, 3, 1), False),
    ):
        view.show_step(step, EXAMPLES)
        assert view.picture is not None
        ray = view.picture.lit[-1]
        still = image_of(view)
        x1, _, x2, _ = ray.line
        changed = []
        for progress in (0.05, 0.5, 0.62):
            view.set_animation(progress)
            image = image_of(view)
            pulse = [
                x
                for x in range(int(x1), int(x2))  # the unit's own result waits meanwhile
                for y in range(0, view.height(), 2)
                if image.pixel(x, y) != still.pixel(x, y)
            ]
            changed.append(sum(pulse) / len(pulse))
        view.set_animation(None)
        assert image_of(view) == still
        assert (changed == sorted(changed)) is forward
        assert ray.edge.backward is not forward
        assert min(x1, x2) < changed[-1] < max(x1, x2)


def test_a_flooded_layer_is_brighter_than_one_at_rest(view: GraphView) -> None:
    document = document_of(network_of((6, 6, 6)))
    step = step_at(Trace.of(document), Phase.FORWARD, 2, 1, Granularity.LAYER)
    view.show_step(step, document.examples)
    assert view.picture is not None
    layout = view.picture.scene.layout
    image = image_of(view)
    surface = LIGHT.colour("surface")

    def ink(layer: int) -> int:
        x1, x2 = layout.frame.span(layer)
        return sum(
            765 - sum(image.pixelColor(x, y).getRgb()[:3])  # type: ignore[arg-type]
            for x in range(round(x1), round(x2), 3)
            for y in range(80, 400, 3)
        )

    assert surface == QColor("#ffffff")
    assert ink(1) > 1.3 * ink(2)
    still = image
    view.set_animation(0.5)
    assert image_of(view) != still


def test_a_mere_step_leaves_the_resting_image_alone(view: GraphView) -> None:
    view.show_step(lecture(Phase.LOAD), EXAMPLES)
    view.grab()
    painted = view.static_image.painted
    assert painted > 0
    for phase, layer, unit in (
        (Phase.FORWARD, 2, 1),
        (Phase.FORWARD, 2, 2),
        (Phase.COST, 4, 1),
        (Phase.HIDDEN_DELTA, 2, 1),
    ):
        view.show_step(lecture(phase, layer, unit), EXAMPLES)
        view.grab()
    view.set_selected(UnitPlace(2, 1))
    view.set_breakpoints(frozenset({(2, 1)}))
    view.set_animation(0.5)
    view.grab()
    assert view.static_image.painted == painted


def test_weights_that_look_the_same_are_not_painted_again(view: GraphView) -> None:
    def show(network: Network) -> int:
        view.show_step(Trace.of(document_of(network, EXAMPLES)).step(0, Granularity.UNIT), EXAMPLES)
        view.grab()
        return view.static_image.painted

    painted = show(LECTURE)
    weight = float(LECTURE.theta(2)[0, 1])
    assert show(LECTURE.with_weight(2, 1, 1, 1.0001 * weight)) == painted
    assert show(LECTURE.with_weight(2, 1, 1, -weight)) == painted + 1  # another sign
    assert show(LECTURE.with_weight(2, 1, 1, -9.0 * weight)) == painted + 2  # others seem smaller
    shown = image_of(view)
    use_theme(DARK)
    use_theme(LIGHT)
    assert image_of(view) == shown


def test_what_is_on_screen_after_a_walk_is_the_whole_picture(view: GraphView, qtbot: QtBot) -> None:
    examples = document_of(LARGE.values.network).examples
    walks = [
        ([lecture(Phase.FORWARD, 2, 1), lecture(Phase.FORWARD, 3, 2)], EXAMPLES),
        ([lecture(Phase.HIDDEN_DELTA, 2, 1), lecture(Phase.LOAD)], EXAMPLES),
        (
            [step_at(LARGE, Phase.FORWARD, 2, 20), step_at(LARGE, Phase.HIDDEN_DELTA, 2, 13)],
            examples,
        ),
    ]
    for steps, names in walks:
        for step in steps:
            view.show_step(step, names)
            QApplication.processEvents()
            shown = view.screen().grabWindow(view.winId()).toImage()
        fresh = GraphView()
        qtbot.addWidget(fresh)
        fresh.resize(view.size())
        fresh.show_step(steps[-1], names)
        assert shown.convertToFormat(QImage.Format.Format_RGB32) == image_of(fresh).convertToFormat(
            QImage.Format.Format_RGB32
        )


def test_each_step_of_a_walk_is_painted_whole(view: GraphView) -> None:
    trace = Trace.of(document_of(LECTURE))
    view.set_selected(UnitPlace(2, 1))
    for index in range(trace.schedule.count(Granularity.UNIT)):
        view.show_step(trace.step(index, Granularity.UNIT), EXAMPLES)
        QApplication.processEvents()
        shown = view.screen().grabWindow(view.winId()).toImage()
        assert shown.convertToFormat(QImage.Format.Format_RGB32) == image_of(view).convertToFormat(
            QImage.Format.Format_RGB32
        ), index


def test_selection_and_hover_show(view: GraphView) -> None:
    view.show_step(lecture(Phase.LOAD), EXAMPLES)
    before = image_of(view)
    pictures = [before]
    for place in (UnitPlace(2, 1), UnitPlace(2, 0), EdgePlace(2, 1, 1), TargetPlace(1)):
        view.set_selected(place)
        pictures.append(image_of(view))
    for n, one in enumerate(pictures):
        assert all(one != other for other in pictures[n + 1 :])
    view.set_selected(None)
    assert image_of(view) == before
    view.set_breakpoints(frozenset({(2, 1)}))
    marked = image_of(view)
    area = view.rect_of(UnitPlace(2, 1))
    assert area is not None
    corner = [
        marked.pixelColor(x, y)
        for x in range(area.x(), area.x() + area.width() // 4)
        for y in range(area.y(), area.y() + area.height() // 3)
    ]
    assert any(near(colour, LIGHT.colour("warning"), 3) for colour in corner)


def test_weights_that_moved_most_glow(view: GraphView) -> None:
    view.show_step(lecture(Phase.LOAD), EXAMPLES)
    before = image_of(view)
    changes = [np.zeros_like(theta) for theta in LECTURE.weights]
    view.set_weight_change(changes)
    assert image_of(view) == before
    changes[2][0, 1], changes[2][0, 2] = -0.4, 0.01
    view.set_weight_change(changes)
    image = image_of(view)
    assert view.picture is not None
    layout = view.picture.scene.layout
    glow = mixed(LIGHT.colour("update"), LIGHT.colour("surface"), 0.4)
    for frm, expected in ((1, True), (2, False)):
        x1, y1, x2, y2 = layout.edge_line(EdgePlace(3, 1, frm))
        beside = along(image, (x1, y1 + 4, x2, y2 + 4))
        assert (share(beside, glow) > 0.5) is expected
    view.set_weight_change([np.ones((1, 2))])
    assert image_of(view) == before
    view.set_weight_change(None)
    assert image_of(view) == before


def test_the_edges_show_the_gradient(view: GraphView) -> None:
    step = lecture(Phase.ACCUMULATE, 1)
    view.show_step(step, EXAMPLES)
    delta, a = step.known.values.delta[1], step.known.values.a[0]
    for place in (EdgePlace(1, 1, 0), EdgePlace(1, 2, 2), EdgePlace(1, 1, 2)):
        ray = ray_of(view, place)
        part = float(delta[place.to - 1]) * (1.0 if place.frm == 0 else float(a[place.frm - 1]))
        assert ray.edge.weight == part
        assert ray.colour == LIGHT.sign(part) and ray.label is not None


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_legend_names_the_signs(view: GraphView, theme: Theme) -> None:
    use_theme(theme)
    view.show_step(lecture(Phase.LOAD), EXAMPLES)
    view.resize(760, 520)
    image = image_of(view)
    corner = [
        image.pixelColor(x, y)
        for x in range(0, 200)
        for y in range(view.height() - 2 * view.fontMetrics().height(), view.height())
    ]
    for sign in (1.0, -1.0):
        assert theme.sign(sign) in corner
