"""What stands below the terms of a δ: their sum, the factor g′(z) on a line of its own, and δ."""

from bpsim.gui.kit.table.ledger import LedgerLine, Line
from bpsim.notation.formula import EQUALS, Expr, Faint, Operator, Words, row
from bpsim.steps.apart.delta import DeltaBreakdown

SIGMA = Words("Σ")


def delta_lines(delta: DeltaBreakdown) -> tuple[LedgerLine, ...]:
    """The lines of ``delta``, their numbers left out while it is not known."""

    def known(value: float | None) -> float | None:
        return value if delta.known else None

    if delta.bias:
        caption = row(SIGMA, EQUALS, delta.symbol, Words("  not used"))
        return (LedgerLine(Line.SUM, caption, known(delta.result), bar=True, faint=True),)
    if delta.factor_symbol is None:
        caption = row(SIGMA, EQUALS, delta.symbol)
        return (LedgerLine(Line.RESULT, caption, known(delta.result), bar=True),)
    factor: Expr = row(Words("×"), Words(" "), delta.factor_symbol)
    result: Expr = row(Operator("="), delta.symbol)
    if delta.shorthand:
        factor = Faint(row(factor, Words(" left out")))
        result = row(result, Words(" without g′"))
    return (
        LedgerLine(Line.SUM, SIGMA, known(delta.weighted_sum), bar=True),
        LedgerLine(Line.FACTOR, factor, known(delta.factor), faint=delta.shorthand),
        LedgerLine(Line.RESULT, result, known(delta.result), bar=True),
    )


def full_bar(delta: DeltaBreakdown) -> float:
    """What a bar of full length stands for: the larger of the sum and δ."""
    return max(abs(delta.weighted_sum), abs(delta.result))
