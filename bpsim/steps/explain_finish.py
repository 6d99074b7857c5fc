"""What the end of an iteration explains: D for each layer, then the update of all weights."""

from typing import Any

import numpy as np

from bpsim.steps import symbols as s
from bpsim.steps.moment import Moment
from bpsim.steps.notation import (
    BECOMES,
    EQUALS,
    Expr,
    Fraction,
    Number,
    Operator,
    Row,
    Symbol,
    Words,
    row,
)
from bpsim.steps.schedule import Granularity
from bpsim.steps.step import Entry, Lit

Fields = dict[str, Any]
SMALL_ENOUGH = 24


def gradient(moment: Moment) -> Fields:
    """D^(l) = Δ^(l)/m + (λ/m) Θ^(l), the bias column without λ."""
    at, source = moment.place.layer or 1, moment.source
    m, lam = source.batch.size, source.training.lam
    Delta, D = source.Delta(at, m), source.D[at - 1]
    assert Delta is not None
    formula: list[Expr] = [_over("1", "m"), s.big_delta(at)]
    numbers: list[Expr] = [_over("1", str(m)), s.matrix(Delta)]
    if lam:
        theta = moment.network.theta(at).copy()
        theta[:, 0] = 0.0
        sign = Operator("+" if moment.convention.sign == "course" else "−")
        formula += [sign, _over("λ", "m"), s.big_theta(at), Words(" (j ≥ 1)")]
        numbers += [sign, Fraction(Number(lam), Number(m)), s.matrix(theta)]
    symbol = s.big_d(at)
    words = "The sum over the examples becomes their mean"
    if lam:
        words += "; λ pulls every weight but the biases towards zero"
    return {
        "title": f"D of layer {at}",
        "sentence": f"{words}. D^({at}) is the slope of J by each weight of Θ^({at}).",
        "symbol": symbol,
        "formula": row(symbol, EQUALS, *formula),
        "numbers": row(symbol, EQUALS, *numbers, EQUALS, s.matrix(D)),
        "matrices": (D,),
        "lit": (Lit(at),),
        "entries": (_cost_entry(moment),),
    }


def update(moment: Moment) -> Fields:
    """Θ := Θ − α D, all layers at once, with the deltas of the old weights."""
    source, network = moment.source, moment.network
    course = moment.convention.sign == "course"
    sign = Operator("−" if course else "+")
    alpha = source.training.learning_rate
    theta, D = Symbol("Θ", "", "(l)"), Symbol("D", "", "(l)")
    whole = moment.granularity in (Granularity.PASS, Granularity.ITERATION)
    lines: list[Expr] = []
    for at in range(1, network.depth):
        if lines:
            lines.append(s.NEWLINE)
        old, new = network.theta(at), source.after.theta(at)
        if old.size > SMALL_ENOUGH or network.depth > 5:
            change = float(np.abs(new - old).max())
            lines += [s.big_theta(at), Words(": largest change "), Number(change)]
            continue
        lines += [s.big_theta(at), EQUALS, s.matrix(old), sign, Number(alpha), Operator("·"),
                  s.matrix(source.D[at - 1]), EQUALS, s.matrix(new)]  # fmt: skip
    frozen_biases = not source.training.train_biases
    sentence = (
        "Every weight moves a little "
        + ("against" if course else "along")
        + " its slope, all layers at once"
        + ("; the biases stay as they are." if frozen_biases else ".")
    )
    if whole:
        sentence = f"Iteration {source.iteration + 1} is complete. {sentence}"
    return {
        "title": f"iteration {source.iteration + 1} as a whole"
        if moment.granularity is Granularity.ITERATION
        else "update of all weights",
        "sentence": sentence,
        "symbol": theta,
        "formula": row(theta, BECOMES, theta, sign, Symbol("α"), D),
        "numbers": Row(tuple(lines)),
        "matrices": source.after.weights,
        "lit": tuple(Lit(at) for at in range(1, network.depth)),
        "entries": (_cost_entry(moment),),
        "network": source.after,
    }


def _cost_entry(moment: Moment) -> Entry:
    J = Symbol("J")
    return Entry("cost", ((row(s.function(J, Symbol("Θ"))), moment.source.J),))


def _over(top: str, bottom: str) -> Fraction:
    return Fraction(Symbol(top), Symbol(bottom))
