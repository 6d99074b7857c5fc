"""What the stops of the backward pass explain: the deltas from right to left, then Δ."""

from dataclasses import replace
from functools import partial

import numpy as np

from bpsim.base.words import tr, tr_n
from bpsim.notation.formula import (
    BECOMES,
    EQUALS,
    PLUS,
    TIMES,
    TIMES_EACH,
    Expr,
    Fenced,
    Number,
    Row,
    Words,
    joined,
    row,
)
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.costs.table import written
from bpsim.steps.explain.delta_terms import (
    error_lines,
    error_sum,
    error_words,
    hidden_lines,
    hidden_terms,
    output_factor,
    output_layer_lines,
    output_lines,
    output_terms,
    slope_lines,
)
from bpsim.steps.explain.forward import with_term
from bpsim.steps.moment import Moment
from bpsim.steps.schedule import Granularity
from bpsim.steps.step import Explanation, Lit

SHORTHAND_NOTE = tr(
    "Lecture shorthand: this is the intuition. Without the factor g′ "
    "the number is not ∂cost/∂z, so Δ, D and the update go on using "
    "the true δ."
)
TRUE_DELTA_NOTE = tr(
    "Δ needs the true δ, with the factor g′; the lecture’s shorthand would not give ∂J/∂Θ."
)


def output_unit(moment: Moment) -> Explanation:
    """δ_k^(L): a − y, times g′ for the squared error."""
    place = moment.place
    layer, k = moment.network.depth, place.unit
    terms = output_terms(moment, k)
    value = float(moment.values.delta[-1][k - 1])
    symbol, name = s.delta(layer, k), tr("unit {k}, layer {layer}", k=k, layer=layer)
    formula, numbers = output_lines(moment, k)
    formula, numbers = row(symbol, EQUALS, formula), row(symbol, EQUALS, numbers)
    if output_factor(moment, k) is not None:
        formula, numbers = _with_slope(moment, layer, k, formula, numbers)
    out = Explanation(
        title=tr("δ of {name}", name=name),
        sentence=tr("The δ of output unit {k} {moment}.", k=k, moment=error_words(moment)),
        symbol=symbol,
        formula=formula,
        numbers=numbers,
        terms=terms,
        units=((layer, k),),
        weighted_sum=error_sum(moment, k),
        factor=output_factor(moment, k),
        result=value,
    )
    if moment.granularity is not Granularity.TERM or place.block.parts == 1:
        return out
    if moment.term is not None:  # through softmax: one term for each output
        return _softmax_term(out, moment.term, k, value)
    return _error(moment, k, out) if place.part == 0 else _error_times_slope(moment, k, out)


def _softmax_term(unit: Explanation, term: int, k: int, value: float) -> Explanation:
    added = with_term(unit, term, value, unit.symbol)
    own = term + 1 == k
    return replace(
        added,
        title=tr(
            "{unit} · term {term} of {terms}",
            unit=unit.title,
            term=term + 1,
            terms=len(unit.terms)),
        sentence=tr(
            "The error of output {term}, times how far that output moves with ",
            term=term + 1)
        + (tr("its own z, is one term of δ.") if own else tr(
            "z of unit {k} through softmax, is one term of δ.",
            k=k)),
        result=added.weighted_sum,
    )  # fmt: skip


def _error(moment: Moment, k: int, unit: Explanation) -> Explanation:
    """The squared error's first factor, as a stop of its own."""
    symbols, numbers = error_lines(moment, k)
    error = error_sum(moment, k)
    words = written(moment.source.cost).short_error_words(moment.convention.factor)
    return replace(
        unit,
        title=tr("error of unit {k}, layer {depth}", k=k, depth=moment.network.depth),
        sentence=tr("First the error, {words}; the factor g′ follows.", words=words),
        numbers=row(symbols, EQUALS, numbers, EQUALS, s.strong(error)),
        result=None,
        factor=None,
        running=error,
    )


def _error_times_slope(moment: Moment, k: int, unit: Explanation) -> Explanation:
    """… and the squared error's second."""
    depth, values = moment.network.depth, moment.values
    return replace(
        unit,
        title=tr("g′ of unit {k}, layer {depth}", k=k, depth=depth),
        sentence=tr("The error times the slope of g at this unit’s z is its δ."),
        numbers=_slope_numbers(
            moment, depth, k, error_sum(moment, k), float(values.delta[-1][k - 1])
        ),
    )


def _with_slope(moment: Moment, layer: int, j: int, formula: Row, numbers: Row) -> tuple[Row, Row]:
    """Both lines of a δ with g′ written out below them."""
    slope = slope_lines(moment, layer, j)
    return row(formula, s.NEWLINE, slope[0]), row(numbers, s.NEWLINE, slope[1])


def _slope_numbers(moment: Moment, layer: int, j: int, total: float, value: float) -> Expr:
    """g′(z) with its number, and what it makes of the sum before it."""
    slope = float(moment.values.slope[layer - 1][j - 1])
    return row(
        s.g(s.z(layer, j), primed=True), EQUALS, slope_lines(moment, layer, j)[1], s.NEWLINE,
        s.delta(layer, j), EQUALS, Number(total), TIMES, Number(slope, guarded=True), EQUALS,
        s.strong(value),
    )  # fmt: skip


def hidden_unit(moment: Moment) -> Explanation:
    """δ_j^(l): the weighted sum of the downstream deltas, times g′(z)."""
    place, values = moment.place, moment.values
    layer, j = place.layer or 2, place.unit
    terms = hidden_terms(moment, layer, j)
    total = float(values.weighted_sum[layer - 1][j - 1])
    symbol, name = s.delta(layer, j), tr("unit {j}, layer {layer}", j=j, layer=layer)
    formula, numbers = hidden_lines(moment, layer, j, terms)
    shorthand = moment.shorthand
    if not shorthand:
        formula, numbers = _with_slope(moment, layer, j, formula, numbers)
    sentence = (
        tr(
            "Unit {j} of layer {layer} collects the δ of layer {layer_2} along its outgoing edges, "
            "each times the weight of the edge. The lecture stops here.",
            j=j,
            layer=layer,
            layer_2=layer + 1,
        )
        if shorthand
        else tr(
            "Unit {j} of layer {layer} collects the δ of layer {layer_2} along its outgoing edges, "
            "each times the weight of the edge, and multiplies the sum by its slope g′(z).",
            j=j,
            layer=layer,
            layer_2=layer + 1,
        )
    )
    out = Explanation(
        title=tr("δ of {name}", name=name),
        sentence=sentence,
        symbol=symbol,
        formula=formula,
        numbers=numbers,
        terms=terms,
        units=((layer, j),),
        lit=(Lit(layer, frm=j, backward=True, terms=True),),
        weighted_sum=total,
        factor=None if shorthand else float(values.slope[layer - 1][j - 1]),
        result=float(values.delta[layer - 1][j - 1]),
        note=SHORTHAND_NOTE if shorthand else "",
    )
    if moment.true_delta and moment.convention.lecture_shorthand:
        more = tr(" Δ needs that factor, which the lecture’s shorthand leaves out.")
        out = replace(out, note=TRUE_DELTA_NOTE, sentence=out.sentence + more)
    if moment.term is not None:
        return _hidden_term(out, moment.term, layer, j, total)
    if moment.granularity is Granularity.TERM:
        return _hidden_slope(moment, layer, j, out)
    return out


def _hidden_term(unit: Explanation, term: int, layer: int, j: int, total: float) -> Explanation:
    return replace(
        with_term(unit, term, total, Words(tr("weighted sum"))),
        title=tr(
            "δ of unit {j}, layer {layer} · term {term} of {terms}",
            j=j,
            layer=layer,
            term=term + 1,
            terms=len(unit.terms),
        ),
        sentence=tr(
            "The δ of unit {term}, layer {layer}, flows back along the edge "
            "that comes from unit {j}, layer {layer_2}, times the weight of "
            "that edge.",
            term=term + 1,
            layer=layer + 1,
            j=j,
            layer_2=layer,
        ),
        factor=None,
        result=None,
        lit=(Lit(layer, to=term + 1, frm=j, backward=True, terms=True, term=term),),
    )


def _hidden_slope(moment: Moment, layer: int, j: int, unit: Explanation) -> Explanation:
    """The factor g′ as a stop of its own."""
    total, value = unit.weighted_sum, unit.result
    assert total is not None and value is not None
    if moment.shorthand:
        return replace(
            unit,
            title=tr("{unit}, without g′", unit=unit.title),
            sentence=tr(
                "The lecture leaves out the factor g′(z): the weighted sum stands for δ itself."
            ),
            numbers=row(unit.symbol, EQUALS, s.strong(value)),
        )
    return replace(
        unit,
        title=tr("g′ of unit {j}, layer {layer}", j=j, layer=layer),
        sentence=tr(
            "The weighted sum times the slope of g at this unit’s z is its δ: "
            "where g is flat, little of the error gets through."
        ),
        numbers=_slope_numbers(moment, layer, j, total, value),
    )


def layer(moment: Moment) -> Explanation:
    """δ^(l) of a whole layer."""
    at, depth = moment.place.layer or 2, moment.network.depth
    values = moment.values
    delta = values.delta[at - 1]
    about = partial(
        Explanation,
        title=tr("δ of layer {at}", at=at),
        symbol=s.delta(at),
        units=tuple((at, unit) for unit in range(1, len(delta) + 1)),
        entries=(s.entry("δ", s.delta, at, delta),),
    )
    if at == depth:
        formula, numbers = output_layer_lines(moment)
        return about(
            sentence=tr_n(
                "The δ of the output unit {moment}.",
                "The δ of every output unit {moment}.",
                len(delta),
                moment=error_words(moment),
            ),
            formula=row(s.delta(at), EQUALS, formula),
            numbers=row(s.delta(at), EQUALS, numbers),
        )
    formula_parts = _layer_formula(at, moment.shorthand)
    theta = moment.network.theta(at)[:, 1:]
    parts: list[Expr] = [s.transposed(s.matrix(theta)), s.vector(values.delta[at])]
    if not moment.shorthand:
        parts += [TIMES_EACH, s.vector(values.slope[at - 1])]
    where = {"layer": at, "from": at + 1, "theta": s.theta_words(at)}
    return about(
        sentence=tr_n(
            "Layer {layer} has one unit: the δ of layer {from} flows back through {theta}, "
            "without its bias column. The lecture stops here.",
            "All units of layer {layer} at once: the δ of layer {from} flows back through {theta}, "
            "without its bias column. The lecture stops here.",
            len(delta),
            **where,
        )
        if moment.shorthand
        else tr_n(
            "Layer {layer} has one unit: the δ of layer {from} flows back through {theta}, "
            "without its bias column, then comes the factor g′.",
            "All units of layer {layer} at once: the δ of layer {from} flows back through {theta}, "
            "without its bias column, then come the factors g′.",
            len(delta),
            **where,
        ),
        formula=row(*formula_parts),
        numbers=row(s.delta(at), EQUALS, *parts, EQUALS, s.vector(delta)),
        lit=(Lit(at, backward=True),),
        note=SHORTHAND_NOTE if moment.shorthand else "",
    )


def _layer_formula(at: int, shorthand: bool) -> list[Expr]:
    """δ^(l) = (Θ^(l))ᵀ δ^(l+1) .* g′(z^(l)), the bias column of Θ left out."""
    parts: list[Expr] = [
        s.delta(at), EQUALS, s.transposed(Fenced(s.of_layer("Θ", at))), s.delta(at + 1),
    ]  # fmt: skip
    return parts if shorthand else [*parts, TIMES_EACH, s.g(s.z(at), primed=True)]


def accumulate(moment: Moment) -> Explanation:
    """Δ^(l) takes in this example's δ^(l+1) [1; a^(l)]ᵀ."""
    at, item = moment.place.layer or 1, moment.item
    before = moment.source.Delta(at, item)
    after = moment.source.Delta(at, item + 1)
    assert after is not None
    delta, a = moment.values.delta[at], np.concatenate([[1.0], moment.values.a[at - 1]])
    start: Expr = Words("0") if before is None else s.matrix(before)
    symbol = s.of_layer("Δ", at)
    return Explanation(
        title=f"Δ {s.weights_words(at)}",
        sentence=tr(
            "Each weight {at} adds up, example by example, the δ at the end of its edge times the "
            "activation at its start; the first example starts from 0.",
            at=s.weights_words(at),
        )
        if before is None
        else tr(
            "Each weight {at} adds up, example by example, the δ at the end of its edge times the "
            "activation at its start.",
            at=s.weights_words(at),
        ),
        symbol=symbol,
        formula=row(
            symbol, BECOMES, symbol, PLUS, s.delta(at + 1), s.transposed(s.with_bias(at))
        ),
        numbers=row(
            symbol, EQUALS, start, PLUS, s.vector(delta), s.transposed(s.vector(a)), EQUALS,
            s.matrix(after),
        ),
        matrices=(after,),
        units=(),
        lit=(Lit(at),),
        note=_true_delta_note(moment),
    )  # fmt: skip


def whole(moment: Moment) -> Explanation:
    """The backward pass of one example at one go."""
    network, depth = moment.network, moment.network.depth
    back = range(depth - 1, 1, -1)
    formula = [row(s.delta(depth), EQUALS, output_layer_lines(moment)[0])]
    formula += [row(*_layer_formula(at, shorthand=False)) for at in back]
    delta = moment.values.delta
    numbers = [row(s.delta(at), EQUALS, s.vector(delta[at - 1])) for at in (depth, *back)]
    return Explanation(
        title=tr("backward pass"),
        sentence=tr(
            "The error flows back from right to left; then Δ takes in, for "
            "every weight, the δ at the end of its edge times the activation "
            "at its start."
        ),
        symbol=s.delta(2),
        formula=joined(formula, s.NEWLINE),
        numbers=joined(numbers, s.NEWLINE),
        units=tuple((2, unit) for unit in range(1, network.layers[1] + 1)),
        lit=tuple(Lit(at, backward=True) for at in range(2, depth)),
        entries=tuple(
            s.entry(tr("δ, layer {at}", at=at), s.delta, at, delta[at - 1]) for at in (depth, *back)
        ),
        note=_true_delta_note(moment),
    )


def _true_delta_note(moment: Moment) -> str:
    hidden = moment.network.depth > 2
    return TRUE_DELTA_NOTE if moment.convention.lecture_shorthand and hidden else ""
