"""The picture kept in strips is the picture painted at once, wherever the camera stands."""

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QImage, QPainter, QPixmap
from pytestqt.qtbot import QtBot

from bpsim.gui.graph.paint.scene_maker import SceneMaker
from bpsim.gui.graph.paint.static_image import StaticImage, paint_static
from bpsim.gui.graph.view import GraphView
from bpsim.steps.places import UnitPlace
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.trace import Trace
from tests.gui.graph.walks import EXAMPLES, document_of, lecture, network_of

WIDE = document_of(network_of((12, 9, 4)))


def pixels(picture: QPixmap) -> np.ndarray:
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)
    return rows[:, : image.width(), :3].astype(int)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
@pytest.mark.parametrize(("width", "height"), [(760, 430), (420, 130), (900, 260)])
@pytest.mark.parametrize(
    ("zoom", "down"), [(1.0, 0.0), (1.6, -40.0), (2.5, -1e4), (6.0, -700.0), (2.0, 1e4)]
)
def test_every_part_of_the_view_is_painted(
    qapp: object, ratio: float, width: int, height: int, zoom: float, down: float
) -> None:
    size, scenes, static = QSize(width, height), SceneMaker(), StaticImage()
    for document, step in (
        (WIDE, Trace.of(WIDE).step(0, Granularity.UNIT)), (None, lecture(Phase.FORWARD, 2, 1)),
    ):  # fmt: skip
        examples = EXAMPLES if document is None else document.examples
        scenes.scene(step.network, examples, step, None, QFont(), size)
        scenes.camera.fit()
        scenes.camera.zoom_at(zoom, (width / 2, height / 2), 0.1)
        scenes.camera.y += down
        scene = scenes.scene(step.network, examples, step, None, QFont(), size)
        static.update(scene, size, ratio)
        whole, kept = QPixmap(size * ratio), QPixmap(size * ratio)
        for picture in (whole, kept):
            picture.setDevicePixelRatio(ratio)
            picture.fill(scene.colours["surface"])
        with QPainter(whole) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBackground(scene.colours["surface"])
            paint_static(painter, scene)
        with QPainter(kept) as painter:
            static.paint(painter, whole.rect())
        other = np.abs(pixels(whole) - pixels(kept)).max(axis=2) > 40
        assert other.mean() < 0.002
        # Nothing that is there is missing in any row: a cut picture ends in rows without ink.
        ground = pixels(whole)[0:1, 0:1] * 0 + np.array(
            [scene.colours["surface"].blue(), scene.colours["surface"].green(),
             scene.colours["surface"].red()]
        )  # fmt: skip
        inked = (np.abs(pixels(whole) - ground).max(axis=2) > 40).sum(axis=1)
        missing = other.sum(axis=1)
        assert (missing <= 0.25 * inked + 6).all()


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
