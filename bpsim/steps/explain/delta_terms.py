"""The terms of a δ, its formula in symbols and numbers and what its sign says."""

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import frozen
from bpsim.core.costs.table import COSTS
from bpsim.core.network import Network
from bpsim.notation.formula import (
    EQUALS,
    TIMES,
    TIMES_EACH,
    Expr,
    Fenced,
    Fraction,
    Number,
    Row,
    Sum,
    Symbol,
    row,
)
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.activations.table import written as activation_written
from bpsim.steps.explain.costs.table import written
from bpsim.steps.explain.costs.written import WrittenCost
from bpsim.steps.moment import Moment
from bpsim.steps.step import Values
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
    a = values.a[-1]
    if jacobian(moment):
        slopes = a * ((np.arange(outputs) == k - 1) - a[k - 1])

        def names(t: int) -> tuple[Expr, Expr]:
            error = _written(moment).error_of(s.a(depth, t + 1), s.y(t + 1, outputs), sign)
            slope = Fraction(row(Symbol("∂"), s.a(depth, t + 1)), row(Symbol("∂"), s.z(depth, k)))
            return slope, Fenced(_written(moment).a_Kth(error))

        return Terms(frozen(slopes), frozen(_written(moment).error(values, sign)), names)
    return _written(moment).error_terms(values, depth, sign, k)


def error_lines(moment: Moment, k: int) -> tuple[Row, Row]:
    """a_k − y_k (y_k − a_k in the lecture's signs) in symbols and in numbers, in colours."""
    depth, sign = moment.network.depth, moment.convention.factor
    return _written(moment).error_lines(moment.values, depth, sign, k)


def output_lines(moment: Moment, k: int) -> tuple[Row, Row]:
    """The right-hand side of δ_k^(L) in symbols and in numbers."""
    values, depth = moment.values, moment.network.depth
    result = s.strong(float(values.delta[-1][k - 1]))
    if jacobian(moment):
        terms = output_terms(moment, k)
        return s.symbol_sum(terms), row(s.number_sum(terms), EQUALS, result)
    formula, numbers = error_lines(moment, k)
    factor, own = output_factor(moment, k), _written(moment)
    if factor is None:
        return formula, row(numbers, EQUALS, result)
    return (
        row(own.fenced(formula), TIMES, s.g(s.z(depth, k), primed=True)),
        row(own.fenced(numbers), TIMES, Number(factor, guarded=True), EQUALS, result),
    )


def output_layer_lines(moment: Moment) -> tuple[Row, Row]:
    """The right-hand side of δ^(L), all outputs at once, in symbols and in numbers."""
    values, depth = moment.values, moment.network.depth
    result = s.vector(values.delta[-1])
    own = _written(moment)
    if jacobian(moment):
        name = f"({depth})"
        slope = Fraction(
            row(Symbol("∂"), Symbol("a", "k", name)), row(Symbol("∂"), Symbol("z", "", name))
        )
        sign = moment.convention.factor
        error = own.a_Kth(own.error_of(Symbol("a", "k", name), Symbol("y", "k"), sign))
        return row(Sum("k"), slope, Fenced(error)), row(result)
    symbols, numbers = own.layer_error_lines(values, depth, moment.convention.factor)
    if not has_factor(moment.source.cost):
        return symbols, row(numbers, EQUALS, result)
    return (
        row(own.fenced(symbols), TIMES_EACH, s.g(s.z(depth), primed=True)),
        row(own.fenced(numbers), TIMES_EACH, s.vector(values.slope[-1]), EQUALS, result),
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
    return (
        row(
            symbol, EQUALS, Fenced(s.symbol_sum(terms)), TIMES, s.g(s.z(at, j), primed=True),
        ),
        row(
            symbol, EQUALS, Fenced(s.number_sum(terms)), TIMES,
            s.g(Number(float(values.z[at - 1][j - 1])), primed=True), EQUALS, Number(total),
            TIMES, Number(slope, guarded=True), EQUALS, result,
        ),
    )  # fmt: skip


def slope_lines(moment: Moment, layer: int, j: int) -> tuple[Row, Row]:
    """g′(z_j^(l)) written out, in symbols and in numbers: a(1 − a) for the sigmoid."""
    values, how = moment.values, activation_written(moment.network.activation(layer))
    z, a = (float(each[layer - 1][j - 1]) for each in (values.z, values.a))
    slope = Number(float(values.slope[layer - 1][j - 1]))
    left = s.g(s.z(layer, j), primed=True)
    numbers = how.slope_numbers(z, a)
    result = () if isinstance(numbers, Number) else (EQUALS, slope)
    return (
        row(left, EQUALS, how.slope(s.z(layer, j), s.a(layer, j))),
        row(s.g(Number(z), primed=True), EQUALS, numbers, *result),
    )


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
    return float(_written(moment).error(values, moment.convention.factor)[k - 1])


def error_words(moment: Moment) -> str:
    """What a δ of the output layer is, in words, the verb included."""
    if jacobian(moment):
        return tr(
            "adds up the errors of all outputs, each times how far that output "
            "moves with this unit’s z"
        )
    words = _written(moment).error_words(moment.values, moment.convention.factor)
    if has_factor(moment.source.cost):
        return tr("is {words}, times the slope g′(z)", words=words)
    return tr("is {words}", words=words)


def delta_meaning(true: Values, layer: int, unit: int, sign: float) -> str:
    """Whether the cost rises or falls with the unit's z; ``true`` holds every δ with its g′."""
    slope = sign * float(true.delta[layer - 1][unit - 1])
    if slope != slope:
        return ""
    if slope == 0:
        return tr("A little more or less of this z hardly changes the cost of this example.")
    way = tr("rises") if slope > 0 else tr("falls")
    turned = (
        "" if sign > 0 else tr(" In the lecture’s signs δ is above 0 where the cost falls.")
    )  # fmt: skip
    return tr(
        "If this z grows a little, the cost of this example {way}.{turned}", way=way, turned=turned
    )


def jacobian(moment: Moment) -> bool:
    """True for softmax with the squared error, where every output depends on every z."""
    return through_jacobian(moment.source.cost, moment.network)


def _written(moment: Moment) -> WrittenCost:
    return written(moment.source.cost)


def has_factor(cost: str) -> bool:
    """True if δ^(L) has the factor g′(z): no cost but a cross-entropy is without it."""
    return COSTS[cost].keeps_slope


def through_jacobian(cost: str, network: Network) -> bool:
    """True where every output depends on every z and the cost does not cancel their Jacobian."""
    return has_factor(cost) and not network.activations[-1].elementwise
