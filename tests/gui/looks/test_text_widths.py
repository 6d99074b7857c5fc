"""The width of a number is that of its letters."""

import pytest
from PySide6.QtGui import QFont, QFontMetricsF
from pytestqt.qtbot import QtBot

from bpsim.gui.looks.text_widths import TextWidths


@pytest.mark.parametrize("text", ["", "0", "−0.4312", "1.7×10¹⁰", "88888", "—"])
def test_a_number_is_as_wide_as_qt_says(qtbot: QtBot, text: str) -> None:
    metrics = QFontMetricsF(QFont())
    widths = TextWidths(metrics)
    for _ in range(2):  # measured, and remembered
        assert widths.width(text) == pytest.approx(metrics.horizontalAdvance(text), abs=0.5)


def test_each_font_has_its_own_letters(qtbot: QtBot) -> None:
    small, large = QFont(), QFont()
    small.setPixelSize(10)
    large.setPixelSize(40)
    narrow, wide = (TextWidths(QFontMetricsF(font)).width("0.5") for font in (small, large))
    assert 3.5 * narrow < wide < 4.5 * narrow
