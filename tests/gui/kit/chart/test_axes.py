"""Round ticks, ranges, and where values lie."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont

from bpsim.gui.kit.chart import Chart, Tag, padded, round_step, ticks
from bpsim.gui.kit.chart.axes import tick_texts


@pytest.fixture
def font(qapp: object) -> QFont:
    font = QFont("DejaVu Sans")
    font.setPixelSize(12)
    return font


@pytest.mark.parametrize(
    ("rough", "step"),
    [(1.0, 1.0), (1.1, 2.0), (0.3, 0.5), (0.00021, 0.0005), (70.0, 100.0), (5.0, 5.0)],
)
def test_steps_are_1_2_and_5(rough: float, step: float) -> None:
    assert round_step(rough) == pytest.approx(step)


@pytest.mark.parametrize(
    ("low", "high", "most", "texts"),
    [
        (-4.0, 4.0, 4, ["−4", "−2", "0", "2", "4"]),
        (0.0, 1.0, 5, ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        (0.5312, 0.5314, 2, ["0.5312", "0.5313", "0.5314"]),
        (-3e7, 3e7, 3, ["−2×10⁷", "0", "2×10⁷"]),
        (0.5, 0.50000005, 3, ["0.5", "0.50000002", "0.50000004"]),
        (0.0, 3e-267, 3, ["0", "1×10⁻²⁶⁷", "2×10⁻²⁶⁷", "3×10⁻²⁶⁷"]),
    ],
)
def test_ticks_have_the_digits_they_need(
    low: float, high: float, most: int, texts: list[str]
) -> None:
    assert [text for _, text in ticks(low, high, most)] == texts


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([-1.0, -0.5, 0.0], ["−1.0", "−0.5", "0"]),
        ([1e6, 2e6], ["1×10⁶", "2×10⁶"]),
        ([999_999.0, 1_000_000.0, 1_000_001.0], ["999999", "1000000", "1000001"]),
        ([1.000000001, 1.000000002], ["1.000000001", "1.000000002"]),
        ([-1e-17, 0.5], ["0", "0.5"]),
    ],
)
def test_numbers_have_the_digits_that_tell_them_apart(
    values: list[float], texts: list[str]
) -> None:
    assert tick_texts(values, values[1] - values[0]) == texts


def test_numbers_in_a_unit() -> None:
    texts = ["1.00000001×10²⁰⁰", "1.00000002×10²⁰⁰"]
    assert tick_texts([1.00000001, 1.00000002], 1e-8, 1e200) == texts
    assert tick_texts([0.0, 1.0, 2.0], 1.0, 1e308) == ["0", "1×10³⁰⁸", ""]


def test_there_are_two_ticks_even_where_there_is_little_room() -> None:
    assert len(ticks(0.71, 0.79, 1)) >= 2


def test_no_ticks_for_what_is_no_range() -> None:
    assert ticks(0.0, math.inf, 4) == ()
    assert ticks(math.nan, 1.0, 4) == ()
    assert ticks(1.0, 1.0, 4) == ()


@given(
    st.floats(-1e3, 1e3),
    st.floats(1e-3, 1e9),
    st.integers(1, 20),
)
def test_ticks_lie_within_and_evenly(low: float, width: float, most: int) -> None:
    found = [value for value, _ in ticks(low, low + width, most)]
    assert len(found) <= 4 * most + 3
    slack = 1e-6 * width
    assert all(low - slack <= value <= low + width + slack for value in found)
    if len(found) > 2:
        np.testing.assert_allclose(np.diff(found), np.diff(found)[0], rtol=1e-3)


def test_a_range_is_never_empty() -> None:
    assert padded(np.array([])) == (0.0, 1.0)
    assert padded(np.array([np.nan, np.inf])) == (0.0, 1.0)
    low, high = padded(np.array([2.0, 2.0]))
    assert low < 2.0 < high
    low, high = padded(np.array([1.0, np.inf, 3.0]), share=0.1)
    assert (low, high) == pytest.approx((0.8, 3.2))


def test_values_and_pixels() -> None:
    chart = Chart(QRectF(10, 20, 100, 50), (-1.0, 1.0), (0.0, 5.0))
    assert chart.point(-1.0, 0.0) == QPointF(10, 70)
    assert chart.point(1.0, 5.0) == QPointF(110, 20)
    assert chart.value(chart.x(0.37)) == pytest.approx(0.37)
    pixels = chart.pixels(np.array([-1.0, 0.0, 1.0]), np.array([0.0, np.nan, 1e300]))
    assert pixels[0].tolist() == [10.0, 70.0]
    assert np.isnan(pixels[1, 1])
    assert abs(pixels[2, 1]) <= 1e5


def test_labels_have_their_room(font: QFont) -> None:
    chart = Chart.within(QRectF(0, 0, 300, 150), (-4.0, 4.0), (0.0, 1.0), font)
    assert chart.area.left() > 20
    assert chart.area.bottom() < 140
    assert len(chart.x_ticks) >= 3
    assert len(chart.y_ticks) >= 3
    wider = Chart.within(QRectF(0, 0, 300, 150), (-4.0, 4.0), (0.0, 1.0), font, right=40, left=60)
    assert wider.area.right() == 260
    assert wider.area.left() == 60


def test_with_little_room_the_labels_go(font: QFont) -> None:
    outer = QRectF(0, 0, 300, 30)
    chart = Chart.within(outer, (-4.0, 4.0), (0.0, 1.0), font)
    assert chart.area == outer
    assert (chart.x_ticks, chart.y_ticks) == ((), ())


def test_a_tag_stays_beside_its_axis(font: QFont) -> None:
    chart = Chart.within(QRectF(0, 0, 300, 150), (-4.0, 4.0), (0.0, 1.0), font)
    below = Tag(0.31, True).rect(chart, font)
    assert below.top() >= chart.area.bottom()
    assert below.center().x() == pytest.approx(chart.x(0.31))
    left = Tag(0.5, False).rect(chart, font)
    assert left.right() <= chart.area.left()
    assert left.center().y() == pytest.approx(chart.y(0.5))
    outside = Tag(99.0, True).rect(chart, font)
    assert outside.right() <= chart.area.right() + 8
