"""What stands below the contributions to one weight: Δ, the division by m, λ's part, and D."""

import numpy as np

from bpsim.gui.kit.table.ledger import LedgerLine, Line
from bpsim.notation.formula import EQUALS, Expr, Operator, Words, row
from bpsim.steps.apart.weight import WeightBreakdown

SIGMA = Words("Σ")
COMPARABLE = 4.0
"""A value larger than so many of the largest contribution has no bar: it would dwarf theirs."""


def weight_lines(weight: WeightBreakdown) -> tuple[LedgerLine, ...]:
    """The lines of ``weight``, without the numbers that are not known yet."""
    most = _longest(weight)

    def line(kind: Line, caption: Expr, value: float | None) -> LedgerLine:
        return LedgerLine(kind, caption, value, bar=value is not None and abs(value) <= most)

    caption: Expr = row(SIGMA, EQUALS, weight.Delta_symbol)
    if weight.added < weight.m:
        caption = row(SIGMA, Words(f" after {weight.added} of {weight.m}"))
    examples = "1 example" if weight.m == 1 else f"{weight.m} examples"
    lines = [
        line(Line.SUM, caption, weight.Delta),
        line(Line.FACTOR, Words(f"÷ {examples}"), weight.mean),
    ]
    if weight.penalty is not None:
        sign = "−" if weight.turned else "+"
        part = row(Words(f"{sign} λ/m ·"), Words(" "), weight.symbol)
        lines.append(line(Line.FACTOR, part, None if weight.D is None else weight.penalty))
    lines.append(line(Line.RESULT, row(Operator("="), weight.D_symbol), weight.D))
    return tuple(lines)


def full_bar(weight: WeightBreakdown) -> float:
    """What a bar of full length stands for: the largest value that has one."""
    return max(abs(line.value or 0.0) if line.bar else 0.0 for line in weight_lines(weight))


def _longest(weight: WeightBreakdown) -> float:
    if not len(weight.terms):
        return 0.0
    return COMPARABLE * float(np.nan_to_num(np.abs(weight.terms.products)).max())
