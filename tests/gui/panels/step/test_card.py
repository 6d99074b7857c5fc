"""Formulas as large as there is room for, a little smaller where that saves lines."""

import pytest
from PySide6.QtWidgets import QApplication

from bpsim.formats.bundled import bundled_network
from bpsim.gui.panels.step.card import UNBROKEN, FormulaCard
from bpsim.notation.formula import Expr
from bpsim.steps.schedule import Granularity
from bpsim.steps.trace import Trace

WIDE, HIGH = 420, 330


@pytest.mark.parametrize("network", ["lecture", "xor"])
def test_no_formula_is_set_small_for_a_line_while_there_is_room(
    qapp: QApplication, network: str
) -> None:
    card, trace = FormulaCard(), Trace.of(bundled_network(network).load())
    saved = 0
    for n in range(trace.schedule.count(Granularity.UNIT)):
        step = trace.step(n, Granularity.UNIT)
        formulas = [step.formula, step.numbers]
        size = card.best(formulas, WIDE, HIGH)
        lines, high, whole = card._laid_out(formulas, size, WIDE - 16)
        largest = next(
            (each for each in card._sizes() if fits(card, formulas, each)), card._sizes()[-1]
        )
        for other in card._sizes():
            if UNBROKEN * largest <= other <= largest and fits(card, formulas, other):
                others = card._laid_out(formulas, other, WIDE - 16)[0]
                assert lines < others or (lines == others and size >= other)
        assert size >= UNBROKEN * largest
        assert (whole and high <= HIGH) or size == card._sizes()[-1]
        saved += size < largest
    assert saved  # now and then it does save one


def fits(card: FormulaCard, formulas: list[Expr], size: float) -> bool:
    _, high, whole = card._laid_out(formulas, size, WIDE - 16)
    return whole and high <= HIGH


def test_formulas_that_fit_need_no_scroll_bar(qapp: QApplication) -> None:
    card, trace = FormulaCard(), Trace.of(bundled_network("lecture").load())
    found = set()
    for n in range(12):
        step = trace.step(n, Granularity.UNIT)
        card.show_formulas(step.formula, step.numbers)
        for high in range(90, 330, 7):
            card.fit(WIDE, high)
            found.add(card.size_)
            assert card.heightForWidth(WIDE) <= high or card.size_ == card._sizes()[-1]
    assert len(found) > 5
