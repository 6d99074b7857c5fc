"""What the terms of a step come to, line by line: the sum, the factor g′ or g, the result."""

from bpsim.gui.kit.table.ledger import LedgerLine, Line
from bpsim.notation.formula import EQUALS, Expr, Operator, Words, row
from bpsim.steps.explain import symbols
from bpsim.steps.schedule import Phase
from bpsim.steps.step import Step

SIGMA = Words("Σ")


def result_lines(step: Step) -> tuple[LedgerLine, ...]:
    """The lines below the table of ``step``'s terms; none for a step that is no sum."""
    if not len(step.terms) or step.layer is None:
        return ()
    if step.phase is Phase.FORWARD and step.unit is not None:
        return _forward(step, step.layer, step.unit)
    if step.phase in (Phase.OUTPUT_DELTA, Phase.HIDDEN_DELTA) and step.unit is not None:
        return _delta(step, step.layer, step.unit)
    return (LedgerLine(Line.RESULT, row(SIGMA, EQUALS, step.symbol), step.result),)


def _forward(step: Step, layer: int, unit: int) -> tuple[LedgerLine, ...]:
    z, a = symbols.z(layer, unit), symbols.a(layer, unit)
    if _unfinished(step):
        sum_line = LedgerLine(Line.SUM, _so_far(step), step.running)
    else:
        sum_line = LedgerLine(Line.SUM, row(SIGMA, EQUALS, z), step.result)
    softmax = step.network.activations[layer - 2] == "softmax"
    of: Expr = Words("softmax") if softmax else symbols.g(z)
    return sum_line, LedgerLine(Line.RESULT, row(a, EQUALS, of), step.activation)


def _delta(step: Step, layer: int, unit: int) -> tuple[LedgerLine, ...]:
    delta = symbols.delta(layer, unit)
    hidden = step.phase is Phase.HIDDEN_DELTA
    shorthand = hidden and step.convention.lecture_shorthand
    total = step.running if step.term is not None else step.weighted_sum
    if shorthand:
        caption = row(SIGMA, EQUALS, delta, Words(" without g′"))
        if _unfinished(step):
            return (LedgerLine(Line.SUM, _so_far(step), total),)
        return (LedgerLine(Line.RESULT, caption, total),)
    # The factor of a squared error is still to come where the error stands there alone.
    factor = step.factor is not None or hidden or (step.term is None and step.result is None)
    if not factor:
        if _unfinished(step):
            return (LedgerLine(Line.SUM, _so_far(step), total),)
        return (LedgerLine(Line.RESULT, row(SIGMA, EQUALS, delta), step.result),)
    slope = symbols.g(symbols.z(layer, unit), primed=True)
    return (
        LedgerLine(Line.SUM, _so_far(step) if _unfinished(step) else SIGMA, total),
        LedgerLine(Line.FACTOR, row(Words("×"), Words(" "), slope), step.factor),
        LedgerLine(Line.RESULT, row(Operator("="), delta), step.result),
    )


def _unfinished(step: Step) -> bool:
    return step.term is not None and step.term < len(step.terms) - 1


def _so_far(step: Step) -> Expr:
    assert step.term is not None
    return Words(f"Σ after {step.term + 1} of {len(step.terms)}")
