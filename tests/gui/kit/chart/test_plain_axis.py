"""The labels of an axis below a plot stand apart, however large the text."""

import pytest
from PySide6.QtGui import QFont, QFontMetricsF
from pytestqt.qtbot import QtBot

from bpsim.gui.kit.chart.plain_axis import PlainAxis


@pytest.mark.parametrize("size", [60, 120, 240, 480])
@pytest.mark.parametrize("points", [9.0, 20.0])
def test_labels_do_not_touch(qtbot: QtBot, size: int, points: float) -> None:
    axis, font = PlainAxis("bottom"), QFont()
    font.setPointSizeF(points)
    axis.setTickFont(font)
    axis.enableAutoSIPrefix(False)
    step = axis.tickSpacing(0.0, 2000.0, size)[0][0]
    texts = axis.tickStrings([n * step for n in range(int(2000 / step) + 1)], 1.0, step)
    widest = max(map(QFontMetricsF(font).horizontalAdvance, texts))
    assert len(texts) == 1 or widest < step / 2000.0 * size
