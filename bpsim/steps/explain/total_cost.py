"""What J(Θ) is made of at the end of an iteration: the course's formula with m, K and λ."""

import numpy as np

from bpsim.base.words import tr, tr_n
from bpsim.core.propagation import regularisation
from bpsim.notation.formula import (
    EQUALS,
    TIMES,
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
from bpsim.steps.explain.costs.table import written
from bpsim.steps.step import Entry
from bpsim.steps.total_cost import J_OF_ALL, CostJ
from bpsim.steps.values import IterationValues

EXAMPLE = "(i)"
DATA, LAMBDA = 0, 1
"""The colours of the two parts."""


def J_symbol(source: IterationValues) -> Expr:
    """J(Θ), which is about all examples; the J of a part of them is called what it is."""
    m = source.batch.size
    if m == len(source.examples):
        return J_OF_ALL
    return Words(
        tr_n("J of this batch ({m:,} example)", "J of this batch ({m:,} examples)", m, m=m)
    )


def written_J(source: IterationValues) -> CostJ:
    """J of the weights that the iteration starts from, over its batch."""
    J = J_symbol(source)
    m, K, lam = source.batch.size, source.network.layers[-1], source.training.lam
    sign = source.convention.factor
    with np.errstate(over="ignore", invalid="ignore"):
        squares = sum(float((theta[:, 1:] ** 2).sum()) for theta in source.network.weights)
    total, penalty = source.cost_sum, sign * regularisation(source.network.weights, lam, m)
    mean = total / m
    joint = s.plus(source.convention)
    mean_of = row(Fraction(Number(1), Number(m)), TIMES, Number(total, guarded=True))
    penalty_of = row(
        Fraction(Number(lam), row(Number(2), TIMES, Number(m))), TIMES, Number(squares)
    )
    return CostJ(
        m=m,
        lam=lam,
        total=total,
        mean=mean,
        squares=squares,
        penalty=penalty,
        J=source.J,
        symbol=J,
        formula=row(
            J, EQUALS, Term(_data(source.cost, sign, K), DATA), joint,
            Term(row(Fraction(Symbol("λ"), row(Number(2), Symbol("m"))), _squares()), LAMBDA),
        ),
        numbers=row(
            J, EQUALS, Term(mean_of, DATA), joint, Term(penalty_of, LAMBDA),
            EQUALS, Term(Number(mean), DATA), joint, Term(Number(abs(penalty)), LAMBDA),
            EQUALS, s.strong(source.J),
        ),
        where=_where(m, K, lam),
        sentence=_sentence(m, len(source.examples), source.convention.sign == "lecture"),
    )  # fmt: skip


def J_entry(cost: CostJ) -> Entry:
    """The parts of J as values by name, the λ part with the sign that it has in J."""
    costs = row(Sum("i"), s.function(Symbol("cost", style="upright"), Symbol("i")))
    data = row(Fraction(Number(1), Symbol("m")), costs)
    lam = row(Fraction(Symbol("λ"), row(Number(2), Symbol("m"))), Sum(), _theta())
    return Entry(
        "cost",
        (
            (costs, cost.total),
            (data, cost.mean),
            (row(Sum(), _theta()), cost.squares),
            (lam, cost.penalty),
            (cost.symbol, cost.J),
        ),
    )


def _data(cost: str, sign: float, K: int) -> Row:
    """The part that the examples make, its sign included."""
    y, h = _of_example("y", K), _of_example("h", K)
    how = written(cost)
    before, each = how.mean(y, h)
    negative = how.leading_minus == (sign > 0)
    return _signed(negative, before, Sum("i=1", "m"), Sum("k=1", "K"), each)


def _signed(negative: bool, *parts: Expr) -> Row:
    return row(Words("−"), *parts) if negative else row(*parts)


def _of_example(letter: str, K: int) -> Symbol:
    return Symbol(letter, "k" if K > 1 else "", EXAMPLE)


def _squares() -> Row:
    return row(Sum("l"), Sum("i=1"), Sum("j"), Scripted(Fenced(Symbol("Θ", "ji", "(l)")), sup="2"))


def _theta() -> Symbol:
    return Symbol("Θ", "", "2")


def _where(m: int, K: int, lam: float) -> Row:
    """m = 4, K = 1, λ = 0.1; Θ without the biases."""
    parts: list[Expr] = []
    for symbol, value in ((Symbol("m"), m), (Symbol("K"), K), (Symbol("λ"), lam)):
        parts += [symbol, EQUALS, Number(value), Words(",  ")]
    return row(*parts[:-1], Words("; "), Symbol("Θ"), Words(tr(" without the biases")))


def _sentence(m: int, examples: int, lecture: bool) -> str:
    if m < examples:
        words = tr_n(
            "J of this batch before the update: the cost of its one example, plus λ’s part for "
            "large weights.",
            "J of this batch before the update: the mean cost of its {m:,} examples, plus λ’s part "
            "for large weights.",
            m,
            m=m,
        )
    else:
        words = tr_n(
            "J before the update: the cost of the one example, plus λ’s part for large weights.",
            "J before the update: the mean cost of the examples, plus λ’s part for large weights.",
            m,
        )
    return (
        tr("{words} In the lecture’s signs both are turned round.", words=words)
        if lecture
        else words
    )
