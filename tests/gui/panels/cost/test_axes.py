"""The ticks of the logarithmic axis: round numbers, and not too many of them."""

import pytest
from PySide6.QtGui import QFont, QFontMetrics
from pytestqt.qtbot import QtBot

from bpsim.gui.looks.theme import LIGHT, SMALL, sized
from bpsim.gui.panels.cost.axes import IterationAxis
from bpsim.gui.panels.cost.ticks import log_ticks


@pytest.mark.parametrize(
    ("low", "high", "values"),
    [
        (-1.8, -0.1, [0.02, 0.05, 0.1, 0.2, 0.5]),
        (-3.1, 0.1, [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0]),
        (-0.16, -0.15, [0.695, 0.7, 0.705]),
    ],
)
def test_the_ticks_of_a_logarithmic_axis(low: float, high: float, values: list[float]) -> None:
    ((_, ticks),) = log_ticks(low, high, most=8)
    assert [10**tick for tick in ticks] == pytest.approx(values)


def test_many_powers_get_every_other_tick() -> None:
    ((_, ticks),) = log_ticks(-12.0, 3.0, most=5)
    assert ticks == [-12.0, -8.0, -4.0, 0.0]


@pytest.mark.parametrize("size", [60, 120, 240, 480])
@pytest.mark.parametrize("last", [7.0, 400.0, 2_000.0, 1_500_000.0])
def test_labels_of_iterations_do_not_touch(qtbot: QtBot, size: int, last: float) -> None:
    axis, font = IterationAxis(), QFont()
    font.setPointSizeF(20.0)
    axis.dress(LIGHT, font)
    step = axis.tickSpacing(0.0, last, size)[0][0]
    apart = step / last * size
    texts = axis.tickStrings([n * step for n in range(int(last / step) + 1)], 1.0, step)
    metrics = QFontMetrics(sized(font, SMALL))
    assert len(texts) == 1 or max(map(metrics.horizontalAdvance, texts)) < apart
