"""The picture that is kept is the one painted at once, wherever the camera stands."""

import numpy as np
import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFont, QImage, QPainter
from pytestqt.qtbot import QtBot

from bpsim.gui.graph.paint.scene import Colours, Scene
from bpsim.gui.graph.paint.scene_maker import SceneMaker
from bpsim.gui.graph.paint.static_image import StaticImage
from bpsim.gui.graph.view import GraphView
from bpsim.gui.looks.theme import DARK
from bpsim.steps.places import UnitPlace
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.trace import Trace
from tests.gui.graph.walks import EXAMPLES, document_of, lecture, network_of

SIZE = QSize(761, 433)
LARGE = document_of(network_of((30, 20, 4)))
RATIOS = [1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.25]


def painted(
    static: StaticImage, scene: Scene, ratio: float, size: QSize = SIZE, part: QRect | None = None,
    on: QImage | None = None,
) -> QImage:  # fmt: skip
    """What a view of that size shows at rest, or ``on`` with ``part`` of it painted again."""
    image = QImage(size * ratio + QSize(20, 20), QImage.Format.Format_RGB32) if on is None else on
    if on is None:
        image.setDevicePixelRatio(ratio)
        image.fill(0)
    with QPainter(image) as painter:
        painter.translate(3, 5)  # a view seldom begins in the corner of its window
        if part is not None:
            painter.setClipRect(part)
        painter.drawPixmap(0, 0, static.of(scene, size, ratio))
    return image


@pytest.mark.parametrize("ratio", RATIOS)
def test_it_follows_all_that_it_shows(qapp: object, ratio: float) -> None:
    scenes, static, size = SceneMaker(), StaticImage(), SIZE
    seen = set()

    def shows() -> None:
        scene = scenes.scene(network, examples, step, None, QFont(), size)
        kept = painted(static, scene, ratio, size)
        assert kept == painted(StaticImage(), scene, ratio, size)
        seen.add(bytes(kept.constBits()))

    network, examples = LARGE.network, LARGE.examples
    for index in (0, 45, 20):  # units of a long layer that are computed come into the picture
        step = Trace.of(LARGE).step(index, Granularity.UNIT)
        shows()
    step = Trace.of(LARGE).step(2, Granularity.PASS)  # all edges lit
    shows()
    network, examples, step = lecture(Phase.LOAD).network, EXAMPLES, lecture(Phase.LOAD)
    shows()
    network = network.with_weight(2, 1, 1, -0.9)
    shows()
    scenes.camera.zoom_at(1.6, (300, 200), 0.1)
    shows()
    scenes.camera.y -= 40.0
    shows()
    scenes.colours = Colours(DARK)
    shows()
    size = QSize(640, 400)
    shows()
    assert len(seen) == 10


@pytest.mark.parametrize("ratio", RATIOS)
def test_painted_again_in_parts_the_picture_is_the_same(qapp: object, ratio: float) -> None:
    step = Trace.of(LARGE).step(9, Granularity.UNIT)
    scene = SceneMaker().scene(step.network, LARGE.examples, step, None, QFont(), SIZE)
    static = StaticImage()
    image = painted(static, scene, ratio)
    before = QImage(image)
    dice = np.random.default_rng(1)
    for _ in range(200):
        x, y, w, h = (int(dice.integers(0, most)) for most in (700, 400, 60, 30))
        painted(static, scene, ratio, part=QRect(x, y, w + 1, h + 1), on=image)
    assert image == before


def test_zoom_by_keys_keeps_the_unit_in_play_in_view(view: GraphView, qtbot: QtBot) -> None:
    for phase, layer, unit in ((Phase.FORWARD, 2, 1), (Phase.FORWARD, 3, 2), (Phase.FORWARD, 4, 1)):
        view.fit()
        view.show_step(lecture(phase, layer, unit), EXAMPLES)
        for zoom in (view.zoom_in, view.zoom_in, view.zoom_in, view.zoom_in, view.zoom_out):
            zoom()
            area = view.rect_of(UnitPlace(layer, unit))
            assert area is not None
            assert view.rect().contains(area)
        assert view.zoom > 1.9


def test_zoom_by_keys_brings_back_a_unit_that_was_moved_away(view: GraphView) -> None:
    view.show_step(lecture(Phase.FORWARD, 4, 1), EXAMPLES)
    for _ in range(4):
        view.zoom_in()
    view.pan(5000, 5000)
    view.zoom_in()
    area = view.rect_of(UnitPlace(4, 1))
    assert area is not None
    assert view.rect().contains(area)


def test_what_is_at_rest_in_the_next_step_is_painted_before_it_is_shown(view: GraphView) -> None:
    steps = [Trace.of(LARGE).step(index, Granularity.UNIT) for index in (44, 45, 46)]
    view.show_step(steps[0], LARGE.examples)
    view.grab()
    for step in steps[1:]:
        view.prepare(step)
        painted = view.static_image.painted
        view.show_step(step, LARGE.examples)
        view.grab()
        assert view.static_image.painted == painted
