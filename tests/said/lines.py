"""Reads the terms of a sum, and the lines below them: sum, factors, result."""

import re
from typing import Any

from mpmath import mpf

from bpsim.notation.formula import (
    EQUALS,
    Expr,
    Number,
    Symbol,
    Words,
    to_text,
)
from bpsim.steps.schedule import Phase
from bpsim.steps.shown.ledger import LedgerLine, step_lines
from bpsim.steps.step import Step
from bpsim.steps.terms import Terms
from tests.said.facts import Facts
from tests.said.reading import Reader
from tests.said.standing import reader_of
from tests.said.tokens import About, UnreadableError, WrongError, flat


def true_term(reader: Reader, step: Step, t: int) -> Any:
    """Θ_jt a_t forwards and Θ_tj δ_t backwards, or softmax's slope times the error."""
    facts, layer, j = reader.facts, step.layer or 0, step.unit or 0
    example = facts.example(reader.item)
    if step.phase is Phase.FORWARD:
        a = mpf(1) if t == 0 else example.a[layer - 2][t - 1]
        return mpf(float(facts.network.theta(layer - 1)[j - 1, t])) * a
    if step.phase is Phase.HIDDEN_DELTA:
        weight = mpf(float(facts.network.theta(layer)[t, j]))
        return facts.sign * weight * example.deltas(reader.shorthand)[layer][t]
    return facts.sign * example.jacobian(t + 1, j) * example.error(t + 1)


def check_terms(reader: Reader, terms: Terms, about: str) -> None:
    """Every term's symbols are its numbers, and its product is theirs."""
    for t in terms.shown:
        each = terms[t]
        sign = {"+": mpf(1), "−": mpf(-1)}
        for symbol, number in ((each.weight_symbol, each.weight), (each.value_symbol, each.value)):
            reader.largest = mpf(1)
            text = symbol.text if isinstance(symbol, Words) else ""
            value = sign[text] if text in sign else reader.value(symbol)
            reader.same(value, mpf(number), About(about, symbol))
        reader.same(mpf(each.weight) * mpf(each.value), mpf(each.product), f"{about}: product {t}")


def check_ledger(facts: Facts, step: Step) -> None:
    """Sum, factor and result below a step's terms."""
    reader = reader_of(facts, step)
    total = mpf(0)
    lines = step_lines(step)
    if lines and step.layer is not None and step.unit is not None and step.phase is not Phase.COST:
        count = len(step.terms) if step.term is None else step.term + 1
        for t in range(count):
            if step.phase is Phase.OUTPUT_DELTA and len(step.terms) <= 2:
                total += mpf(step.terms[t].product)
            else:
                total += true_term(reader, step, t)
    elif lines:
        total = facts.sign * facts.example(reader.item).cost
    check_lines(reader, lines, total, len(step.terms))


def check_lines(
    reader: Reader, lines: tuple[LedgerLine, ...], total: Any, count: int, mean_of: int = 1
) -> None:
    """Each line's number is what its caption says, given the sum of the terms."""
    for line in lines:
        if line.value is None:
            continue
        text = to_text(line.caption).strip()
        value = mpf(line.value)
        reader.largest = mpf(1)
        if text.startswith("Σ after"):
            found = re.fullmatch(r"Σ after (\d+) of (\d+)", text)
            if found is None or int(found[2]) != count:
                raise UnreadableError(text)
            reader.same(total, value, text)
        elif text.startswith("Σ"):
            reader.same(total, value, text)
            if "=" in text and "without" not in text and "not used" not in text:
                reader.same(_after_equals(reader, line.caption), value, text)
        elif text.startswith("÷"):
            examples = int(text.split()[1])
            reader.same(total / examples, value, text)
            if examples != mean_of:
                raise WrongError(f"{text}: there are {mean_of}")
        elif text.startswith("×"):
            body = [t for t in flat(line.caption) if not isinstance(t, Words)]
            reader.same(reader.value(body), value, text)
        elif text.startswith("="):
            body = [t for t in flat(line.caption)][1:]
            body = [t for t in body if not (isinstance(t, Words) and "without" in t.text)]
            reader.same(reader.value(body), value, text)
        elif "λ/m" in text:
            weight = next(t for t in flat(line.caption) if isinstance(t, Symbol))
            sign = -1 if text.startswith("−") else 1
            old = reader.facts.theta(*_just_layer(weight))[_entry(weight)]
            reader.same(sign * reader.facts.lam / reader.facts.m * old, value, text)
        elif text.endswith("= softmax"):
            body = [next(iter(flat(line.caption)))]
            reader.same(reader.value(body), value, text)
        else:
            tokens = list(flat(line.caption))
            reader.check_line([*tokens, EQUALS, Number(line.value)], text)


def _just_layer(weight: Symbol) -> tuple[int]:
    return (int(weight.sup.strip("()")),)


def _entry(weight: Symbol) -> tuple[int, int]:
    parts = weight.sub.split(",") if "," in weight.sub else list(weight.sub)
    return int(parts[0]) - 1, int(parts[1])


def _after_equals(reader: Reader, caption: Expr) -> Any:
    tokens = list(flat(caption))
    return reader.value(tokens[tokens.index(EQUALS) + 1 :])
