"""The labels of an axis below a plot stand apart, however large the text."""

import pytest
from PySide6.QtGui import QFont, QFontMetrics
from pytestqt.qtbot import QtBot

from bpsim.gui.kit.chart.plot_axes import IterationAxis
from bpsim.gui.looks.theme import LIGHT, SMALL, sized


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
