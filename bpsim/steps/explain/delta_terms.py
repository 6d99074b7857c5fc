"""The terms of a δ and its formula in symbols and numbers, for the walk and for the δ panel."""

import numpy as np

from bpsim.core.arrays import Array, frozen
from bpsim.core.network import Network
from bpsim.notation.formula import (
    EQUALS,
    MINUS,
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
from bpsim.steps.explain import symbols as s
from bpsim.steps.moment import Moment
from bpsim.steps.terms import Terms

TIMES = Operator("·")
FEW = 3
"""So many terms are written out where there is little room."""


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


def error_lines(moment: Moment, k: int) -> tuple[Row, Row]:
    """a_k − y_k (y_k − a_k in the lecture's signs) in symbols and in numbers, in colours."""
    values, sign = moment.values, moment.convention.factor
    scale, outputs = _target_sum(moment), len(values.y)
    a_symbol: Expr = s.a(moment.network.depth, k)
    if scale != 1.0:
        a_symbol = row(Number(scale), Operator("·"), a_symbol)
    a_number = s.number(scale * float(values.a[-1][k - 1]), guarded=sign < 0)
    y_number = s.number(float(values.y[k - 1]), guarded=sign > 0)
    formula = Term(a_symbol, 0), MINUS, Term(s.y(k, outputs), 1)
    numbers = Term(a_number, 0), MINUS, Term(y_number, 1)
    return (
        (row(*formula), row(*numbers)) if sign > 0 else (row(*formula[::-1]), row(*numbers[::-1]))
    )


def output_lines(moment: Moment, k: int) -> tuple[Row, Row]:
    """The right-hand side of δ_k^(L) in symbols and in numbers."""
    values, depth = moment.values, moment.network.depth
    result = s.strong(float(values.delta[-1][k - 1]))
    if jacobian(moment):
        terms = output_terms(moment, k)
        return s.symbol_sum(terms), row(s.number_sum(terms), EQUALS, result)
    formula, numbers = error_lines(moment, k)
    factor = output_factor(moment, k)
    if factor is None:
        return formula, row(numbers, EQUALS, result)
    return (
        row(Fenced(formula), TIMES, s.g(s.z(depth, k), primed=True)),
        row(Fenced(numbers), TIMES, s.number(factor, guarded=True), EQUALS, result),
    )


def output_layer_lines(moment: Moment) -> tuple[Row, Row]:
    """The right-hand side of δ^(L), all outputs at once, in symbols and in numbers."""
    values, depth = moment.values, moment.network.depth
    result = s.vector(values.delta[-1])
    if jacobian(moment):
        name = f"({depth})"
        slope = Fraction(
            row(Symbol("∂"), Symbol("a", "k", name)), row(Symbol("∂"), Symbol("z", "", name))
        )
        error: list[Expr] = [Symbol("a", "k", name), MINUS, Symbol("y", "k")]
        if moment.convention.sign == "lecture":
            error.reverse()
        return row(Sum("k"), slope, Fenced(row(*error))), row(result)
    scale = _target_sum(moment)
    symbols: list[Expr] = [s.a(depth), MINUS, s.y(None, len(values.y))]
    numbers: list[Expr] = [s.vector(scale * values.a[-1]), MINUS, s.vector(values.y)]
    if scale != 1.0:
        symbols[0] = row(Number(scale), TIMES, s.a(depth))
    if moment.convention.sign == "lecture":
        symbols.reverse()
        numbers.reverse()
    if not has_factor(moment.source.cost):
        return row(*symbols), row(*numbers, EQUALS, result)
    each = Operator(".*")
    return (
        row(Fenced(row(*symbols)), each, s.g(s.z(depth), primed=True)),
        row(Fenced(row(*numbers)), each, s.vector(values.slope[-1]), EQUALS, result),
    )


def sum_symbol(moment: Moment, layer: int, unit: int, terms: Terms) -> Row:
    """What the weighted sum of a δ is called: the terms themselves if they are few."""
    depth = moment.network.depth
    if layer < depth:
        return s.symbol_sum(terms) if len(terms) <= FEW else s.shortened_sum(layer, unit)
    if jacobian(moment):
        return s.symbol_sum(terms) if len(terms) <= FEW else output_layer_lines(moment)[0]
    return error_lines(moment, unit)[0]


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
    return (
        row(
            symbol, EQUALS, Fenced(s.symbol_sum(terms)), TIMES, s.g(s.z(at, j), primed=True),
        ),
        row(
            symbol, EQUALS, Fenced(s.number_sum(terms)), TIMES,
            s.g(s.number(float(values.z[at - 1][j - 1])), primed=True), EQUALS, s.number(total),
            TIMES, s.number(slope, guarded=True), EQUALS, result,
        ),
    )  # fmt: skip


def output_factor(moment: Moment, k: int) -> float | None:
    """g′(z_k^(L)) where the squared error needs it as a factor of its own."""
    if not has_factor(moment.source.cost) or jacobian(moment):
        return None
    return float(moment.values.slope[-1][k - 1])


def error_sum(moment: Moment, k: int) -> float:
    """What stands before the factor: a − y, or all of δ where there is no factor."""
    values = moment.values
    if output_factor(moment, k) is None:
        return float(values.delta[-1][k - 1])
    return moment.convention.factor * float(values.a[-1][k - 1] - values.y[k - 1])


def error_words(moment: Moment) -> str:
    """What a δ of the output layer is, in words, the verb included."""
    a, y = "its activation", "the target"
    if _target_sum(moment) != 1.0:
        a += " times the sum of the targets"
    words = f"{a} minus {y}" if moment.convention.sign == "course" else f"{y} minus {a}"
    if jacobian(moment):
        return (
            "adds up the errors of all outputs, each times how far that output moves with this "
            "unit’s z"
        )
    if has_factor(moment.source.cost):
        return f"is {words}, times the slope g′(z)"
    return f"is {words}"


def jacobian(moment: Moment) -> bool:
    """True for softmax with the squared error, where every output depends on every z."""
    return through_jacobian(moment.source.cost, moment.network)


def _target_sum(moment: Moment) -> float:
    """Σ y for the categorical cross-entropy (1 for one-hot targets), else 1."""
    return target_sum(moment.source.cost, moment.values.y)


def has_factor(cost: str) -> bool:
    """True if δ^(L) has the factor g′(z): no cost but a cross-entropy is without it."""
    return cost == "squared-error"


def through_jacobian(cost: str, network: Network) -> bool:
    """True where the outputs are softmax and the cost does not cancel its Jacobian."""
    return has_factor(cost) and network.activations[-1] == "softmax"


def target_sum(cost: str, y: Array) -> float:
    """What a is multiplied by in δ^(L): Σ y for the categorical cross-entropy, else 1."""
    return float(y.sum()) if cost == "categorical-cross-entropy" else 1.0
