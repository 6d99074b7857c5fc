"""The numbers of an axis of powers: round ones, and as many as there is room for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.gui.kit.chart.log_axis import APART, ticks


@pytest.mark.parametrize(
    ("low", "high", "size", "numbers"),
    [
        (-2.0, 0.0, 200, [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]),
        (-2.0, 0.0, 90, [0.01, 0.03, 0.1, 0.3, 1]),
        (-2.0, 0.0, 60, [0.01, 0.1, 1]),
        (-12.0, 0.0, 100, [1e-12, 1e-9, 1e-6, 1e-3, 1]),
        (-1.7, -0.3, 110, [0.02, 0.05, 0.1, 0.2, 0.5]),
        (-0.16, -0.14, 110, [10**-0.15]),
    ],
)
def test_numbers(low: float, high: float, size: float, numbers: list[float]) -> None:
    assert [10.0**each for each in ticks(low, high, size, 14)] == pytest.approx(numbers)


@given(st.floats(-300, 300), st.floats(0.01, 400), st.floats(1, 2000), st.floats(6, 60))
def test_no_number_stands_over_another(low: float, span: float, size: float, line: float) -> None:
    found = ticks(low, low + span, size, line)
    pixels = np.diff(found) * size / span
    assert (pixels >= APART * line * (1 - 1e-9)).all()
    assert all(low <= each <= low + span for each in found)
