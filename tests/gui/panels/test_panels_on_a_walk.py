"""The explanation on every stop of the lecture network's walk, at every granularity."""

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bpsim.core.examples import Examples
from bpsim.core.settings import Convention, Sign, TrainingSettings
from bpsim.gui.kit.formula.copying import plain_text
from bpsim.gui.panels.step.delta import DeltaSection
from bpsim.gui.panels.step.panel import StepPanel
from bpsim.notation.numerals import number_text
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.trace import Trace
from tests.gui.panels.literal_steps import NETWORK
from tests.traces import traced

DELTAS = (Phase.OUTPUT_DELTA, Phase.HIDDEN_DELTA)
EXAMPLES = Examples.of([[0.0, 1.0], [1.0, 1.0]], [[1.0], [0.0]])


def walk(sign: Sign = "course", shorthand: bool = False) -> Trace:
    convention = Convention(sign, shorthand)
    return traced(NETWORK, "cross-entropy", EXAMPLES, TrainingSettings(), convention)


def usual_font(widget: QWidget) -> None:
    font = QFont("DejaVu Sans")
    font.setPointSizeF(9.0)
    widget.setFont(font)


@pytest.mark.parametrize("granularity", list(Granularity))
@pytest.mark.parametrize("shorthand", [False, True], ids=["full", "shorthand"])
def test_every_step_fits_without_scrolling(
    qtbot: QtBot, granularity: Granularity, shorthand: bool
) -> None:
    panel = StepPanel()
    qtbot.addWidget(panel)
    usual_font(panel)
    panel.resize(420, 460)
    panel.show()
    trace = walk("lecture" if shorthand else "course", shorthand)
    too_high = {}
    for index in range(trace.schedule.count(granularity)):
        step = trace.step(index, granularity)
        own = None
        if step.phase in DELTAS and step.layer is not None and step.unit is not None:
            own = trace.delta(step, step.layer, step.unit)
        panel.show_step(step, own)
        for _ in range(3):
            QApplication.processEvents()
        over = panel.page.verticalScrollBar().maximum()
        if over:
            too_high[step.title] = over
        for part in (panel.numbers, panel.note, panel.ledger, panel.check, panel.layers):
            if part.isVisible():
                assert part.mapTo(panel, part.rect().bottomLeft()).y() < panel.height()
    assert too_high == {}


def test_the_last_line_of_each_sum_is_its_result(qtbot: QtBot) -> None:
    panel = StepPanel()
    qtbot.addWidget(panel)
    trace = walk()
    for index in range(trace.schedule.count(Granularity.UNIT)):
        step = trace.step(index, Granularity.UNIT)
        panel.show_step(step)
        if not len(step.terms):
            continue
        last = panel.ledger.lines()[-1].value
        expected = step.activation if step.activation is not None else step.result
        assert last == expected, step.title
        products = [panel.terms.terms_model.number(t, 3) for t in range(len(step.terms))]
        assert None not in products
        total = sum(product for product in products if product is not None)
        shown = panel.ledger.lines()[0].value
        assert shown == pytest.approx(total, rel=1e-12, abs=1e-15), step.title


@pytest.mark.parametrize("sign", ["course", "lecture"])
def test_every_delta_agrees_with_its_check(qtbot: QtBot, sign: Sign) -> None:
    panel = DeltaSection()
    qtbot.addWidget(panel)
    usual_font(panel)
    panel.resize(420, 300)
    panel.show()
    trace = walk(sign)
    last = trace.step(trace.schedule.count(Granularity.UNIT) - 1, Granularity.UNIT)
    for layer, units in ((2, 2), (3, 2), (4, 1)):
        for unit in range(1, units + 1):
            delta = trace.delta(last, layer, unit)
            panel.show_delta(delta)
            for _ in range(3):
                QApplication.processEvents()
            text = plain_text(panel.judgement.check.view.expr())
            assert "agrees" in text and number_text(delta.checked.numeric) in text
            assert panel.ledger.lines()[-1].value == delta.result
