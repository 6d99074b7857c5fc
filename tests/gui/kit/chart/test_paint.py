"""What the painters of a small plot put where."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

from bpsim.gui.kit.chart import (
    Chart,
    Tag,
    free_place,
    paint_axes,
    paint_curve,
    paint_label,
    paint_line,
)
from bpsim.gui.kit.formula import layout
from bpsim.gui.looks.theme import LIGHT
from bpsim.notation.formula import Words

RED = QColor("#ff0000")
CHART = Chart(QRectF(0, 0, 100, 100), (0.0, 10.0), (0.0, 10.0))


@pytest.fixture
def image(qapp: object) -> QImage:
    image = QImage(160, 140, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    return image


def is_red(image: QImage, at: QPointF) -> bool:
    colour = image.pixelColor(at.toPoint())
    return colour.red() > 150 and colour.green() < 120


def test_a_curve_is_interrupted_where_it_is_not_finite(image: QImage) -> None:
    xs = np.linspace(0.0, 10.0, 101)
    ys = np.where((xs > 4) & (xs < 6), np.nan, 5.0)
    painter = QPainter(image)
    paint_curve(painter, CHART, CHART.pixels(xs, ys), QPen(RED, 3.0))
    painter.end()
    assert is_red(image, CHART.point(2.0, 5.0))
    assert not is_red(image, CHART.point(5.0, 5.0))
    assert is_red(image, CHART.point(8.0, 5.0))


def test_nothing_is_drawn_outside_the_chart(image: QImage) -> None:
    painter = QPainter(image)
    paint_line(painter, CHART, 5.0, 5.0, 0.0, QPen(RED, 3.0))
    paint_curve(painter, CHART, CHART.pixels(np.array([0.0, 30.0]), np.array([1.0, 1.0])),
                QPen(RED, 3.0))  # fmt: skip
    painter.end()
    assert is_red(image, QPointF(90, 50))
    assert not is_red(image, QPointF(120, 50))
    assert not is_red(image, QPointF(120, 90))


def test_a_line_needs_numbers(image: QImage) -> None:
    before = image.copy()
    painter = QPainter(image)
    paint_line(painter, CHART, 5.0, float("nan"), 1.0, QPen(RED, 3.0))
    paint_line(painter, CHART, 5.0, 5.0, float("inf"), QPen(RED, 3.0))
    painter.end()
    assert image == before


def test_a_tag_takes_the_place_of_a_label(image: QImage) -> None:
    font = QFont("DejaVu Sans")
    font.setPixelSize(12)
    chart = Chart(QRectF(40, 10, 100, 100), (0.0, 10.0), (0.0, 10.0), ((5.0, "5"),), ())
    with_label, with_tag = image, image.copy()
    for target, tags in ((with_label, ()), (with_tag, (Tag(5.1, True),))):
        painter = QPainter(target)
        paint_axes(painter, chart, LIGHT, font, tags)
        painter.end()
    accent = QColor(LIGHT.accent)

    def has(image: QImage, wanted: QColor) -> bool:
        return any(
            image.pixelColor(x, y) == wanted for x in range(160) for y in range(111, 140)
        )  # fmt: skip

    assert has(with_tag, accent)
    assert not has(with_label, accent)
    assert has(with_label, QColor(LIGHT.muted))
    assert not has(with_tag, QColor(LIGHT.muted))


def test_a_label_finds_a_place_of_its_own() -> None:
    within, at = QRectF(0, 0, 200, 100), QPointF(100, 50)
    empty = np.empty((0, 2))
    first = free_place((40, 12), at, within, (), empty, gap=6)
    assert within.contains(first)
    assert not first.contains(at)
    second = free_place((40, 12), at, within, (first,), empty, gap=6)
    assert not second.intersects(first)
    curve = np.column_stack([np.linspace(0, 200, 200), np.full(200, second.center().y())])
    third = free_place((40, 12), at, within, (first,), curve, gap=6)
    assert not (third.top() < curve[0, 1] < third.bottom())


def test_a_label_in_a_corner_stays_inside() -> None:
    within = QRectF(0, 0, 60, 30)
    for corner in (within.topLeft(), within.bottomRight()):
        assert within.contains(free_place((40, 12), corner, within, (), np.empty((0, 2)), gap=6))


def test_a_label_is_painted_where_it_belongs(image: QImage) -> None:
    font = QFont("DejaVu Sans")
    font.setPixelSize(14)
    box = layout(Words("slope"), font)
    rect = QRectF(60, 60, box.width, box.height)
    painter = QPainter(image)
    paint_label(painter, box, rect, LIGHT)
    painter.end()
    dark = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).lightness() < 100
    ]
    assert dark
    assert all(rect.adjusted(-2, -2, 2, 2).contains(QPointF(x, y)) for x, y in dark)
