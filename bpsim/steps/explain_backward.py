"""What the stops of the backward pass explain: the deltas from right to left, then Δ."""

from typing import Any

import numpy as np

from bpsim.steps import symbols as s
from bpsim.steps.delta_terms import (
    error_sum,
    error_words,
    hidden_lines,
    hidden_terms,
    output_factor,
    output_lines,
    output_terms,
    z_number,
)
from bpsim.steps.explain_forward import running_numbers
from bpsim.steps.moment import Moment
from bpsim.steps.notation import (
    BECOMES,
    EQUALS,
    Expr,
    Fenced,
    Operator,
    Words,
    row,
)
from bpsim.steps.schedule import Granularity
from bpsim.steps.step import Entry, Lit

Fields = dict[str, Any]
SHORTHAND_NOTE = (
    "Lecture shorthand: this is the intuition. Without the factor g′ the number is not ∂cost/∂z, "
    "so Δ, D and the update go on using the true δ."
)


def output_unit(moment: Moment) -> Fields:
    """δ_k^(L): a − y, times g′ for the squared error."""
    place = moment.place
    layer, k = moment.network.depth, place.unit
    terms = output_terms(moment, k)
    error = error_sum(moment, k)
    factor = output_factor(moment, k)
    value = float(moment.values.delta[-1][k - 1])
    symbol, name = s.delta(layer, k), f"unit {k}, layer {layer}"
    head = row(symbol, EQUALS)
    formula, numbers = output_lines(moment, k)
    out: Fields = {
        "title": f"δ of {name}",
        "sentence": f"The error of output unit {k} is {error_words(moment)}.",
        "symbol": symbol,
        "formula": row(head, formula),
        "numbers": row(head, numbers),
        "terms": terms,
        "units": ((layer, k),),
        "weighted_sum": error,
        "factor": factor,
        "result": value,
    }
    if moment.granularity is not Granularity.TERM or place.block.parts == 1:
        return out
    if moment.term is not None:  # through softmax: one term for each output
        term = moment.term
        running = float(terms.products[: term + 1].sum()) if term < len(terms) - 1 else value
        return out | {
            "title": f"term {term + 1} of {len(terms)} of δ of {name}",
            "sentence": f"Output {term + 1} also depends on z of unit {k}, through softmax: its "
            "error times that slope is one term of δ.",
            "numbers": running_numbers(terms, term, running, symbol),
            "term": term,
            "running": running,
            "weighted_sum": None,
            "result": value if term == len(terms) - 1 else None,
        }
    if place.part == 0:
        return out | {
            "title": f"error of {name}",
            "sentence": "First the difference between output and target; the factor g′ follows.",
            "numbers": row(s.number_sum(terms), EQUALS, s.strong(error)),
            "result": None,
            "factor": None,
            "running": error,
        }
    return out | {
        "title": f"g′ of {name}",
        "sentence": "The difference times the slope of g at this unit’s z is its δ.",
    }


def hidden_unit(moment: Moment) -> Fields:
    """δ_j^(l): the weighted sum of the downstream deltas, times g′(z)."""
    place = moment.place
    layer, j = place.layer or 2, place.unit
    terms = hidden_terms(moment, layer, j)
    values = moment.values
    total = float(values.weighted_sum[layer - 1][j - 1])
    slope = float(values.slope[layer - 1][j - 1])
    value = float(values.delta[layer - 1][j - 1])
    symbol, name = s.delta(layer, j), f"unit {j}, layer {layer}"
    formula, numbers = hidden_lines(moment, layer, j, terms)
    shorthand = moment.shorthand
    note = SHORTHAND_NOTE if shorthand else ""
    out: Fields = {
        "title": f"δ of {name}",
        "sentence": f"Unit {j} of layer {layer} collects the δ of layer {layer + 1} along its own "
        "outgoing edges, each times the weight of the edge"
        + (". The lecture stops here." if shorthand else ", then multiplies by its slope g′(z)."),
        "symbol": symbol,
        "formula": formula,
        "numbers": numbers,
        "terms": terms,
        "units": ((layer, j),),
        "lit": (Lit(layer, frm=j, backward=True, terms=True),),
        "weighted_sum": total,
        "factor": None if shorthand else slope,
        "result": value,
        "note": note,
    }
    term = moment.term
    if term is not None:
        running = float(terms.products[: term + 1].sum()) if term < len(terms) - 1 else total
        last = term == len(terms) - 1
        return out | {
            "title": f"term {term + 1} of {len(terms)} of δ of {name}",
            "sentence": f"The δ of unit {term + 1}, layer {layer + 1}, flows back along its edge "
            f"to unit {j} of layer {layer}, times the edge’s weight.",
            "numbers": running_numbers(terms, term, running, Words("weighted sum")),
            "term": term,
            "running": running,
            "weighted_sum": total if last else None,
            "factor": None,
            "result": None,
            "lit": (Lit(layer, to=term + 1, frm=j, backward=True, terms=True, term=term),),
        }
    if moment.granularity is Granularity.TERM:
        if shorthand:
            return out | {
                "title": f"δ of {name}, without g′",
                "sentence": "The lecture leaves out the factor g′(z): the weighted sum stands for "
                "δ itself.",
                "numbers": row(symbol, EQUALS, s.strong(value)),
            }
        zs = s.z(layer, j)
        return out | {
            "title": f"g′ of {name}",
            "sentence": "The weighted sum times the slope of g at this unit’s z is its δ: where g "
            "is flat, little of the error gets through.",
            "numbers": row(
                s.g(zs, primed=True), EQUALS, s.g(z_number(moment, layer, j), primed=True), EQUALS,
                s.number(slope), s.NEWLINE, symbol, EQUALS, s.number(total), Operator("·"),
                s.number(slope, guarded=True), EQUALS, s.strong(value),
            ),
        }  # fmt: skip
    return out


def layer(moment: Moment) -> Fields:
    """δ^(l) of a whole layer."""
    at, depth = moment.place.layer or 2, moment.network.depth
    values = moment.values
    delta = values.delta[at - 1]
    out: Fields = {
        "title": f"δ of layer {at}",
        "symbol": s.delta(at),
        "units": tuple((at, unit) for unit in range(1, len(delta) + 1)),
        "entries": (
            Entry("δ", tuple((s.delta(at, n + 1), float(v)) for n, v in enumerate(delta[:50]))),
        ),
    }
    if at == depth:
        formula, numbers = output_lines(moment, None)
        return out | {
            "sentence": f"The error of every output unit is {error_words(moment)}.",
            "formula": row(s.delta(at), EQUALS, formula),
            "numbers": row(s.delta(at), EQUALS, numbers),
        }
    theta = moment.network.theta(at)[:, 1:]
    symbols: list[Expr] = [s.transposed(Fenced(s.big_theta(at))), s.delta(at + 1)]
    parts: list[Expr] = [s.transposed(s.matrix(theta)), s.vector(values.delta[at])]
    head, shorthand = row(s.delta(at), EQUALS), moment.shorthand
    if not shorthand:
        symbols += [Operator(".*"), s.g(s.z(at), primed=True)]
        parts += [Operator(".*"), s.vector(values.slope[at - 1])]
    return out | {
        "sentence": f"All units of layer {at} at once: the δ of layer {at + 1} flow back through "
        f"Θ^({at})" + (". The lecture stops here." if shorthand else ", then the factor g′."),
        "formula": row(head, *symbols),
        "numbers": row(head, *parts, EQUALS, s.vector(delta)),
        "lit": (Lit(at, backward=True),),
        "note": SHORTHAND_NOTE if shorthand else "",
    }


def accumulate(moment: Moment) -> Fields:
    """Δ^(l) takes in this example's δ^(l+1) [1; a^(l)]ᵀ."""
    at, item = moment.place.layer or 1, moment.item
    before = moment.source.Delta(at, item)
    after = moment.source.Delta(at, item + 1)
    assert after is not None
    delta, a = moment.values.delta[at], np.concatenate([[1.0], moment.values.a[at - 1]])
    start: Expr = Words("0") if before is None else s.matrix(before)
    symbol = s.big_delta(at)
    note = (
        "Δ needs the true δ, with the factor g′; the lecture’s shorthand would not give ∂J/∂Θ."
        if moment.convention.lecture_shorthand and moment.network.depth > 2
        else ""
    )
    return {
        "title": f"Δ of layer {at}",
        "sentence": f"Each weight of Θ^({at}) notes what this example says about it: the δ at the "
        "edge’s end times the activation at its start, added to what earlier examples said.",
        "symbol": symbol,
        "formula": row(
            symbol, BECOMES, symbol, Operator("+"), s.delta(at + 1),
            s.transposed(s.with_bias(at)),
        ),
        "numbers": row(
            symbol, EQUALS, start, Operator("+"), s.vector(delta), s.transposed(s.vector(a)),
            EQUALS, s.matrix(after),
        ),
        "matrices": (after,),
        "units": (),
        "lit": (Lit(at),),
        "note": note,
    }  # fmt: skip


def whole(moment: Moment) -> Fields:
    """The backward pass of one example at one go."""
    network, depth = moment.network, moment.network.depth
    example = moment.source.row(moment.item) + 1
    formula: list[Expr] = [s.delta(depth), EQUALS, output_lines(moment, None)[0]]
    numbers: list[Expr] = [s.delta(depth), EQUALS, s.vector(moment.values.delta[-1])]
    for at in range(depth - 1, 1, -1):
        formula += [
            s.NEWLINE, s.delta(at), EQUALS, s.transposed(Fenced(s.big_theta(at))), s.delta(at + 1),
            Operator(".*"), s.g(s.z(at), primed=True),
        ]  # fmt: skip
        numbers += [Words(",   "), s.delta(at), EQUALS, s.vector(moment.values.delta[at - 1])]
    return {
        "title": f"backward pass of example {example}",
        "sentence": "The error flows back from right to left; every weight then notes its "
        "gradient in Δ.",
        "symbol": s.delta(2),
        "formula": row(*formula),
        "numbers": row(*numbers),
        "units": tuple((2, unit) for unit in range(1, network.layers[1] + 1)),
        "lit": tuple(Lit(at, backward=True) for at in range(2, depth)),
        "entries": tuple(
            Entry(
                f"δ, layer {at}",
                tuple((s.delta(at, n + 1), float(v))
                      for n, v in enumerate(moment.values.delta[at - 1][:50])),
            )
            for at in range(depth, 1, -1)
        ),
    }  # fmt: skip
