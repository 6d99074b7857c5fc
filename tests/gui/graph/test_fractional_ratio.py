"""Where a pixel of the view is one and a quarter of the screen's, parts still fit together."""

import numpy as np
import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFont, QImage, QPainter, QRegion

from bpsim.gui.graph.paint.picture import Picture
from bpsim.gui.graph.paint.scene_maker import SceneMaker
from bpsim.gui.graph.paint.unmarked_units import UnmarkedUnitsImage
from bpsim.gui.graph.paint.view_image import ViewImage
from bpsim.gui.kit import small_text
from bpsim.steps.schedule import Granularity
from bpsim.steps.trace import Trace
from tests.gui.graph.walks import document_of, network_of

SIZE = QSize(761, 433)
RATIOS = [1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.25]
WIDE = document_of(network_of((3, 4, 2)))


def screen(ratio: float) -> QImage:
    image = QImage(SIZE * ratio + QSize(20, 20), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    return image


def put(image: QImage, kept: UnmarkedUnitsImage, part: QRegion) -> None:
    with QPainter(image) as painter:
        painter.translate(3, 5)  # a view seldom begins in the corner of its window
        kept.paint(painter, part)


def update(kept: UnmarkedUnitsImage, scenes: SceneMaker, index: int, ratio: float) -> list[QRect]:
    step = Trace.of(WIDE).step(index, Granularity.UNIT)
    scene = scenes.scene(step.network, WIDE.examples, step, None, QFont(), SIZE)
    picture = Picture.of(step, scene, None, frozenset(), False)
    return kept.update(scene, picture.faces, SIZE, ratio)


@pytest.mark.parametrize("ratio", RATIOS)
def test_copied_again_in_parts_the_picture_is_the_same(qapp: object, ratio: float) -> None:
    kept, image = UnmarkedUnitsImage(), screen(ratio)
    update(kept, SceneMaker(), 9, ratio)
    put(image, kept, QRegion(0, 0, SIZE.width(), SIZE.height()))
    before = QImage(image)
    dice = np.random.default_rng(1)
    for _ in range(200):
        x, y, w, h = (int(dice.integers(0, most)) for most in (700, 400, 60, 30))
        put(image, kept, QRegion(x, y, w + 1, h + 1))
    assert image == before


@pytest.mark.parametrize("ratio", RATIOS)
def test_brought_up_step_by_step_it_is_the_one_painted_at_once(
    qapp: object, ratio: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Text that is drawn often is drawn as glyphs, smoothed a little otherwise at such ratios.
    monkeypatch.setattr(small_text, "OFTEN", 10**9)
    kept, scenes, image = UnmarkedUnitsImage(), SceneMaker(), screen(ratio)
    for index in range(18):
        part = QRegion()
        for area in update(kept, scenes, index, ratio):
            part += area
        put(image, kept, part)
        fresh, whole = UnmarkedUnitsImage(), screen(ratio)
        update(fresh, SceneMaker(), index, ratio)
        put(whole, fresh, QRegion(0, 0, SIZE.width(), SIZE.height()))
        inside = QRect(0, 0, int(SIZE.width() * ratio), int(SIZE.height() * ratio))
        assert image.copy(inside) == whole.copy(inside)


def test_the_grid_is_as_fine_as_the_ratio_allows(qapp: object) -> None:
    image = ViewImage()
    for ratio, area in (
        (1.0, (5, 6, 3, 2)), (1.25, (4, 4, 4, 4)), (1.5, (4, 6, 4, 2)), (2.0, (5, 6, 3, 2)),
    ):  # fmt: skip
        assert image.fit(SIZE, ratio)
        assert not image.fit(SIZE, ratio)
        assert image.around(QRect(5, 6, 3, 2)) == QRect(*area)
        assert (image.whole.size() * ratio) == image.pixmap.size()
