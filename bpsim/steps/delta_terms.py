"""The terms of a δ and its formula in symbols and numbers, for the walk and for the δ panel."""

import numpy as np

from bpsim.core.arrays import frozen
from bpsim.steps import symbols as s
from bpsim.steps.moment import Moment
from bpsim.steps.notation import (
    EQUALS,
    Expr,
    Fenced,
    Fraction,
    Number,
    Operator,
    Row,
    Sum,
    Symbol,
    Term,
    Words,
    row,
)
from bpsim.steps.terms import Terms


def hidden_terms(moment: Moment, at: int, j: int) -> Terms:
    """Θ_kj^(l) δ_k^(l+1), k = 1 … s_{l+1}."""

    def names(t: int) -> tuple[Expr, Expr]:
        return s.theta(at, t + 1, j), s.delta(at + 1, t + 1)

    return Terms(frozen(moment.network.theta(at)[:, j]), moment.values.delta[at], names)


def output_terms(moment: Moment, k: int) -> Terms:
    """What the error of output k is made of: a and −y; through softmax a slope for each output."""
    values, depth = moment.values, moment.network.depth
    sign, outputs = moment.convention.factor, len(values.y)
    a, y = values.a[-1], values.y
    if jacobian(moment):
        slopes = a * ((np.arange(outputs) == k - 1) - a[k - 1])

        def names(t: int) -> tuple[Expr, Expr]:
            error = (s.a(depth, t + 1), s.y(t + 1, outputs))
            first, second = error if sign > 0 else error[::-1]
            slope = Fraction(row(Symbol("∂"), s.a(depth, t + 1)), row(Symbol("∂"), s.z(depth, k)))
            return slope, Fenced(row(first, Operator("−"), second))

        return Terms(frozen(slopes), frozen(sign * (a - y)), names)
    scale = _target_sum(moment)
    weights = frozen([sign * scale, -sign])

    def parts(t: int) -> tuple[Expr, Expr]:
        weight = float(weights[t])
        shown: Expr = Words("+" if weight > 0 else "−") if abs(weight) == 1 else Number(weight)
        return shown, s.a(depth, k) if t == 0 else s.y(k, outputs)

    return Terms(weights, frozen([a[k - 1], y[k - 1]]), parts)


def output_lines(moment: Moment, k: int | None) -> tuple[Row, Row]:
    """The right-hand side of δ_k^(L) in symbols and numbers; None for the whole layer."""
    values, depth = moment.values, moment.network.depth
    outputs, sign = len(values.y), moment.convention.factor
    if jacobian(moment):
        if k is None:
            formula = row(
                Sum("k"),
                Fraction(row(Symbol("∂"), s.a(depth)), row(Symbol("∂"), Symbol("z"))),
                Fenced(row(Symbol("a", "k"), Operator("−"), Symbol("y", "k"))),
            )  # fmt: skip
            return formula, row(s.vector(values.delta[-1]))
        terms = output_terms(moment, k)
        value = s.strong(float(values.delta[-1][k - 1]))
        return s.symbol_sum(terms), row(s.number_sum(terms), EQUALS, value)
    scale = _target_sum(moment)
    a_symbol: Expr = s.a(depth, k)
    if scale != 1.0:
        a_symbol = row(Number(scale), Operator("·"), a_symbol)
    y_symbol = s.y(k, outputs)
    both = [Term(a_symbol, 0), Term(y_symbol, 1)]
    if k is None:
        numbers: list[Expr] = [s.vector(scale * values.a[-1]), s.vector(values.y)]
    else:
        first = scale * float(values.a[-1][k - 1])
        numbers = [Term(s.number(first, guarded=sign < 0), 0),
                   Term(s.number(float(values.y[k - 1]), guarded=sign > 0), 1)]  # fmt: skip
    if sign < 0:
        both, numbers = both[::-1], numbers[::-1]
    formula = row(both[0], Operator("−"), both[1])
    shown = row(numbers[0], Operator("−"), numbers[1])
    result = s.vector(values.delta[-1]) if k is None else s.strong(float(values.delta[-1][k - 1]))
    if moment.source.cost != "squared-error":
        return formula, row(shown, EQUALS, result)
    slope: Expr
    if k is None:
        dot, slope = Operator(".*"), s.vector(values.slope[-1])
    else:
        dot, slope = Operator("·"), s.number(float(values.slope[-1][k - 1]))
    return (
        row(Fenced(formula), dot, s.g(s.z(depth, k), primed=True)),
        row(Fenced(shown), dot, slope, EQUALS, result),
    )


def hidden_lines(moment: Moment, at: int, j: int, terms: Terms) -> tuple[Row, Row]:
    """δ_j^(l) = (Σ Θ_kj δ_k) · g′(z_j) in symbols and in numbers."""
    symbol, values = s.delta(at, j), moment.values
    total = float(values.weighted_sum[at - 1][j - 1])
    slope = float(values.slope[at - 1][j - 1])
    result = s.strong(float(values.delta[at - 1][j - 1]))
    if moment.shorthand:
        return (
            row(symbol, EQUALS, s.symbol_sum(terms)),
            row(symbol, EQUALS, s.number_sum(terms), EQUALS, result),
        )
    times = Operator("·")
    return (
        row(
            symbol, EQUALS, Fenced(s.symbol_sum(terms)), times, s.g(s.z(at, j), primed=True),
        ),
        row(
            symbol, EQUALS, Fenced(s.number_sum(terms)), times,
            s.g(z_number(moment, at, j), primed=True), EQUALS, s.number(total), times,
            s.number(slope, guarded=True), EQUALS, result,
        ),
    )  # fmt: skip


def output_factor(moment: Moment, k: int) -> float | None:
    """g′(z_k^(L)) where the squared error needs it as a factor of its own."""
    if moment.source.cost != "squared-error" or jacobian(moment):
        return None
    return float(moment.values.slope[-1][k - 1])


def error_sum(moment: Moment, k: int) -> float:
    """What stands before the factor: a − y, or all of δ where there is no factor."""
    values = moment.values
    if output_factor(moment, k) is None:
        return float(values.delta[-1][k - 1])
    return moment.convention.factor * float(values.a[-1][k - 1] - values.y[k - 1])


def error_words(moment: Moment) -> str:
    words = (
        "its activation minus the target" if moment.convention.sign == "course"
        else "the target minus its activation"
    )  # fmt: skip
    if jacobian(moment):
        return "the outputs’ errors, each times how far this unit’s z moves that output"
    if moment.source.cost == "squared-error":
        return f"{words}, times the slope g′(z)"
    return words


def jacobian(moment: Moment) -> bool:
    """True for softmax with the squared error, where every output depends on every z."""
    return moment.schedule.softmax and moment.source.cost == "squared-error"


def _target_sum(moment: Moment) -> float:
    """Σ y for the categorical cross-entropy (1 for one-hot targets), else 1."""
    if moment.source.cost != "categorical-cross-entropy":
        return 1.0
    return float(moment.values.y.sum())


def z_number(moment: Moment, at: int, j: int) -> Number:
    return s.number(float(moment.values.z[at - 1][j - 1]))
