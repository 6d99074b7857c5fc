"""Numbers on the graph have the same digits whether they stand out or not."""

import pytest
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from bpsim.gui.kit.small_text import Type


@pytest.mark.parametrize("value", [-0.0998, 0.7311, 12.3456, -1234.5, 1e-7, 1e305])
def test_a_number_keeps_its_digits_when_it_turns_bold(qtbot: QtBot, value: float) -> None:
    plain, bold = QFont(), QFont()
    bold.setWeight(QFont.Weight.DemiBold)
    widest = Type(bold).width("−0.0998") * 2
    for tenths in range(1, 21):
        room = widest * tenths / 20
        assert Type(plain).number(value, room, 4) == Type(bold).number(value, room, 4)
