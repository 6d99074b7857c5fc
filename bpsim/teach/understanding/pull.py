"""Whose pull is it? Each example's δ·a for one weight, what cancels, and the λ part."""

from dataclasses import dataclass

import numpy as np

from bpsim.core.arrays import Array, frozen
from bpsim.core.errors import ModelError
from bpsim.core.propagation import backward
from bpsim.notation.numerals import number_text
from bpsim.steps.places import EdgePlace, exists
from bpsim.teach.mistakes.kind import Problem


@dataclass(frozen=True, eq=False)
class Pull:
    """``each`` is δ·a / m of every example, in the order of the set; ``penalty`` is the λ part.

    ``D`` is their sum. ``cancelled`` is the share of all pulls that other pulls undo, 0 to 1.
    ``strongest`` are the rows (from 1), strongest first.
    """

    place: EdgePlace
    each: Array
    penalty: float
    D: float
    cancelled: float
    strongest: tuple[int, ...]
    sentence: str


def pull(problem: Problem, place: EdgePlace) -> Pull:
    """Take D of one weight apart by example; raises ModelError for one that is not there."""
    if not exists(place, problem.network.layers):
        raise ModelError(f"the network has no weight {place}")
    back = backward(problem.network, problem.cost, problem.passed, problem.y)
    delta = back.delta[place.layer][:, place.to - 1]
    a = problem.passed.a[place.layer - 1][:, place.frm - 1] if place.frm else 1.0
    each = delta * a / problem.m
    theta = float(problem.network.theta(place.layer)[place.to - 1, place.frm])
    penalty = problem.lam / problem.m * theta if place.frm else 0.0
    D = float(each.sum()) + penalty
    pulls = np.append(each, penalty)
    size = float(np.abs(pulls).sum())
    cancelled = 1.0 - abs(D) / size if size else 0.0
    strongest = tuple(int(n) + 1 for n in np.argsort(-np.abs(each), kind="stable"))
    return Pull(
        place, frozen(each), penalty, D, cancelled, strongest,
        _sentence(place, each, D, cancelled, strongest, penalty),
    )  # fmt: skip


def _sentence(
    place: EdgePlace, each: Array, D: float, cancelled: float, strongest: tuple[int, ...],
    penalty: float,
) -> str:  # fmt: skip
    up, down = int((each < 0).sum()), int((each > 0).sum())
    way = "stays" if D == 0 else "falls" if D > 0 else "grows"
    words = (
        f"{up:,} of the {len(each):,} examples pull {place.symbol} up and {down:,} pull it down, "
        f"example {strongest[0]:,} most; {cancelled:.0%} cancels, D is {number_text(D)} and the "
        f"weight {way}."
    )
    return words if not penalty else f"{words} λ adds {number_text(penalty)}."
