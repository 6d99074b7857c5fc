"""A term is found wherever it stands: the pointer on it means it."""

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont

from bpsim.gui.kit.formula import layout
from bpsim.gui.kit.formula.pointing import colour_at
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
