"""What the stops of the forward pass explain: loading x, z and a of each unit, and the cost."""

from typing import Any

import numpy as np

from bpsim.core.arrays import Array, frozen
from bpsim.core.costs import COSTS
from bpsim.steps import symbols as s
from bpsim.steps.moment import Moment
from bpsim.steps.notation import (
    EQUALS,
    MINUS,
    Expr,
    Fenced,
    Fraction,
    Number,
    Operator,
    Row,
    Scripted,
    Sum,
    Symbol,
    Term,
    Words,
    joined,
    row,
    subscript,
)
from bpsim.steps.schedule import Granularity
from bpsim.steps.step import Entry, Lit
from bpsim.steps.terms import Terms

Fields = dict[str, Any]


def load(moment: Moment) -> Fields:
    """x of the example becomes a^(1)."""
    x, units = moment.values.a[0], moment.network.layers[0]
    example = moment.source.row(moment.item) + 1
    return {
        "title": f"load example {example}",
        "sentence": f"Example {example} enters: its inputs become the activations of layer 1.",
        "symbol": s.a(1),
        "formula": row(s.a(1), EQUALS, Symbol("x")),
        "numbers": row(s.a(1), EQUALS, s.vector(x)),
        "units": tuple((1, unit) for unit in range(1, units + 1)),
        "entries": (Entry("inputs", tuple((s.a(1, i + 1), float(v)) for i, v in _few(x))),),
    }


def unit(moment: Moment) -> Fields:
    """z_j^(l) as the weighted sum of the layer before, then a_j = g(z_j)."""
    place = moment.place
    layer, j = place.layer or 2, place.unit
    terms = forward_terms(moment, layer, j)
    z, a = float(moment.values.z[layer - 1][j - 1]), float(moment.values.a[layer - 1][j - 1])
    softmax = place.block.tail > 0
    name = f"unit {j}, layer {layer}"
    sum_formula = row(s.z(layer, j), EQUALS, s.symbol_sum(terms))
    sum_numbers = row(s.z(layer, j), EQUALS, s.number_sum(terms), EQUALS, s.strong(z))
    out: Fields = {
        "symbol": s.z(layer, j),
        "terms": terms,
        "units": ((layer, j),),
        "lit": (Lit(layer - 1, to=j, terms=True),),
        "weighted_sum": z,
        "result": z,
    }
    term = moment.term
    if term is not None:
        running = float(terms.products[: term + 1].sum()) if term < len(terms) - 1 else z
        return out | {
            "title": f"term {term + 1} of {len(terms)} of z of {name}",
            "sentence": _term_sentence(layer, j, term),
            "formula": sum_formula,
            "numbers": running_numbers(terms, term, running, s.z(layer, j)),
            "term": term,
            "running": running,
            "weighted_sum": None,
            "result": z if term == len(terms) - 1 else None,
            "lit": (Lit(layer - 1, to=j, frm=term, terms=True, term=term),),
        }
    a_formula, a_numbers = activation_lines(moment, layer, j)
    if softmax and place.part >= 0:
        return out | {
            "title": f"z of {name}",
            "sentence": f"Unit {j} of layer {layer} adds up what comes in: each activation times "
            "the weight of its edge. Softmax waits until every z of the layer is known.",
            "formula": sum_formula,
            "numbers": sum_numbers,
        }
    if moment.granularity is Granularity.TERM:
        return out | {
            "title": f"g of {name}",
            "sentence": f"The sum z goes through the activation function g "
            f"({moment.network.activations[layer - 2]}), which gives a of {name}.",
            "formula": a_formula,
            "numbers": a_numbers,
            "symbol": s.a(layer, j),
            "activation": a,
        }
    if softmax:  # the last unit's stop ends with every a of the layer
        last = moment.network.layers[-1]
        pairs = [activation_lines(moment, layer, k) for k in range(1, min(last, 4) + 1)]
        a_formula = pairs[-1][0] if last > 4 else pairs[0][0]
        a_numbers = joined([numbers for _, numbers in pairs], s.NEWLINE)
        if last > 4:
            a_numbers = row(a_numbers, s.NEWLINE, Words(f"… and {last - 4} more"))
    return out | {
        "title": f"z and a of {name}",
        "sentence": f"Unit {j} of layer {layer} adds up what comes in, each activation times the "
        "weight of its edge, and sends the sum z through "
        + ("softmax, together with the layer's other units." if softmax else "g."),
        "formula": row(sum_formula, s.NEWLINE, a_formula),
        "numbers": row(sum_numbers, s.NEWLINE, a_numbers),
        "activation": a,
    }


def layer(moment: Moment) -> Fields:
    """z^(l) and a^(l) of a whole layer."""
    at = moment.place.layer or 2
    theta, before = moment.network.theta(at - 1), moment.values.a[at - 2]
    z, a = moment.values.z[at - 1], moment.values.a[at - 1]
    name = _g_name(moment, at)
    inputs = frozen(np.concatenate([[1.0], before]))
    return {
        "title": f"z and a of layer {at}",
        "sentence": f"All units of layer {at} at once: one row of Θ^({at - 1}) for each unit.",
        "symbol": s.z(at),
        "formula": row(
            s.z(at), EQUALS, s.big_theta(at - 1), s.with_bias(at - 1), s.NEWLINE,
            s.a(at), EQUALS, s.function(name, s.z(at)),
        ),
        "numbers": row(
            s.z(at), EQUALS, s.matrix(theta), s.vector(inputs), EQUALS, s.vector(z), s.NEWLINE,
            s.a(at), EQUALS, s.function(name, s.vector(z)), EQUALS, s.vector(a),
        ),
        "units": tuple((at, unit) for unit in range(1, len(z) + 1)),
        "lit": (Lit(at - 1),),
        "entries": (
            Entry("z", tuple((s.z(at, n + 1), float(v)) for n, v in _few(z))),
            Entry("a", tuple((s.a(at, n + 1), float(v)) for n, v in _few(a))),
        ),
    }  # fmt: skip


def whole(moment: Moment) -> Fields:
    """The forward pass of one example at one go."""
    network, values = moment.network, moment.values
    depth = network.depth
    example = moment.source.row(moment.item) + 1
    chain = [
        row(s.a(at), EQUALS, s.function(_g_name(moment, at), s.z(at))) for at in range(2, depth + 1)
    ]
    return {
        "title": f"forward pass of example {example}",
        "sentence": f"Example {example} runs through the network from left to right; the output "
        "is compared with the target.",
        "symbol": s.a(depth),
        "formula": joined(chain, Words(",   ")),
        "numbers": row(
            s.function(Symbol("h", "Θ"), Symbol("x")), EQUALS, s.vector(values.a[-1]), s.NEWLINE,
            _cost_symbol(), EQUALS, s.strong(values.cost),
        ),
        "result": values.cost,
        "units": tuple((depth, unit) for unit in range(1, network.layers[-1] + 1)),
        "lit": tuple(Lit(at) for at in range(1, depth)),
        "entries": tuple(
            Entry(f"a, layer {at}", tuple((s.a(at, n + 1), float(v)) for n, v in _few(a)))
            for at, a in enumerate(values.a, start=1)
        ),
    }  # fmt: skip


def cost(moment: Moment) -> Fields:
    """cost(i), output by output."""
    terms = cost_terms(moment)
    outputs = moment.network.layers[-1]
    lecture = moment.convention.sign == "lecture"
    value = moment.values.cost
    formula = _cost_formula(moment)
    note = ""
    if lecture:
        note = "Lecture: cost(i) is written without its leading minus, so learning makes it larger."
    return {
        "title": "cost",
        "sentence": f"The output is compared with the target: "
        f"{'how far apart they are' if outputs == 1 else 'the outputs’ costs added up'} "
        "is the cost of this example.",
        "symbol": _cost_symbol(),
        "formula": formula,
        "numbers": row(_cost_symbol(), EQUALS, s.number_sum(terms), EQUALS, s.strong(value)),
        "terms": terms,
        "result": value,
        "units": tuple((moment.network.depth, unit) for unit in range(1, outputs + 1)),
        "note": note,
    }


def cost_terms(moment: Moment) -> Terms:
    """The parts of cost(i): −y_k and log h_k, −(1 − y_k) and log(1 − h_k), or ½(h − y) and (h − y).

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
            return weight, Scripted(_minus(s.h(t + 1, outputs), s.y(t + 1, outputs)), sup="2")

        return Terms(frozen(np.full(outputs, sign * 0.5)), frozen(error * error), squared)
    if name == "categorical-cross-entropy":
        log_h = -COSTS[name].per_unit(z, a, np.ones_like(y))

        def categorical(t: int) -> tuple[Expr, Expr]:
            return _signed(s.y(t + 1, outputs), sign), _log(s.h(t + 1, outputs))

        return Terms(frozen(-sign * y), frozen(log_h), categorical)
    log_h, log_rest = -_softplus(-z), -_softplus(z)

    def binary(t: int) -> tuple[Expr, Expr]:
        k, rest = t // 2 + 1, t % 2
        y, h = s.y(k, outputs), s.h(k, outputs)
        if not rest:
            return _signed(y, sign), _log(h)
        return _signed(_minus(s.ONE, y), sign), _log(_minus(s.ONE, h, fenced=False))

    weights = -sign * np.column_stack([y, 1.0 - y]).ravel()
    return Terms(frozen(weights), frozen(np.column_stack([log_h, log_rest]).ravel()), binary)


def forward_terms(moment: Moment, layer: int, j: int) -> Terms:
    """Θ_ji^(l−1) a_i^(l−1), i = 0 … s_{l−1}; the first is the bias."""
    values = np.concatenate([[1.0], moment.values.a[layer - 2]])

    def names(i: int) -> tuple[Expr, Expr]:
        return s.theta(layer - 1, j, i), s.a(layer - 1, i)

    return Terms(moment.network.theta(layer - 1)[j - 1], frozen(values), names)


def activation_lines(moment: Moment, layer: int, j: int) -> tuple[Row, Row]:
    """a = g(z) in symbols and in numbers."""
    name = moment.network.activations[layer - 2]
    z, a = float(moment.values.z[layer - 1][j - 1]), float(moment.values.a[layer - 1][j - 1])
    left, zs = s.a(layer, j), s.z(layer, j)
    if name == "softmax":
        e = Symbol("e", sup=f"z{subscript(str(j))}")
        whole = row(Sum("k"), Symbol("e", sup="zₖ"))
        # e^z overflows from 709 on; the shift by the largest z leaves the quotient as it is.
        all_z = moment.values.z[-1]
        shift = float(all_z.max()) if all_z.max() > 300 else 0.0
        own, total = float(np.exp(z - shift)), float(np.exp(all_z - shift).sum())
        return (
            row(left, EQUALS, Fraction(e, whole)),
            row(left, EQUALS, Fraction(Number(own), Number(total)), EQUALS, s.strong(a)),
        )
    formulas: dict[str, Expr] = {
        "sigmoid": Fraction(s.ONE, row(s.ONE, Operator("+"), Symbol("e", sup="−z"))),
        "tanh": s.function(Symbol("tanh", style="upright"), zs),
        "relu": s.function(Symbol("max", style="upright"), row(Words("0, "), zs)),
        "linear": zs,
    }
    return (
        row(left, EQUALS, s.g(zs), EQUALS, formulas[name]),
        row(left, EQUALS, s.g(s.number(z)), EQUALS, s.strong(a)),
    )


def running_numbers(terms: Terms, term: int, running: float, symbol: Expr) -> Row:
    """The sum so far: the product just added, and what it comes to."""
    weight, value = float(terms.weights[term]), float(terms.values[term])
    product = row(s.number(weight, guarded=term > 0), Operator("·"), s.number(value, guarded=True))
    coloured = Term(product, terms.colour(term) or 0) if terms.colour(term) is not None else product
    if term == 0:
        return row(Words("sum so far: "), coloured, EQUALS, s.strong(running))
    before = float(terms.products[:term].sum())
    line: list[Expr] = [Words("sum so far: "), s.number(before), Operator("+"), coloured, EQUALS]
    line.append(s.strong(running))
    if term == len(terms) - 1:
        line += [EQUALS, symbol]
    return row(*line)


def _term_sentence(layer: int, j: int, term: int) -> str:
    if term == 0:
        return f"The sum of unit {j}, layer {layer}, starts with its bias: the weight times 1."
    return (
        f"Unit {term} of layer {layer - 1} adds its activation times the weight of the edge "
        f"to unit {j} of layer {layer}."
    )


def _g_name(moment: Moment, layer: int) -> Symbol:
    name = moment.network.activations[layer - 2]
    return Symbol("softmax", style="upright") if name == "softmax" else Symbol("g")


def _few(values: Array, most: int = 50) -> list[tuple[int, float]]:
    """The first values with their places; a long layer is read in the matrices and the graph."""
    return [(n, float(v)) for n, v in enumerate(values[:most])]


def _softplus(z: Array) -> Array:
    """log(1 + e^z) without overflow."""
    out: Array = np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))
    return out


def _cost_symbol() -> Row:
    return s.function(Symbol("cost", style="upright"), Symbol("i"))


def _signed(body: Expr, sign: float) -> Expr:
    """The weight of a cost's term: with its minus in the course's convention."""
    return row(Words("−"), body) if sign > 0 else body


def _minus(left: Expr, right: Expr, fenced: bool = True) -> Expr:
    both = row(left, MINUS, right)
    return Fenced(both) if fenced else both


def _log(of: Expr) -> Row:
    name = Symbol("log", style="upright")
    return row(name, Words(" "), of) if isinstance(of, Symbol) else row(name, Fenced(of))


def _cost_formula(moment: Moment) -> Row:
    """The cost in symbols as textbooks write it, the sum written out for few outputs."""
    terms = cost_terms(moment)
    if moment.source.cost == "squared-error":
        return row(_cost_symbol(), EQUALS, s.symbol_sum(terms))
    parts: list[Expr] = []
    for colour, t in enumerate(terms.shown):
        weight, value = terms.symbols(t)
        if parts and moment.convention.sign == "course":
            assert isinstance(weight, Row)
            parts.append(MINUS)
            weight = weight.parts[1]
        elif parts:
            parts.append(Operator("+"))
        parts.append(Term(row(weight, Words(" "), value), colour))
    if terms.hidden:
        parts.append(Words(f" … and {terms.hidden} more"))
    return row(_cost_symbol(), EQUALS, *parts)
