"""A δ below a unit has the digits that it has in formulas and tables."""

import pytest
from PySide6.QtGui import QFont

from bpsim.gui.graph.layout.measure import measured
from bpsim.gui.graph.layout.sizes import Form, sizes
from bpsim.gui.kit.small_text import Fonts
from bpsim.notation.numerals import number_text
from tests.gui.graph.walks import EXAMPLES, LECTURE


@pytest.mark.parametrize("points", [9.0, 13.0, 18.0])
@pytest.mark.parametrize(("form", "fewer"), [(Form.CAPTIONED, 1), (Form.STACKED, 0)])
def test_a_delta_keeps_its_digits(qapp: object, form: Form, fewer: int, points: float) -> None:
    font = QFont()
    font.setPointSizeF(points)
    part, fonts = sizes(measured(font, LECTURE, EXAMPLES), form, fewer), Fonts(font)
    room = part.chip_w - 0.7 * part.chip_h - fonts.small.width("δ ")
    for value in (-0.5249, 0.06523, -0.013412, 0.0046623, -0.00043281, 7.4712e-5, -2.6123e-7):
        assert fonts.small.number(value, room) == number_text(value)
