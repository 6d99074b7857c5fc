"""Reads all that is said of a step; what is not true raises WrongError or UnreadableError."""

import re
from typing import Any

import numpy as np
from mpmath import mpf

from bpsim.notation.formula import (
    EMPTY,
    EQUALS,
    Expr,
    Number,
    Symbol,
    Words,
    row,
    to_text,
)
from bpsim.steps.apart.bias_delta import bias_delta
from bpsim.steps.apart.delta import DeltaBreakdown
from bpsim.steps.apart.weight import WeightBreakdown, weight_breakdown, weight_to_show
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.shown.blocks import Block, Item, Sheet
from bpsim.steps.shown.cost_curves import CostCurves
from bpsim.steps.shown.curve import ActivationCurve, Bars, content_of
from bpsim.steps.shown.equations import sheet_of
from bpsim.steps.shown.ledger import LedgerLine, delta_lines, step_lines, weight_lines
from bpsim.steps.step import Step
from bpsim.steps.terms import Terms
from bpsim.steps.trace import Trace
from tests.said import sentences, spoken_words
from tests.said.facts import COSTS, Facts, grid
from tests.said.printed import digits_hold, numbers_in
from tests.said.reading import Literal, Reader, UnreadableError, WrongError, coloured, flat

DELTAS = (Phase.OUTPUT_DELTA, Phase.HIDDEN_DELTA)
LARGER_FIRST = (Granularity.PASS, Granularity.LAYER, Granularity.UNIT, Granularity.TERM,
                Granularity.ITERATION)  # fmt: skip
FINISH = (Phase.GRADIENT, Phase.UPDATE)


def facts_of(trace: Trace) -> Facts:
    """The same iteration, computed once more and independently."""
    v = trace.values
    return Facts(v.network, v.cost, v.examples, v.training, v.convention, v.iteration)


def reader_of(facts: Facts, step: Step) -> Reader:
    """A reader who knows where the walk stands."""
    item = facts.m - 1 if step.item is None else step.item
    summed = facts.m if step.phase in FINISH else item
    short = facts.convention.lecture_shorthand and step.phase in DELTAS
    return Reader(
        facts, item, step.layer, step.unit, summed,
        shorthand=short and step.granularity is not Granularity.PASS,
        updates=step.phase in FINISH,
    )  # fmt: skip


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
            reader.check_line(line, f"{where} numbers: {to_text(step.numbers)}")
    for number in numbers_in(row(step.formula, step.numbers)):
        digits_hold(to_text(Number(number.value, number.digits)), number.value)
    if step.term is not None:
        check_running(facts, step)
    else:
        same_terms(reader, step.formula, step.numbers, where)
    _check_shortened(step)


def reader_lines(expr: Expr) -> list[list[Any]]:
    """The lines of a formula that says something."""
    from tests.said.reading import lines_of

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
                reader.same(abs(one), abs(other), f"{about}: term {colour} {to_text(body)}")


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
    error = example.a[-1][t] - example.y[t]
    return facts.sign * example.jacobian(t + 1, j) * error


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


def check_terms(reader: Reader, terms: Terms, about: str) -> None:
    """Every term's symbols are its numbers, and its product is theirs."""
    for t in terms.shown:
        each = terms[t]
        sign = {"+": mpf(1), "−": mpf(-1)}
        for symbol, number in ((each.weight_symbol, each.weight), (each.value_symbol, each.value)):
            reader.largest = mpf(1)
            text = symbol.text if isinstance(symbol, Words) else ""
            value = sign[text] if text in sign else reader.value(symbol)
            reader.same(value, mpf(number), f"{about}: {to_text(symbol)}")
        reader.same(mpf(each.weight) * mpf(each.value), mpf(each.product), f"{about}: product {t}")


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


# --- equations of matrices ----------------------------------------------------------------------


def check_matrices(facts: Facts, step: Step) -> None:
    """The matrices panel: each matrix is what its caption says, each equation holds."""
    reader = reader_of(facts, step)
    sheet = sheet_of(step)
    for line in sheet.equations:
        for item in line:
            if isinstance(item, Block):
                _check_block(reader, item)
        check_equation(reader, step, line)
    _check_text(sheet)


def _check_block(reader: Reader, block: Block) -> None:
    """The numbers below a caption are those of the symbol."""
    if block.known is not None and block.known < block.shape[0]:
        return
    caption = list(flat(block.caption))
    fresh = reader_like(reader)
    match caption:
        case [Symbol("Θ", "", sup), Words(" new")]:
            true = fresh.facts.new(int(sup.strip("()")))
        case [Symbol("Θ", "", sup), Words(" without biases")]:
            true = fresh.facts.theta(int(sup.strip("()")), biases=False)
        case [Symbol("D", "", sup), Words(" without biases")]:
            true = fresh.facts.D(int(sup.strip("()"))).copy()
            true[:, 0] = mpf(0)
        case _:
            if block.letter == "Δ" and not fresh.updates:
                return  # before and after have one name; the equation tells
            true = fresh.value(block.caption)
    fresh.largest = mpf(1)
    fresh.same(true, grid(block.values), f"matrix {block.name}")


def reader_like(reader: Reader) -> Reader:
    """A reader who has seen nothing yet."""
    return Reader(reader.facts, reader.item, reader.layer, reader.unit, reader.summed,
                  reader.shorthand, reader.updates)  # fmt: skip


def check_equation(reader: Reader, step: Step, line: tuple[Item, ...]) -> None:
    """A line of matrices and signs holds, its matrices read as numbers."""
    tokens: list[Any] = []
    for item in line:
        if isinstance(item, Block):
            if item.known is not None and item.known < item.shape[0]:
                return  # part of it is still to come
            tokens.append(Literal(grid(item.values)))
        else:
            tokens += list(flat(item.expr))
    tokens = [t for t in tokens if not (isinstance(t, Words) and t.text.startswith(" ("))]
    fresh = reader_like(reader)
    if step.phase is Phase.FORWARD and step.layer is None:  # every layer has its own g
        for item in line:
            if isinstance(item, Block) and item.letter == "a":
                fresh.layer = item.layer
                break
    if any(to_text(t).strip() in ("=", ":=") for t in tokens if not isinstance(t, Literal)):
        fresh.check_line(tokens, f"matrices {step.granularity.value} {step.index}")
    elif len(line) != 1:
        raise UnreadableError("matrices side by side without a sign")


def _check_text(sheet: Sheet) -> None:
    text = sheet.text
    if text.count("(") != text.count(")"):
        raise WrongError(f"parentheses of {text}")


# --- lines below terms --------------------------------------------------------------------------


def check_ledger(facts: Facts, step: Step) -> None:
    """Sum, factor and result below a step's terms."""
    reader = reader_of(facts, step)
    total = mpf(0)
    lines = step_lines(step)
    if lines and step.layer is not None and step.unit is not None and step.phase is not Phase.COST:
        count = len(step.terms) if step.term is None else step.term + 1
        if step.phase is not Phase.OUTPUT_DELTA or count > 2 or step.factor is None:
            for t in range(count):
                if step.phase is Phase.OUTPUT_DELTA and len(step.terms) == 2:
                    total += mpf(step.terms[t].product)
                else:
                    total += true_term(reader, step, t)
        else:
            for t in range(count):
                total += mpf(step.terms[t].product)
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


# --- taken apart --------------------------------------------------------------------------------


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
    named = reader.value(delta.weighted_sum_symbol)
    reader.same(named, mpf(delta.weighted_sum), f"{about}: the sum")
    if delta.known:
        check_lines(reader, delta_lines(delta), total, len(delta.terms))


def check_weight(facts: Facts, trace: Trace, step: Step, at: tuple[int, int, int]) -> None:
    """One weight taken apart: D, its update and the lines below its terms."""
    weight = weight_breakdown(trace, step, *at)
    reader = Reader(
        facts, facts.m - 1, weight.layer + 1, weight.to, weight.added, updates=step.phase in FINISH
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
    facts, (layer, to, frm) = reader.facts, (weight.layer, weight.to, weight.frm)
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


# --- curves -------------------------------------------------------------------------------------


def check_curve(facts: Facts, step: Step) -> None:
    """The curve that fits: its headline, its points, what its words say."""
    reader, content = reader_of(facts, step), content_of(step)
    example = facts.example(reader.item)
    match content:
        case ActivationCurve():
            reader.layer = content.layer
            reader.check(content.headline, "curve")
            units = range(1, len(content.z) + 1) if content.unit is None else (content.unit,)
            for unit, z, a in zip(units, content.z, content.a, strict=False):
                reader.largest = mpf(1)
                reader.same(example.z[content.layer - 1][unit - 1], mpf(z), "z on the curve")
                reader.same(example.a[content.layer - 1][unit - 1], mpf(a), "a on the curve")
            if content.slope is not None:
                assert content.unit is not None
                true = example.slope(content.layer, content.unit)
                reader.same(true, mpf(content.slope), "the slope of the curve")
            if content.target is not None and content.unit is not None:
                reader.same(example.y[content.unit - 1], mpf(content.target), "target")
            sentences.check_curve_words(facts, reader.item, content)
        case Bars():
            for line in _parts_by_comma(list(flat(content.headline))):
                reader.layer = content.layer
                reader.check_line(line, "bars")
            for unit, a in enumerate(content.a, start=1):
                if a is not None:
                    reader.same(example.a[-1][unit - 1], mpf(a), "a bar")
            for unit, y in enumerate(content.targets, start=1):
                reader.same(example.y[unit - 1], mpf(y), "a target")
        case CostCurves():
            check_costs(facts, reader, content)


def _parts_by_comma(tokens: list[Any]) -> list[list[Any]]:
    parts: list[list[Any]] = [[]]
    for token in tokens:
        if isinstance(token, Words) and token.text.strip() == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def check_costs(facts: Facts, reader: Reader, curves: CostCurves) -> None:
    """The cost of each output as a function of its h: formula, value and words."""
    if curves.cost != facts.cost_name:
        raise WrongError(f"the cost is {facts.cost_name}, not {curves.cost}")
    example = facts.example(reader.item)
    whole = mpf(0)
    for k in range(len(curves)):
        h, y = example.a[-1][k], example.y[k]
        for n, line in enumerate(curves.lines(k)):
            true = facts.sign * COSTS[line.kind]([h], [y])
            reader.largest = mpf(1)
            reader.same(true, mpf(line.value), f"curve of {line.name}")
            reader.same(reader.value(line.formula), true, f"curve of {line.name}")
            points = np.array([0.25, 0.5, 0.875])
            for point, found in zip(points.tolist(), line.over(points).tolist(), strict=True):
                drawn = facts.sign * COSTS[line.kind]([mpf(point)], [y])
                reader.same(drawn, mpf(found), f"point of {line.name}")
            if n == 0:
                whole += true
        sentences.check_cost_words(facts, reader.item, k, curves.words(k))
    reader.same(whole, facts.sign * example.cost, "the outputs' costs together")
