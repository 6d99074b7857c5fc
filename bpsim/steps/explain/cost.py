"""What the cost step explains: cost(i) output by output, with the convention's sign."""

from bpsim.base.words import tr
from bpsim.notation.formula import (
    EQUALS,
    MINUS,
    PLUS,
    Expr,
    Fraction,
    Number,
    Row,
    Sum,
    Symbol,
    Term,
    Words,
    row,
)
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.costs.table import written
from bpsim.steps.explain.costs.written import squared
from bpsim.steps.moment import Moment
from bpsim.steps.step import Entry, Explanation
from bpsim.steps.terms import MOST_SHOWN, Terms

SQUARED = tr("squared error")
AS_SQUARED = tr("Think of it as the squared error, says the lecture.")


def cost(moment: Moment) -> Explanation:
    """cost(i), output by output."""
    terms, outputs = cost_terms(moment), moment.network.layers[-1]
    value, beside = moment.values.cost, _squared_error(moment)
    if outputs == 1:
        sentence = tr(
            "The output is compared with the target: how far off it is makes "
            "the cost of this example."
        )
    elif written(moment.source.cost).scaled:
        sentence = tr(
            "Each output is compared with its target: how far off they are, on average, makes "
            "the cost of this example."
        )
    else:
        sentence = tr(
            "Each output is compared with its target: how far off they are, added up, makes "
            "the cost of this example."
        )
    return Explanation(
        title=tr("cost"),
        sentence=f"{sentence} {AS_SQUARED}" if beside else sentence,
        symbol=cost_symbol(),
        formula=_formula(moment, terms),
        numbers=row(cost_symbol(), EQUALS, s.number_sum(terms), EQUALS, s.strong(value)),
        terms=terms,
        result=value,
        units=tuple((moment.network.depth, unit) for unit in range(1, outputs + 1)),
        entries=beside,
        note=cost_note(moment),
    )


def _squared_error(moment: Moment) -> tuple[Entry, ...]:
    """½(h − y)² beside a cross-entropy: all outputs together, then one by one if they are few."""
    if not written(moment.source.cost).logarithmic:
        return ()
    a, y = moment.values.a[-1], moment.values.y
    outputs, half = len(y), Fraction(Number(1), Number(2))
    each = 0.5 * (a - y) ** 2
    one_by_one = tuple(
        (row(half, squared(s.h(k, outputs), s.y(k, outputs))), float(value))
        for k, value in enumerate(each, start=1)
    )
    if outputs == 1:
        return (Entry(SQUARED, one_by_one),)
    whole = row(half, Sum("k"), squared(Symbol("h", "k"), Symbol("y", "k")))
    few = one_by_one if outputs <= MOST_SHOWN else ()
    return (Entry(SQUARED, ((whole, float(each.sum())), *few)),)


def cost_symbol() -> Row:
    """cost(i)."""
    return s.function(Symbol("cost", style="upright"), Symbol("i"))


def cost_note(moment: Moment) -> str:
    """What the lecture's sign does to the cost."""
    scale = ""
    if written(moment.source.cost).scaled:
        scale = tr(
            "The cost is the mean over the K outputs, as Keras and PyTorch "
            "print it; the course adds them up."
        )
    if moment.convention.sign == "course":
        return scale
    minus = written(moment.source.cost).leading_minus
    how = tr("without its leading minus") if minus else tr("with a minus")
    turned = tr(
        "Lecture signs: cost(i) is written {how}, so that learning makes it larger.", how=how
    )
    return f"{scale} {turned}".strip()


def cost_terms(moment: Moment) -> Terms:
    """The parts of cost(i): −y_k and log h_k, or ½ and (h_k − y_k)², and so on."""
    return written(moment.source.cost).terms(moment.values, moment.convention.factor)


def _formula(moment: Moment, terms: Terms) -> Row:
    """The cost in symbols as textbooks write it: −y log h − (1 − y) log(1 − h)."""
    how = written(moment.source.cost)
    negative = how.leading_minus == (moment.convention.sign == "course")
    parts: list[Expr] = []
    for colour, t in enumerate(terms.shown):
        weight, value = terms.symbols(t)
        if parts:
            parts.append(MINUS if negative else PLUS)
            if negative:  # the operator says what the sign of the weight said
                assert isinstance(weight, Row)
                weight = weight.parts[1]
        parts.append(Term(row(weight, *how.between, value), colour))
    if terms.hidden:
        parts.append(Words(tr(" … and {hidden} more", hidden=terms.hidden)))
    return row(cost_symbol(), EQUALS, *parts)
