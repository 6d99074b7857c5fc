"""Reads all that is said of a step; what is not true raises WrongError or UnreadableError."""

import re
from typing import Any

from mpmath import mpf

from bpsim.notation.formula import (
    Expr,
    Number,
    Symbol,
    Words,
    row,
    to_text,
)
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace
from tests.said import sentences, spoken_words
from tests.said.apart import check_apart
from tests.said.curves import check_curve
from tests.said.facts import Facts
from tests.said.lines import check_ledger, check_terms, true_term
from tests.said.matrices import check_matrices
from tests.said.printed import digits_hold, numbers_in
from tests.said.reading import Reader
from tests.said.standing import DELTAS, FINISH, facts_of, reader_of
from tests.said.tokens import About, UnreadableError, WrongError, coloured, flat, lines_of

LARGER_FIRST = (Granularity.PASS, Granularity.LAYER, Granularity.UNIT, Granularity.TERM,
                Granularity.ITERATION)  # fmt: skip


def check_step(facts: Facts, trace: Trace, step: Step) -> None:
    """Everything that views show of ``step``."""
    check_formulas(facts, step)
    check_terms(reader_of(facts, step), step.terms, "terms")
    check_values(facts, step)
    check_matrices(facts, step)
    check_ledger(facts, step)
    check_curve(facts, step)
    sentences.check_sentences(facts, step)
    spoken_words.check_spoken(facts, step)


def read(trace: Trace, most: int, facts: Facts | None = None) -> None:
    """Read steps from all over the walk, at every step size; of each about ``most``."""
    facts = facts_of(trace) if facts is None else facts
    for granularity in LARGER_FIRST:
        count = trace.schedule.count(granularity)
        for n in chosen(count, most):
            check_step(facts, trace, trace.step(n, granularity))
        if granularity in (Granularity.UNIT, Granularity.PASS):
            for n in chosen(count, 5):
                check_apart(facts, trace, trace.step(n, granularity))


def chosen(count: int, most: int) -> list[int]:
    """All of ``count`` steps if they are few, else some from everywhere and both ends."""
    if count <= most:
        return list(range(count))
    stride = count / most
    return sorted({*(int(n * stride) for n in range(most)), count - 2, count - 1})


# --- formulas and numbers -----------------------------------------------------------------------


def check_formulas(facts: Facts, step: Step) -> None:
    """Formula and numbers, and that the numbers are those of the formula, term by term."""
    reader = reader_of(facts, step)
    where = f"{step.granularity.value} {step.index}"
    reader.check(step.formula, f"{where} formula")
    for line in reader_lines(step.numbers):
        if not _moved_most(reader, facts, line) and not _where(reader, line):
            reader.check_line(line, About(f"{where} numbers", step.numbers))
    for number in numbers_in(row(step.formula, step.numbers)):
        digits_hold(to_text(Number(number.value, number.digits)), number.value)
    if step.term is not None:
        check_running(facts, step)
    else:
        same_terms(reader, step.formula, step.numbers, where)
    _check_shortened(step)


def reader_lines(expr: Expr) -> list[list[Any]]:
    """The lines of a formula that says something."""
    return [line for line in lines_of(expr) if not _more_units(line)]


def _more_units(line: list[Any]) -> bool:
    """ "… and n more" on a line of its own: units of a softmax layer."""
    return len(line) == 1 and isinstance(line[0], Words) and "more" in line[0].text


def same_terms(reader: Reader, formula: Expr, numbers: Expr, about: str) -> None:
    """Terms of one colour are the same in symbols and in numbers."""
    symbols = [each for each in map(coloured, _rows(formula)) if each]
    figures = [each for each in map(coloured, _rows(numbers)) if each]
    for named, counted in zip(symbols, figures, strict=False):
        if set(named) != set(counted):
            raise WrongError(f"{about}: terms {set(named)} in symbols, {set(counted)} in numbers")
        for colour, body in named.items():
            reader.largest = mpf(0)
            one, other = reader.value(body), reader.value(counted[colour])
            if abs(one) != abs(other):  # a term may carry its sign or have it before it
                reader.same(abs(one), abs(other), About(f"{about}: term {colour}", body))


def _rows(expr: Expr) -> list[Expr]:
    return [expr]


def _check_shortened(step: Step) -> None:
    """What is left out is counted."""
    for expr in (step.formula, step.numbers):
        for token in flat(expr):
            if isinstance(token, Words) and (more := re.search(r"… and (\d+) more", token.text)):
                shown, count = len(step.terms.shown), int(more[1])
                if len(step.terms) and count not in (
                    len(step.terms) - shown, step.network.layers[(step.layer or 1) - 1] - 4,
                ):  # fmt: skip
                    raise WrongError(f"{count} more of {len(step.terms)} terms")


def check_running(facts: Facts, step: Step) -> None:
    """The sum so far is that of the first terms, each what the definition has."""
    assert step.term is not None and step.layer is not None and step.unit is not None
    reader, total = reader_of(facts, step), mpf(0)
    for t in range(step.term + 1):
        total += true_term(reader, step, t)
    if step.running is None:
        raise WrongError("no sum so far")
    reader.same(total, mpf(step.running), f"the sum after {step.term + 1} terms")


def _moved_most(reader: Reader, facts: Facts, line: list[Any]) -> bool:
    """Θ: largest change 0.3."""
    match line:
        case [Symbol("Θ", "", sup), Words(text), Number(value)] if "largest change" in text:
            layer = int(sup.strip("()"))
            change = facts.new(layer) - facts.theta(layer)
            reader.same(max(abs(v) for v in change.ravel()), mpf(value), "largest change")
            return True
    return False


def _where(reader: Reader, line: list[Any]) -> bool:
    """m = 4, K = 1, λ = 0.1; Θ without the biases."""
    if not any(isinstance(token, Words) and "without the biases" in token.text for token in line):
        return False
    parts: list[list[Any]] = [[]]
    for token in line:
        if isinstance(token, Words) and token.text.strip() in (",", ";"):
            parts.append([])
        else:
            parts[-1].append(token)
    for part in parts[:-1]:
        reader.check_line(part, "where")
    if [to_text(token).strip() for token in parts[-1]] != ["Θ", "without the biases"]:
        raise UnreadableError(f"where: {parts[-1]}")
    return True


def check_values(facts: Facts, step: Step) -> None:
    """The tables beside a step, its results and J with its parts."""
    reader = reader_of(facts, step)
    for entry in step.entries:
        for symbol, value in entry.values:
            if value is None:
                continue
            text = to_text(symbol)
            if text.endswith((" old", " new")) or text.startswith("change of"):
                check_move(facts, text, value)
            elif symbol == step.entries[0].values[-1][0] and step.phase in FINISH:
                reader.same(facts.J, mpf(value), text)
            else:
                reader.largest = mpf(0)
                true = reader.value(symbol)
                if "λ" in text:  # the λ part bears its sign in J
                    true = facts.sign * true
                reader.same(true, mpf(value), f"entry {entry.label}: {text}")
    if step.cost_J is not None:
        cost = step.cost_J
        reader.check(cost.formula, "J")
        reader.check(cost.numbers, "J")
        if not _where(reader, reader_lines(cost.where)[0]):
            raise UnreadableError(f"where: {to_text(cost.where)}")
        symbols, figures = coloured(cost.formula), coloured(cost.numbers)
        for colour in symbols:
            reader.largest = mpf(0)
            reader.same(
                abs(reader.value(symbols[colour])), abs(reader.value(figures[colour])),
                f"the part {colour} of J",
            )  # fmt: skip
    check_results(facts, step)


def check_results(facts: Facts, step: Step) -> None:
    """The numbers that a step carries."""
    reader = reader_of(facts, step)
    example = facts.example(reader.item)
    layer, unit = step.layer or 0, step.unit or 0
    true: dict[str, Any] = {}
    if step.phase is Phase.FORWARD and unit:
        true = {"result": example.z[layer - 1][unit - 1],
                "activation": example.a[layer - 1][unit - 1]}  # fmt: skip
    elif step.phase in DELTAS and unit:
        true = {"result": facts.sign * example.deltas(reader.shorthand)[layer - 1][unit - 1],
                "factor": example.slope(layer, unit)}  # fmt: skip
        if step.phase is Phase.HIDDEN_DELTA and step.weighted_sum is not None:
            true["weighted_sum"] = facts.sign * example.weighted_sum(layer, unit, reader.shorthand)
    elif step.phase is Phase.COST:
        true = {"result": facts.sign * example.cost}
    for name, value in true.items():
        found = getattr(step, name)
        if found is not None:
            reader.largest = mpf(1)
            reader.same(value, mpf(found), name)


def check_move(facts: Facts, text: str, value: float) -> None:
    """A weight's old value, new value and change."""
    indices = _weight_of(text)
    layer, to, frm = indices
    old, new = facts.theta(layer)[to - 1, frm], facts.new(layer)[to - 1, frm]
    true = new - old if text.startswith("change") else old if text.endswith("old") else new
    if abs(true - mpf(value)) > mpf(10) ** -12 * max(1, abs(old), abs(new)):
        raise WrongError(f"{text} is not {value}")


_DOWN = str.maketrans("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹", "01234567890123456789")


def _weight_of(text: str) -> tuple[int, int, int]:
    """Layer, end and start of a weight's symbol within a text."""
    found = re.search(r"Θ([₀-₉,]+)⁽([⁰¹²³⁴-⁹]+)⁾", text)
    if found is None:
        raise UnreadableError(text)
    sub, layer = found[1].translate(_DOWN), int(found[2].translate(_DOWN))
    to, frm = sub.split(",") if "," in sub else (sub[0], sub[1:])
    return layer, int(to), int(frm)
