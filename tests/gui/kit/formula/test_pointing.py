"""A term is found wherever it stands: the pointer on it means it."""

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont

from bpsim.gui.kit.formula import layout
from bpsim.gui.kit.formula.pointing import colour_at, result_places
from bpsim.notation.numerals import number_text
from bpsim.steps.schedule import Phase
from tests.gui.graph.walks import lecture


@pytest.mark.parametrize(
    ("phase", "layer", "unit"),
    [(Phase.FORWARD, 2, 1), (Phase.OUTPUT_DELTA, 4, 1), (Phase.HIDDEN_DELTA, 2, 1)],
)
@pytest.mark.parametrize("width", [90.0, 220.0, 2000.0])
def test_every_glyph_of_a_term_means_it(
    font: QFont, phase: Phase, layer: int, unit: int, width: float
) -> None:
    step = lecture(phase, layer, unit)
    for expr in (step.formula, step.numbers):
        box = layout(expr, font, width)
        terms = [(role, rect) for _, rect, role in box.texts() if isinstance(role, int)]
        assert len({role for role, _ in terms}) == len(step.terms)
        for role, rect in terms:
            middle = rect.center() + QPointF(0.0, box.ascent)
            assert colour_at(box, 1.0, middle) == role


@pytest.mark.parametrize(
    ("phase", "layer", "places"), [(Phase.FORWARD, 2, 3), (Phase.OUTPUT_DELTA, 4, 1)]
)
def test_what_waits_is_covered_wherever_it_is_used(
    font: QFont, phase: Phase, layer: int, places: int
) -> None:
    step = lecture(phase, layer, 1)
    box = layout(step.numbers, font)
    found = result_places(box)
    assert len(found) == places
    hidden = {number_text(each) for each in (step.weighted_sum, step.result) if each is not None}
    for text, rect, role in box.texts():
        if role == "text" and text in hidden:
            assert any(each.contains(rect.center()) for each in found), text
