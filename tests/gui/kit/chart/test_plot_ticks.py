"""The numbers of an axis of powers: round ones, and as many as there is room for."""

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bpsim.gui.kit.chart.plot_ticks import APART, log_texts, log_ticks


@pytest.mark.parametrize(
    ("low", "high", "size", "numbers"),
    [
        (-2.0, 0.0, 200, [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]),
        (-2.0, 0.0, 90, [0.01, 0.03, 0.1, 0.3, 1]),
        (-2.0, 0.0, 60, [0.01, 0.1, 1]),
        (-12.0, 0.0, 100, [1e-12, 1e-9, 1e-6, 1e-3, 1]),
        (-12.0, 3.0, 90, [1e-12, 1e-8, 1e-4, 1]),
        (-1.7, -0.3, 110, [0.02, 0.05, 0.1, 0.2, 0.5]),
        (-1.8, -0.1, 180, [0.02, 0.05, 0.1, 0.2, 0.5]),
        (-3.1, 0.1, 180, [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1]),
        (-0.16, -0.14, 110, [0.7, 0.71, 0.72]),
        (-0.16, -0.15, 180, [0.692, 0.694, 0.696, 0.698, 0.7, 0.702, 0.704, 0.706]),
        (0.04, 0.995, 180, [2, 5]),
    ],
)
def test_numbers(low: float, high: float, size: float, numbers: list[float]) -> None:
    assert [10.0**each for each in log_ticks(low, high, size, 14)] == pytest.approx(numbers)


@given(st.floats(-300, 300), st.floats(0.01, 400), st.floats(1, 2000), st.floats(6, 60))
def test_no_number_stands_over_another(low: float, span: float, size: float, line: float) -> None:
    found = log_ticks(low, low + span, size, line)
    pixels = np.diff(found) * size / span
    assert (pixels >= APART * line * (1 - 1e-9)).all()
    assert all(low <= each <= low + span for each in found)


@pytest.mark.parametrize(("low", "high"), [(-400.0, -320.0), (300.0, 309.0), (-324.0, -323.1)])
def test_no_tick_is_beyond_the_numbers(low: float, high: float) -> None:
    ticks = log_ticks(low, high, 120, 14)
    assert ticks or low < -323.9
    assert all(0 < 10.0**tick < math.inf for tick in ticks)


@pytest.mark.parametrize(
    ("numbers", "texts"),
    [
        ([0.01, 0.1, 1.0, 10.0], ["0.01", "0.1", "1", "10"]),
        ([0.7, 0.71, 0.72], ["0.7", "0.71", "0.72"]),
        ([1.0000001, 1.0000002], ["1.0000001", "1.0000002"]),
        ([0.123456781, 0.123456782], ["0.123456781", "0.123456782"]),
        ([3.0], ["3"]),
        ([], []),
    ],
)
def test_powers_have_the_digits_that_tell_them_apart(
    numbers: list[float], texts: list[str]
) -> None:
    assert log_texts(np.log10(numbers).tolist()) == texts


@given(st.floats(-300, 300), st.floats(1e-8, 400), st.floats(50, 2000))
@example(128.0, 1e-8, 50.0)
def test_no_two_powers_read_the_same(low: float, span: float, size: float) -> None:
    texts = log_texts(log_ticks(low, low + span, size, 14))
    assert len(set(texts)) == len(texts)
