"""What terms come to, line by line below them: the sum, each factor, the result."""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from bpsim.base.words import named, tr, tr_n
from bpsim.notation.formula import EQUALS, Expr, Faint, Words, row, to_text
from bpsim.notation.numerals import known_text
from bpsim.steps.apart.delta import DeltaBreakdown
from bpsim.steps.apart.weight import WeightBreakdown
from bpsim.steps.explain import symbols as s
from bpsim.steps.schedule import DELTAS, Phase
from bpsim.steps.step import Step

SIGMA = Words("Σ")
COMPARABLE = 4.0
"""A value larger than so many of the largest contribution has no bar: it would dwarf theirs."""


class LineKind(Enum):
    """What a line is."""

    SUM = "sum"
    FACTOR = "factor"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A caption and a number, None where it is not known yet.

    ``bar`` draws the number as a bar as well, ``faint`` says that it does not count.
    """

    kind: LineKind
    caption: Expr
    value: float | None
    bar: bool = False
    faint: bool = False

    def text(self) -> str:
        """The line in words."""
        return named(to_text(self.caption).strip(), known_text(self.value))


# --- the terms of a step ------------------------------------------------------------------------


def step_lines(step: Step) -> tuple[LedgerLine, ...]:
    """The lines below the table of ``step``'s terms; none for a step that is no sum."""
    if not len(step.terms) or step.layer is None:
        return ()
    if step.phase is Phase.FORWARD and step.unit is not None:
        return _forward(step, step.layer, step.unit)
    if step.phase in DELTAS and step.unit is not None:
        return _backward(step, step.layer, step.unit)
    return (LedgerLine(LineKind.RESULT, row(SIGMA, EQUALS, step.symbol), step.result),)


def _forward(step: Step, layer: int, unit: int) -> tuple[LedgerLine, ...]:
    z, a = s.z(layer, unit), s.a(layer, unit)
    if _unfinished(step):
        sum_line = LedgerLine(LineKind.SUM, _so_far(step), step.running, bar=True)
    else:
        sum_line = LedgerLine(LineKind.SUM, row(SIGMA, EQUALS, z), step.result, bar=True)
    g = step.network.activation(layer)
    of: Expr = s.g(z) if g.elementwise else Words(g.label)
    return sum_line, LedgerLine(LineKind.RESULT, row(a, EQUALS, of), step.activation)


def _backward(step: Step, layer: int, unit: int) -> tuple[LedgerLine, ...]:
    delta = s.delta(layer, unit)
    hidden = step.phase is Phase.HIDDEN_DELTA
    shorthand = hidden and step.convention.lecture_shorthand
    total = step.running if step.term is not None else step.weighted_sum
    if shorthand:
        caption = row(SIGMA, EQUALS, delta, Words(tr(" without g′")))
        if _unfinished(step):
            return (LedgerLine(LineKind.SUM, _so_far(step), total),)
        return (LedgerLine(LineKind.RESULT, caption, total),)
    # The factor of a squared error is still to come where the error stands there alone.
    factor = step.factor is not None or hidden or (step.term is None and step.result is None)
    if not factor:
        if _unfinished(step):
            return (LedgerLine(LineKind.SUM, _so_far(step), total),)
        return (LedgerLine(LineKind.RESULT, row(SIGMA, EQUALS, delta), step.result),)
    slope = s.g(s.z(layer, unit), primed=True)
    return (
        LedgerLine(LineKind.SUM, _so_far(step) if _unfinished(step) else SIGMA, total),
        LedgerLine(LineKind.FACTOR, row(Words("×"), Words(" "), slope), step.factor),
        LedgerLine(LineKind.RESULT, row(EQUALS, delta), step.result),
    )


def _unfinished(step: Step) -> bool:
    return step.term is not None and step.term < len(step.terms) - 1


def _so_far(step: Step) -> Expr:
    assert step.term is not None
    return Words(tr("Σ after {term} of {terms}", term=step.term + 1, terms=len(step.terms)))


# --- a δ taken apart ----------------------------------------------------------------------------


def delta_lines(delta: DeltaBreakdown) -> tuple[LedgerLine, ...]:
    """The lines of ``delta``, their numbers left out while it is not known."""

    def known(value: float | None) -> float | None:
        return value if delta.known else None

    if delta.bias:
        caption = row(SIGMA, EQUALS, delta.symbol, Words(tr("  not used")))
        return (LedgerLine(LineKind.SUM, caption, known(delta.result), bar=True, faint=True),)
    if delta.factor_symbol is None:
        caption = row(SIGMA, EQUALS, delta.symbol)
        return (LedgerLine(LineKind.RESULT, caption, known(delta.result), bar=True),)
    factor: Expr = row(Words("×"), Words(" "), delta.factor_symbol)
    result: Expr = row(EQUALS, delta.symbol)
    if delta.shorthand:
        factor = Faint(row(factor, Words(tr(" left out"))))
        result = row(result, Words(tr(" without g′")))
    return (
        LedgerLine(LineKind.SUM, SIGMA, known(delta.weighted_sum), bar=True),
        LedgerLine(LineKind.FACTOR, factor, known(delta.factor), faint=delta.shorthand),
        LedgerLine(LineKind.RESULT, result, known(delta.result), bar=True),
    )


def delta_bar(delta: DeltaBreakdown) -> float:
    """What a bar of full length stands for: the larger of the sum and δ."""
    return max(abs(delta.weighted_sum), abs(delta.result))


# --- a weight taken apart -----------------------------------------------------------------------


def weight_lines(weight: WeightBreakdown) -> tuple[LedgerLine, ...]:
    """The lines of ``weight``, without the numbers that are not known yet."""
    most = _longest(weight)

    def line(kind: LineKind, caption: Expr, value: float | None) -> LedgerLine:
        return LedgerLine(kind, caption, value, bar=value is not None and abs(value) <= most)

    caption: Expr = row(SIGMA, EQUALS, weight.Delta_symbol)
    if weight.added < weight.m:
        caption = row(SIGMA, Words(tr(" after {added} of {m}", added=weight.added, m=weight.m)))
    examples = tr_n("1 example", "{m} examples", weight.m, m=weight.m)
    lines = [
        line(LineKind.SUM, caption, weight.Delta),
        line(LineKind.FACTOR, Words(f"÷ {examples}"), weight.mean),
    ]
    if weight.penalty is not None:
        sign = "−" if weight.turned else "+"
        part = row(Words(f"{sign} λ/m ·"), Words(" "), weight.symbol)
        lines.append(line(LineKind.FACTOR, part, None if weight.D is None else weight.penalty))
    lines.append(line(LineKind.RESULT, row(EQUALS, weight.D_symbol), weight.D))
    return tuple(lines)


def pull_lines(up: float, down: float) -> tuple[LedgerLine, ...]:
    """What those examples add that would have a weight larger, and those that would not."""
    return (
        LedgerLine(LineKind.SUM, Words(tr("Σ that make it larger")), up, bar=True),
        LedgerLine(LineKind.FACTOR, Words(tr("Σ that make it smaller")), down, bar=True),
    )


def weight_bar(weight: WeightBreakdown) -> float:
    """What a bar of full length stands for: the largest value that has one."""
    return max(abs(line.value or 0.0) if line.bar else 0.0 for line in weight_lines(weight))


def _longest(weight: WeightBreakdown) -> float:
    if not len(weight.terms):
        return 0.0
    return COMPARABLE * float(np.nan_to_num(np.abs(weight.terms.products)).max())
