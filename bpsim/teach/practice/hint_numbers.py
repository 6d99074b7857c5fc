"""The formula with numbers as a hint shows it: without the value that is asked for."""

import math
from collections.abc import Collection
from dataclasses import replace

from bpsim.base.words import tr
from bpsim.notation.formula import (
    EQUALS,
    MINUS,
    PLUS,
    TIMES,
    Expr,
    Fraction,
    Number,
    Strong,
    Term,
    Words,
    row,
)
from bpsim.notation.parts import mapped
from bpsim.steps.explain import symbols as s
from bpsim.steps.step import Step
from bpsim.teach.mistakes.kind import Problem
from bpsim.teach.practice.blanks import DELTA_KINDS, OF_A_UNIT, OF_A_WEIGHT, Chain, ValuePlace
from bpsim.teach.practice.masking import ASKED, Blanks

SAME = 1e-9


def with_numbers(
    problem: Problem, step: Step, example: int, place: ValuePlace, hidden: Collection[ValuePlace]
) -> Expr:
    """The numbers that lead to ``place`` at ``step``, a question mark for it and for ``hidden``."""
    others = frozenset(hidden) - {place}
    chain = Chain(problem, example, {})
    if place.kind in OF_A_WEIGHT:
        return _not_yet() if _gives_away(place, others) else _of_a_weight(problem, chain, place)
    before = frozenset(
        each for each in others
        if each.kind in OF_A_UNIT and (each.layer, each.unit) != (place.layer, place.unit)
    )  # fmt: skip
    if Blanks(example, before).masked(step).numbers != step.numbers:
        return _not_yet()
    here = [each for each in others if each.kind in OF_A_UNIT] + [place]
    return _masked(step.numbers, [chain.value(each) for each in here])


def _not_yet() -> Expr:
    return Words(tr("It takes values that are blank themselves; find these first."))


def _gives_away(place: ValuePlace, others: frozenset[ValuePlace]) -> bool:
    """True if one of ``others`` is a value that the entry at ``place`` is made of."""
    _, layer, unit, frm = place
    if place.kind == "Delta":
        ends = {ValuePlace(kind, layer + 1, unit) for kind in DELTA_KINDS}
        return bool(others & (ends | {ValuePlace("a", layer, frm or 0)}))
    own = place.kind == "weight" and ValuePlace("D", layer, unit, frm) in others
    return own or any(each.is_delta and each.layer > layer for each in others)


def _of_a_weight(problem: Problem, chain: Chain, place: ValuePlace) -> Expr:
    """One entry of Δ, of D or of Θ, from the numbers that it takes."""
    _, layer, unit, frm = place
    parts: list[Expr]
    theta = Number(float(problem.network.theta(layer)[unit - 1, frm or 0]))
    letter = "Θ" if place.kind == "weight" else "D"
    symbol: Expr = s.of_weight(letter, layer, unit, frm or 0)
    if place.kind == "Delta":
        start = s.ONE if not frm else s.a(layer, frm)
        a = Number(chain.input(layer, frm or 0), guarded=True)
        parts = [Number(chain.delta(layer + 1, unit), guarded=True), TIMES, a]
        symbol = s.product(s.delta(layer + 1, unit), start)
    elif place.kind == "D":
        lam = problem.lam if frm else 0.0
        D, m = chain.value(place), float(problem.m)
        share = Fraction(Number(1.0), Number(m))
        parts = [share, TIMES, Number(D * m - lam * theta.value, guarded=True)]
        if lam:
            whole = replace(theta, guarded=True)
            parts += [PLUS, Fraction(Number(lam), Number(m)), TIMES, whole]
    else:
        step = Number(chain.value(place._replace(kind="D")), guarded=True)
        parts = [theta, MINUS, Number(problem.alpha), TIMES, step]
    return row(symbol, EQUALS, *parts, EQUALS, ASKED)


def _masked(expr: Expr, values: list[float]) -> Expr:
    """``expr`` with a question mark for each of ``values``; terms stay, they were there before."""

    def change(part: Expr) -> Expr | None:
        match part:
            case Term():
                return part
            case Number(value) | Strong(Number(value)):
                asked = any(math.isclose(value, each, rel_tol=SAME) for each in values)
                return ASKED if asked else part
        return None

    return mapped(expr, change)
