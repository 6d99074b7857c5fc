"""What the cost step explains: cost(i) output by output, with the convention's sign."""

from typing import Any

import numpy as np

from bpsim.core.arrays import Array, frozen
from bpsim.core.costs.table import COSTS
from bpsim.notation.formula import (
    EQUALS,
    MINUS,
    PLUS,
    Expr,
    Fenced,
    Fraction,
    Number,
    Row,
    Scripted,
    Sum,
    Symbol,
    Term,
    Words,
    row,
)
from bpsim.steps.explain import symbols as s
from bpsim.steps.moment import Moment
from bpsim.steps.step import Entry
from bpsim.steps.terms import MOST_SHOWN, Terms

SQUARED = "squared error"
AS_SQUARED = "Think of it as the squared error, says the lecture."


def cost(moment: Moment) -> dict[str, Any]:
    """cost(i), output by output."""
    terms, outputs = cost_terms(moment), moment.network.layers[-1]
    value, beside = moment.values.cost, _squared_error(moment)
    sentence = (
        "The output is compared with the target: how far off it is makes the cost of this example."
        if outputs == 1
        else "Each output is compared with its target: how far off they are, added up, makes the "
        "cost of this example."
    )
    return {
        "title": "cost",
        "sentence": f"{sentence} {AS_SQUARED}" if beside else sentence,
        "symbol": cost_symbol(),
        "formula": _formula(moment, terms),
        "numbers": row(cost_symbol(), EQUALS, s.number_sum(terms), EQUALS, s.strong(value)),
        "terms": terms,
        "result": value,
        "units": tuple((moment.network.depth, unit) for unit in range(1, outputs + 1)),
        "entries": beside,
        "note": cost_note(moment),
    }


def _squared_error(moment: Moment) -> tuple[Entry, ...]:
    """½(h − y)² beside a cross-entropy: all outputs together, then one by one if they are few."""
    if moment.source.cost == "squared-error":
        return ()
    a, y = moment.values.a[-1], moment.values.y
    outputs, half = len(y), Fraction(Number(1), Number(2))
    each = 0.5 * (a - y) ** 2
    one_by_one = tuple(
        (row(half, _squared(s.h(k, outputs), s.y(k, outputs))), float(value))
        for k, value in enumerate(each, start=1)
    )
    if outputs == 1:
        return (Entry(SQUARED, one_by_one),)
    whole = row(half, Sum("k"), _squared(Symbol("h", "k"), Symbol("y", "k")))
    few = one_by_one if outputs <= MOST_SHOWN else ()
    return (Entry(SQUARED, ((whole, float(each.sum())), *few)),)


def _squared(h: Expr, y: Expr) -> Scripted:
    return Scripted(_minus(h, y), sup="2")


def cost_symbol() -> Row:
    """cost(i)."""
    return s.function(Symbol("cost", style="upright"), Symbol("i"))


def cost_note(moment: Moment) -> str:
    """What the lecture's sign does to the cost."""
    if moment.convention.sign == "course":
        return ""
    how = (
        "with a minus" if moment.source.cost == "squared-error"
        else "without its leading minus"
    )  # fmt: skip
    return f"Lecture signs: cost(i) is written {how}, so that learning makes it larger."


def cost_terms(moment: Moment) -> Terms:
    """The parts of cost(i): −y_k and log h_k, −(1 − y_k) and log(1 − h_k), or ½ and (h_k − y_k)².

    log h is computed from z (−log(1 + e^−z), and −z − log(1 + …) for 1 − h), so that it stays
    finite when the unit saturates.
    """
    name, values = moment.source.cost, moment.values
    z, a, y = values.z[-1], values.a[-1], values.y
    sign, outputs = moment.convention.factor, len(values.y)
    if name == "squared-error":
        error = a - y

        def squared(t: int) -> tuple[Expr, Expr]:
            half = Fraction(Number(1), Number(2))
            weight = half if sign > 0 else row(Words("−"), half)
            return weight, _squared(s.h(t + 1, outputs), s.y(t + 1, outputs))

        return Terms(frozen(np.full(outputs, sign * 0.5)), frozen(error * error), squared)
    if name == "categorical-cross-entropy":
        log_h = -COSTS[name].per_unit(z, a, np.ones_like(y))

        def categorical(t: int) -> tuple[Expr, Expr]:
            return _signed(s.y(t + 1, outputs), sign), _log(s.h(t + 1, outputs))

        return Terms(frozen(-sign * y), frozen(log_h), categorical)

    def binary(t: int) -> tuple[Expr, Expr]:
        k, rest = t // 2 + 1, t % 2
        y, h = s.y(k, outputs), s.h(k, outputs)
        if not rest:
            return _signed(y, sign), _log(h)
        return _signed(_minus(s.ONE, y), sign), _log(_minus(s.ONE, h, fenced=False))

    weights = -sign * np.column_stack([y, 1.0 - y]).ravel()
    logs = np.column_stack([-_softplus(-z), -_softplus(z)]).ravel()
    return Terms(frozen(weights), frozen(logs), binary)


def _softplus(z: Array) -> Array:
    """log(1 + e^z) without overflow."""
    out: Array = np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))
    return out


def _signed(body: Expr, sign: float) -> Expr:
    """The weight of a cost's term: with its minus in the course's convention."""
    return row(Words("−"), body) if sign > 0 else body


def _minus(left: Expr, right: Expr, fenced: bool = True) -> Expr:
    both = row(left, MINUS, right)
    return Fenced(both) if fenced else both


def _log(of: Expr) -> Row:
    name = Symbol("log", style="upright")
    return row(name, Words(" "), of) if isinstance(of, Symbol) else row(name, Fenced(of))


def _formula(moment: Moment, terms: Terms) -> Row:
    """The cost in symbols as textbooks write it: −y log h − (1 − y) log(1 − h)."""
    squared = moment.source.cost == "squared-error"
    negative = squared == (moment.convention.sign == "lecture")
    parts: list[Expr] = []
    for colour, t in enumerate(terms.shown):
        weight, value = terms.symbols(t)
        if parts:
            parts.append(MINUS if negative else PLUS)
            if negative:  # the operator says what the sign of the weight said
                assert isinstance(weight, Row)
                weight = weight.parts[1]
        between = () if squared else (Words(" "),)
        parts.append(Term(row(weight, *between, value), colour))
    if terms.hidden:
        parts.append(Words(f" … and {terms.hidden} more"))
    return row(cost_symbol(), EQUALS, *parts)
