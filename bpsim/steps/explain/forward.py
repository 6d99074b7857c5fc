"""What the stops of the forward pass explain: loading x, then z and a of each unit."""

from dataclasses import replace

import numpy as np

from bpsim.base.words import tr, tr_n
from bpsim.core.arrays import frozen
from bpsim.notation.formula import (
    EQUALS,
    PLUS,
    TIMES,
    Expr,
    Fraction,
    Number,
    Row,
    Sum,
    Symbol,
    Term,
    Words,
    joined,
    row,
)
from bpsim.notation.numerals import number_text
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.activations.table import written
from bpsim.steps.explain.cost import cost_note, cost_symbol
from bpsim.steps.moment import Moment
from bpsim.steps.schedule import Granularity
from bpsim.steps.step import Explanation, Lit
from bpsim.steps.terms import Terms

FEW_UNITS = 4
"""So many units of a softmax layer are written out at once."""
LARGE_EXPONENT = 300.0
"""From here on e^z is shown divided by e^(largest z): beyond 709 it overflows."""


def load(moment: Moment) -> Explanation:
    """x of the example, or of an input that was typed, becomes a^(1)."""
    x, units = moment.values.a[0], moment.network.layers[0]
    if moment.schedule.answered:
        example = moment.source.row(moment.item) + 1
        title = tr("load example {example}", example=example)
        sentence = tr_n(
            "Example {example} enters: its input becomes the activation of layer 1.",
            "Example {example} enters: its inputs become the activations of layer 1.",
            units,
            example=example,
        )
    else:
        title = tr("load the input")
        sentence = tr(
            "The input that you typed enters. There is no target: the walk "
            "ends with the output, without a cost and without a way back."
        )
    return Explanation(
        title=title,
        sentence=sentence,
        symbol=s.a(1),
        formula=row(s.a(1), EQUALS, Symbol("x")),
        numbers=row(s.a(1), EQUALS, s.vector(x)),
        units=tuple((1, unit) for unit in range(1, units + 1)),
        entries=(s.entry("inputs", s.a, 1, x),),
    )


def unit(moment: Moment) -> Explanation:
    """z_j^(l) as the weighted sum of the layer before, then a_j = g(z_j)."""
    place, values = moment.place, moment.values
    layer, j = place.layer or 2, place.unit
    terms = forward_terms(moment, layer, j)
    z, a = float(values.z[layer - 1][j - 1]), float(values.a[layer - 1][j - 1])
    softmax, name = place.block.tail > 0, tr("unit {j}, layer {layer}", j=j, layer=layer)
    out = Explanation(
        title=tr("z of {name}", name=name),
        sentence=tr(
            "Unit {j} of layer {layer} adds up what comes in: each activation "
            "times the weight of its edge. Softmax waits until every z of the "
            "layer is known.",
            j=j,
            layer=layer,
        ),
        symbol=s.z(layer, j),
        formula=row(s.z(layer, j), EQUALS, s.symbol_sum(terms)),
        numbers=row(s.z(layer, j), EQUALS, s.number_sum(terms), EQUALS, s.strong(z)),
        terms=terms,
        units=((layer, j),),
        lit=(Lit(layer - 1, to=j, terms=True),),
        weighted_sum=z,
        result=z,
    )
    if moment.term is not None:
        return _term(out, moment.term, layer, j, z)
    if softmax and place.part >= 0:
        return out
    out = replace(out, activation=a)
    formula, numbers = activation_lines(moment, layer, j)
    if moment.granularity is Granularity.TERM:
        return replace(
            out,
            title=tr("a of {name}", name=name) if softmax else tr("g of {name}", name=name),
            sentence=tr(
                "Softmax makes a of {name}: the exponential of its z, divided by "
                "the sum of the exponentials of every z of the layer.",
                name=name,
            )
            if softmax
            else tr(
                "The sum z goes through the activation function g, here {name}: "
                "that is a, the activation of {name_2}.",
                name=_name(moment, layer),
                name_2=name,
            ),
            formula=formula,
            numbers=numbers,
            symbol=s.a(layer, j),
        )
    if softmax:  # the last unit's stop ends with every a of the layer
        return _softmax_layer(moment, layer, j, out)
    return replace(
        out,
        title=tr("z and a of {name}", name=name),
        sentence=tr(
            "Unit {j} of layer {layer} adds up what comes in, each activation "
            "times the weight of its edge, and sends the sum z through g "
            "({name}).",
            j=j,
            layer=layer,
            name=_name(moment, layer),
        ),
        formula=row(out.formula, s.NEWLINE, formula),
        numbers=row(out.numbers, s.NEWLINE, numbers),
    )


def _term(unit: Explanation, term: int, layer: int, j: int, z: float) -> Explanation:
    """One product of the sum, and what the sum has come to."""
    added = with_term(unit, term, z, s.z(layer, j))
    return replace(
        added,
        title=tr(
            "z of unit {j}, layer {layer} · term {term} of {terms}",
            j=j,
            layer=layer,
            term=term + 1,
            terms=len(unit.terms),
        ),
        sentence=tr(
            "The edge from unit {term}, layer {layer}, to unit {j}, layer "
            "{layer_2}, brings the activation at its start times its weight.",
            term=term,
            layer=layer - 1,
            j=j,
            layer_2=layer,
        )
        if term
        else tr(
            "The sum of unit {j}, layer {layer}, starts with its bias: the weight times 1.",
            j=j,
            layer=layer,
        ),
        result=added.weighted_sum,
        lit=(Lit(layer - 1, to=j, frm=term, terms=True, term=term),),
    )


def _softmax_layer(moment: Moment, layer: int, j: int, unit: Explanation) -> Explanation:
    """The stop of a softmax layer's last unit: its z, and then every a."""
    units = moment.network.layers[layer - 1]
    shown = range(1, min(units, FEW_UNITS) + 1)
    lines = [activation_lines(moment, layer, k)[1] for k in shown]
    if units > FEW_UNITS:
        lines.append(row(Words(tr("… and {units} more", units=units - FEW_UNITS))))
    above, below = _exponential(layer, "j"), row(Sum("k"), _exponential(layer, "k"))
    a = Symbol("a", "j", f"({layer})")
    return replace(
        unit,
        title=tr("z of unit {j}, then a of all units, layer {layer}", j=j, layer=layer),
        sentence=tr(
            "Unit {j} of layer {layer} adds up what comes in. Now every z of "
            "the layer is known, and softmax turns them into activations that "
            "add up to 1.",
            j=j,
            layer=layer,
        ),
        formula=row(unit.formula, s.NEWLINE, row(a, EQUALS, Fraction(above, below))),
        numbers=row(unit.numbers, s.NEWLINE, joined(lines, s.NEWLINE)),
    )


def layer(moment: Moment) -> Explanation:
    """z^(l) and a^(l) of a whole layer."""
    at = moment.place.layer or 2
    theta, before = moment.network.theta(at - 1), moment.values.a[at - 2]
    z, a = moment.values.z[at - 1], moment.values.a[at - 1]
    g = _g_symbol(moment, at)
    inputs = frozen(np.concatenate([[1.0], before]))
    return Explanation(
        title=tr(
            "z and a of layer {at}",
            at=at),
        sentence=tr_n(
            "Layer {layer} has one unit: its weights are the one row of {theta}, the bias first.",
            "All units of layer {layer} at once: the weights into unit j are row j of {theta}, "
            "the bias first.",
            len(z),
            layer=at,
            theta=s.theta_words(at - 1)),
        symbol=s.z(at),
        formula=row(
            s.z(at), EQUALS, s.of_layer("Θ", at - 1), s.with_bias(at - 1), s.NEWLINE,
            s.a(at), EQUALS, s.function(g, s.z(at)),
        ),
        numbers=row(
            s.z(at), EQUALS, s.matrix(theta), s.vector(inputs), EQUALS, s.vector(z), s.NEWLINE,
            s.a(at), EQUALS, s.function(g, s.vector(z)), EQUALS, s.vector(a),
        ),
        units=tuple((at, unit) for unit in range(1, len(z) + 1)),
        lit=(Lit(at - 1),),
        entries=(s.entry("z", s.z, at, z), s.entry("a", s.a, at, a)),
    )  # fmt: skip


def whole(moment: Moment) -> Explanation:
    """The forward pass of one example at one go."""
    network, values = moment.network, moment.values
    depth = network.depth
    h = s.function(Symbol("h", "Θ"), Symbol("x"))
    lines = [
        row(s.a(at), EQUALS,
            s.function(_g_symbol(moment, at), row(s.of_layer("Θ", at - 1), s.with_bias(at - 1))))
        for at in range(2, depth + 1)
    ]  # fmt: skip
    numbers = [
        row(h, EQUALS, s.vector(values.a[-1])),
        row(cost_symbol(), EQUALS, s.strong(values.cost)),
    ]
    return Explanation(
        title=tr("forward pass"),
        sentence=tr(
            "Example {row} runs through the network from left to right; then "
            "the output is compared with the target.",
            row=moment.source.row(moment.item) + 1,
        ),
        symbol=s.a(depth),
        formula=joined(lines, s.NEWLINE),
        numbers=joined(numbers, s.NEWLINE),
        result=values.cost,
        units=tuple((depth, unit) for unit in range(1, network.layers[-1] + 1)),
        lit=tuple(Lit(at) for at in range(1, depth)),
        entries=tuple(
            s.entry(tr("a, layer {at}", at=at), s.a, at, a)
            for at, a in enumerate(values.a, start=1)
        ),
        note=cost_note(moment),
    )


def answer(moment: Moment) -> Explanation:
    """The forward pass of an input whose target nobody knows."""
    h = s.function(Symbol("h", "Θ"), Symbol("x"))
    return replace(
        whole(moment),
        sentence=tr(
            "The input runs through the network from left to right. There is "
            "no target, so there is no cost, and nothing flows back."
        ),
        numbers=row(h, EQUALS, s.vector(moment.values.a[-1])),
        result=None,
        note="",
    )


def forward_terms(moment: Moment, layer: int, j: int) -> Terms:
    """Θ_ji^(l−1) a_i^(l−1), i = 0 … s_{l−1}; the first is the bias."""
    values = np.concatenate([[1.0], moment.values.a[layer - 2]])

    def names(i: int) -> tuple[Expr, Expr]:
        return s.theta(layer - 1, j, i), s.a(layer - 1, i)

    return Terms(moment.network.theta(layer - 1)[j - 1], frozen(values), names)


def activation_lines(moment: Moment, layer: int, j: int) -> tuple[Row, Row]:
    """a = g(z) in symbols and in numbers."""
    z = float(moment.values.z[layer - 1][j - 1])
    a = s.strong(float(moment.values.a[layer - 1][j - 1]))
    left, zs = s.a(layer, j), s.z(layer, j)
    g = moment.network.activation(layer)
    if not g.elementwise:
        whole = row(Sum("k"), _exponential(layer, "k"))
        parts = _softmax_parts(moment, z)
        return (
            row(left, EQUALS, Fraction(_exponential(layer, str(j)), whole)),
            row(left, EQUALS, *parts[:1], EQUALS, a, *parts[1:]),
        )
    return (
        row(left, EQUALS, s.g(zs), EQUALS, written(g).value(zs)),
        row(left, EQUALS, s.g(Number(z)), EQUALS, a),
    )


def _exponential(layer: int, index: str) -> Row:
    return s.function(Symbol("exp", style="upright"), Symbol("z", index, f"({layer})"))


def _softmax_parts(moment: Moment, z: float) -> list[Expr]:
    """e^z over the sum, and a word on what both were divided by where they are out of range."""
    all_z = moment.values.z[-1]
    largest = float(all_z.max())
    shift = largest if abs(largest) > LARGE_EXPONENT else 0.0
    own, total = float(np.exp(z - shift)), float(np.exp(all_z - shift).sum())
    parts: list[Expr] = [Fraction(Number(own), Number(total))]
    if shift:
        parts.append(
            Words(tr("   (both divided by e to the power {shift})", shift=number_text(shift)))
        )
    return parts


def with_term(unit: Explanation, term: int, total: float, symbol: Expr) -> Explanation:
    """The stop of a sum's ``term``: the product just added, and what the sum so far comes to.

    With the last term that is ``total``, called ``symbol``, of which ``unit`` says the rest.
    """
    terms = unit.terms
    last = term == len(terms) - 1
    running = total if last else terms.running(term)
    return replace(
        unit,
        numbers=_running_numbers(terms, term, running, symbol),
        term=term,
        running=running,
        weighted_sum=total if last else None,
    )


def _running_numbers(terms: Terms, term: int, running: float, symbol: Expr) -> Row:
    """The sum so far: the product just added, and what it comes to."""
    weight, value = float(terms.weights[term]), float(terms.values[term])
    product: Expr = row(Number(weight, guarded=term > 0), TIMES, Number(value, guarded=True))
    colour = terms.colour(term)
    if colour is not None:
        product = Term(product, colour)
    before: tuple[Expr, ...] = (Number(terms.running(term - 1)), PLUS) if term else ()
    after: tuple[Expr, ...] = (EQUALS, symbol) if term == len(terms) - 1 else ()
    return row(Words(tr("sum so far: ")), *before, product, EQUALS, s.strong(running), *after)


def _name(moment: Moment, layer: int) -> str:
    return moment.network.activation(layer).label


def _g_symbol(moment: Moment, layer: int) -> Symbol:
    return written(moment.network.activation(layer)).symbol
