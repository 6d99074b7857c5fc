"""Reads a δ and a weight taken apart: formulas, numbers, terms and the lines below them."""

from mpmath import mpf

from bpsim.notation.formula import (
    EMPTY,
)
from bpsim.steps.apart.bias_delta import bias_delta
from bpsim.steps.apart.delta import DeltaBreakdown
from bpsim.steps.apart.weight import WeightBreakdown, weight_breakdown, weight_to_show
from bpsim.steps.places import EdgePlace
from bpsim.steps.schedule import Granularity
from bpsim.steps.shown.ledger import delta_lines, weight_lines
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace
from tests.said import sentences
from tests.said.facts import Facts
from tests.said.lines import check_lines, check_terms
from tests.said.reading import Reader
from tests.said.standing import DELTAS, FINISH
from tests.said.tokens import WrongError


def check_deltas(facts: Facts, trace: Trace, step: Step) -> None:
    """Every δ taken apart, bias units' included, as the walk has it at ``step``."""
    layers = facts.network.layers
    for layer in range(2, len(layers) + 1):
        for unit in range(1, layers[layer - 1] + 1):
            check_delta(facts, step, trace.delta(step, layer, unit))
        if layer < len(layers):
            check_delta(facts, step, bias_delta(trace, step, layer))


def check_delta(facts: Facts, step: Step, delta: DeltaBreakdown) -> None:
    """Formula, numbers, terms, lines and check of one δ."""
    item = facts.m - 1 if step.item is None else step.item
    short = facts.convention.lecture_shorthand
    if delta.known and not (step.phase in DELTAS and step.granularity is not Granularity.PASS):
        short = False
    reader = Reader(facts, item, delta.layer, delta.unit, item, shorthand=short)
    about = f"δ of unit {delta.unit} of layer {delta.layer}"
    reader.check(delta.formula, about)
    reader.check(delta.numbers, about)
    check_terms(reader, delta.terms, about)
    example = facts.example(item)
    total = sum((mpf(float(p)) for p in delta.terms.products), mpf(0))
    if delta.layer < facts.network.depth:
        true = facts.sign * example.weighted_sum(delta.layer, delta.unit, short)
        reader.same(true, total, about)
    reader.largest = mpf(1)
    reader.same(total, mpf(delta.weighted_sum), f"{about}: the sum")
    if delta.known:
        check_lines(reader, delta_lines(delta), total, len(delta.terms))
    if delta.unit:
        check_meaning(delta, facts.example(item).deltas()[delta.layer - 1][delta.unit - 1], about)


def check_meaning(delta: DeltaBreakdown, true: object, about: str) -> None:
    """Whether the cost rises or falls with z."""
    said = "rises" if "example rises" in delta.meaning else "falls"
    if not delta.meaning or "hardly" in delta.meaning:
        if abs(mpf(true)) > mpf("1e-300"):
            raise WrongError(f"{about}: “{delta.meaning}”, but the slope is {true}")
    elif said != ("rises" if mpf(true) > 0 else "falls"):
        raise WrongError(f"{about}: “{delta.meaning}”, but the slope is {true}")


def check_weight(facts: Facts, trace: Trace, step: Step, at: tuple[int, int, int]) -> None:
    """One weight taken apart: D, its update and the lines below its terms."""
    weight = weight_breakdown(trace, step, EdgePlace(*at))
    reader = Reader(
        facts,
        facts.m - 1,
        weight.place.layer + 1,
        weight.place.to,
        weight.added,
        updates=step.phase in FINISH,
    )
    about = f"weight {weight.symbol}"
    if weight.D is None:
        reader.updates = True
    reader.check(weight.formula, about)
    for expr in (weight.numbers, weight.update_formula, weight.update_numbers):
        if expr != EMPTY:
            reader.check(expr, about)
    reader.updates = weight.added == facts.m
    reader.summed = weight.added
    check_terms(reader, weight.terms, about)
    check_weight_lines(reader, weight)
    sentences.check_weight_sentence(facts, weight)


def check_weight_lines(reader: Reader, weight: WeightBreakdown) -> None:
    """Δ, the mean, λ's part and D."""
    total = mpf(0)
    facts, (layer, to, frm) = reader.facts, weight.place
    if weight.added:
        total = facts.Delta(layer, weight.added)[to - 1, frm]
    reader.updates = True
    lines = weight_lines(weight)
    if weight.added < weight.m:
        lines = tuple(line for line in lines if line.value is not None)
    check_lines(reader, lines, total, weight.m, weight.m)


def check_apart(facts: Facts, trace: Trace, step: Step) -> None:
    """Deltas and the weight that the panels would show at ``step``."""
    check_deltas(facts, trace, step)
    last = facts.network.depth - 1
    for at in {weight_to_show(step) or (1, 1, 0), (last, 1, 1)}:
        check_weight(facts, trace, step, at)
